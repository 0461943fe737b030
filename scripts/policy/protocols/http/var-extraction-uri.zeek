##! Logs the names of the variables in the query of URIs.

@load base/protocols/http

module HTTP;

redef record Info += {
	## The names of the variables, in order.
	uri_vars: vector of string &optional &log;
};

event http_request(c: connection, method: string, original_URI: string, unescaped_URI: string, version: string) &priority=2
	{
	c$http$uri_vars = extract_keys(sub(original_URI, /^[^?]*\?/, ""), /&/);
	}
