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
