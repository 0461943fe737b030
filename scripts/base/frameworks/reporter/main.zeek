##! The log of what the engine and scripts have to say about themselves.

module Reporter;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## Network time when it was said.
		ts: time &log;

		## How bad it is.
		level: Level &log;

		## What was said.
		message: string &log;

		## Where in the scripts.
		location: string &log &optional;
	};
}

event zeek_init() &priority=5
	{
	Log::create_stream(Reporter::LOG, Log::Stream($columns=Info, $path="reporter", $policy=log_policy));
	}

function log_message(t: time, level: Level, message: string, location: string)
	{
	Log::write(Reporter::LOG, Info($ts=t, $level=level, $message=message, $location=location));
	}

event reporter_info(t: time, msg: string, location: string) &priority=-5
	{
	log_message(t, INFO, msg, location);
	}

event reporter_warning(t: time, msg: string, location: string) &priority=-5
	{
	log_message(t, WARNING, msg, location);
	}

event reporter_error(t: time, msg: string, location: string) &priority=-5
	{
	log_message(t, ERROR, msg, location);
	}
