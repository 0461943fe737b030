##! Estimates how much of the traffic never arrived here: bytes that hosts acknowledged, and that were
##! not seen, must have been lost on the way to this program.

@load base/frameworks/notice

module CaptureLoss;

export {
	redef enum Log::ID += { LOG };

	## The policy of the log.
	global log_policy: Log::PolicyHook;

	redef enum Notice::Type += {
		## More was lost than :zeek:id:`CaptureLoss::too_much_loss`.
		Too_Much_Loss,
		## Fewer ACKs were seen than :zeek:id:`CaptureLoss::minimum_acks`.
		Too_Little_Traffic,
	};

	## A row of the log.
	type Info: record {
		ts: time &log;               ##< When it was measured.
		ts_delta: interval &log;     ##< Since the last measurement.
		peer: string &log;           ##< Who measured.
		gaps: count &log;            ##< ACKs for bytes that were not seen.
		acks: count &log;            ##< All ACKs.
		percent_lost: double &log;   ##< The former in percent of the latter.
	};

	## How often to measure, and when first.
	option watch_interval = 15mins;
	option initial_watch_interval = 1mins;

	## The part that may be lost without a notice.
	option too_much_loss: double = 0.1;

	## The number of ACKs that are expected between two measurements.
	option minimum_acks: count = 1;
}

function tell(row: Info)
	{
	if ( row$percent_lost >= too_much_loss * 100 )
		{
		local lost = fmt("about %.3f%% of the traffic did not arrive here", row$percent_lost);
		NOTICE(Notice::Info($note=Too_Much_Loss, $msg=lost));
		}

	if ( row$acks < minimum_acks )
		{
		local few = fmt("Only observed %d TCP ACKs and was expecting at least %d.", row$acks, minimum_acks);
		NOTICE(Notice::Info($note=Too_Little_Traffic, $msg=few));
		}
	}

global take_measurement: event(last_ts: time, last_acks: count, last_gaps: count);

# Plans the next measurement, which tells what came after the present one.
function measure_in(wait: interval, present: time, acks: count, gaps: count)
	{
	schedule wait { take_measurement(present, acks, gaps) };
	}

event take_measurement(last_ts: time, last_acks: count, last_gaps: count)
	{
	local now = network_time();

	# Time is not known before the first packet.
	if ( last_ts == double_to_time(0.0) )
		{
		measure_in(initial_watch_interval, now, 0, 0);
		return;
		}

	local stats = get_gap_stats();
	local acks = stats$ack_events - last_acks;
	local gaps = stats$gap_events - last_gaps;
	local row = Info($ts=now, $ts_delta=now - last_ts, $peer=Telemetry::__peer(), $gaps=gaps, $acks=acks,
	                 $percent_lost=acks == 0 ? 0.0 : 100.0 * gaps / acks);

	tell(row);
	Log::write(LOG, row);
	measure_in(watch_interval, now, stats$ack_events, stats$gap_events);
	}

event zeek_init() &priority=5
	{
	Log::create_stream(LOG, Log::Stream($columns=Info, $path="capture_loss", $policy=log_policy));

	if ( reading_traces() || reading_live_traffic() )
		measure_in(initial_watch_interval, network_time(), 0, 0);
	}
