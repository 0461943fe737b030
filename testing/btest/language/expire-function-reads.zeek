# @TEST-DOC: An element goes though its &expire_func reads it, which would otherwise keep it.
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

redef table_expire_interval = 1 msec;

function gone(t: table[subnet] of string, key: subnet): interval
	{
	print "gone", key, t[key];
	return 0 sec;
	}

global nets: table[subnet] of string &read_expire=1 msec &expire_func=gone;

event new_connection(c: connection)
	{
	if ( |nets| == 0 && c$id$resp_p == 81/tcp )
		nets[10.0.0.0/8] = "all";
	}

event connection_state_remove(c: connection)
	{
	print c$id$resp_p, |nets|;
	}
