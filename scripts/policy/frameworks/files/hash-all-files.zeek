##! Computes MD5, SHA-1 and SHA-256 of every file.

@load base/files/hash

event file_new(f: fa_file)
	{
	for ( _, digest in vector(Files::ANALYZER_MD5, Files::ANALYZER_SHA1, Files::ANALYZER_SHA256) )
		Files::add_analyzer(f, digest);
	}
