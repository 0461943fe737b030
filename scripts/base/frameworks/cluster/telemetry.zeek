##! What a cluster would count of the messages between its nodes. There is one process here and no
##! message: scripts that set these load, and nothing comes of it.

module Cluster::Telemetry;

export {
	## How much is counted.
	type Type: enum {
		## Events, in and out.
		INFO,
		## The same by handler and topic.
		VERBOSE,
		## The sizes of messages, by handler, topic and place in the scripts.
		DEBUG,
	};

	## Of messages between nodes.
	const core_metrics: set[Type] = { INFO } &redef;

	## Of messages from and to WebSocket clients.
	const websocket_metrics: set[Type] = { INFO } &redef;

	## What topics with random parts are counted as; an empty text: not at all.
	const topic_normalizations: table[pattern] of string = {
		[/^zeek\/cluster\/nodeid\/.*/] = "zeek/cluster/nodeid/__normalized__",
	} &ordered &redef;

	## The upper bounds of the sizes that DEBUG tells apart, in bytes.
	const message_size_bounds: vector of double = {
		10.0, 50.0, 100.0, 500.0, 1000.0, 5000.0, 10000.0, 50000.0,
	} &redef;
}
