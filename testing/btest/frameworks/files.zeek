# @TEST-DOC: A file read for analysis is told from its first byte to its last, digested, copied, and logged.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut files.log source analyzers mime_type seen_bytes missing_bytes timedout md5 extracted extracted_cutoff entropy >rows
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: cmp document copies/copy

@load base/files/hash
@load base/files/extract
@load policy/frameworks/files/entropy-test-all-files

redef FileExtract::prefix = "./copies/";
redef exit_only_after_terminate = T;

event zeek_init()
	{
	print identify_data("GIF89a"), identify_data("\x7f\x00\x01"), file_magic("%PDF-1.5 and text");
	Files::register_for_mime_type(Files::ANALYZER_MD5, "application/pdf");
	print Files::registered_mime_types(Files::ANALYZER_MD5), Files::analyzer_name(Files::ANALYZER_MD5);
	print Files::disable_analyzer(Files::ANALYZER_SHA1), Files::analyzer_enabled(Files::ANALYZER_SHA1);
	Input::add_analysis([$source="document", $name="document"]);
	}

event bytes(f: fa_file, data: string)
	{
	print "bytes", |data|;
	}

event file_new(f: fa_file)
	{
	print "new", f$source, Files::file_exists(f$id), Files::lookup_file(f$id)$source;
	print Files::add_analyzer(f, Files::ANALYZER_SHA1), Files::add_analyzer(f, Files::ANALYZER_EXTRACT, [$extract_filename="copy"]);
	Files::add_analyzer(f, Files::ANALYZER_DATA_EVENT, [$stream_event=bytes]);
	}

event file_sniff(f: fa_file, meta: fa_metadata) { print "sniff", meta$mime_type; }
event file_hash(f: fa_file, kind: string, hash: string) { print kind, hash; }
event file_state_remove(f: fa_file)
	{
	print "removed", f$seen_bytes;
	terminate();
	}

# @TEST-START-FILE document
%PDF-1.5
Not much of a document, but it begins like one.
# @TEST-END-FILE
