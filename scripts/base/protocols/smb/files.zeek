##! How files that are read and written by SMB are told apart.

@load base/frameworks/files
@load ./main

module SMB;

export {
	## The handle of what a connection carries just now.
	global get_file_handle: function(c: connection, is_orig: bool): string;

	## The share and the name of a file.
	global describe_file: function(f: fa_file): string;
}

function get_file_handle(c: connection, is_orig: bool): string
	{
	if ( ! c?$smb_state || ! c$smb_state?$current_file )
		return "";

	local f = c$smb_state$current_file;

	if ( ! f?$name && ! f?$path )
		return "";

	# A file may come over several connections of a client, in parts. Somebody who changes it makes it
	# another file.
	return cat(Analyzer::ANALYZER_SMB, c$id$orig_h, c$id$resp_h, f?$path ? f$path : "", f?$name ? f$name : "",
		f?$times ? f$times$modified_raw : 0);
	}

function describe_file(f: fa_file): string
	{
	if ( f$source != "SMB" || ! f?$conns )
		return "";

	for ( _, c in f$conns )
		{
		if ( ! c?$smb_state || ! c$smb_state?$current_file )
			next;

		local current = c$smb_state$current_file;

		if ( current?$name )
			return current$name;
		}

	return "";
	}

event zeek_init() &priority=5
	{
	Files::register_protocol(Analyzer::ANALYZER_SMB,
		Files::ProtoRegistration($get_file_handle=SMB::get_file_handle, $describe=SMB::describe_file));
	}

event file_over_new_connection(f: fa_file, c: connection, is_orig: bool) &priority=5
	{
	if ( f$source != "SMB" || ! c?$smb_state || ! c$smb_state?$current_file )
		return;

	local current = c$smb_state$current_file;
	current$fuid = f$id;

	if ( current?$name )
		f$info$filename = current$name;
	}
