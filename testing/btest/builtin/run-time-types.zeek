# @TEST-DOC: What natives make of a container has the type that its elements ask for.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

type Key: record { a: count; };

event zeek_init()
	{
	local plain: set[string] = table_keys(table(["a"] = 1, ["b"] = 2));
	print plain, type_name(plain);
	local many: set[count, string] = table_keys(table([1, "x"] = T));
	print many, type_name(many);
	local records: set[Key] = table_keys(table([Key($a=1)] = "one"));
	print records, Key($a=1) in records;

	# A vector of any tells what it holds, if that is known; one that a script fills does not.
	local top = topk_init(5);
	topk_add(top, 80/tcp);
	print type_name(topk_get_top(top, 1)), type_name(table_values(table([1] = "a")));
	local mixed: vector of any;
	mixed += "a";
	print type_name(mixed);
	}
