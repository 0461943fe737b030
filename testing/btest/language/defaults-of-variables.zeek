# @TEST-DOC: A variable that holds a function has the defaults of its own declaration, whatever types of the same parameters say.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

function show(a: count, b: string &default="function"): string
	{
	return fmt("%d %s", a, b);
	}

global held: function(a: count, b: string &default="variable"): string = show;

function call(f: function(a: count, b: string &default="parameter"): string): string
	{
	return f(3);
	}

type Shows: function(a: count, b: string &default="type"): string;

event zeek_init()
	{
	local one: Shows = show;
	print show(1), held(2), call(show), one(4);
	}
