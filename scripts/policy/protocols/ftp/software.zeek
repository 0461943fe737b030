##! Takes note of the software that clients of FTP say they are (the command CLNT).

@load base/frameworks/software
@load base/protocols/ftp

module FTP;

export {
	redef enum Software::Type += {
		CLIENT,
		SERVER,  ##< Not found yet.
	};
}

event ftp_request(c: connection, command: string, arg: string) &priority=4
	{
	if ( command != "CLNT" )
		return;

	local id = c$id;
	Software::found(id, Software::Info($host=id$orig_h, $software_type=CLIENT, $unparsed_version=arg));
	}
