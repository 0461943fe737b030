# @TEST-DOC: Records wait for as long as scripts want them to, then their callbacks decide.
# @TEST-EXEC: avocet -b -r $TRACES/http-get.pcap %INPUT >out 2>err
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut test.log n note >rows
# @TEST-EXEC: btest-diff rows
# @TEST-EXEC: sed -n 's/^.*error: //p' err >warnings
# @TEST-EXEC: btest-diff warnings

module Test;

export {
	redef enum Log::ID += { LOG };
	type Info: record {
		n: count &log;
		note: string &log &default="plain";
	};
}

function note(text: string): Log::PostDelayCallback
	{
	return function[text](rec: any, id: Log::ID): bool
		{
		(rec as Info)$note = text;
		return text != "dropped";
		};
	}

hook Log::log_stream_policy(rec: any, id: Log::ID)
	{
	if ( id != LOG )
		return;

	local r = rec as Info;

	switch ( r$n ) {
	case 1:
		# Over at once.
		Log::delay_finish(id, rec, Log::delay(id, rec, note("at once")));
		break;
	case 2:
		# Over with the second of two.
		local a = Log::delay(id, rec, note("first"));
		local b = Log::delay(id, rec, note("both"));
		Log::delay_finish(id, rec, a);
		print "waiting", Log::get_delay_queue_size(id);
		break;
	case 3:
		Log::delay(id, rec, note("dropped"));
		break;
	case 4:
		# Somebody else's record.
		Log::delay(id, copy(rec));
		break;
	case 5:
		Log::delay(id, rec);
		break;
	}
	}

event zeek_init()
	{
	print Log::get_delay_queue_size(LOG);
	Log::create_stream(LOG, [$columns=Info, $path="test", $max_delay_interval=1min, $max_delay_queue_size=2]);

	local n = 0;

	while ( ++n <= 6 )
		{
		Log::write(LOG, [$n=n]);
		print n, Log::get_delay_queue_size(LOG);
		}

	# Not within a policy.
	Log::delay(LOG, Info($n=7));
	}

event zeek_done()
	{
	print "done", Log::get_delay_queue_size(LOG);
	}
