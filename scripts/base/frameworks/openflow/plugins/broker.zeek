##! A controller that is reached over Broker. It is ready once it is connected.

@load ../main
@load base/frameworks/broker

module OpenFlow;

export {
	redef enum Plugin += {
		## Something that listens to a topic is the controller.
		BROKER,
	};

	## Makes such a controller.
	global broker_new: function(name: string, host: addr, host_port: port, topic: string, dpid: count): Controller;

	redef record ControllerState += {
		broker_host: addr &optional;
		broker_port: port &optional;
		broker_dpid: count &optional;
		broker_topic: string &optional;
	};

	## Sent to the controller.
	global broker_flow_mod: event(name: string, dpid: count, match: ofp_match, flow_mod: ofp_flow_mod);
	global broker_flow_clear: event(name: string, dpid: count);
}

# Those that are not connected yet, by where they listen.
global awaited: table[addr, port] of Controller;

function broker_flow_mod_fun(state: ControllerState, match: ofp_match, flow_mod: ofp_flow_mod): bool
	{
	Broker::publish(state$broker_topic, broker_flow_mod, state$_name, state$broker_dpid, match, flow_mod);
	return T;
	}

function broker_flow_clear_fun(state: ControllerState): bool
	{
	Broker::publish(state$broker_topic, broker_flow_clear, state$_name, state$broker_dpid);
	return T;
	}

function broker_describe(state: ControllerState): string
	{
	return fmt("Broker-%s:%d-%d", state$broker_host, port_to_count(state$broker_port), state$broker_dpid);
	}

function broker_init(state: ControllerState)
	{
	Broker::subscribe(state$broker_topic);
	Broker::peer(cat(state$broker_host), state$broker_port);
	}

event Broker::peer_added(endpoint: Broker::EndpointInfo, msg: string)
	{
	if ( ! endpoint?$network )
		return;

	local at = to_addr(endpoint$network$address);

	if ( [at, endpoint$network$bound_port] !in awaited )
		return;

	local controller = awaited[at, endpoint$network$bound_port];
	delete awaited[at, endpoint$network$bound_port];
	controller_init_done(controller);
	}

function broker_new(name: string, host: addr, host_port: port, topic: string, dpid: count): Controller
	{
	local state = ControllerState($broker_host=host, $broker_port=host_port, $broker_dpid=dpid, $broker_topic=topic);
	local controller = Controller($state=state, $supports_flow_removed=T, $describe=broker_describe,
	                              $init=broker_init, $flow_mod=broker_flow_mod_fun,
	                              $flow_clear=broker_flow_clear_fun);

	awaited[host, host_port] = controller;
	register_controller(BROKER, name, controller);
	return controller;
	}
