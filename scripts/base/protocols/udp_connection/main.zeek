##! UDP with connections, and with verdicts on them.
##!
##! Each pair of hosts and ports that exchanges datagrams makes a flow, which a script hears of from its
##! first datagram to its end and may drop.

module udp_connection;

export {
	## How long a flow that was dropped stays so.
	const drop_period = 60 secs &redef;

	## A flow ends when neither side has sent anything for so long.
	const idle_timeout = 60 secs &redef;

	## A flow is dropped when a handler of one of its events fails with a run-time error. Turned on,
	## the error is reported and the flow goes on.
	const fail_open = F &redef;

	## States of a flow.
	const established = "established";
	const dropped = "dropped";
	const closed = "closed";

	## A flow. Scripts may add fields, which last from new_connection to end_connection.
	type Flow: record {
		## Who sent the first datagram and who was to get it. Later datagrams change nothing.
		srcip: addr;
		dstip: addr;
		srcport: port;
		dstport: port;

		## Counts the flows of a run, from 1.
		id: count;

		## The connection of the engine.
		conn: connection;

		## Datagrams in the direction of the first one, and bytes of their payloads.
		up_packets: count &default=0;
		up_bytes: count &default=0;

		## The same for the other direction.
		down_packets: count &default=0;
		down_bytes: count &default=0;

		## `new` until its new_connection is handled, then `established`; in the end `dropped` or
		## `closed`.
		state: string;
	};

	## A datagram.
	type Datagram: record {
		srcip: addr;
		dstip: addr;
		srcport: port;
		dstport: port;

		## Of header and payload, as the header says.
		length: count;

		## As the header says; 0 if the sender left it out.
		checksum: count;

		## Whether length and checksum are right, as far as they can be checked.
		valid: bool;

		payload: string;

		## When the packet came; the last one, if it came in fragments.
		ts: time;
	};

	## The first datagram of a flow came. Dropping the flow here refuses it: nothing more is heard of
	## it, its end neither.
	##
	## flow: The flow, not yet established.
	##
	## udp: The datagram, whose other events follow.
	global new_connection: event(flow: Flow, udp: Datagram);

	## A datagram came.
	##
	## direction: "up" if it goes the way of the first one, or else "down".
	global receive_packet: event(flow: Flow, udp: Datagram, direction: string);

	## The payload of a datagram, empty ones too. A datagram with a wrong checksum has none: its receiver
	## will throw it away.
	global receive_data: event(flow: Flow, payload: string, direction: string);

	## A flow that was established is over: silent for too long, dropped, or the capture has ended.
	global end_connection: event(flow: Flow);

	## Drops a flow: the datagram at hand is not accepted, nothing more is reported of it, and
	## end_connection follows. From then on both directions are dropped without any event for the
	## period, which what is dropped does not prolong. The next datagram after it opens a new flow.
	## Dropping a flow that is over changes nothing.
	global drop: function(flow: Flow, period: interval &default=drop_period);
}
