# @TEST-DOC: Paths that name no file are refused once: a byte of value 0 does not cut them, and none loses rows without a word.
# @TEST-EXEC: expect-exit 1 avocet -b -r $TRACES/demo.pcap %INPUT 2>err
# @TEST-EXEC: grep -oE '(error|warning): .*' err >out
# @TEST-EXEC: ls | grep -v -e err -e out -e zeek >>out
# @TEST-EXEC: btest-diff out

module Test;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
	};
}

redef Log::rotation_format_func = function(info: Log::RotationFmtInfo): Log::RotationPath
	{
	return Log::RotationPath($file_basename="cut\x00here");
	};

function nowhere(id: Log::ID, path: string, rec: Info): string
	{
	return "";
	}

event zeek_init()
	{
	Log::create_stream(LOG, [$columns=Info, $path="good"]);
	Log::add_filter(LOG, [$name="zero", $path="before\x00behind"]);
	Log::add_filter(LOG, [$name="none", $path_func=nowhere]);
	Log::add_filter(LOG, [$name="rotated", $path="rotated", $interv=1hr]);
	}

event zeek_done()
	{
	Log::write(LOG, [$n=1]);
	Log::write(LOG, [$n=2]);
	}
