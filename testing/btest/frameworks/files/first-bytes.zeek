# @TEST-DOC: How many bytes of a file are held back until its kind is told, by the option and by the file.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT default_file_bof_buffer_size=10 >out
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT default_file_bof_buffer_size=10 own=20 >>out
# @TEST-EXEC: btest-diff out

@load base/protocols/http

const own = 0 &redef;

event file_new(f: fa_file) { if ( own > 0 ) f$bof_buffer_size = own; }
event file_sniff(f: fa_file, meta: fa_metadata) { print |f$bof_buffer|; }
