##! Counters that speak up only at some of their values.

module GLOBAL;

export {
	## A counter and how many thresholds it has passed.
	type TrackCount: record {
		n: count &default=0;
		index: count &default=0;
	};

	## The values to speak up at.
	const default_notice_thresholds: vector of count = {
		30, 100, 1000, 10000, 100000, 1000000, 10000000,
	} &redef;

	## Whether a counter has passed its next threshold. Says so once for each.
	global check_threshold: function(v: vector of count, tracker: TrackCount): bool;

	## The same for :zeek:id:`default_notice_thresholds`.
	global default_check_threshold: function(tracker: TrackCount): bool;
}

function new_track_count(): TrackCount
	{
	return TrackCount();
	}

function check_threshold(v: vector of count, tracker: TrackCount): bool
	{
	if ( tracker$index >= |v| || tracker$n < v[tracker$index] )
		return F;

	++tracker$index;
	return T;
	}

function default_check_threshold(tracker: TrackCount): bool
	{
	return check_threshold(default_notice_thresholds, tracker);
	}
