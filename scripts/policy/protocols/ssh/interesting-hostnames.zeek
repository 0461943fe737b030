##! Notices logins between hosts of which one has a name that stands for a service nobody logs in from or to.

@load base/frameworks/notice
@load base/protocols/ssh

module SSH;

export {
	redef enum Notice::Type += {
		## A login succeeded with a host whose name :zeek:id:`SSH::interesting_hostnames` matches.
		Interesting_Hostname_Login,
	};

	## Names of interest.
	option interesting_hostnames = /^d?ns[0-9]*\./ | /^smtp[0-9]*\./ | /^mail[0-9]*\./ | /^pop[0-9]*\./ |
	                               /^imap[0-9]*\./ | /^www[0-9]*\./ | /^ftp[0-9]*\./;
}

function check_name(c: connection, host: addr, side: string)
	{
	when [c, host, side] ( local name = lookup_addr(host) )
		{
		if ( interesting_hostnames in name )
			NOTICE(Notice::Info($note=Interesting_Hostname_Login, $conn=c, $sub=name,
				$msg=fmt("Possible SSH login involving a %s %s with an interesting hostname.",
				         Site::is_local_addr(host) ? "local" : "remote", side)));
		}
	}

event ssh_auth_successful(c: connection, auth_method_none: bool)
	{
	check_name(c, c$id$orig_h, "client");
	check_name(c, c$id$resp_h, "server");
	}
