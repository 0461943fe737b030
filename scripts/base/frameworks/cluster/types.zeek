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

	## How many events may wait for one client of a WebSocket server.
	const default_websocket_max_event_queue_size = 32 &redef;

	## How often such a client is asked whether it is still there.
	const default_websocket_ping_interval = 5secs &redef;

	## How a WebSocket server encrypts; without a certificate and a key it does not.
	type WebSocketTLSOptions: record {
		cert_file: string &optional;
		key_file: string &optional;
		enable_peer_verification: bool &default=F; ##< Clients need a certificate, too.
		ca_file: string &default="";
		ciphers: string &default="";
	};

	## What a WebSocket server is to do.
	type WebSocketServerOptions: record {
		listen_addr: addr &optional;
		listen_port: port;
		max_event_queue_size: count &default=default_websocket_max_event_queue_size;
		ping_interval: interval &default=default_websocket_ping_interval;
		tls_options: WebSocketTLSOptions &default=WebSocketTLSOptions();
	};

	## Where something listens.
	type NetworkInfo: record {
		address: string;
		bound_port: port;
	};

	## A client of a WebSocket server.
	type EndpointInfo: record {
		id: string;
		network: NetworkInfo;
		application_name: string &optional;
	};
}
