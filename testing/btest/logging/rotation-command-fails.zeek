# @TEST-DOC: A program for rotated logs that fails is told, with the log.
# @TEST-EXEC: avocet -b %INPUT 2>errors
# @TEST-EXEC: sed -e 's/one\.[0-9-]*/one.TIME/' errors >messages
# @TEST-EXEC: btest-diff messages

@load base/frameworks/logging

redef Log::default_rotation_interval = 1hr;
redef Log::default_rotation_postprocessor_cmd = "false";

redef enum Log::ID += { ONE };

type Row: record {
	n: count &log;
};

event zeek_init()
	{
	Log::create_stream(ONE, Log::Stream($columns=Row, $path="one"));
	Log::write(ONE, Row($n=1));
	}
