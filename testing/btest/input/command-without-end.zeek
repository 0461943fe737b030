# @TEST-DOC: A signal ends a run that waits for a command whose rows come faster than they are taken.
# @TEST-EXEC: timeout 60 avocet -b -r $TRACES/demo.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

type Line: record {
	s: string;
};

global lines = 0;

event line(description: Input::EventDescription, what: Input::Event, s: string)
	{
	if ( ++lines == 1 )
		piped_exec(fmt("kill -TERM %d", getpid()), "");
	}

event zeek_init()
	{
	Input::add_event([$name="endless", $source="yes |", $reader=Input::READER_RAW, $fields=Line, $ev=line, $want_record=F]);
	}

event zeek_done()
	{
	print "ended by the signal", lines > 0;
	}
