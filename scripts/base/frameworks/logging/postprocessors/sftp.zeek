##! Copies rotated logs to other machines with `sftp`. The commands that do it must work without a password.

module Log;

export {
	## Copies a rotated file to where :zeek:id:`Log::sftp_destinations` says. For `postprocessor` of filters.
	global sftp_postprocessor: function(info: Log::RotationInfo): bool;

	## A place on another machine.
	type SFTPDestination: record {
		user: string;
		host: string;
		host_port: count &default=22;
		path: string;   ##< The folder.
	};

	## Where logs go, by writer and path.
	global sftp_destinations: table[Writer, string] of set[SFTPDestination];

	## How the time of opening becomes part of the name.
	const sftp_rotation_date_format = "%Y-%m-%d-%H-%M-%S" &redef;
}

# As one word of a line that sftp reads.
function sftp_word(name: string): string
	{
	return fmt("\"%s\"", gsub(name, /[\\\"]/, "\\\\&"));
	}

function sftp_postprocessor(info: Log::RotationInfo): bool
	{
	if ( [info$writer, info$path] !in sftp_destinations )
		return T;

	# A line of its own would be a command of its own.
	if ( /[\x00-\x1f\x7f]/ in info$fname )
		{
		Reporter::error(fmt("sftp cannot be told of a log with this name: %s", escape_string(info$fname)));
		return T;
		}

	for ( d in sftp_destinations[info$writer, info$path] )
		{
		local name = fmt("%s.%s.log", info$path, strftime(Log::sftp_rotation_date_format, info$open));
		local from = starts_with(info$fname, "/") ? info$fname : "./" + info$fname;
		local target = fmt("%s/%s", d$path, name);
		piped_exec(fmt("sftp -P %d -b - %s", d$host_port, safe_shell_quote(fmt("%s@%s", d$user, d$host))),
		           fmt("put %s %s\n", sftp_word(from), sftp_word(target)));
		}

	return T;
	}
