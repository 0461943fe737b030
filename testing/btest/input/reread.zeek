# @TEST-DOC: A second read finds what is new, has changed, or is gone; a predicate may refuse and alter it.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

# @TEST-START-FILE first.txt
#fields	k	v
a	1
b	2
c	3
d	4
# @TEST-END-FILE

# @TEST-START-FILE second.txt
#fields	k	v
a	1
b	20
d	40
e	5
# @TEST-END-FILE

redef exit_only_after_terminate = T;

module Test;

type Idx: record {
	k: string;
};

type Val: record {
	v: count;
};

global values: table[string] of Val = table();
global reads = 0;

event entry(description: Input::TableDescription, what: Input::Event, left: Idx, right: Val)
	{
	print "event", what, left$k, right$v;
	}

function wanted(what: Input::Event, left: Idx, right: Val): bool
	{
	print "predicate", what, left$k, right$v;
	right$v += 100;
	return left$k != "d" || what == Input::EVENT_NEW;
	}

event Input::end_of_data(name: string, source: string)
	{
	print "end";

	for ( k, v in values )
		print k, v$v;

	if ( ++reads == 1 )
		print rename("second.txt", "first.txt"), Input::force_update("values");
	else
		terminate();
	}

event zeek_init()
	{
	Input::add_table([$name="values", $source="first.txt", $idx=Idx, $val=Val, $destination=values, $ev=entry, $pred=wanted]);
	}
