##! Takes note of web applications, by what their pages and headers show.

@load base/frameworks/signatures
@load base/frameworks/software
@load base/protocols/http

@load-sigs ./detect-webapps.sig

module HTTP;

# They are no news by themselves.
redef Signatures::ignored_ids += /^webapp-/;

export {
	redef enum Software::Type += {
		## An application that is used by way of HTTP.
		WEB_APPLICATION,
	};

	redef record Software::Info += {
		## The shortest URL that it was found under.
		url: string &optional &log;
	};
}

event signature_match(state: signature_state, msg: string, data: string) &priority=5
	{
	local c = state$conn;

	if ( /^webapp-/ !in state$sig_id || ! c?$http || ! c$http?$uri )
		return;

	Software::found(c$id, Software::Info($host=c$id$resp_h, $host_p=c$id$resp_p, $software_type=WEB_APPLICATION,
		$unparsed_version=msg, $url=build_url_http(c$http)));
	}

# Further pages of an application are no news, but one nearer to its root is.
event Software::register(info: Software::Info) &priority=5
	{
	if ( info$software_type != WEB_APPLICATION || info$host !in Software::tracked )
		return;

	local known = Software::tracked[info$host];

	if ( info$name !in known || ! known[info$name]?$url || ! info?$url )
		return;

	if ( |info$url| < |known[info$name]$url| )
		known[info$name]$url = info$url;
	}
