##! SNMP.

module SNMP;

export {
	## Headers by version.
	type HeaderV1: record {
		community: string;
	};

	type HeaderV2: record {
		community: string;
	};

	## What a message of version 3 is about.
	type ScopedPDU_Context: record {
		engine_id: string;
		name: string;
	};

	## Who sends a message of version 3.
	type UserSecurityParameters: record {
		AuthoritativeEngineID: string;
		AuthoritativeEngineBoots: int;
		AuthoritativeEngineTime: int;
		UserName: string;
		AuthenticationParameters: string;
		PrivacyParameters: string;
	};

	type HeaderV3: record {
		id: count;
		max_size: count;
		flags: count;
		auth_flag: bool;
		priv_flag: bool;
		reportable_flag: bool;
		security_model: count;
		security_params: string;
		pdu_context: SNMP::ScopedPDU_Context &optional;
		user_security_parameters: SNMP::UserSecurityParameters &optional;
	};

	## One of these.
	type Header: record {
		version: count;
		v1: SNMP::HeaderV1 &optional;
		v2: SNMP::HeaderV2 &optional;
		v3: SNMP::HeaderV3 &optional;
	};

	## The value of an object, with the tag that says which field it is in.
	type ObjectValue: record {
		tag: count;
		oid: string &optional;
		signed: int &optional;
		unsigned: count &optional;
		address: addr &optional;
		octets: string &optional;
	};

	## Tags.
	const OBJ_INTEGER_TAG: count = 0x02;
	const OBJ_OCTETSTRING_TAG: count = 0x04;
	const OBJ_UNSPECIFIED_TAG: count = 0x05;
	const OBJ_OID_TAG: count = 0x06;
	const OBJ_IPADDRESS_TAG: count = 0x40;
	const OBJ_COUNTER32_TAG: count = 0x41;
	const OBJ_UNSIGNED32_TAG: count = 0x42;
	const OBJ_TIMETICKS_TAG: count = 0x43;
	const OBJ_OPAQUE_TAG: count = 0x44;
	const OBJ_COUNTER64_TAG: count = 0x46;
	const OBJ_NOSUCHOBJECT_TAG: count = 0x80;
	const OBJ_NOSUCHINSTANCE_TAG: count = 0x81;
	const OBJ_ENDOFMIBVIEW_TAG: count = 0x82;

	## An object and its value.
	type Binding: record {
		oid: string;
		value: SNMP::ObjectValue;
	};

	type Bindings: vector of SNMP::Binding;

	## A question or an answer.
	type PDU: record {
		request_id: int;
		error_status: int;
		error_index: int;
		bindings: SNMP::Bindings;
	};

	## A trap of version 1.
	type TrapPDU: record {
		enterprise: string;
		agent: addr;
		generic_trap: int;
		specific_trap: int;
		time_stamp: count;
		bindings: SNMP::Bindings;
	};

	## A question for many objects.
	type BulkPDU: record {
		request_id: int;
		non_repeaters: count;
		max_repetitions: count;
		bindings: SNMP::Bindings;
	};
}
