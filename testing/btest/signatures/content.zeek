# Content conditions: streams of TCP across packets, every datagram of UDP for itself, once a connection.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >tcp
# @TEST-EXEC: avocet -b -r $TRACES/dns-udp.pcap %INPUT >udp
# @TEST-EXEC: btest-diff tcp
# @TEST-EXEC: btest-diff udp

@load-sigs rules

event signature_match(state: signature_state, msg: string, data: string, end_of_match: count)
	{
	print fmt("%s %s by %s: %s", state$sig_id, msg, state$is_orig ? "originator" : "responder", data[:end_of_match]);
	}

event Mine::found(state: signature_state, data: string)
	{
	print "Mine::found", state$sig_id, |data| > 0;
	}

# @TEST-START-FILE rules.sig
signature request {
	ip-proto == tcp
	dst-port == 80
	payload /GET \//
	event "a request"
}

# Anchored at the begin of the stream, and `.` is any byte.
signature agent {
	ip-proto == tcp
	payload /.*User-Agent: [a-z]+/
	event "an agent"
}

signature not-at-the-begin {
	payload /User-Agent/
	event "never"
}

signature answer {
	ip-proto == tcp
	payload /http\/1.. [0-9]+/i
	requires-reverse-signature request
	event "an answer"
	event Mine::found
}

signature answer-to-nothing {
	payload /HTTP/
	requires-reverse-signature not-at-the-begin
	event "never"
}

signature no-agent {
	ip-proto == tcp
	tcp-state responder
	requires-signature !agent
	event "known at the end"
}

signature question {
	ip-proto == udp
	udp-state originator
	payload /.{12}\x03/
	event "a name of three letters"
}
# @TEST-END-FILE
