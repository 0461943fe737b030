# @TEST-DOC: What a command writes becomes events, and its end is told of after its data.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

redef exit_only_after_terminate = T;

module Test;

type Line: record {
	s: string;
};

type Both: record {
	s: string;
	is_error: bool;
};

global ended = 0;

event line(description: Input::EventDescription, what: Input::Event, s: string)
	{
	print description$name, what, s;
	}

event both(description: Input::EventDescription, what: Input::Event, r: Both)
	{
	print description$name, r;
	}

event Input::end_of_data(name: string, source: string)
	{
	print name, "end of data";
	}

event InputRaw::process_finished(name: string, source: string, exit_code: count, signal_exit: bool)
	{
	print name, "finished", exit_code, signal_exit;

	if ( ++ended == 1 )
		Input::add_event([$name="second", $source="cat; sleep 0.3; echo oops >&2; exit 3 |", $reader=Input::READER_RAW,
			$mode=Input::STREAM, $fields=Both, $ev=both, $config=table(["stdin"] = "x\ny", ["read_stderr"] = "1")]);
	else
		terminate();
	}

event zeek_init()
	{
	Input::add_event([$name="first", $source="printf 'one\\n\\ntwo' |", $reader=Input::READER_RAW, $fields=Line, $ev=line, $want_record=F]);
	}
