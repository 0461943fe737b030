##! Which file a connection of IRC carries.

@load ./dcc-send
@load base/utils/conn-ids
@load base/frameworks/files

module IRC;

export {
	redef record Info += {
		## The file.
		fuid: string &log &optional;
	};

	## What tells the file of a connection from others.
	global get_file_handle: function(c: connection, is_orig: bool): string;

	redef record fa_file += {
		## The session it was offered in.
		irc: IRC::Info &optional;
	};
}

event zeek_init() &priority=5
	{
	Files::register_protocol(Analyzer::ANALYZER_IRC_DATA,
		Files::ProtoRegistration($get_file_handle=IRC::get_file_handle));
	}

function get_file_handle(c: connection, is_orig: bool): string
	{
	return cat(Analyzer::ANALYZER_IRC_DATA, c$start_time, c$id, is_orig);
	}

event file_over_new_connection(f: fa_file, c: connection, is_orig: bool) &priority=5
	{
	if ( f$source != "IRC_DATA" || [c$id$resp_h, c$id$resp_p] !in dcc_expected_transfers )
		return;

	local row = dcc_expected_transfers[c$id$resp_h, c$id$resp_p];
	row$fuid = f$id;
	f$irc = row;

	if ( row?$dcc_file_name )
		f$info$filename = row$dcc_file_name;
	}

event file_sniff(f: fa_file, meta: fa_metadata) &priority=5
	{
	if ( meta?$mime_type && f?$irc )
		f$irc$dcc_mime_type = meta$mime_type;
	}
