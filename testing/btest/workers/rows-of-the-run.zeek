# @TEST-DOC: What events that zeek_init scheduled log comes from each worker; what all say alike comes once, as do messages.
# Messages come when a worker has them, in no order among workers.
# @TEST-EXEC: for n in 1 4; do mkdir $n && (cd $n && avocet --workers $n -b -r $TRACES/scans.pcap %INPUT 2>../errors.$n && sort ../errors.$n >errors && sort hosts.log | grep -v '^#' >hosts && rm hosts.log); done
# @TEST-EXEC: test -s 1/hosts
# @TEST-EXEC: diff -r 1 4
# @TEST-EXEC: grep -o "warning: .*" errors.1 | uniq -c >out && cat 1/runs.log >>out
# @TEST-EXEC: btest-diff out
#
# Of no packets, too.
# @TEST-EXEC: avocet --workers 4 -r $TRACES/no-packets.pcap && grep -vc '^#' packet_filter.log >rows
# @TEST-EXEC: btest-diff rows

redef LogAscii::include_meta = F;

export {
	redef enum Log::ID += { HOSTS, RUNS };
}

type Host: record {
	resp: addr &log;
};

type Run: record {
	ts: time &log;
	what: string &log;
};

global seen: set[addr];

event look()
	{
	for ( host in seen )
		Log::write(HOSTS, Host($resp=host));

	clear_table(seen);
	Log::write(RUNS, Run($ts=network_time(), $what="looked"));
	Reporter::warning("looked");
	schedule 10msec { look() };
	}

event zeek_init()
	{
	Log::create_stream(HOSTS, [$columns=Host, $path="hosts"]);
	Log::create_stream(RUNS, [$columns=Run, $path="runs"]);
	Log::write(RUNS, Run($ts=network_time(), $what="begun"));
	schedule 10msec { look() };
	}

event new_connection(c: connection)
	{
	add seen[c$id$resp_h];
	}

event zeek_done()
	{
	Log::write(RUNS, Run($ts=network_time(), $what="done"));
	Reporter::warning("done");
	}
