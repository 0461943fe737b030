# @TEST-DOC: Members of archives are files, however they are packed; broken archives end quietly.
# @TEST-EXEC: avocet -b -r $TRACES/http-archives.pcap %INPUT >out
# @TEST-EXEC: log-cut files.log source filename mime_type seen_bytes total_bytes md5 >files
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: btest-diff files

@load base/protocols/http
@load base/files/hash
@load policy/files/zip/register

event file_new(f: fa_file) { Files::add_analyzer(f, Files::ANALYZER_MD5); }

event ZIP::file(f: fa_file, meta: ZIP::File)
	{
	print meta$global_, meta?$fid, meta$filename, meta$time_, meta$comment, meta$compression, meta$encrypted;

	if ( meta?$fid && Files::file_exists(meta$fid) )
		print Files::lookup_file(meta$fid)$parent_id == f$id;
	}

event ZIP::end_of_directory(f: fa_file, comment: string) { print "end", comment; }
