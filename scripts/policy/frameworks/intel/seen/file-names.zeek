##! Names of files.

@load base/frameworks/intel
@load ./where-locations

function saw_name(f: fa_file)
	{
	# The names of SMB come with their own places.
	if ( ! f?$info || ! f$info?$filename || f$source == "SMB" )
		return;

	Intel::seen(Intel::Seen($indicator=f$info$filename, $indicator_type=Intel::FILE_NAME, $f=f, $where=Files::IN_NAME));
	}

event file_new(f: fa_file) &group="Intel::FILE_NAME"
	{
	# Most names are known once the connection is, right after this.
	if ( f$source !in set("HTTP", "SMTP", "IRC_DATA", "FTP_DATA") )
		saw_name(f);
	}

event file_over_new_connection(f: fa_file, c: connection, is_orig: bool) &priority=-5 &group="Intel::FILE_NAME"
	{
	if ( f$source in set("HTTP", "SMTP", "IRC_DATA", "FTP_DATA") )
		saw_name(f);
	}
