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
		NOTICE(Notice::Info($note=Too_Much_Loss,
		       $msg=fmt("The capture loss script detected an estimated loss rate above %.3f%%", row$percent_lost)));

	if ( row$acks < minimum_acks )
		NOTICE(Notice::Info($note=Too_Little_Traffic,
		       $msg=fmt("Only observed %d TCP ACKs and was expecting at least %d.", row$acks, minimum_acks)));
	}

event CaptureLoss::take_measurement(last_ts: time, last_acks: count, last_gaps: count)
	{
	local now = network_time();

	# Time is not known before the first packet.
	if ( last_ts == 0 )
		{
		schedule initial_watch_interval { CaptureLoss::take_measurement(now, 0, 0) };
		return;
		}

	local stats = get_gap_stats();
	local acks = stats$ack_events - last_acks;
	local gaps = stats$gap_events - last_gaps;
	local row = Info($ts=now, $ts_delta=now - last_ts, $peer=peer_description, $gaps=gaps, $acks=acks,
	                 $percent_lost=acks == 0 ? 0.0 : 100.0 * gaps / acks);

	tell(row);
	Log::write(CaptureLoss::LOG, row);
	schedule watch_interval { CaptureLoss::take_measurement(now, stats$ack_events, stats$gap_events) };
	}

event zeek_init() &priority=5
	{
	Log::create_stream(CaptureLoss::LOG, Log::Stream($columns=Info, $path="capture_loss", $policy=log_policy));

	if ( reading_live_traffic() || reading_traces() )
		schedule initial_watch_interval { CaptureLoss::take_measurement(network_time(), 0, 0) };
	}
