# @TEST-DOC: Records are shared by assignment and copied by copy(); fields have defaults, can be unset and tested.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: avocet -b --no-optimise %INPUT >plain
# @TEST-EXEC: cmp out plain

global made = 0;

function number(): count
	{
	return ++made;
	}

type Inner: record {
	n: count &default=1;
};

type Outer: record {
	id: count &default=number();
	inner: Inner;
	note: string &optional;
	tags: set[string] &default=set("x");
	more: vector of count;
};

function change(o: Outer)
	{
	o$inner$n += 4;
	++o$inner$n;
	add o$tags["y"];
	o$more[|o$more|] = 7;
	}

event zeek_init()
	{
	local a = Outer();
	local b = a;
	local c = copy(a);
	change(a);
	print b;
	print c;
	print made, Outer($id=10)$id;

	print a?$note, a?$tags;
	a$note = "set";
	a$note += " twice";
	print a$note;
	delete a$note;
	print a?$note;
	delete a$id;
	print a$id;

	local small: Inner = [$n=3];
	print small;
	}
