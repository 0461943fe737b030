##! Files as places where something is seen.

@load ./main

module Intel;

export {
	redef enum Intel::Type += {
		## The digest of a file, of whatever kind.
		FILE_HASH,
		## The name of a file.
		FILE_NAME,
	};

	redef record Intel::Seen += {
		f: fa_file &optional;           ##< The file it was seen in.
		fuid: string &optional;         ##< Its identifier, which follows from the file.
	};

	redef record Intel::Info += {
		fuid: string &log &optional;
		file_mime_type: string &log &optional;
		file_desc: string &log &optional;
	};
}

hook extend_match(info: Info, s: Seen, items: set[Item]) &priority=6
	{
	if ( s?$f )
		{
		local f = s$f;
		s$fuid = f$id;
		info$file_desc = Files::describe(f);

		if ( f?$info && f$info?$mime_type )
			info$file_mime_type = f$info$mime_type;

		# A file of one connection was seen in that.
		if ( ! s?$conn && f?$conns && |f$conns| == 1 )
			for ( _, only in f$conns )
				s$conn = only;
		}

	if ( s?$fuid )
		info$fuid = s$fuid;
	}
