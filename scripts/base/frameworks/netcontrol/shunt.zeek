##! Rules that keep flows away from this program, and their log.

@load ./main

module NetControl;

export {
	redef enum Log::ID += { SHUNT };

	global log_policy_shunt: Log::PolicyHook;

	## Keeps a flow away. The rule's id; empty: there is no such rule.
	global shunt_flow: function(f: flow_id, t: interval, location: string &default=""): string;

	## A row of the log.
	type ShuntInfo: record {
		ts: time &log;
		rule_id: string &log;
		f: flow_id &log;
		expire: interval &log;
		location: string &log &optional;
	};

	## Tells what is logged.
	global log_netcontrol_shunt: event(rec: ShuntInfo);
}

event zeek_init() &priority=5
	{
	Log::create_stream(NetControl::SHUNT, Log::Stream($columns=ShuntInfo, $ev=log_netcontrol_shunt,
	                                                  $path="netcontrol_shunt", $policy=log_policy_shunt));
	}

function shunt_flow(f: flow_id, t: interval, location: string &default=""): string
	{
	local flow = Flow($src_h=addr_to_subnet(f$src_h), $src_p=f$src_p, $dst_h=addr_to_subnet(f$dst_h), $dst_p=f$dst_p);
	local id = add_rule(Rule($ty=DROP, $target=MONITOR, $entity=Entity($ty=FLOW, $flow=flow), $expire=t,
	                         $location=location));

	if ( id == "" )
		return "";

	local row = ShuntInfo($ts=network_time(), $rule_id=id, $f=f, $expire=t);

	if ( location != "" )
		row$location = location;

	Log::write(SHUNT, row);
	return id;
	}
