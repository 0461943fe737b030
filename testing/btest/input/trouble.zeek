# @TEST-DOC: What is wrong with a source or a description is said once, and ends nothing else.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -oE "(warning|error): .*" err >warnings
# @TEST-EXEC: btest-diff warnings

# @TEST-START-FILE lines.txt
#fields	a	b
x	1
short
short
short
y	2
z	bad
# @TEST-END-FILE

# A header of another kind, more columns than it names, and what is not set.
# @TEST-START-FILE bare.txt
x	1
y	2
# @TEST-END-FILE

# @TEST-START-FILE more.txt
#fields	a	b
x	1	2	3
y	2	3
z	
w	-
# @TEST-END-FILE

module Test;

type Row: record {
	a: string;
	b: count;
};

type Other: record {
	a: string;
	c: count;
};

type Opaque: record {
	a: opaque of md5;
};

global numbers: table[string] of count = table();

event row(description: Input::EventDescription, what: Input::Event, r: Row)
	{
	print r;
	}

event other(description: Input::EventDescription, what: Input::Event, r: Other)
	{
	print r;
	}

event trouble(description: Input::EventDescription, message: string, level: Reporter::Level)
	{
	print description$name, level, message;
	}

event zeek_init()
	{
	print Input::add_event([$name="lines", $source="lines.txt", $fields=Row, $ev=row, $error_ev=trouble]);
	print Input::add_event([$name="lines", $source="lines.txt", $fields=Row, $ev=row]);
	print Input::add_event([$name="column", $source="lines.txt", $fields=Other, $ev=other, $error_ev=trouble]);
	print Input::add_event([$name="event", $source="lines.txt", $fields=Row, $ev=other]);
	print Input::add_event([$name="type", $source="lines.txt", $fields=Opaque, $ev=row, $want_record=F]);
	print Input::add_event([$name="bare", $source="bare.txt", $fields=Row, $ev=row, $error_ev=trouble]);
	print Input::add_event([$name="more", $source="more.txt", $fields=Row, $ev=row, $error_ev=trouble]);
	print Input::add_event([$name="missing", $source="none.txt", $fields=Row, $ev=row, $error_ev=trouble]);
	print Input::add_table([$name="table", $source="lines.txt", $idx=Row, $val=Other, $destination=numbers]);
	}
