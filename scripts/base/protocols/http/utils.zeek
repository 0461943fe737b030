##! Small functions on rows of http.log.

@load ./main
@load base/utils/addrs

module HTTP;

export {
	## The names in a list of assignments, such as the query of a URI or the value of a cookie.
	##
	## kv_splitter: What stands between two assignments.
	global extract_keys: function(data: string, kv_splitter: pattern): string_vec;

	## The URL that a request was for, without "http://" unless the request itself, sent to a proxy, has it.
	global build_url: function(rec: Info): string;

	## The same with "http://".
	global build_url_http: function(rec: Info): string;

	## A row in a few words.
	global describe: function(rec: Info): string;
}

function extract_keys(data: string, kv_splitter: pattern): string_vec
	{
	local names: string_vec = vector();

	for ( _, assignment in split_string(data, kv_splitter) )
		{
		local parts = split_string1(assignment, /=/);

		if ( |parts| == 2 )
			names += parts[0];
		}

	return names;
	}

function build_url(rec: Info): string
	{
	local uri = rec?$uri ? rec$uri : "/<missing_uri>";

	# A request to a proxy names all of it.
	if ( /^[a-zA-Z]+:\/\// in uri )
		return uri;

	local host = rec?$host ? rec$host : addr_to_uri(rec$id$resp_h);

	# Also behind a port that the client named already: what others made of such URLs has it twice.
	if ( rec$id$resp_p != 80/tcp )
		host = fmt("%s:%d", host, rec$id$resp_p);

	return host + uri;
	}

function build_url_http(rec: Info): string
	{
	local url = build_url(rec);
	return /^[a-zA-Z]+:\/\// in url ? url : "http://" + url;
	}

function describe(rec: Info): string
	{
	return build_url_http(rec);
	}
