##! Copies rotated logs to other machines with `scp`. The commands that do it must work without a password.

module Log;

export {
	## Copies a rotated file to where :zeek:id:`Log::scp_destinations` says. For `postprocessor` of filters.
	global scp_postprocessor: function(info: Log::RotationInfo): bool;

	## A place on another machine.
	type SCPDestination: record {
		user: string;
		host: string;
		path: string;   ##< The folder.
	};

	## Where logs go, by writer and path.
	global scp_destinations: table[Writer, string] of set[SCPDestination];

	## How the time of opening becomes part of the name.
	const scp_rotation_date_format = "%Y-%m-%d-%H-%M-%S" &redef;
}

function scp_postprocessor(info: Log::RotationInfo): bool
	{
	if ( [info$writer, info$path] !in scp_destinations )
		return T;

	for ( d in scp_destinations[info$writer, info$path] )
		{
		local name = fmt("%s.%s.log", info$path, strftime(Log::scp_rotation_date_format, info$open));
		# It would take `-x` for an option and `a:b` for a file of another machine.
		local from = starts_with(info$fname, "/") ? info$fname : "./" + info$fname;
		local target = fmt("%s/%s", d$path, name);
		system(fmt("scp %s %s", safe_shell_quote(from), safe_shell_quote(fmt("%s@%s:%s", d$user, d$host, target))));
		}

	return T;
	}
