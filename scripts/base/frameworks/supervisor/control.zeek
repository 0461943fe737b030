##! Events by which others ask a supervisor for something. Nobody asks, and nobody would answer.

@load ./api

module SupervisorControl;

export {
	## Where such events go.
	const topic_prefix = "zeek/supervisor" &redef;

	## Whether a supervisor listens for them.
	const enable_listen = F &redef;

	## Start, end, restart a process; what there is; end all. Answers carry the request's name.
	global create_request: event(reqid: string, node: Supervisor::NodeConfig);
	global create_response: event(reqid: string, result: string);
	global status_request: event(reqid: string, node: string);
	global status_response: event(reqid: string, result: Supervisor::Status);
	global restart_request: event(reqid: string, node: string);
	global restart_response: event(reqid: string, result: bool);
	global destroy_request: event(reqid: string, node: string);
	global destroy_response: event(reqid: string, result: bool);
	global stop_request: event();
	global node_status: event(node: string, pid: count);
}
