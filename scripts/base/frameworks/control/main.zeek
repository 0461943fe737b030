##! What one process may ask of another, by name. Nothing asks here: these events can be handled, and raised by
##! scripts of this process.

module Control;

export {
	## Where messages go.
	const topic_prefix = "zeek/control";

	## Whether the controlled process listens by itself.
	const controllee_listen = T &redef;

	## Where the process to be controlled is.
	const host = 0.0.0.0 &redef;
	const host_port = 0/tcp &redef;
	const zone_id = "" &redef;

	## What it shall do, and with what.
	const cmd = "" &redef;
	const arg = "" &redef;

	## What can be asked.
	const commands: set[string] = {
		"id_value",
		"peer_status",
		"net_stats",
		"configuration_update",
		"shutdown",
	} &redef;

	## Names that are not brought up to date.
	const ignore_ids: set[string] = {};

	## The value of a global.
	global id_value_request: event(id: string);
	global id_value_response: event(id: string, val: string);

	## Which processes are connected.
	global peer_status_request: event();
	global peer_status_response: event(s: string);

	## How many packets came.
	global net_stats_request: event();
	global net_stats_response: event(s: string);

	## The configuration may have changed.
	global configuration_update_request: event();
	global configuration_update: event();
	global configuration_update_response: event();

	## The run shall end.
	global shutdown_request: event();
	global shutdown_response: event();
}
