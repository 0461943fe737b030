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

# What a header of a server tells of it.
function found_at_server(id: conn_id, name: string, value: string)
	{
	local found = Software::Info($host=id$resp_h, $host_p=id$resp_p);

	switch ( name )
		{
		case "SERVER":
			found$software_type = SERVER;
			found$unparsed_version = value;
			break;

		case "X-POWERED-BY":
			found$software_type = APPSERVER;
			found$unparsed_version = value;
			break;

		case "MICROSOFTSHAREPOINTTEAMSERVICES":
			found$software_type = APPSERVER;
			found$unparsed_version = "SharePoint/" + value;
			break;

		default:
			return;
		}

	Software::found(id, found);
	}

event http_header(c: connection, is_orig: bool, original_name: string, name: string, value: string) &priority=2
	{
	if ( ! is_orig )
		{
		found_at_server(c$id, name, value);
		return;
		}

	if ( name == "USER-AGENT" && ignored_user_agents !in value )
		Software::found(c$id, Software::Info($host=c$id$orig_h, $software_type=BROWSER, $unparsed_version=value));
	}
