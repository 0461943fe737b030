##! Time and things: NTP, MQTT, Modbus.

module NTP;

export {
	## Modes 1 to 5 (RFC 5905).
	type StandardMessage: record {
		stratum: count;
		poll: interval;
		precision: interval;
		root_delay: interval;
		root_disp: interval;
		kiss_code: string &optional;
		ref_id: string &optional;
		ref_addr: addr &optional;
		ref_time: time;
		org_time: time;
		rec_time: time;
		xmt_time: time;
		key_id: count &optional;
		digest: string &optional;
		num_exts: count &default=0;
	};

	## Mode 6.
	type ControlMessage: record {
		op_code: count;
		resp_bit: bool;
		err_bit: bool;
		more_bit: bool;
		sequence: count;
		status: count;
		association_id: count;
		data: string &optional;
		key_id: count &optional;
		crypto_checksum: string &optional;
	};

	## Mode 7.
	type Mode7Message: record {
		req_code: count;
		auth_bit: bool;
		sequence: count;
		implementation: count;
		err: count;
		data: string &optional;
	};

	## One of these.
	type Message: record {
		version: count;
		mode: count;
		std_msg: NTP::StandardMessage &optional;
		control_msg: NTP::ControlMessage &optional;
		mode7_msg: NTP::Mode7Message &optional;
	};
}

module MQTT;

export {
	## A client connects.
	type ConnectMsg: record {
		protocol_name: string;
		protocol_version: count;
		client_id: string;
		keep_alive: interval;
		clean_session: bool;
		will_retain: bool;
		will_qos: count;
		will_topic: string &optional;
		will_msg: string &optional;
		username: string &optional;
		password: string &optional;
	};

	## A server answers.
	type ConnectAckMsg: record {
		return_code: count;
		session_present: bool;
	};

	## Something is published.
	type PublishMsg: record {
		dup: bool;
		qos: count;
		retain: bool;
		topic: string;
		payload: string;
		payload_len: count;
	};

	## Bytes of what is published that are logged.
	option max_payload_size = 100;
}

module GLOBAL;

## Values of coils and registers.
type ModbusCoils: vector of bool;
type ModbusRegisters: vector of count;

## The header of a message.
type ModbusHeaders: record {
	tid: count;
	pid: count;
	uid: count;
	function_code: count;
	len: count;
};

## Records of files: asked for, answered, written.
type ModbusFileRecordRequest: record {
	ref_type: count;
	file_num: count;
	record_num: count;
	record_len: count;
};

type ModbusFileRecordRequests: vector of ModbusFileRecordRequest;

type ModbusFileRecordResponse: record {
	file_len: count;
	ref_type: count;
	record_data: string;
};
type ModbusFileRecordResponses: vector of ModbusFileRecordResponse;

type ModbusFileReference: record {
	ref_type: count;
	file_num: count;
	record_num: count;
	record_len: count;
	record_data: string;
};
type ModbusFileReferences: vector of ModbusFileReference;
