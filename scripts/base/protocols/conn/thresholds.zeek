##! Any number of thresholds for one connection, where the engine knows only one of each kind.

module ConnThreshold;

export {
	## The thresholds that a connection has yet to reach.
	type Thresholds: record {
		orig_byte: set[count] &default=count_set();
		resp_byte: set[count] &default=count_set();
		orig_packet: set[count] &default=count_set();
		resp_packet: set[count] &default=count_set();
		duration: set[interval] &default=interval_set();
	};

	## Asks for an event when one side has sent so many bytes.
	##
	## Returns: F for a threshold of 0, or if the connection is gone.
	global set_bytes_threshold: function(c: connection, threshold: count, is_orig: bool): bool;

	## Asks for an event when one side has sent so many packets.
	global set_packets_threshold: function(c: connection, threshold: count, is_orig: bool): bool;

	## Asks for an event when the connection has lasted so long.
	global set_duration_threshold: function(c: connection, threshold: interval): bool;

	## Takes a threshold back.
	##
	## Returns: F if there is no such threshold.
	global delete_bytes_threshold: function(c: connection, threshold: count, is_orig: bool): bool;
	global delete_packets_threshold: function(c: connection, threshold: count, is_orig: bool): bool;
	global delete_duration_threshold: function(c: connection, threshold: interval): bool;

	## A threshold was reached.
	global bytes_threshold_crossed: event(c: connection, threshold: count, is_orig: bool);
	global packets_threshold_crossed: event(c: connection, threshold: count, is_orig: bool);
	global duration_threshold_crossed: event(c: connection, threshold: interval, is_orig: bool);
}

redef record connection += {
	thresholds: ConnThreshold::Thresholds &optional;
};

# 0 if there is none.
function lowest(thresholds: set[count]): count
	{
	local low = 0;

	for ( t in thresholds )
		if ( low == 0 || t < low )
			low = t;

	return low;
	}

function lowest_interval(thresholds: set[interval]): interval
	{
	local low = 0secs;

	for ( t in thresholds )
		if ( low == 0secs || t < low )
			low = t;

	return low;
	}

function bytes_of(c: connection, is_orig: bool): set[count]
	{
	return is_orig ? c$thresholds$orig_byte : c$thresholds$resp_byte;
	}

function packets_of(c: connection, is_orig: bool): set[count]
	{
	return is_orig ? c$thresholds$orig_packet : c$thresholds$resp_packet;
	}

# Each of these tells the engine the lowest threshold that is left.
function arm_bytes(c: connection, is_orig: bool): bool
	{
	local low = lowest(bytes_of(c, is_orig));
	return low == get_current_conn_bytes_threshold(c$id, is_orig) || set_current_conn_bytes_threshold(c$id, low, is_orig);
	}

function arm_packets(c: connection, is_orig: bool): bool
	{
	local low = lowest(packets_of(c, is_orig));
	return low == get_current_conn_packets_threshold(c$id, is_orig) || set_current_conn_packets_threshold(c$id, low, is_orig);
	}

function arm_duration(c: connection): bool
	{
	local low = lowest_interval(c$thresholds$duration);
	return low == get_current_conn_duration_threshold(c$id) || set_current_conn_duration_threshold(c$id, low);
	}

# The thresholds of a connection; empty ones, if it has none yet.
function thresholds_of(c: connection): Thresholds
	{
	if ( c?$thresholds )
		return c$thresholds;

	c$thresholds = Thresholds();
	return c$thresholds;
	}

# Each of these takes a threshold out. True if it was there.
function drop_bytes(c: connection, threshold: count, is_orig: bool): bool
	{
	local left = c?$thresholds ? bytes_of(c, is_orig) : count_set();
	local is_known = threshold in left;
	delete left[threshold];
	return is_known;
	}

function drop_packets(c: connection, threshold: count, is_orig: bool): bool
	{
	local left = c?$thresholds ? packets_of(c, is_orig) : count_set();
	local is_known = threshold in left;
	delete left[threshold];
	return is_known;
	}

function drop_duration(c: connection, threshold: interval): bool
	{
	local left = c?$thresholds ? c$thresholds$duration : interval_set();
	local is_known = threshold in left;
	delete left[threshold];
	return is_known;
	}

# ---- Bytes --------------------------------------------------------------------------

function set_bytes_threshold(c: connection, threshold: count, is_orig: bool): bool
	{
	if ( threshold < 1 )
		return F;

	thresholds_of(c);
	local left = bytes_of(c, is_orig);
	add left[threshold];
	return arm_bytes(c, is_orig);
	}

function delete_bytes_threshold(c: connection, threshold: count, is_orig: bool): bool
	{
	if ( ! drop_bytes(c, threshold, is_orig) )
		return F;

	arm_bytes(c, is_orig);
	return T;
	}

event conn_bytes_threshold_crossed(c: connection, threshold: count, is_orig: bool) &priority=5
	{
	# Others may ask the engine for thresholds by themselves.
	if ( drop_bytes(c, threshold, is_orig) )
		event bytes_threshold_crossed(c, threshold, is_orig);

	if ( c?$thresholds )
		arm_bytes(c, is_orig);
	}

# ---- Packets ------------------------------------------------------------------------

function set_packets_threshold(c: connection, threshold: count, is_orig: bool): bool
	{
	if ( threshold < 1 )
		return F;

	thresholds_of(c);
	local left = packets_of(c, is_orig);
	add left[threshold];
	return arm_packets(c, is_orig);
	}

function delete_packets_threshold(c: connection, threshold: count, is_orig: bool): bool
	{
	if ( ! drop_packets(c, threshold, is_orig) )
		return F;

	arm_packets(c, is_orig);
	return T;
	}

event conn_packets_threshold_crossed(c: connection, threshold: count, is_orig: bool) &priority=5
	{
	if ( drop_packets(c, threshold, is_orig) )
		event packets_threshold_crossed(c, threshold, is_orig);

	if ( c?$thresholds )
		arm_packets(c, is_orig);
	}

# ---- Duration -----------------------------------------------------------------------

function set_duration_threshold(c: connection, threshold: interval): bool
	{
	if ( threshold == 0secs )
		return F;

	local left = thresholds_of(c)$duration;
	add left[threshold];
	return arm_duration(c);
	}

function delete_duration_threshold(c: connection, threshold: interval): bool
	{
	if ( ! drop_duration(c, threshold) )
		return F;

	arm_duration(c);
	return T;
	}

event conn_duration_threshold_crossed(c: connection, threshold: interval, is_orig: bool) &priority=5
	{
	if ( drop_duration(c, threshold) )
		event duration_threshold_crossed(c, threshold, is_orig);

	if ( c?$thresholds )
		arm_duration(c);
	}
