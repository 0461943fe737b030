# Tables whose keys are containers or records come back from JSON as they went.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

type Key: record { a: count; b: string &optional; };
type by_table: table[table[string] of string] of string;
type by_vector: table[vector of count] of string;
type by_set: table[set[string]] of count;
type by_record: table[Key] of count;
type by_bool: table[bool] of count;
type by_port: table[port] of count;

function check(value: any, as_type: any)
	{
	local json = to_json(value);
	local back = from_json(json, as_type);
	print json, back$valid && to_json(back$v) == json;
	}

check(by_table([table(["k"] = "v")] = "x"), by_table);
check(by_vector([vector(1, 2)] = "x"), by_vector);
check(by_set([set("a", "b")] = 1), by_set);
check(by_record([Key($a=1, $b="x")] = 1), by_record);
check(by_bool([T] = 1), by_bool);
check(by_port([80/tcp] = 1), by_port);
print from_json("{\"80/tcp\": 1}", by_port)$valid;
print str_split_indices("abc", vector(0, 1));
