# @TEST-DOC: Postprocessors and functions that name rotated logs may remove streams, whose logs end with all their rows.
# @TEST-EXEC: avocet -b %INPUT >out
# @TEST-EXEC: avocet -b -r $TRACES/ping.pcap %INPUT Test::at_once=F >>out
# @TEST-EXEC: for f in $(ls *.log); do echo "$f"; log-cut "$f" n; done >>out
# @TEST-EXEC: btest-diff out

module Test;

export {
	redef enum Log::ID += { ONE, TWO, THREE };
	type Info: record {
		n: count &log;
	};
	const at_once = T &redef;
}

global named = 0;

function name(info: Log::RotationFmtInfo): Log::RotationPath
	{
	print "name", info$path, Log::remove_stream(ONE), Log::remove_stream(THREE);
	return [$file_basename=fmt("%s-as-%d-%s", info$path, ++named, at_once ? "first" : "second")];
	}

redef Log::rotation_format_func = name;

function done(info: Log::RotationInfo): bool
	{
	print "done", info$path, Log::remove_stream(TWO);
	return T;
	}

event zeek_init()
	{
	local streams: vector of Log::ID = { ONE, TWO, THREE };

	for ( i, id in streams )
		{
		Log::create_stream(id, [$columns=Info]);
		Log::remove_default_filter(id);
		Log::add_filter(id, [$name="hourly", $path=fmt("log%d", i), $interv=2sec, $postprocessor=done]);
		Log::write(id, [$n=i]);
		}

	if ( at_once )
		Log::remove_stream(TWO);
	}
