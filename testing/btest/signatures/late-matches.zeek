# @TEST-DOC: What matches once the beginning of a connection is gone attaches no analyzer, but is told of; by default nothing is looked for then.
# @TEST-EXEC: avocet -b -r $TRACES/http-chunked.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b -r $TRACES/http-chunked.pcap %INPUT dpd_match_only_beginning=T >beginning
# @TEST-EXEC: btest-diff beginning
# @TEST-EXEC: avocet -b -r $TRACES/http-chunked.pcap %INPUT dpd_late_match_stop=T >stops
# @TEST-EXEC: btest-diff stops

@load base/frameworks/analyzer
@load-sigs ./late

redef dpd_match_only_beginning = F;
redef dpd_buffer_size = 8;

event protocol_late_match(c: connection, atype: Analyzer::Tag)
	{
	print "late", Analyzer::name(atype);
	}

event signature_match(state: signature_state, msg: string, data: string)
	{
	print "matched", msg;
	}

event http_request(c: connection, method: string, original_URI: string, unescaped_URI: string, version: string)
	{
	print "analyzed";
	}

# @TEST-START-FILE late.sig
signature reply {
  ip-proto == tcp
  payload /^HTTP\/1/
  tcp-state responder
  enable "http"
  event "reply"
}

signature last-chunk {
  ip-proto == tcp
  payload /.*\r\n0\r\n/
  tcp-state responder
  event "the last chunk"
}
# @TEST-END-FILE
