##! A controller that has no switch: what it is asked for is logged.

@load ../main

module OpenFlow;

export {
	redef enum Plugin += {
		## The log is the controller.
		OFLOG,
	};

	redef enum Log::ID += { LOG };

	global log_policy: Log::PolicyHook;

	## Makes such a controller.
	##
	## dpid: The number of the switch, for the log.
	##
	## success_event: Whether every row raises :zeek:id:`OpenFlow::flow_mod_success`.
	global log_new: function(dpid: count, success_event: bool &default=T): Controller;

	redef record ControllerState += {
		log_dpid: count &optional;
		log_success_event: bool &optional;
	};

	## A row of openflow.log: a change that was asked for.
	type Info: record {
		ts: time &log;
		dpid: count &log;              ##< The switch.
		match: ofp_match &log;         ##< Which packets.
		flow_mod: ofp_flow_mod &log;   ##< And what becomes of them.
	};

	## Tells what is logged.
	global log_openflow: event(rec: Info);
}

event zeek_init() &priority=5
	{
	Log::create_stream(LOG, Log::Stream($columns=Info, $ev=log_openflow, $path="openflow", $policy=log_policy));
	}

function log_flow_mod(state: ControllerState, match: ofp_match, flow_mod: ofp_flow_mod): bool
	{
	Log::write(LOG, Info($ts=network_time(), $dpid=state$log_dpid, $match=match, $flow_mod=flow_mod));

	if ( state$log_success_event )
		event OpenFlow::flow_mod_success(state$_name, match, flow_mod);

	return T;
	}

function log_describe(state: ControllerState): string
	{
	return fmt("Log-%d", state$log_dpid);
	}

function log_new(dpid: count, success_event: bool): Controller
	{
	local state = ControllerState($log_dpid=dpid, $log_success_event=success_event);
	local controller = Controller($state=state, $supports_flow_removed=F, $describe=log_describe,
	                              $flow_mod=log_flow_mod);

	register_controller(OFLOG, cat(dpid), controller);
	return controller;
	}
