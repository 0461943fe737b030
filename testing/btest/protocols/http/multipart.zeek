# @TEST-DOC: Parts of a form are files of their own, named by their headers, and can be copied to disk.
# @TEST-EXEC: avocet -b -r $TRACES/http-multipart.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -v '^#' http.log | cut -f 7-9,15-17,25-30 >log
# @TEST-EXEC: btest-diff log
# @TEST-EXEC: cat extract_files/notes.txt >>copy
# @TEST-EXEC: btest-diff copy

@load base/protocols/http
@load base/files/extract

event file_sniff(f: fa_file, meta: fa_metadata)
	{
	if ( f$info?$filename )
		Files::add_analyzer(f, Files::ANALYZER_EXTRACT, Files::AnalyzerArgs($extract_filename=f$info$filename));
	}

event http_entity_data(c: connection, is_orig: bool, length: count, data: string)
	{
	print is_orig, length, data;
	}
