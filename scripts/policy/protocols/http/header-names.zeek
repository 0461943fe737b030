##! Logs the names of headers, without their values.

@load base/protocols/http/main

module HTTP;

export {
	redef record Info += {
		## The names of the headers of the request, in order.
		client_header_names: vector of string &log &optional;
		## The names of the headers of the reply, in order.
		server_header_names: vector of string &log &optional;
	};

	## Whether names of headers of requests are logged.
	option log_client_header_names = T;

	## Whether names of headers of replies are logged.
	option log_server_header_names = F;
}

event http_header(c: connection, is_orig: bool, original_name: string, name: string, value: string) &priority=3
	{
	local is_wanted = is_orig ? log_client_header_names : log_server_header_names;

	if ( ! is_wanted || ! c?$http )
		return;

	local row = c$http;

	if ( is_orig )
		{
		if ( row?$client_header_names )
			row$client_header_names += name;
		else
			row$client_header_names = vector(name);
		}
	else if ( row?$server_header_names )
		row$server_header_names += name;
	else
		row$server_header_names = vector(name);
	}
