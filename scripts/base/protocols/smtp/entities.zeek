##! Parts of messages: how deep they lie, and what their files are called.

@load base/frameworks/files
@load base/frameworks/notice/weird
@load base/utils/strings
@load base/utils/files
@load ./main

module SMTP;

export {
	## A part of a message.
	type Entity: record {
		## What its file is called.
		filename: string &optional;
	};

	redef record Info += {
		## The part that is seen now.
		entity: Entity &optional;
	};

	redef record State += {
		## Parts of all messages so far.
		mime_depth: count &default=0;
	};
}

event mime_begin_entity(c: connection) &priority=10
	{
	if ( ! c?$smtp )
		return;

	c$smtp$entity = Entity();
	++c$smtp_state$mime_depth;
	}

event file_over_new_connection(f: fa_file, c: connection, is_orig: bool) &priority=5
	{
	if ( f$source != "SMTP" || ! c?$smtp )
		return;

	f$info$depth = c$smtp_state$mime_depth;

	if ( c$smtp?$entity && c$smtp$entity?$filename )
		f$info$filename = c$smtp$entity$filename;
	}

event mime_one_header(c: connection, h: mime_header_rec) &priority=5
	{
	if ( ! c?$smtp || ! c$smtp?$entity )
		return;

	if ( h$name == "CONTENT-DISPOSITION" && /[fF][iI][lL][eE][nN][aA][mM][eE]/ in h$value )
		c$smtp$entity$filename = extract_filename_from_content_disposition(h$value);
	else if ( h$name == "CONTENT-TYPE" && /[nN][aA][mM][eE][:blank:]*=/ in h$value && ! c$smtp$entity?$filename )
		c$smtp$entity$filename = extract_filename_from_content_disposition(h$value);
	}

event mime_end_entity(c: connection) &priority=5
	{
	if ( c?$smtp )
		delete c$smtp$entity;
	}
