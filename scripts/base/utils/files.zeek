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
	# What the last of the parameters that are called `filename`, `filename*` or `name` is set to.
	local value = sub(data, /.*name[ \t]*\*?=[ \t]*/i, "");
	local is_quoted = starts_with(value, "\"");
	local name = is_quoted ? split_string(value, /\"/)[1] : value;

	# A character set and a language may stand in front (RFC 8187, section 3.2.1).
	return unescape_URI(sub(name, /^[[:alnum:]!#$%&+\-\^_`{}~]+'[[:alnum:]\-]*'/, ""));
	}
