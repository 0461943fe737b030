##! Times and spans of time.

## Renders a span in minutes and seconds, rounded to the nearest: "2m35s".
function duration_to_mins_secs(dur: interval): string
	{
	local seconds = double_to_count(interval_to_double(dur));
	return fmt("%dm%ds", seconds / 60, seconds % 60);
	}

## The begin of time.
const null_ts = double_to_time(0.0);

## How far the clock is ahead of the packet that is being handled.
function get_packet_lag(): interval
	{
	local ts = get_current_packet_ts();
	return ts == null_ts ? 0secs : current_time() - ts;
	}
