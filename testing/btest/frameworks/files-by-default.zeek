# @TEST-DOC: Extraction and hashes are there by default: scripts use their arguments and fields without @load.
# @TEST-EXEC: avocet check %INPUT
# @TEST-EXEC: avocet -r $TRACES/http-get.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

event file_sniff(f: fa_file, meta: fa_metadata)
	{
	Files::add_analyzer(f, Files::ANALYZER_EXTRACT, [$extract_filename="taken"]);
	Files::add_analyzer(f, Files::ANALYZER_SHA1);
	}

event file_state_remove(f: fa_file)
	{
	if ( f$info?$extracted && f$info?$sha1 )
		print f$info$extracted, f$info$sha1, f$seen_bytes;
	}
