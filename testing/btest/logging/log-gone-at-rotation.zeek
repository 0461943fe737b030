# @TEST-DOC: A log that somebody moved away before its rotation is told of, and begins anew: no later row is lost.
# @TEST-EXEC: avocet -b -r $TRACES/ping.pcap %INPUT 2>out
# @TEST-EXEC: for f in $(ls moved *.log); do echo "$f"; log-cut "$f" n; done >>out
# @TEST-EXEC: btest-diff out

redef Log::default_rotation_interval = 2sec;
redef Log::rotation_format_func = function(ri: Log::RotationFmtInfo): Log::RotationPath
	{
	return Log::RotationPath($file_basename=strftime("rows-%M-%S", ri$open));
	};

module Test;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
	};
}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="rows"]);
	}

global packets = 0;

event new_packet(c: connection, p: pkt_hdr)
	{
	Log::write(LOG, [$n=++packets]);
	Log::flush(LOG);

	if ( packets == 1 )
		rename("rows.log", "moved");
	}
