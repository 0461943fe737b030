# @TEST-DOC: Time that passes with the packets of others lets timers fire where they would with one worker.
# @TEST-EXEC: for n in 1 2 4; do avocet --workers $n -b -r $TRACES/demo.pcap -r $TRACES/tcp-hundred.pcap -r $TRACES/dns-udp.pcap %INPUT >$n; done
# @TEST-EXEC: for n in 1 2 4; do grep -v forgotten $n >ordered.$n; done
# @TEST-EXEC: cmp ordered.1 ordered.2
# @TEST-EXEC: cmp ordered.1 ordered.4
# @TEST-EXEC: test $(grep -c forgotten 1) -eq $(grep -c forgotten 4)
# @TEST-EXEC: grep -q due 1

redef table_expire_interval = 10 msecs;

function forget(t: table[addr, port] of count, host: addr, p: port): interval
	{
	print fmt("%.6f", network_time()), "forgotten", host, p;
	return 0 secs;
	}

# Each worker has its own, and looks at it by itself: when elements expire differs.
global seen: table[addr, port] of count &create_expire=300 msecs &expire_func=forget;

# No two are due at one moment.
function after(wait: interval, c: connection): interval
	{
	return wait + port_to_count(c$id$orig_p) * 1 usec;
	}

# What is still scheduled in the end comes at once, worker by worker.
global over = F;

event zeek_done()
	{
	over = T;
	}

event due(c: connection, left: count)
	{
	if ( over )
		return;

	print fmt("%.6f", network_time()), "due", c$id, left;

	if ( left > 0 )
		schedule after(70 msecs, c) { due(c, left - 1) };
	}

event new_connection(c: connection)
	{
	seen[c$id$orig_h, c$id$orig_p] = 1;
	schedule after(10 msecs, c) { due(c, 5) };
	}

event connection_state_remove(c: connection)
	{
	print fmt("%.6f", network_time()), "end", c$id;
	}
