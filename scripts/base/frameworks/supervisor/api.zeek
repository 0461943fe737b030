##! Processes that start and watch others. This program starts none, and none of it is started by such a one; scripts
##! that ask are told so.

module Supervisor;

export {
	## What a process of a cluster is there for.
	type ClusterRole: enum {
		NONE,
		LOGGER,
		MANAGER,
		PROXY,
		WORKER,
	};

	## A process of a cluster.
	type ClusterEndpoint: record {
		role: ClusterRole;
		host: addr;
		p: port;
		interface: string &optional;
		pcap_file: string &optional;
		metrics_port: port &optional;
	};

	## How a process is to be started.
	type NodeConfig: record {
		name: string;
		interface: string &optional;
		pcap_file: string &optional;
		directory: string &optional;
		stdout_file: string &optional;
		stderr_file: string &optional;
		bare_mode: bool &optional;
		addl_base_scripts: vector of string &default=vector();
		addl_user_scripts: vector of string &default=vector();
		env: table[string] of string &default=table();
		cpu_affinity: int &optional;
		cluster: table[string] of ClusterEndpoint &default=table();
	};

	## A process that was started.
	type NodeStatus: record {
		node: NodeConfig;
		pid: int &optional;
	};

	## All of them.
	type Status: record {
		nodes: table[string] of NodeStatus;
	};

	## Starts a process. Empty: it was; otherwise what is wrong.
	global create: function(node: NodeConfig): string;

	## Ends a process, or starts it anew; all, if no name is given. F: it cannot.
	global destroy: function(node: string &default=""): bool;
	global restart: function(node: string &default=""): bool;

	## What was started.
	global status: function(node: string &default=""): Status;

	## Whether this process starts others, and whether it was started by such a one, and how.
	global is_supervisor: function(): bool;
	global is_supervised: function(): bool;
	global node: function(): NodeConfig;

	## Run for each line that a process writes.
	global stdout_hook: hook(node: string, msg: string);
	global stderr_hook: hook(node: string, msg: string);

	## A process was started.
	global node_status: event(node: string, pid: count);
}
