##! Files that came by mail: parts of messages, and messages as a whole where
##! :zeek:id:`SMTP::enable_rfc822_msg_file_analysis` asks for that.

@load ./main
@load ./entities
@load base/utils/conn-ids
@load base/frameworks/files

module SMTP;

export {
	redef record Info += {
		## The files of the message.
		fuids: vector of string &log &default=string_vec();

		## The file that is the message as a whole.
		rfc822_msg_fuid: string &optional;
	};

	## What tells the file that is carried just now from others.
	global get_file_handle: function(c: connection, is_orig: bool): string;

	## A file in a few words.
	global describe_file: function(f: fa_file): string;
}

event zeek_init() &priority=5
	{
	Files::register_protocol(Analyzer::ANALYZER_SMTP,
		Files::ProtoRegistration($get_file_handle=SMTP::get_file_handle, $describe=SMTP::describe_file));
	}

function get_file_handle(c: connection, is_orig: bool): string
	{
	if ( ! c?$smtp )
		return "";

	# Before the first part, it is about the message itself.
	local what = c$smtp$entity_count == 0 ? "message" : "";
	return cat(Analyzer::ANALYZER_SMTP, c$start_time, c$smtp$trans_depth, c$smtp_state$mime_depth, what);
	}

function describe_file(f: fa_file): string
	{
	if ( f$source != "SMTP" || ! f?$conns )
		return "";

	for ( _, c in f$conns )
		if ( c?$smtp )
			return describe(c$smtp);

	return "";
	}

# A file with this id is a message as a whole.
function is_whole(f: fa_file, c: connection): bool
	{
	return c$smtp?$rfc822_msg_fuid && c$smtp$rfc822_msg_fuid == f$id;
	}

event file_over_new_connection(f: fa_file, c: connection, is_orig: bool) &priority=5
	{
	if ( f$source != "SMTP" || ! c?$smtp )
		return;

	local row = c$smtp;

	# The whole is seen before its parts.
	if ( row?$rfc822_msg_fuid )
		f$parent_id = row$rfc822_msg_fuid;
	else if ( enable_rfc822_msg_file_analysis )
		{
		f$info$mime_type = "message/rfc822";
		row$rfc822_msg_fuid = f$id;
		return;
		}

	row$fuids += f$id;
	}

# Its kind is known, whatever it begins with.
event file_sniff(f: fa_file, meta: fa_metadata) &priority=5
	{
	if ( ! enable_rfc822_msg_file_analysis || f$source != "SMTP" || ! f?$conns )
		return;

	for ( _, c in f$conns )
		if ( c?$smtp && is_whole(f, c) )
			f$info$mime_type = "message/rfc822";
	}
