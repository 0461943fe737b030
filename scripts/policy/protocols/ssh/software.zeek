##! Takes note of the software that clients and servers of SSH say they are.

@load base/frameworks/software
@load base/protocols/ssh

module SSH;

export {
	redef enum Software::Type += {
		SERVER,
		CLIENT,
	};
}

# "SSH-2.0-OpenSSH_9.2p1 Debian-2" without what says which protocol is spoken.
function software_of(version: string): string
	{
	return sub(version, /^SSH-[0-9.]+-/, "");
	}

event ssh_client_version(c: connection, version: string) &priority=4
	{
	Software::found(c$id, Software::Info($unparsed_version=software_of(version), $host=c$id$orig_h,
		$software_type=CLIENT));
	}

event ssh_server_version(c: connection, version: string) &priority=4
	{
	Software::found(c$id, Software::Info($unparsed_version=software_of(version), $host=c$id$resp_h,
		$host_p=c$id$resp_p, $software_type=SERVER));
	}
