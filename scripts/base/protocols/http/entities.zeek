##! The files that requests and replies of HTTP carry, in the log of HTTP.

@load base/frameworks/files
@load base/frameworks/notice/weird
@load base/utils/strings
@load base/utils/files
@load ./main

module HTTP;

export {
	## A body, or a part of one.
	type Entity: record {
		## The name that its headers give it.
		filename: string &optional;
	};

	## How many files of a request are logged.
	option max_files_orig = 15;

	## How many files of a reply are logged.
	option max_files_resp = 15;

	## Asked when a request or reply has more files than are logged; `break` logs them all the same.
	global max_files_policy: hook(f: fa_file, is_orig: bool);

	redef record Info += {
		## The ids of the files in the request,
		orig_fuids: vector of string &log &optional;
		## their names,
		orig_filenames: vector of string &log &optional;
		## their MIME types.
		orig_mime_types: vector of string &log &optional;
		## The ids of the files in the reply,
		resp_fuids: vector of string &log &optional;
		## their names,
		resp_filenames: vector of string &log &optional;
		## their MIME types.
		resp_mime_types: vector of string &log &optional;

		## What is being sent.
		current_entity: Entity &optional;
		## Entities of the request so far,
		orig_mime_depth: count &default=0;
		## and of the reply.
		resp_mime_depth: count &default=0;
	};

	redef record fa_file += {
		http: HTTP::Info &optional;
	};
}

event http_begin_entity(c: connection, is_orig: bool) &priority=10
	{
	local row = set_state(c, is_orig);
	row$current_entity = Entity();

	if ( is_orig )
		row$orig_mime_depth += 1;
	else
		row$resp_mime_depth += 1;
	}

event http_end_entity(c: connection, is_orig: bool) &priority=5
	{
	if ( c?$http )
		delete c$http$current_entity;
	}

# Whether a header says what the file is called.
function names_file(name: string, value: string): bool
	{
	switch ( name )
		{
		case "CONTENT-DISPOSITION":
			return /[fF][iI][lL][eE][nN][aA][mM][eE]/ in value;
		case "CONTENT-TYPE":
			return /[nN][aA][mM][eE][[:blank:]]*=/ in value;
		}

	return F;
	}

event http_header(c: connection, is_orig: bool, original_name: string, name: string, value: string) &priority=3
	{
	if ( ! names_file(name, value) )
		return;

	if ( c$http?$current_entity )
		c$http$current_entity$filename = extract_filename_from_content_disposition(value);
	else
		Reporter::conn_weird("missing_HTTP_entity", c, "", "HTTP");
	}

# Adds what is known of a file to a column, unless that has enough.
function put(f: fa_file, is_orig: bool, column: vector of string, what: string)
	{
	local limit = is_orig ? max_files_orig : max_files_resp;

	if ( |column| < limit || ! hook max_files_policy(f, is_orig) )
		column += what;
	}

function put_name(row: Info, f: fa_file, is_orig: bool, name: string)
	{
	if ( is_orig )
		{
		if ( ! row?$orig_filenames )
			row$orig_filenames = vector();

		put(f, T, row$orig_filenames, name);
		}
	else
		{
		if ( ! row?$resp_filenames )
			row$resp_filenames = vector();

		put(f, F, row$resp_filenames, name);
		}
	}

event file_over_new_connection(f: fa_file, c: connection, is_orig: bool) &priority=5
	{
	if ( f$source != "HTTP" || ! c?$http )
		return;

	local row = c$http;
	f$http = row;

	if ( is_orig )
		{
		if ( ! row?$orig_fuids )
			row$orig_fuids = vector();

		put(f, T, row$orig_fuids, f$id);
		}
	else
		{
		if ( ! row?$resp_fuids )
			row$resp_fuids = vector();

		put(f, F, row$resp_fuids, f$id);
		}

	if ( row?$current_entity && row$current_entity?$filename )
		f$info$filename = row$current_entity$filename;

	if ( f$info?$filename )
		put_name(row, f, is_orig, f$info$filename);
	}

event file_sniff(f: fa_file, meta: fa_metadata) &priority=5
	{
	if ( ! f?$http || ! f?$is_orig || ! meta?$mime_type )
		return;

	local row = f$http;

	if ( f$is_orig )
		{
		if ( ! row?$orig_mime_types )
			row$orig_mime_types = vector();

		put(f, T, row$orig_mime_types, meta$mime_type);
		}
	else
		{
		if ( ! row?$resp_mime_types )
			row$resp_mime_types = vector();

		put(f, F, row$resp_mime_types, meta$mime_type);
		}
	}
