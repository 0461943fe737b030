##! Logs who masters and who slaves of Modbus are: a row for each address and role, once a day.

@load base/protocols/modbus

module Known;

export {
	redef enum Log::ID += { MODBUS_LOG };

	## The policy of the log.
	global log_policy_modbus: Log::PolicyHook;

	## The two roles.
	type ModbusDeviceType: enum { MODBUS_MASTER, MODBUS_SLAVE };

	## A row of the log.
	type ModbusInfo: record {
		## When it was seen first.
		ts: time &log;
		## Its address.
		host: addr &log;
		## Its role.
		device_type: ModbusDeviceType &log;
	};

	## Who is in the log already.
	global modbus_nodes: set[addr, ModbusDeviceType] &create_expire=1day &redef;

	## A row, as it goes to the log.
	global log_known_modbus: event(rec: ModbusInfo);
}

event zeek_init() &priority=5
	{
	Log::create_stream(Known::MODBUS_LOG, Log::Stream($columns=ModbusInfo, $path="known_modbus", $ev=log_known_modbus,
		$policy=log_policy_modbus));
	}

function learn(host: addr, role: ModbusDeviceType)
	{
	if ( [host, role] in modbus_nodes )
		return;

	add modbus_nodes[host, role];
	Log::write(MODBUS_LOG, ModbusInfo($ts=network_time(), $host=host, $device_type=role));
	}

event modbus_message(c: connection, headers: ModbusHeaders, is_orig: bool)
	{
	learn(c$id$orig_h, MODBUS_MASTER);
	learn(c$id$resp_h, MODBUS_SLAVE);
	}
