##! Writes what the engine needs, from time to time, to `prof.log`. The variable ZEEK_LOG_SUFFIX of the
##! environment replaces `log`.

module Profiling;

function file_name(): string
	{
	local suffix = getenv("ZEEK_LOG_SUFFIX");
	return cat("prof.", suffix == "" ? "log" : suffix);
	}

redef profiling_file = open(Profiling::file_name());
redef profiling_interval = 15 secs;
redef expensive_profiling_multiple = 20;

event write_down()
	{
	do_profiling();
	if ( profiling_interval > 0 secs )
		schedule profiling_interval { write_down() };
	}

event zeek_init()
	{
	set_buf(profiling_file, F);
	if ( profiling_interval > 0 secs )
		schedule profiling_interval { write_down() };
	}
