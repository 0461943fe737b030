##! Takes note of the software that clients and servers of HTTP say they are.

@load base/frameworks/software
@load base/protocols/http

module HTTP;

export {
	redef enum Software::Type += {
		SERVER,     ##< A server.
		APPSERVER,  ##< What makes the pages behind a server.
		BROWSER,    ##< A client.
	};

	## Clients that call themselves so are left out.
	option ignored_user_agents = /NO_DEFAULT/;
}

event http_header(c: connection, is_orig: bool, original_name: string, name: string, value: string) &priority=2
	{
	if ( is_orig )
		{
		if ( name == "USER-AGENT" && ignored_user_agents !in value )
			Software::found(c$id, Software::Info($host=c$id$orig_h, $software_type=BROWSER, $unparsed_version=value));

		return;
		}

	if ( name == "SERVER" )
		Software::found(c$id, Software::Info($host=c$id$resp_h, $host_p=c$id$resp_p, $software_type=SERVER,
			$unparsed_version=value));
	else if ( name == "X-POWERED-BY" )
		Software::found(c$id, Software::Info($host=c$id$resp_h, $host_p=c$id$resp_p, $software_type=APPSERVER,
			$unparsed_version=value));
	else if ( name == "MICROSOFTSHAREPOINTTEAMSERVICES" )
		Software::found(c$id, Software::Info($host=c$id$resp_h, $host_p=c$id$resp_p, $software_type=APPSERVER,
			$unparsed_version="SharePoint/" + value));
	}
