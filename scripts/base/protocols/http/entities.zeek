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
	set_state(c, is_orig);

	if ( is_orig )
		++c$http$orig_mime_depth;
	else
		++c$http$resp_mime_depth;

	c$http$current_entity = Entity();
	}

event http_header(c: connection, is_orig: bool, original_name: string, name: string, value: string) &priority=3
	{
	local has_name = F;

	if ( name == "CONTENT-DISPOSITION" )
		has_name = /[fF][iI][lL][eE][nN][aA][mM][eE]/ in value;
	else if ( name == "CONTENT-TYPE" )
		has_name = /[nN][aA][mM][eE][[:blank:]]*=/ in value;

	if ( ! has_name )
		return;

	if ( ! c$http?$current_entity )
		{
		Reporter::conn_weird("missing_HTTP_entity", c, "", "HTTP");
		return;
		}

	c$http$current_entity$filename = extract_filename_from_content_disposition(value);
	}

function is_logged(f: fa_file, is_orig: bool, known: count): bool
	{
	return known < (is_orig ? max_files_orig : max_files_resp) || ! hook max_files_policy(f, is_orig);
	}

event file_over_new_connection(f: fa_file, c: connection, is_orig: bool) &priority=5
	{
	if ( f$source != "HTTP" || ! c?$http )
		return;

	local row = c$http;
	f$http = row;

	if ( row?$current_entity && row$current_entity?$filename )
		f$info$filename = row$current_entity$filename;

	if ( is_orig )
		{
		if ( ! row?$orig_fuids )
			row$orig_fuids = vector();

		if ( is_logged(f, T, |row$orig_fuids|) )
			row$orig_fuids += f$id;
		}
	else
		{
		if ( ! row?$resp_fuids )
			row$resp_fuids = vector();

		if ( is_logged(f, F, |row$resp_fuids|) )
			row$resp_fuids += f$id;
		}

	if ( ! f$info?$filename )
		return;

	if ( is_orig )
		{
		if ( ! row?$orig_filenames )
			row$orig_filenames = vector();

		if ( is_logged(f, T, |row$orig_filenames|) )
			row$orig_filenames += f$info$filename;
		}
	else
		{
		if ( ! row?$resp_filenames )
			row$resp_filenames = vector();

		if ( is_logged(f, F, |row$resp_filenames|) )
			row$resp_filenames += f$info$filename;
		}
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

		if ( is_logged(f, T, |row$orig_mime_types|) )
			row$orig_mime_types += meta$mime_type;
		}
	else
		{
		if ( ! row?$resp_mime_types )
			row$resp_mime_types = vector();

		if ( is_logged(f, F, |row$resp_mime_types|) )
			row$resp_mime_types += meta$mime_type;
		}
	}

event http_end_entity(c: connection, is_orig: bool) &priority=5
	{
	if ( c?$http && c$http?$current_entity )
		delete c$http$current_entity;
	}
