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
	if ( ! c?$http )
		return;

	if ( is_orig )
		{
		if ( ! log_client_header_names )
			return;

		if ( ! c$http?$client_header_names )
			c$http$client_header_names = vector();

		c$http$client_header_names += name;
		}
	else if ( log_server_header_names )
		{
		if ( ! c$http?$server_header_names )
			c$http$server_header_names = vector();

		c$http$server_header_names += name;
		}
	}
