# @TEST-DOC: Behind CONNECT another protocol is recognised like that of a new connection; behind 101 one takes over that scripts name.
# @TEST-EXEC: avocet -b -r $TRACES/http-tunnels.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -v '^#' tunnel.log | cut -f 3-7 >tunnel
# @TEST-EXEC: btest-diff tunnel

@load base/protocols/http
@load base/protocols/tunnels
@load-sigs ./greeting.sig

redef HTTP::upgrade_analyzers += { ["chat"] = Analyzer::ANALYZER_STREAM_EVENT };

event greeting(state: signature_state, data: string)
	{
	print "greeting", data;
	}

event http_connection_upgrade(c: connection, protocol: string)
	{
	print "upgrade", protocol;
	}

event stream_deliver(c: connection, is_orig: bool, data: string)
	{
	print is_orig, data;
	}

# @TEST-START-FILE greeting.sig
signature greeting {
  payload /^220 [a-z.]+ ready/
  event greeting
}
# @TEST-END-FILE
