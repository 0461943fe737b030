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

event TrimTraceFile::go(first_trim: bool)
	{
	if ( trace_output_file == "" || zeek_is_terminating() )
		return;

	if ( ! first_trim )
		{
		local rotated = rotate_file_by_name(trace_output_file);

		if ( rotated$old_name != "" )
			unlink(rotated$new_name);
		}

	schedule trim_interval { TrimTraceFile::go(F) };
	}

event zeek_init()
	{
	if ( trim_interval > 0secs )
		schedule trim_interval { TrimTraceFile::go(T) };
	}
