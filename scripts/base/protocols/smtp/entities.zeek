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

	c$smtp_state$mime_depth += 1;
	c$smtp$entity = Entity();
	}

event mime_end_entity(c: connection) &priority=5
	{
	if ( ! c?$smtp )
		return;

	delete c$smtp$entity;
	}

# Whether a header says what a part is called. Content-Disposition comes before Content-Type, in whatever order they
# are sent (RFC 2183, section 2.3).
function names_file(h: mime_header_rec, part: Entity): bool
	{
	switch ( h$name )
		{
		case "CONTENT-DISPOSITION":
			return /[fF][iI][lL][eE][nN][aA][mM][eE]/ in h$value;
		case "CONTENT-TYPE":
			return ! part?$filename && /[nN][aA][mM][eE][[:blank:]]*=/ in h$value;
		}

	return F;
	}

event mime_one_header(c: connection, h: mime_header_rec) &priority=5
	{
	if ( ! c?$smtp || ! c$smtp?$entity )
		return;

	local part = c$smtp$entity;

	if ( names_file(h, part) )
		part$filename = extract_filename_from_content_disposition(h$value);
	}

event file_over_new_connection(f: fa_file, c: connection, is_orig: bool) &priority=5
	{
	if ( f$source != "SMTP" || ! c?$smtp )
		return;

	local row = c$smtp;
	f$info$depth = c$smtp_state$mime_depth;

	if ( row?$entity && row$entity?$filename )
		f$info$filename = row$entity$filename;
	}
