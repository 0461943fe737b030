##! Remembers what holding registers of devices held, as clients read it, and logs what changes.

@load base/protocols/modbus
@load base/utils/directions-and-hosts

module Modbus;

export {
	redef enum Log::ID += { REGISTER_CHANGE_LOG };

	## The policy of the log.
	global log_policy_register_change: Log::PolicyHook;

	## Whose registers are remembered.
	option track_memmap: Host = ALL_HOSTS;

	## A row of the log.
	type MemmapInfo: record {
		## When the change was seen.
		ts: time &log;
		## The id of the connection.
		uid: string &log;
		## Its addresses and ports.
		id: conn_id &log;
		## The address of the register.
		register: count &log;
		## What it held.
		old_val: count &log;
		## What it holds.
		new_val: count &log;
		## The time between the two.
		delta: interval &log;
	};

	## What a register held.
	type RegisterValue: record {
		## When it was seen.
		last_set: time;
		## What it was.
		value: count;
	};

	## Registers of a device, by their addresses.
	type Registers: table[count] of RegisterValue;

	## Those of all devices.
	global device_registers: table[addr] of Registers;

	## A register holds something else than before.
	global changed_register: event(c: connection, register: count, old_val: count, new_val: count, delta: interval);
}

redef record Modbus::Info += {
	# Where what was asked for last begins.
	track_address: count &default=0;
};

event zeek_init() &priority=5
	{
	Log::create_stream(Modbus::REGISTER_CHANGE_LOG, Log::Stream($columns=MemmapInfo, $path="modbus_register_change",
		$policy=log_policy_register_change));
	}

event modbus_read_holding_registers_request(c: connection, headers: ModbusHeaders, start_address: count,
                                            quantity: count)
	{
	c$modbus$track_address = start_address;
	}

# Keeps a value, and says what was there before if it is another one.
function remember(c: connection, known: Registers, register: count, value: count)
	{
	local now = network_time();

	if ( register !in known )
		{
		known[register] = RegisterValue($last_set=now, $value=value);
		return;
		}

	local before = known[register];

	if ( before$value == value )
		return;

	event Modbus::changed_register(c, register, before$value, value, now - before$last_set);
	known[register] = RegisterValue($last_set=now, $value=value);
	}

event modbus_read_holding_registers_response(c: connection, headers: ModbusHeaders, registers: ModbusRegisters)
	{
	local device = c$id$resp_h;

	if ( ! addr_matches_host(device, track_memmap) )
		return;

	if ( device !in device_registers )
		device_registers[device] = table();

	# Addresses in requests count from zero, registers from one.
	local first = c$modbus$track_address + 1;

	for ( i, value in registers )
		remember(c, device_registers[device], first + i, value);
	}

event Modbus::changed_register(c: connection, register: count, old_val: count, new_val: count, delta: interval)
	{
	Log::write(REGISTER_CHANGE_LOG, MemmapInfo($ts=network_time(), $uid=c$uid, $id=c$id, $register=register,
		$old_val=old_val, $new_val=new_val, $delta=delta));
	}
