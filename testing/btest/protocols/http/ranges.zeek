# @TEST-DOC: Ranges of a file that come over several connections are one file; ranges that make no sense are weird.
# @TEST-EXEC: avocet -b -r $TRACES/http-ranges.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -v '^#' weird.log | cut -f 4,7,8 >weird
# @TEST-EXEC: btest-diff weird

@load base/protocols/http
@load base/files/hash

event file_new(f: fa_file)
	{
	Files::add_analyzer(f, Files::ANALYZER_MD5);
	}

event file_hash(f: fa_file, kind: string, hash: string)
	{
	print |f$conns|, f$seen_bytes, f$missing_bytes, f$total_bytes, kind, hash;
	}

# What md5sum says of the whole.
event zeek_done()
	{
	print md5_hash("The quick brown fox jumps over the dog.\n");
	}
