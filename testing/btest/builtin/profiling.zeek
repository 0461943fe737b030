# @TEST-DOC: policy/misc/profiling writes down what the engine needs, at intervals of packet time.
# @TEST-EXEC: avocet -b -r $TRACES/demo.pcap %INPUT profiling_interval=1sec
# @TEST-EXEC: sed 's/^[0-9.]* //; s/=[0-9.]*/=N/g; s/: [0-9].*/: N/' prof.log | sort -u >out
# @TEST-EXEC: test $(grep -c Memory prof.log) -ge 1
# @TEST-EXEC: cat rules | sed 's/^[0-9.]* //' >>out
# @TEST-EXEC: btest-diff out

@load misc/profiling

event zeek_init()
	{
	local f = open("rules");
	print dump_rule_stats(f);
	close(f);
	}
