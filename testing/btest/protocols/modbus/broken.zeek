# @TEST-DOC: What is no Modbus ends the analysis; headers are told before their bodies, bodies with holes not at all.
# @TEST-EXEC: avocet -b -r $TRACES/modbus-broken.pcap %INPUT >out
# @TEST-EXEC: btest-diff out
# @TEST-EXEC: log-cut conn.log id.orig_p service >services
# @TEST-EXEC: btest-diff services
# @TEST-EXEC: log-cut analyzer.log analyzer_name id.orig_p >failures
# @TEST-EXEC: btest-diff failures
# @TEST-EXEC: log-cut weird.log id.orig_p name addl >weirds
# @TEST-EXEC: btest-diff weirds

@load base/protocols/modbus
@load base/protocols/conn
@load base/frameworks/analyzer
@load base/frameworks/notice/weird

event modbus_message(c: connection, headers: ModbusHeaders, is_orig: bool)
	{
	print "header", c$id$orig_p, headers$tid, headers$function_code, headers$len, is_orig;
	}

event modbus_read_holding_registers_request(c: connection, headers: ModbusHeaders, start_address: count, quantity: count)
	{
	print "asks for registers", c$id$orig_p, start_address;
	}

event modbus_read_holding_registers_response(c: connection, headers: ModbusHeaders, registers: ModbusRegisters)
	{
	print "registers", registers;
	}
