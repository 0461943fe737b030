##! Digests of files, in files.log.

@load base/frameworks/files

module FileHash;

export {
	redef record Files::Info += {
		## The MD5 digest.
		md5: string &log &optional;
		## The SHA-1 digest.
		sha1: string &log &optional;
		## The SHA-256 digest.
		sha256: string &log &optional;
	};
}

event file_hash(f: fa_file, kind: string, hash: string) &priority=5
	{
	local row = f$info;

	switch ( kind )
		{
		case "md5":
			row$md5 = hash;
			break;

		case "sha1":
			row$sha1 = hash;
			break;

		case "sha256":
			row$sha256 = hash;
			break;
		}
	}
