##! What a cluster of processes consists of. Scripts ask for these also where there is no cluster.

module Cluster;

export {
	## What a process is there for.
	type NodeType: enum {
		## No part of a cluster.
		NONE,
		## Controls others, and ends.
		CONTROL,
		## Writes logs.
		LOGGER,
		## Coordinates.
		MANAGER,
		## Takes a share of the state that scripts keep.
		PROXY,
		## Looks at packets.
		WORKER,
	};

	## A process of a cluster.
	type Node: record {
		node_type: NodeType;
		ip: addr;
		zone_id: string &default="";
		p: port &default=0/unknown;
		manager: string &optional;
		id: string &optional;
		metrics_port: port &optional;
	};

	## A process and how it is called.
	type NamedNode: record {
		name: string;
		node: Node;
	};

	## An event with its arguments, to be sent to others.
	type Event: record {
		ev: any;
		args: vector of any;
	};
}
