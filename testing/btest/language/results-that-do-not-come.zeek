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

# What is left without a value so is told where it is read.
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

event zeek_init() &priority=6
	{
	local text = name_of(2);
	local number: count = either(2) + 1;
	const constant = name_of(2);
	local unread = name_of(2);
	local later: string;
	later = name_of(2);
	print "behind first values";
	later = name_of(1);
	print later;
	print text;
	print "never";
	}

event zeek_init() &priority=6
	{
	local number: count = either(2) + 1;
	local f = function[number](): count { return number; };
	print "behind the capture";
	print f();
	print "never";
	}

# A value that there is already stays whole.
event zeek_init() &priority=5
	{
	local host = Host($name="before", $tags=set("x"));
	host = Host($name=name_of(2));
	print host;
	local names = vector("a");
	names = vector("b", name_of(2));
	print names;
	local by = table(["a"] = "b");
	by = table(["c"] = "d", ["e"] = name_of(2));
	print by;
	local sum = 3;
	sum = (sum + 1) * either(2);
	print sum;
	}

event zeek_init() &priority=5
	{
	for ( round in vector(0, 1) )
		{
		local name = name_of(1 + round);
		print "round", round, name;
		}
	}

event zeek_init() &priority=4
	{
	local hosts: vector of Host;
	hosts += Host($name=name_of(1));
	hosts += Host($name=name_of(2));
	print hosts;
	local new = Host($name=name_of(2));
	print "behind the record";
	print new;
	print "never";
	}

hook checked(x: count) { if ( is_small(x) ) break; print "checked", x; }

event zeek_init() &priority=3
	{
	print hook checked(1), hook checked(2);
	}

# Functions that take the place of others.
event zeek_init() &priority=2
	{
	local as_any: function(x: count): any = name_of;
	print "as any", as_any(1);
	print as_any(2);
	local x: any = as_any(2);
	print "behind as any";
	print x;
	print "never";
	}

# A condition that gets no result is not true yet.
global wanted = 2;

event zeek_init() &priority=1
	{
	when ( name_of(wanted) == "one" )
		print "the condition is true";
	wanted = 1;
	}
