##! Rules that drop traffic, and their log.

@load ./main

module NetControl;

export {
	redef enum Log::ID += { DROP_LOG };

	global log_policy_drop: Log::PolicyHook;

	## Drops traffic of an address. The rule's id; empty: there is no such rule.
	##
	## t: For how long; zero: for ever.
	global drop_address: function(a: addr, t: interval, location: string &default=""): string;

	## Drops the packets of a connection.
	global drop_connection: function(c: conn_id, t: interval, location: string &default=""): string;

	## A row of the log.
	type DropInfo: record {
		ts: time &log;
		rule_id: string &log;
		orig_h: addr &log;
		orig_p: port &log &optional;
		resp_h: addr &log &optional;
		resp_p: port &log &optional;
		expire: interval &log;
		location: string &log &optional;
	};

	## Runs before such a rule is added, and may change it; `break` drops the rule.
	global drop_rule_policy: hook(r: Rule);

	## Tells what is logged.
	global log_netcontrol_drop: event(rec: DropInfo);
}

event zeek_init() &priority=5
	{
	Log::create_stream(NetControl::DROP_LOG, Log::Stream($columns=DropInfo, $ev=log_netcontrol_drop,
	                                                     $path="netcontrol_drop", $policy=log_policy_drop));
	}

# Adds the rule and logs the row.
function add_drop_rule(r: Rule, row: DropInfo): string
	{
	if ( ! hook NetControl::drop_rule_policy(r) )
		return "";

	row$rule_id = add_rule(r);

	# It is in place already, or no plugin takes it.
	if ( row$rule_id == "" )
		return "";

	if ( r$location != "" )
		row$location = r$location;

	Log::write(DROP_LOG, row);
	return row$rule_id;
	}

function drop_connection(c: conn_id, t: interval, location: string &default=""): string
	{
	local r = Rule($ty=DROP, $target=FORWARD, $entity=Entity($ty=CONNECTION, $conn=c), $expire=t, $location=location);
	return add_drop_rule(r, DropInfo($ts=network_time(), $rule_id="", $orig_h=c$orig_h, $orig_p=c$orig_p, $resp_h=c$resp_h,
	                        $resp_p=c$resp_p, $expire=t));
	}

function drop_address(a: addr, t: interval, location: string &default=""): string
	{
	local r = Rule($ty=DROP, $target=FORWARD, $entity=Entity($ty=ADDRESS, $ip=addr_to_subnet(a)), $expire=t,
	               $location=location);
	return add_drop_rule(r, DropInfo($ts=network_time(), $rule_id="", $orig_h=a, $expire=t));
	}
