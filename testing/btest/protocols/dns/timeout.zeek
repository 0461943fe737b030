# @TEST-DOC: A DNS flow over UDP ends when it was silent for dns_session_timeout, long before other UDP flows do.
# @TEST-EXEC: avocet -b -r $TRACES/dns-then-silence.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b -r $TRACES/dns-then-silence.pcap %INPUT 'dns_session_timeout=2sec' >short
# @TEST-EXEC: btest-diff short

@load base/protocols/dns

global ticks = 0;

event udp_request(u: connection)
	{
	++ticks;
	}

event connection_timeout(c: connection)
	{
	print "timeout", c$id$resp_p, ticks - 1;
	}

event connection_state_remove(c: connection)
	{
	print "removed", c$id$resp_p, c$history, c$service;
	}
