##! Numbers of Modbus and their names (MODBUS Application Protocol 1.1b3, and what makers added).

module Modbus;

export {
	## Functions.
	const function_codes: table[count] of string = {
		[1] = "READ_COILS", [2] = "READ_DISCRETE_INPUTS", [3] = "READ_HOLDING_REGISTERS",
		[4] = "READ_INPUT_REGISTERS", [5] = "WRITE_SINGLE_COIL", [6] = "WRITE_SINGLE_REGISTER",
		[7] = "READ_EXCEPTION_STATUS", [8] = "DIAGNOSTICS", [9] = "PROGRAM_484", [10] = "POLL_484",
		[11] = "GET_COMM_EVENT_COUNTER", [12] = "GET_COMM_EVENT_LOG", [13] = "PROGRAM_584_984",
		[14] = "POLL_584_984", [15] = "WRITE_MULTIPLE_COILS", [16] = "WRITE_MULTIPLE_REGISTERS",
		[17] = "REPORT_SLAVE_ID", [18] = "PROGRAM_884_U84", [19] = "RESET_COMM_LINK_884_U84",
		[20] = "READ_FILE_RECORD", [21] = "WRITE_FILE_RECORD", [22] = "MASK_WRITE_REGISTER",
		[23] = "READ_WRITE_MULTIPLE_REGISTERS", [24] = "READ_FIFO_QUEUE", [40] = "PROGRAM_CONCEPT",
		[41] = "MULTIPLE_FUNCTION_CODES", [43] = "ENCAP_INTERFACE_TRANSPORT", [90] = "PROGRAM_UNITY",
		[91] = "OBJECT_MESSAGING", [125] = "FIRMWARE_REPLACEMENT", [126] = "PROGRAM_584_984_2",
		[127] = "REPORT_LOCAL_ADDRESS",
	} &default=function(n: count): string { return fmt("unknown-%d", n); } &redef;

	## What a device says that cannot do what it was asked for.
	const exception_codes: table[count] of string = {
		[1] = "ILLEGAL_FUNCTION", [2] = "ILLEGAL_DATA_ADDRESS", [3] = "ILLEGAL_DATA_VALUE",
		[4] = "SLAVE_DEVICE_FAILURE", [5] = "ACKNOWLEDGE", [6] = "SLAVE_DEVICE_BUSY",
		[8] = "MEMORY_PARITY_ERROR", [10] = "GATEWAY_PATH_UNAVAILABLE",
		[11] = "GATEWAY_TARGET_DEVICE_FAILED_TO_RESPOND",
	} &default=function(n: count): string { return fmt("unknown-%d", n); } &redef;
}
