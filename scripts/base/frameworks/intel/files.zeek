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
		s$fuid = s$f$id;

		# A file of one connection was seen in that.
		if ( ! s?$conn && s$f?$conns && |s$f$conns| == 1 )
			for ( _, c in s$f$conns )
				s$conn = c;

		if ( s$f?$info && s$f$info?$mime_type )
			info$file_mime_type = s$f$info$mime_type;

		info$file_desc = Files::describe(s$f);
		}

	if ( s?$fuid )
		info$fuid = s$fuid;
	}
