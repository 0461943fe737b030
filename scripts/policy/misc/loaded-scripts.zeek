##! A log of all scripts that were loaded, each indented below the one that loaded it.

module LoadedScripts;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	## A row of the log.
	type Info: record {
		## The path, with two blanks for each level in front.
		name: string &log;
	};
}

event zeek_init() &priority=5
	{
	Log::create_stream(LoadedScripts::LOG, Log::Stream($columns=Info, $path="loaded_scripts", $policy=log_policy));
	}

event zeek_script_loaded(path: string, level: count)
	{
	local indent = "";

	while ( |indent| < 2 * level )
		indent += "  ";

	Log::write(LoadedScripts::LOG, Info($name=indent + compress_path(path)));
	}
