# @TEST-DOC: Rules that require each other may form a chain of any length.
# @TEST-EXEC: awk 'BEGIN { print "signature s0 { payload /220/ event \"s0\" }"; for ( i = 1; i < 8000; ++i ) print "signature s" i " { requires-signature s" i - 1 " event \"s" i "\" }" }' >chain.sig
# @TEST-EXEC: sh -c 'ulimit -s 1024; avocet -b -r $TRACES/ftp-other-port.pcap -s chain $PWD/long-chain.zeek >out'
# @TEST-EXEC: btest-diff out

global last = "";
global matches = 0;

event signature_match(state: signature_state, msg: string, data: string)
	{
	# Each in its turn, and with what the first one was found in.
	if ( msg != fmt("s%d", matches) )
		print "out of order", msg;

	++matches;
	last = fmt("%s %s", state$sig_id, data[:3]);
	}

event zeek_done()
	{
	print matches, last;
	}
