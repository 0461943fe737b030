##! Takes note of what is plugged into browsers: Flash, which says so itself, and whatever pages of Omniture's
##! statistics report to their server.

@load base/protocols/http
@load base/frameworks/software

module HTTP;

export {
	redef record Info += {
		## Whether the server is one of Omniture.
		omniture: bool &default=F;
		## What the client says of its Flash.
		flash_version: string &optional;
	};

	redef enum Software::Type += {
		## Something plugged into a browser.
		BROWSER_PLUGIN,
	};
}

event http_header(c: connection, is_orig: bool, original_name: string, name: string, value: string) &priority=3
	{
	local row = c$http;

	switch ( name )
		{
		case "X-FLASH-VERSION":
			if ( is_orig )
				row$flash_version = value;
			break;

		case "SERVER":
			if ( ! is_orig && /^Omniture/ in value )
				row$omniture = T;
			break;
		}
	}

event http_message_done(c: connection, is_orig: bool, stat: http_message_stat)
	{
	if ( ! is_orig || ! c?$http || ! c$http?$flash_version )
		return;

	# AIR has a Flash of its own.
	local in_air = c$http?$user_agent && /AdobeAIR/ in c$http$user_agent;
	local what = fmt("%s/%s", in_air ? "AdobeAIR-Flash" : "Flash", c$http$flash_version);
	Software::found(c$id, Software::Info($host=c$id$orig_h, $software_type=BROWSER_PLUGIN, $unparsed_version=what));
	}

event log_http(rec: Info)
	{
	if ( ! rec$omniture || ! rec?$uri )
		return;

	# The names stand in the variable p, each with a semicolon behind it.
	local names = find_first(rec$uri, /[?&]p=[^&]{5,};/);

	if ( names == "" )
		return;

	for ( _, plugin in split_string(sub(names, /^[?&]p=/, ""), /;/) )
		if ( plugin != "" )
			Software::found(rec$id, Software::Info($host=rec$id$orig_h, $software_type=BROWSER_PLUGIN,
				$unparsed_version=plugin));
	}
