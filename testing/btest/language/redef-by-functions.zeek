# @TEST-DOC: &add_func and &delete_func say what `+=` and `-=` mean, for values of any type.
# @TEST-EXEC: avocet -b %INPUT >out 2>&1
# @TEST-EXEC: btest-diff out

function with(known: string, new: string): string { return known + " " + new; }
function without(known: string, old: string): string { return gsub(known, string_to_pattern(" " + old, T), ""); }
function later(known: port, new: port): port { return known < new ? new : known; }

const names = "one" &redef &add_func=with &delete_func=without;
const last_port = 80/tcp &redef &add_func=later;

redef names += "two";
redef names += "three";
redef names -= "two";
redef last_port += 443/tcp;
redef last_port += 22/tcp;

event zeek_init()
	{
	print names, last_port;
	}
