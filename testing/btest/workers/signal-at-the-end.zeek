# @TEST-DOC: A signal that comes when packets are over and a command is still waited for ends all workers, and nothing is lost.
# @TEST-EXEC: timeout 50 avocet --workers 2 -r $TRACES/demo.pcap %INPUT >out
# @TEST-EXEC: tail -n 1 conn.log | grep -q "^#close"
# @TEST-EXEC: btest-diff out

type Line: record {
	s: string;
};

event line(description: Input::EventDescription, what: Input::Event, s: string)
	{
	}

event zeek_init()
	{
	local source = fmt("mkdir once 2>/dev/null && sleep 2 && kill -TERM %d; sleep 100 |", getpid());
	Input::add_event([$name="slow", $source=source, $reader=Input::READER_RAW, $fields=Line, $ev=line, $want_record=F]);
	}

event zeek_done()
	{
	print "ended by the signal";
	}
