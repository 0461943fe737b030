# @TEST-DOC: The policy scripts: names of headers and variables, injections of SQL, software.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: grep -v '^#' http.log | cut -f 10,31- >log
# @TEST-EXEC: btest-diff log
# @TEST-EXEC: grep -v '^#' software.log | cut -f 2-9 >software
# @TEST-EXEC: btest-diff software
# @TEST-EXEC: btest-diff out

@load base/protocols/http
@load policy/protocols/http/header-names
@load policy/protocols/http/var-extraction-uri
@load policy/protocols/http/var-extraction-cookies
@load policy/protocols/http/detect-sql-injection
@load policy/protocols/http/detect-webapps
@load policy/protocols/http/software
@load policy/protocols/http/software-browser-plugins

redef HTTP::log_server_header_names = T;
redef Software::asset_tracking = ALL_HOSTS;

event zeek_init()
	{
	print HTTP::extract_keys("a=1&b=2&c", /&/);

	for ( _, uri in vector("/x?id=1' or '1'='1", "/x?id=1 union select 2", "/x?title=the+union+of+two", "/x?a=b") )
		print uri, HTTP::match_sql_injection_uri in uri;
	}
