# @TEST-DOC: A set with an element that is none costs its line and nothing else; marks of editors are skipped.
# @TEST-EXEC: printf '\357\273\277#fields\ta\thosts\tnumbers\nx\t10.0.0.1,10.0.0\t1\ny\t10.0.0.2\t1,z\nw\t10.0.0.3\t3\n' >sets.txt
# @TEST-EXEC: printf 'a,hosts,numbers\nx,10.0.0.1,1\n' >commas.txt
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

type Row: record {
	a: string;
	hosts: set[addr];
	numbers: vector of count;
};

event row(description: Input::EventDescription, what: Input::Event, r: Row)
	{
	print r;
	}

event zeek_init()
	{
	Input::add_event([$name="sets", $source="sets.txt", $fields=Row, $ev=row]);
	Input::add_event([$name="commas", $source="commas.txt", $fields=Row, $ev=row]);
	}

event zeek_done()
	{
	# What was freed twice was given out twice.
	local a: set[string] = set();
	local b: set[string] = set();
	add a["a"];
	add b["b"];
	print a, b;
	}
