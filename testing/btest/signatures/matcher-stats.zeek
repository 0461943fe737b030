# @TEST-DOC: get_matcher_stats() tells of the automata behind the signatures, which grow with what they read.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap -s rules.sig %INPUT >out
# @TEST-EXEC: btest-diff out

@TEST-START-FILE rules.sig
signature get {
	ip-proto == tcp
	payload /GET /
	event "get"
}
@TEST-END-FILE

event zeek_init()
	{
	local s = get_matcher_stats();
	print s$matchers, s$nfa_states, s$computed;
	}

event zeek_done()
	{
	local s = get_matcher_stats();
	print s$matchers > 0, s$nfa_states > 4, s$dfa_states > 4, s$computed >= s$misses, s$mem > 0;
	}
