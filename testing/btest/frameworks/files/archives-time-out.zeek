# @TEST-DOC: Files that time out at once, when the end of one is the end of another that was unpacked from it.
# @TEST-EXEC: avocet -b -r $TRACES/files-unfinished-archives.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

@load base/protocols/http

event file_sniff(f: fa_file, meta: fa_metadata)
	{
	if ( f$source == "HTTP" )
		Files::add_analyzer(f, Files::ANALYZER_ZIP);
	}

event file_timeout(f: fa_file) { print "timeout", f?$parent_id; }
event file_state_remove(f: fa_file) { print "removed", f?$parent_id, f$seen_bytes; }
