# @TEST-DOC: A value of type any that is handed on as one is what it was.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

global x: any = 5;
global t: table[count] of any = { [1] = "a" };

event zeek_init()
	{
	print lookup_ID("x"), type_name(lookup_ID("x")), lookup_ID("x") as count;
	print table_values(t), table_values(t)[0] as string;
	local ids = global_ids();
	print ids["x"]$value, ids["x"]$value as count;
	}
