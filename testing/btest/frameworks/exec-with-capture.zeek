# @TEST-DOC: What a program says that zeek_init asks for is there before the first packet, what packets ask for before the end.
# @TEST-EXEC: avocet -b -r $TRACES/scans.pcap %INPUT >out
# @TEST-EXEC: avocet -b %INPUT >>out
# @TEST-EXEC: btest-diff out

@load base/utils/exec

global connections = 0;

event new_connection(c: connection)
	{
	if ( ++connections > 1 )
		return;

	when ( local result = Exec::run(Exec::Command($cmd="sleep 0.1; echo of packets")) )
		{
		print result$stdout, connections > 0;
		}
	}

event zeek_init()
	{
	when ( local result = Exec::run(Exec::Command($cmd="sleep 0.1; echo of zeek_init; echo 1 >there", $read_files=set("there"))) )
		{
		print result$stdout, result$files["there"], connections;
		}
	}

event zeek_done()
	{
	print "done", connections > 0;
	}
