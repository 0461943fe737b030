# @TEST-DOC: Each message raises an event for its header and one for its function, with what it holds.
# @TEST-EXEC: avocet -b -r $TRACES/modbus.pcap %INPUT >out
# @TEST-EXEC: btest-diff out

event zeek_init()
	{
	Analyzer::register_for_port(Analyzer::ANALYZER_MODBUS, 502/tcp);
	}

event modbus_message(c: connection, headers: ModbusHeaders, is_orig: bool)
	{
	print "message", headers, is_orig;
	}

event modbus_exception(c: connection, headers: ModbusHeaders, code: count)
	{
	print "exception", headers, code;
	}

event modbus_read_coils_request(c: connection, headers: ModbusHeaders, start_address: count, quantity: count)
	{
	print "read_coils_request", headers$tid, start_address, quantity;
	}

event modbus_read_coils_response(c: connection, headers: ModbusHeaders, coils: ModbusCoils)
	{
	print "read_coils_response", headers$tid, coils;
	}

event modbus_read_discrete_inputs_request(c: connection, headers: ModbusHeaders, start_address: count,
                                          quantity: count)
	{
	print "read_discrete_inputs_request", headers$tid, start_address, quantity;
	}

event modbus_read_discrete_inputs_response(c: connection, headers: ModbusHeaders, coils: ModbusCoils)
	{
	print "read_discrete_inputs_response", headers$tid, coils;
	}

event modbus_read_holding_registers_request(c: connection, headers: ModbusHeaders, start_address: count,
                                            quantity: count)
	{
	print "read_holding_registers_request", headers$tid, start_address, quantity;
	}

event modbus_read_holding_registers_response(c: connection, headers: ModbusHeaders, registers: ModbusRegisters)
	{
	print "read_holding_registers_response", headers$tid, registers;
	}

event modbus_read_input_registers_request(c: connection, headers: ModbusHeaders, start_address: count,
                                          quantity: count)
	{
	print "read_input_registers_request", headers$tid, start_address, quantity;
	}

event modbus_read_input_registers_response(c: connection, headers: ModbusHeaders, registers: ModbusRegisters)
	{
	print "read_input_registers_response", headers$tid, registers;
	}

event modbus_write_single_coil_request(c: connection, headers: ModbusHeaders, address: count, value: bool)
	{
	print "write_single_coil_request", headers$tid, address, value;
	}

event modbus_write_single_coil_response(c: connection, headers: ModbusHeaders, address: count, value: bool)
	{
	print "write_single_coil_response", headers$tid, address, value;
	}

event modbus_write_single_register_request(c: connection, headers: ModbusHeaders, address: count, value: count)
	{
	print "write_single_register_request", headers$tid, address, value;
	}

event modbus_write_single_register_response(c: connection, headers: ModbusHeaders, address: count, value: count)
	{
	print "write_single_register_response", headers$tid, address, value;
	}

event modbus_diagnostics_request(c: connection, headers: ModbusHeaders, subfunction: count, data: string)
	{
	print "diagnostics_request", headers$tid, subfunction, data;
	}

event modbus_diagnostics_response(c: connection, headers: ModbusHeaders, subfunction: count, data: string)
	{
	print "diagnostics_response", headers$tid, subfunction, data;
	}

event modbus_write_multiple_coils_request(c: connection, headers: ModbusHeaders, start_address: count,
                                          coils: ModbusCoils)
	{
	print "write_multiple_coils_request", headers$tid, start_address, coils;
	}

event modbus_write_multiple_coils_response(c: connection, headers: ModbusHeaders, start_address: count,
                                           quantity: count)
	{
	print "write_multiple_coils_response", headers$tid, start_address, quantity;
	}

event modbus_write_multiple_registers_request(c: connection, headers: ModbusHeaders, start_address: count,
                                              registers: ModbusRegisters)
	{
	print "write_multiple_registers_request", headers$tid, start_address, registers;
	}

event modbus_write_multiple_registers_response(c: connection, headers: ModbusHeaders, start_address: count,
                                               quantity: count)
	{
	print "write_multiple_registers_response", headers$tid, start_address, quantity;
	}

event modbus_read_file_record_request(c: connection, headers: ModbusHeaders, byte_count: count,
                                      refs: ModbusFileRecordRequests)
	{
	print "read_file_record_request", headers$tid, byte_count, refs;
	}

event modbus_read_file_record_response(c: connection, headers: ModbusHeaders, byte_count: count,
                                       refs: ModbusFileRecordResponses)
	{
	print "read_file_record_response", headers$tid, byte_count, refs;
	}

event modbus_write_file_record_request(c: connection, headers: ModbusHeaders, byte_count: count,
                                       refs: ModbusFileReferences)
	{
	print "write_file_record_request", headers$tid, byte_count, refs;
	}

event modbus_write_file_record_response(c: connection, headers: ModbusHeaders, byte_count: count,
                                        refs: ModbusFileReferences)
	{
	print "write_file_record_response", headers$tid, byte_count, refs;
	}

event modbus_mask_write_register_request(c: connection, headers: ModbusHeaders, address: count, and_mask: count,
                                         or_mask: count)
	{
	print "mask_write_register_request", headers$tid, address, and_mask, or_mask;
	}

event modbus_mask_write_register_response(c: connection, headers: ModbusHeaders, address: count, and_mask: count,
                                          or_mask: count)
	{
	print "mask_write_register_response", headers$tid, address, and_mask, or_mask;
	}

event modbus_read_write_multiple_registers_request(c: connection, headers: ModbusHeaders, read_start_address: count,
                                                   read_quantity: count, write_start_address: count, write_registers: ModbusRegisters)
	{
	print "read_write_multiple_registers_request", headers$tid, read_start_address, read_quantity, write_start_address, write_registers;
	}

event modbus_read_write_multiple_registers_response(c: connection, headers: ModbusHeaders,
                                                    written_registers: ModbusRegisters)
	{
	print "read_write_multiple_registers_response", headers$tid, written_registers;
	}

event modbus_read_fifo_queue_request(c: connection, headers: ModbusHeaders, start_address: count)
	{
	print "read_fifo_queue_request", headers$tid, start_address;
	}

event modbus_read_fifo_queue_response(c: connection, headers: ModbusHeaders, fifos: ModbusRegisters)
	{
	print "read_fifo_queue_response", headers$tid, fifos;
	}

event modbus_encap_interface_transport_request(c: connection, headers: ModbusHeaders, mei_type: count, data: string)
	{
	print "encap_interface_transport_request", headers$tid, mei_type, data;
	}

event modbus_encap_interface_transport_response(c: connection, headers: ModbusHeaders, mei_type: count, data: string)
	{
	print "encap_interface_transport_response", headers$tid, mei_type, data;
	}
