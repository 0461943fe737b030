##! Prints events as they are raised, with their arguments: those that have a handler, or all.

module DumpEvents;

export {
	## Prints arguments, too.
	option include_args = T;

	## Prints events that have no handler, too.
	const dump_all_events = F &redef;

	## Prints only events whose names have this pattern in them.
	option include = /.*/;

	## Prints each event as a line of JSON.
	option use_json = F;
}

event zeek_init() &priority=999
	{
	if ( dump_all_events )
		generate_all_events();
	}

function as_json(name: string, args: call_argument_vector): string
	{
	local line: table[string] of any = table() &ordered;
	line["ts"] = network_time();
	line["event"] = name;

	if ( include_args && |args| > 0 )
		{
		local values: table[string] of any = table() &ordered;

		for ( _, given in args )
			if ( given?$value || given?$default_val )
				values[given$name] = given?$value ? given$value : given$default_val;

		line["args"] = values;
		}

	return to_json(line);
	}

function print_args(args: call_argument_vector)
	{
	for ( i, given in args )
		{
		local indent = "                  ";
		local declared = fmt("%-18s", cat(given$name, ": ", given$type_name));

		if ( given?$value )
			print fmt("%s[%d] %s = %s", indent, i, declared, given$value);
		else if ( given?$default_val )
			print fmt("%s| %s = %s [default]", indent, declared, given$default_val);
		}

	print "";
	}

event new_event(name: string, args: call_argument_vector)
	{
	if ( include !in name )
		return;

	if ( use_json )
		{
		print as_json(name, args);
		return;
		}

	local now = network_time();
	print fmt("%17.6f %s", now, name);

	if ( |args| > 0 && include_args )
		print_args(args);
	}
