##! Keeps the capture that `-w` writes short: from time to time what was written is thrown away.

module TrimTraceFile;

export {
	## How often.
	const trim_interval = 10 mins &redef;

	## Does it now, and again after the interval.
	##
	## first_trim: Only begins to count.
	global go: event(first_trim: bool);
}

# A rotation gives what was written another name, by which it can go.
function throw_away()
	{
	local rotated = rotate_file_by_name(trace_output_file);

	if ( rotated$old_name != "" )
		unlink(rotated$new_name);
	}

function plan(first_trim: bool)
	{
	schedule trim_interval { go(first_trim) };
	}

event TrimTraceFile::go(first_trim: bool)
	{
	if ( trace_output_file == "" || zeek_is_terminating() )
		return;

	if ( ! first_trim )
		throw_away();

	plan(F);
	}

event zeek_init()
	{
	if ( trim_interval > 0secs )
		plan(T);
	}
