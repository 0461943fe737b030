##! Watches folders.

@load base/utils/exec
@load base/frameworks/reporter
@load base/utils/paths

module Dir;

export {
	## How often folders are looked into.
	option polling_interval = 30sec;

	## Calls a function for each file in a folder, and for each that appears later.
	##
	## dir: The folder.
	## callback: Gets the path of each file.
	## poll_interval: How often to look.
	global monitor: function(dir: string, callback: function(fname: string),
	                         poll_interval: interval &default=polling_interval);
}

event Dir::look(dir: string, known: set[string], callback: function(fname: string), poll_interval: interval)
	{
	local command = Exec::Command($cmd=cat("ls -1 ", safe_shell_quote(dir), "/"));

	when [dir, known, callback, poll_interval, command] ( local listing = Exec::run(command) )
		{
		if ( listing$exit_code != 0 )
			{
			Reporter::warning(fmt("the folder '%s' cannot be watched, for it cannot be listed", dir));
			return;
			}

		local present: set[string] = set();

		if ( listing?$stdout )
			for ( _, name in listing$stdout )
				{
				if ( name !in known )
					callback(build_path_compressed(dir, name));

				add present[name];
				}

		schedule poll_interval { Dir::look(dir, present, callback, poll_interval) };
		}
	}

function monitor(dir: string, callback: function(fname: string), poll_interval: interval &default=polling_interval)
	{
	event Dir::look(dir, set(), callback, poll_interval);
	}
