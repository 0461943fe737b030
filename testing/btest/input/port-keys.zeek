# @TEST-DOC: Two rows are the same only if all of their columns are, whatever a column of protocols says.
# @TEST-EXEC: avocet -b %INPUT >out 2>/dev/null
# @TEST-EXEC: btest-diff out

# @TEST-START-FILE ports.txt
#fields	p	t	s
8	udp	x+1:y
8	udp+5:x	y
# @TEST-END-FILE

redef exit_only_after_terminate = T;

module Test;

type Idx: record {
	p: port &type_column="t";
	s: string;
};

global ports: set[port, string] = set();
global rows = 0;

event entry(description: Input::TableDescription, what: Input::Event, left: Idx)
	{
	print what, left;

	if ( ++rows == 2 )
		terminate();
	}

event zeek_init()
	{
	Input::add_table([$name="ports", $source="ports.txt", $mode=Input::STREAM, $idx=Idx, $destination=ports, $ev=entry]);
	}
