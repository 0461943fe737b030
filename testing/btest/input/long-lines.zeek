# @TEST-DOC: A line that is far too long is skipped with a warning, whatever reads it; those behind it are read.
# @TEST-EXEC: printf '#fields\ta\nfirst\n' >lines.txt && truncate -s 70M lines.txt && printf '\nlast\n\n' >>lines.txt
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: grep -oE "(warning|error): .*" err >>out
# @TEST-EXEC: btest-diff out

module Test;

type Row: record {
	a: string;
};

event row(description: Input::EventDescription, what: Input::Event, a: string)
	{
	print description$name, a;
	}

event zeek_init()
	{
	Input::add_event([$name="columns", $source="lines.txt", $fields=Row, $ev=row, $want_record=F]);
	Input::add_event([$name="raw", $source="lines.txt", $reader=Input::READER_RAW, $fields=Row, $ev=row, $want_record=F]);
	}
