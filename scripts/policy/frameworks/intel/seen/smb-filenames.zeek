##! Names of files on shares.

@load base/protocols/smb
@load base/frameworks/intel
@load ./where-locations

event file_over_new_connection(f: fa_file, c: connection, is_orig: bool) &priority=-5 &group="Intel::FILE_NAME"
	{
	if ( f$source != "SMB" || ! c?$smb_state || ! c$smb_state?$current_file || ! c$smb_state$current_file?$name )
		return;

	local name = split_string(c$smb_state$current_file$name, /[\\\/]/);
	Intel::seen(Intel::Seen($indicator=name[|name| - 1], $indicator_type=Intel::FILE_NAME, $f=f, $where=SMB::IN_FILE_NAME));
	}
