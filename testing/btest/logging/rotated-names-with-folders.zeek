# @TEST-DOC: Folders in the name of a rotated log are made; where they cannot be, it gets its usual name, and later rows are written.
# @TEST-EXEC: avocet -b -r $TRACES/ping.pcap %INPUT >out
# @TEST-EXEC: for f in $(find . -name '?*.log' | sort); do echo "$f"; log-cut "$f" n; done >>out
# @TEST-EXEC: rm -r dated; : >dated
# @TEST-EXEC: avocet -b -r $TRACES/ping.pcap %INPUT >>out 2>errors
# @TEST-EXEC: for f in $(find . -name '?*.log' | sort); do echo "$f"; log-cut "$f" n; done >>out
# @TEST-EXEC: grep -c 'warning: cannot make the folder dated/' errors >>out
# @TEST-EXEC: btest-diff out

redef Log::default_rotation_interval = 2sec;
redef Log::rotation_format_func = function(ri: Log::RotationFmtInfo): Log::RotationPath
	{
	return Log::RotationPath($file_basename=strftime("dated/%Y/%m/%d-%H-%M-%S", ri$open));
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
	}
