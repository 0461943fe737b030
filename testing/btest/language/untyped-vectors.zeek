# @TEST-DOC: A variable that begins as `vector()` takes elements of any type, and stands for a vector of what it holds.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

global mixed = vector();

function joined(parts: vector of string): string
	{
	return join_string_vec(parts, ".");
	}

function upper_parts(name: string): vector of string
	{
	local parts = vector();

	for ( i, part in split_string(name, /\./) )
		parts += to_upper(part);

	return parts;
	}

event zeek_init()
	{
	mixed += 1;
	mixed[1] = "two";
	mixed += [$a=3];
	print mixed, |mixed|;

	local parts = vector();
	parts += "www";
	parts += "example";
	print joined(parts), join_string_vec(parts, "/"), upper_parts("a.b");

	local first: string = parts[0];
	print first;

	local numbers: vector of count = vector();
	numbers += 7;
	print numbers;
	}
