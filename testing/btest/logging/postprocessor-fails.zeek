# @TEST-DOC: A postprocessor that says F is told of; the run goes on, and ends well.
# @TEST-EXEC: avocet -b %INPUT >out 2>err
# @TEST-EXEC: grep -o "the postprocessor of log .* failed" err >>out
# @TEST-EXEC: btest-diff out

module Test;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
	};
}

function fails(info: Log::RotationInfo): bool
	{
	print "fails", info$path;
	return F;
	}

function works(info: Log::RotationInfo): bool
	{
	print "works", info$path;
	return T;
	}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="bad"]);
	Log::remove_default_filter(LOG);
	Log::add_filter(LOG, [$name="bad", $path="bad", $interv=1 hr, $postprocessor=fails]);
	Log::add_filter(LOG, [$name="good", $path="good", $interv=1 hr, $postprocessor=works]);
	Log::write(LOG, [$n=1]);
	}
