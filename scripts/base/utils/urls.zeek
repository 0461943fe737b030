##! URLs within text, and their parts.

## What a URL looks like.
const url_regex = /^([a-zA-Z\-]{3,5}):\/\/(-\.)?([^[:blank:]\/?\.#-]+\.?)+(\/[^[:blank:]]*)?/ &redef;

## The parts of a URI.
type URI: record {
	scheme: string &optional;
	netlocation: string;                            ##< Host, or host and user.
	portnum: count &optional;
	path: string;
	file_name: string &optional;                    ##< The last part of the path.
	file_base: string &optional;                    ##< Its name without extension.
	file_ext: string &optional;
	params: table[string] of string &optional;      ##< Of the query.
};

## The URLs in a text.
function find_all_urls(s: string): string_set
	{
	return find_all(s, url_regex);
	}

## The URLs in a text without what stands before the host.
function find_all_urls_without_scheme(s: string): string_set
	{
	local found: string_set;

	for ( url in find_all_urls(s) )
		add found[sub(url, /^[a-zA-Z\-]{3,5}:\/\//, "")];

	return found;
	}

# Sets what concerns the file that a path ends in, if it ends in one.
function decompose_file_name(u: URI)
	{
	local folders = split_string(u$path, /\//);
	local name = folders[|folders| - 1];

	if ( name == "" )
		return;

	local parts = split_string1(name, /\./);
	u$file_name = name;
	u$file_base = parts[0];

	if ( |parts| > 1 )
		u$file_ext = parts[1];
	}

function decompose_query(query: string): table[string] of string
	{
	local params: table[string] of string;
	local pairs = split_string(query, /&/);

	for ( i in pairs )
		{
		local pair = split_string1(pairs[i], /=/);

		if ( |pair| > 1 )
			params[pair[0]] = pair[1];
		}

	return params;
	}

## Takes a URI apart.
function decompose_uri(uri: string): URI
	{
	local u = URI($netlocation="", $path="/");
	local parts = split_string1(uri, /\?/);
	local rest = parts[0];

	if ( |parts| > 1 )
		u$params = decompose_query(parts[1]);

	parts = split_string1(rest, /:\/\//);

	if ( |parts| > 1 )
		{
		u$scheme = parts[0];
		rest = parts[1];
		}

	parts = split_string1(rest, /\//);
	rest = parts[0];

	if ( |parts| > 1 )
		{
		u$path = "/" + parts[1];
		decompose_file_name(u);
		}

	parts = split_string_n(rest, /:[0-9]*$/, T, 1);
	u$netlocation = parts[0];

	if ( |parts| > 1 && |parts[1]| > 1 )
		u$portnum = to_count(sub_bytes(parts[1], 2, -1));

	return u;
	}
