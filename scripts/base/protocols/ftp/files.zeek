##! Files that came over data channels.

@load ./info
@load ./main
@load ./utils
@load base/utils/conn-ids
@load base/frameworks/files

module FTP;

export {
	## What tells the file of a data channel from others.
	global get_file_handle: function(c: connection, is_orig: bool): string;

	## A file in a few words.
	global describe_file: function(f: fa_file): string;

	redef record fa_file += {
		## The session that asked for it.
		ftp: FTP::Info &optional;
	};
}

event zeek_init() &priority=5
	{
	Files::register_protocol(Analyzer::ANALYZER_FTP_DATA,
		Files::ProtoRegistration($get_file_handle=FTP::get_file_handle, $describe=FTP::describe_file));
	}

# Without a session nobody knows what the channel is for.
function get_file_handle(c: connection, is_orig: bool): string
	{
	local is_expected = [c$id$resp_h, c$id$resp_p] in ftp_data_expected;
	return is_expected ? cat(Analyzer::ANALYZER_FTP_DATA, c$start_time, c$id, is_orig) : "";
	}

function describe_file(f: fa_file): string
	{
	if ( f$source != "FTP_DATA" || ! f?$conns )
		return "";

	for ( _, c in f$conns )
		if ( c?$ftp )
			return describe(c$ftp);

	return f?$ftp ? describe(f$ftp) : "";
	}

event file_over_new_connection(f: fa_file, c: connection, is_orig: bool) &priority=5
	{
	if ( f$source != "FTP_DATA" || [c$id$resp_h, c$id$resp_p] !in ftp_data_expected )
		return;

	local row = ftp_data_expected[c$id$resp_h, c$id$resp_p];
	row$fuid = f$id;
	f$ftp = row;

	if ( f?$info && f$info?$mime_type )
		row$mime_type = f$info$mime_type;
	}

event file_sniff(f: fa_file, meta: fa_metadata) &priority=5
	{
	if ( f?$ftp && meta?$mime_type )
		f$ftp$mime_type = meta$mime_type;
	}
