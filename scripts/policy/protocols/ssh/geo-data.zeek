##! Adds to ssh.log where the other side is, and notices logins from or to some countries.

@load base/frameworks/notice
@load base/protocols/ssh

module SSH;

export {
	redef enum Notice::Type += {
		## A login succeeded between a local host and one in a country of :zeek:id:`SSH::watched_countries`.
		Watched_Country_Login,
	};

	redef record Info += {
		## Where the host is that is not local.
		remote_location: geo_location &log &optional;
	};

	## Countries by their codes of two letters.
	option watched_countries: set[string] = { "RO" };
}

function locate(c: connection)
	{
	local row = set_session(c);

	if ( row?$direction && ! row?$remote_location )
		row$remote_location = lookup_location(row$direction == OUTBOUND ? c$id$resp_h : c$id$orig_h);
	}

event ssh_auth_attempted(c: connection, authenticated: bool) &priority=3
	{
	locate(c);
	}

event ssh_auth_successful(c: connection, auth_method_none: bool) &priority=3
	{
	locate(c);

	if ( ! c$ssh?$remote_location )
		return;

	local place = c$ssh$remote_location;

	if ( place?$country_code && place$country_code in watched_countries )
		NOTICE(Notice::Info($note=Watched_Country_Login, $conn=c,
			$msg=fmt("SSH login %s watched country: %s", c$ssh$direction == OUTBOUND ? "to" : "from", place$country_code)));
	}
