# @TEST-DOC: TCP is matched as a stream, or packet by packet as they come; and what waits behind a hole is matched at the end unless that is unwanted.
# @TEST-EXEC: avocet -b -r $TRACES/tcp-out-of-order.pcap %INPUT >stream
# @TEST-EXEC: btest-diff stream
# @TEST-EXEC: avocet -b -r $TRACES/tcp-out-of-order.pcap %INPUT dpd_reassemble_first_packets=F >packets
# @TEST-EXEC: btest-diff packets
# @TEST-EXEC: avocet -b -r $TRACES/tcp-hole.pcap %INPUT >hole
# @TEST-EXEC: btest-diff hole
# @TEST-EXEC: avocet -b -r $TRACES/tcp-hole.pcap %INPUT tcp_match_undelivered=F >without
# @TEST-EXEC: btest-diff without

@load-sigs ./order

event signature_match(state: signature_state, msg: string, data: string)
	{
	print msg, data;
	}

event connection_state_remove(c: connection)
	{
	print "removed";
	}

# @TEST-START-FILE order.sig
signature in-order {
  ip-proto == tcp
  payload /one-two-three/
  event "in order"
}

signature as-sent {
  ip-proto == tcp
  payload /threetwo-one-/
  event "as sent"
}

signature behind-hole {
  ip-proto == tcp
  payload /.*after/
  event "behind the hole"
}
# @TEST-END-FILE
