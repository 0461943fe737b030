# What fails with a source is told when it fails, not when the run ends: another source may go on for days.
# @TEST-EXEC: expect-exit 1 avocet -b -r $TRACES/cut-in-packet.pcap %INPUT 2>err
# @TEST-EXEC: grep -o -e "cut off" -e "the end is near" err >out
# @TEST-EXEC: btest-diff out

event zeek_done()
	{
	Reporter::warning("the end is near");
	}
