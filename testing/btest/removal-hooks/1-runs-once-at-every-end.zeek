# @TEST-DOC: A registered hook runs exactly once, whatever ended the connection.
# @TEST-EXEC: for t in tcp-talk tcp-reset-by-responder tcp-reset-by-originator tcp-refused tcp-unanswered udp-idle ping tcp-still-open; do echo "$t"; avocet -b -r $TRACES/$t.pcap %INPUT; done >out
# @TEST-EXEC: btest-diff out

@load base/protocols/conn/removal-hooks

global registered = 0;
global ran: table[string] of count &default=0;

hook gone(c: connection)
	{
	++ran[c$uid];
	}

event new_connection(c: connection)
	{
	Conn::register_removal_hook(c, gone);
	++registered;
	}

event zeek_done()
	{
	local most = 0;

	for ( uid, n in ran )
		most = max_count(most, n);

	print fmt("%d connections, %d ran, at most %d times", registered, |ran|, most);
	}
