##! Names of files.

@load ./addrs

## Makes a file name out of what identifies a connection.
##
## prefix: Comes first, if it is not empty.
## suffix: Comes last, if it is not empty.
function generate_extraction_filename(prefix: string, c: connection, suffix: string): string
	{
	local id = c$id;
	local name = fmt("%s:%d-%s:%d", addr_to_uri(id$orig_h), id$orig_p, addr_to_uri(id$resp_h), id$resp_p);

	if ( prefix != "" )
		name = prefix + "_" + name;

	return suffix == "" ? name : name + "_" + suffix;
	}

## The file name that a header Content-Disposition gives, without path and encoding.
function extract_filename_from_content_disposition(data: string): string
	{
	local name = sub(data, /^.*[nN][aA][mM][eE][[:blank:]]*\*?=[[:blank:]]*/, "");

	if ( starts_with(name, "\"") )
		name = split_string_n(name, /\"/, F, 2)[1];

	# A character set and a language may stand in front (RFC 5987).
	if ( /^[a-zA-Z0-9\!#$%&+-^_`{}~]+'[a-zA-Z0-9\!#$%&+-^_`{}~]*'/ in name )
		name = sub(name, /^.+'.*'/, "");

	return unescape_URI(name);
	}
