# @TEST-DOC: global_ids() tells of globals, of what their declarations say, and of modules.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: btest-diff out

module Here;

export {
	global shared = 1 &redef;
	option tunable = T;
	const fixed = 2;
	global seen: table[string] of string &write_expire=42sec &default_insert="none";
	global old: set[string] &ordered &redef &deprecated;
}

global own: string;

module Empty;

event zeek_init()
	{
	local ids = global_ids();
	for ( _, name in vector("Here::shared", "Here::tunable", "Here::fixed", "Here::seen", "Here::old", "Here::own",
	                        "module Here", "module Empty", "module GLOBAL") )
		{
		local id = ids[name];
		print name, id$type_name, fmt("exported %s, constant %s, option %s, redef %s", id$exported, id$constant,
		                              id$option_value, id$redefinable);
		print id?$value, id?$attributes ? id$attributes : vector();
		}
	}
