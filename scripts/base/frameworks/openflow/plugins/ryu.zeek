##! A controller that is Ryu with its module ofctl_rest, which is asked over HTTP.

@load ../main
@load base/utils/active-http
@load base/utils/addrs

module OpenFlow;

export {
	redef enum Plugin += {
		## Ryu is the controller.
		RYU,
	};

	## Makes such a controller.
	global ryu_new: function(host: addr, host_port: count, dpid: count): Controller;

	redef record ControllerState += {
		ryu_host: addr &optional;
		ryu_port: count &optional;
		ryu_dpid: count &optional;

		## Prints what would be asked, and asks nothing.
		ryu_debug: bool &default=F;
	};
}

# As ofctl_rest reads them.
type RyuAction: record {
	_type: string;
	_port: count;
};

type RyuFlowMod: record {
	dpid: count;
	cookie: count &optional;
	table_id: count &optional;
	idle_timeout: count &optional;
	hard_timeout: count &optional;
	priority: count &optional;
	flags: count &optional;
	match: ofp_match;
	actions: vector of RyuAction;
};

function ryu_url(state: ControllerState, path: string): string
	{
	return fmt("http://%s:%d/stats/flowentry/%s", addr_to_uri(state$ryu_host), state$ryu_port, path);
	}

function ryu_flow_mod(state: ControllerState, match: ofp_match, flow_mod: ofp_flow_mod): bool
	{
	if ( flow_mod$command != OFPFC_ADD && flow_mod$command != OFPFC_DELETE )
		{
		Reporter::error(fmt("the OpenFlow controller Ryu is not asked for %s, but for OFPFC_ADD and OFPFC_DELETE",
		                    flow_mod$command));
		return F;
		}

	local asked = RyuFlowMod($dpid=state$ryu_dpid, $cookie=flow_mod$cookie, $idle_timeout=flow_mod$idle_timeout,
	                         $hard_timeout=flow_mod$hard_timeout, $priority=flow_mod$priority, $flags=flow_mod$flags,
	                         $match=match, $actions=vector());

	if ( flow_mod?$table_id )
		asked$table_id = flow_mod$table_id;

	for ( _, out_port in flow_mod$actions$out_ports )
		asked$actions += RyuAction($_type="OUTPUT", $_port=out_port);

	local url = ryu_url(state, flow_mod$command == OFPFC_ADD ? "add" : "delete");
	local body = to_json(asked);

	if ( state$ryu_debug )
		{
		print url;
		print body;
		event OpenFlow::flow_mod_success(state$_name, match, flow_mod);
		return T;
		}

	when [state, match, flow_mod, url, body] ( local result = ActiveHTTP::request(ActiveHTTP::Request($url=url,
	                                           $method="POST", $client_data=body)) )
		{
		if ( result$code == 200 )
			event OpenFlow::flow_mod_success(state$_name, match, flow_mod, result$body);
		else
			{
			Reporter::warning(fmt("the OpenFlow controller Ryu answered %d: %s", result$code, result$body));
			event OpenFlow::flow_mod_failure(state$_name, match, flow_mod, result$body);
			}
		}

	return T;
	}

function ryu_flow_clear(state: ControllerState): bool
	{
	local url = ryu_url(state, fmt("clear/%d", state$ryu_dpid));

	if ( state$ryu_debug )
		{
		print url;
		return T;
		}

	when [url] ( local result = ActiveHTTP::request(ActiveHTTP::Request($url=url, $method="DELETE")) )
		{
		if ( result$code != 200 )
			Reporter::warning(fmt("the OpenFlow controller Ryu answered %d: %s", result$code, result$body));
		}

	return T;
	}

function ryu_describe(state: ControllerState): string
	{
	return fmt("Ryu-%d-http://%s:%d", state$ryu_dpid, addr_to_uri(state$ryu_host), state$ryu_port);
	}

function ryu_new(host: addr, host_port: count, dpid: count): Controller
	{
	local state = ControllerState($ryu_host=host, $ryu_port=host_port, $ryu_dpid=dpid);
	local controller = Controller($state=state, $supports_flow_removed=F, $describe=ryu_describe,
	                              $flow_mod=ryu_flow_mod, $flow_clear=ryu_flow_clear);

	register_controller(RYU, fmt("%s%d%d", host, host_port, dpid), controller);
	return controller;
	}
