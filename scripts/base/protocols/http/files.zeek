##! How the bodies of HTTP are told apart as files.

@load ./main
@load ./entities
@load ./utils
@load base/utils/conn-ids
@load base/frameworks/files

module HTTP;

export {
	## The handle of what a connection carries just now.
	global get_file_handle: function(c: connection, is_orig: bool): string;

	## The addresses that a file was asked for by.
	global describe_file: function(f: fa_file): string;
}

function get_file_handle(c: connection, is_orig: bool): string
	{
	if ( ! c?$http )
		return "";

	local row = c$http;

	# Parts of a resource may come over several connections of a client.
	if ( ! is_orig && row$range_request )
		return cat(Analyzer::ANALYZER_HTTP, is_orig, c$id$orig_h, build_url(row));

	local depth = is_orig ? row$orig_mime_depth : row$resp_mime_depth;
	return cat(Analyzer::ANALYZER_HTTP, c$start_time, is_orig, row$trans_depth, depth, id_string(c$id));
	}

function describe_file(f: fa_file): string
	{
	if ( f$source != "HTTP" || ! f?$conns )
		return "";

	for ( _, c in f$conns )
		if ( c?$http )
			return build_url_http(c$http);

	return "";
	}

event zeek_init() &priority=5
	{
	Files::register_protocol(Analyzer::ANALYZER_HTTP,
		Files::ProtoRegistration($get_file_handle=HTTP::get_file_handle, $describe=HTTP::describe_file));
	}
