# @TEST-DOC: A log that a killed run left behind is rotated at the next start.
# @TEST-EXEC: mkdir logs && printf '.log\nLate::rotated\n' >logs/.shadow.conn.log && echo "a row" >logs/conn.log
# @TEST-EXEC: printf '.log\n\n' >logs/.shadow.gone.log
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: cat logs/conn-*.log >>out
# @TEST-EXEC: ls -A logs | sed 's/[0-9]/N/g' >>out
# @TEST-EXEC: btest-diff out

module Late;

redef LogAscii::enable_leftover_log_rotation = T;
redef Log::default_logdir = "./logs";
redef Log::default_rotation_interval = 1hr;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
	};
	global rotated: function(info: Log::RotationInfo): bool;
}

function rotated(info: Log::RotationInfo): bool
	{
	print "rotated", info$path, info$terminating;
	return T;
	}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="late"]);
	Log::write(LOG, [$n=1]);
	}
