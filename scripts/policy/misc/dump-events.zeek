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

	if ( ! include_args || |args| == 0 )
		return to_json(line);

	local values: table[string] of any = table() &ordered;

	for ( _, arg in args )
		if ( arg?$value )
			values[arg$name] = arg$value;
		else if ( arg?$default_val )
			values[arg$name] = arg$default_val;

	line["args"] = values;
	return to_json(line);
	}

function print_args(args: call_argument_vector)
	{
	for ( i, arg in args )
		{
		local declared = cat(arg$name, ": ", arg$type_name);

		if ( arg?$value )
			print fmt("                  [%d] %-18s = %s", i, declared, arg$value);
		else if ( arg?$default_val )
			print fmt("                  | %-18s = %s [default]", declared, arg$default_val);
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

	print fmt("%17.6f %s", network_time(), name);

	if ( include_args && |args| > 0 )
		print_args(args);
	}
