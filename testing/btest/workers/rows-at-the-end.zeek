# @TEST-DOC: What is gathered during the run and logged at its end comes from each worker.
# @TEST-EXEC: for n in 1 4; do avocet -b --workers $n -r $TRACES/scans.pcap %INPUT && sort hosts.log | grep -v '^#' >hosts.$n; done
# @TEST-EXEC: test -s hosts.1
# @TEST-EXEC: cmp hosts.1 hosts.4

module Hosts;

export {
	redef enum Log::ID += { LOG };
	type Info: record { orig: addr &log; resp: addr &log; };
}

global seen: set[addr, addr];

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="hosts"]);
	}

event new_connection(c: connection)
	{
	add seen[c$id$orig_h, c$id$resp_h];
	}

event zeek_done()
	{
	for ( [orig, resp] in seen )
		Log::write(LOG, Info($orig=orig, $resp=resp));
	}
