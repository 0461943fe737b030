# @TEST-DOC: Logs are rotated when their time comes and at the end, named by a function, and handed to their postprocessor.
# @TEST-EXEC: avocet -b -r $TRACES/ping.pcap %INPUT >out
# @TEST-EXEC: for f in $(ls old/*.log *.log); do echo "$f"; log-cut "$f" n; done >>out
# @TEST-EXEC: btest-diff out

module Test;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
	};
}

global rotations = 0;

redef Log::rotation_format_func = function(ri: Log::RotationFmtInfo): Log::RotationPath
	{
	return Log::RotationPath($dir="old", $file_basename=fmt("%s-%d", ri$path, ++rotations));
	};

function done(info: Log::RotationInfo): bool
	{
	print info$writer, info$fname, info$path, info$close - info$open <= 2 sec, info$terminating;
	return T;
	}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="stays"]);
	Log::add_filter(LOG, [$name="rotates", $path="rotates", $interv=2sec, $postprocessor=done]);
	# Who only waits for the time to be over needs no file.
	Log::add_filter(LOG, [$name="nothing", $path="nothing", $interv=4sec, $writer=Log::WRITER_NONE, $postprocessor=done]);
	}

global packets = 0;

event new_packet(c: connection, p: pkt_hdr)
	{
	Log::write(LOG, [$n=++packets]);
	}
