##! Kerberos (RFC 4120).

module KRB;

export {
	## A file of keys by which tickets are decrypted; empty: none.
	const keytab = "" &redef;

	## What a client asks of a ticket.
	type KDC_Options: record {
		forwardable: bool;
		forwarded: bool;
		proxiable: bool;
		proxy: bool;
		allow_postdate: bool;
		postdated: bool;
		renewable: bool;
		opt_hardware_auth: bool;
		disable_transited_check: bool;
		renewable_ok: bool;
		enc_tkt_in_skey: bool;
		renew: bool;
		validate: bool;
	};

	## How a ticket is used.
	type AP_Options: record {
		use_session_key: bool;
		mutual_required: bool;
	};

	## Something, with its type.
	type Type_Value: record {
		data_type: count;
		val: string;
	};

	type Type_Value_Vector: vector of KRB::Type_Value;

	## Something encrypted.
	type Encrypted_Data: record {
		kvno: count &optional;
		cipher: count;
		ciphertext: string;
	};

	## An address of some kind.
	type Host_Address: record {
		ip: addr &log &optional;
		netbios: string &log &optional;
		unknown: KRB::Type_Value &optional;
	};

	type Host_Address_Vector: vector of KRB::Host_Address;

	## A message with a checksum.
	type SAFE_Msg: record {
		pvno: count;
		msg_type: count;
		data: string;
		timestamp: time &optional;
		seq: count &optional;
		sender: Host_Address &optional;
		recipient: Host_Address &optional;
	};

	## An error.
	type Error_Msg: record {
		pvno: count &optional;
		msg_type: count &optional;
		client_time: time &optional;
		server_time: time &optional;
		error_code: count;
		client_realm: string &optional;
		client_name: string &optional;
		service_realm: string &optional;
		service_name: string &optional;
		error_text: string &optional;
		pa_data: vector of KRB::Type_Value &optional;
	};

	## A ticket.
	type Ticket: record {
		pvno: count;
		realm: string;
		service_name: string;
		cipher: count;
		ciphertext: string &optional;
		authenticationinfo: string &optional;
	};

	type Ticket_Vector: vector of KRB::Ticket;

	## A question for a ticket.
	type KDC_Request: record {
		pvno: count;
		msg_type: count;
		pa_data: vector of KRB::Type_Value &optional;
		kdc_options: KRB::KDC_Options &optional;
		client_name: string &optional;
		service_realm: string &optional;
		service_name: string &optional;
		from: time &optional;
		till: time &optional;
		rtime: time &optional;
		nonce: count &optional;
		encryption_types: vector of count &optional;
		host_addrs: vector of KRB::Host_Address &optional;
		additional_tickets: vector of KRB::Ticket &optional;
	};

	## The answer.
	type KDC_Response: record {
		pvno: count;
		msg_type: count;
		pa_data: vector of KRB::Type_Value &optional;
		client_realm: string &optional;
		client_name: string;
		ticket: KRB::Ticket;
		enc_part: KRB::Encrypted_Data;
	};
}
