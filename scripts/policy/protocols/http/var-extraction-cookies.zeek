##! Logs the names of the variables in cookies that clients send.

@load base/protocols/http/main
@load base/protocols/http/utils

module HTTP;

redef record Info += {
	## The names of the variables, in order.
	cookie_vars: vector of string &optional &log;
};

event http_header(c: connection, is_orig: bool, original_name: string, name: string, value: string) &priority=2
	{
	if ( is_orig && name == "COOKIE" )
		c$http$cookie_vars = extract_keys(value, /;[[:blank:]]*/);
	}
