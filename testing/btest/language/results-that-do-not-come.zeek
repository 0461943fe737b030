# @TEST-DOC: A function that ends without its result leaves the statement that wanted it undone; the body goes on behind it.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: grep -c "returning without a value" err >warnings
# @TEST-EXEC: btest-diff warnings
# @TEST-EXEC: grep -h error: err | sed 's/.*error: //' >errors
# @TEST-EXEC: btest-diff errors

type Host: record {
	name: string;
	tags: set[string] &default=set();
};

function name_of(x: count): string
	{
	if ( x == 1 )
		return "one";
	}

function is_small(x: count): bool
	{
	if ( x == 1 )
		return T;
	}

function through(x: count): string
	{
	return name_of(x);
	}

function either(x: count): count
	{
	if ( is_small(x) )
		return 1;
	else
		return 2;
	}

global told: event(text: string);
global by_name: table[string] of count;

event told(text: string) { print "told", text; }

event zeek_init() &priority=10
	{
	print name_of(1);
	print name_of(2);
	print "behind print";

	if ( is_small(2) )
		print "small";
	else
		print "not small";
	print "behind if";

	while ( is_small(2) )
		print "never";
	switch ( name_of(2) ) { case "one": print "one"; break; default: print "other"; break; }
	for ( c in name_of(2) )
		print c;
	print "behind loops";

	event told(name_of(1));
	event told(name_of(2));
	by_name[name_of(2)] = 1;
	add set("a")[name_of(2)];
	print "behind elements", by_name;

	print fmt("%s %s", name_of(1), through(2));
	print either(1) + either(2);
	print "behind nested calls";

	local name = "known before";
	name = through(2);
	name = name_of(2);
	name += name_of(2);
	print name;

	local by_value = name_of;
	print by_value(1);
	print by_value(2);
	print "the end";
	}

# What a variable needs is not left out: its reader tells.
event zeek_init() &priority=9
	{
	local text: string;
	if ( is_small(2) )
		text = "small";
	else
		text = "large";
	print "before text";
	print text;
	print "never";
	}

event zeek_init() &priority=8
	{
	local number: count;
	switch ( name_of(2) )
		{
		case "one": number = 1; break;
		default: number = 2; break;
		}
	print "before number";
	print number;
	print "never";
	}

event zeek_init() &priority=7
	{
	local text: string;
	if ( is_small(2) )
		return;
	else
		return;
	print "before what only looks unreachable";
	print text;
	print "never";
	}

# A first value that does not come ends the body, and so does what a record is made of.
event zeek_init() &priority=6
	{
	local text = name_of(2);
	print "never";
	}

event zeek_init() &priority=5
	{
	local host = Host($name="before");
	host = Host($name=name_of(2));
	print "never";
	}

event zeek_init() &priority=4
	{
	local hosts: vector of Host;
	hosts += Host($name=name_of(1));
	hosts += Host($name=name_of(2));
	print hosts;
	}

hook checked(x: count) { if ( is_small(x) ) break; print "checked", x; }

event zeek_init() &priority=3
	{
	print hook checked(1), hook checked(2);
	}
