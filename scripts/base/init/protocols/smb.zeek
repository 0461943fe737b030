##! SMB, NTLM, DCE/RPC and NCP.

module SMB;

export {
	## Times of a file.
	type MACTimes: record {
		modified: time &log;
		modified_raw: count;
		accessed: time &log;
		accessed_raw: count;
		created: time &log;
		created_raw: count;
		changed: time &log;
		changed_raw: count;
	};

	## Files that are pipes for remote calls.
	const pipe_filenames: set[string] &redef;

	## Limits of what is kept for a connection: messages ...
	const max_pending_messages = 1000 &redef;

	## ... parsers of pipes ...
	const max_dce_rpc_analyzers = 1000 &redef;

	## ... and chained commands.
	const max_andx_depth = 10 &redef;
}

module SMB1;

export {
	## The header of a message.
	type Header: record {
		command: count;
		status: count;
		flags: count;
		flags2: count;
		tid: count;
		pid: count;
		uid: count;
		mid: count;
	};

	## Which raw modes a server offers.
	type NegotiateRawMode: record {
		read_raw: bool;
		write_raw: bool;
	};

	## What a server can do.
	type NegotiateCapabilities: record {
		raw_mode: bool;
		mpx_mode: bool;
		unicode: bool;
		large_files: bool;
		nt_smbs: bool;
		rpc_remote_apis: bool;
		status32: bool;
		level_2_oplocks: bool;
		lock_and_read: bool;
		nt_find: bool;
		dfs: bool;
		infolevel_passthru: bool;
		large_readx: bool;
		large_writex: bool;
		unix: bool;
		bulk_transfer: bool;
		compressed_data: bool;
		extended_security: bool;
	};

	## How a server wants to be talked to.
	type NegotiateResponseSecurity: record {
		user_level: bool;
		challenge_response: bool;
		signatures_enabled: bool &optional;
		signatures_required: bool &optional;
	};

	## An answer in the core dialect ...
	type NegotiateResponseCore: record {
		dialect_index: count;
	};

	## ... in LAN Manager dialects ...
	type NegotiateResponseLANMAN: record {
		word_count: count;
		dialect_index: count;
		security_mode: SMB1::NegotiateResponseSecurity;
		max_buffer_size: count;
		max_mpx_count: count;
		max_number_vcs: count;
		raw_mode: SMB1::NegotiateRawMode;
		session_key: count;
		server_time: time;
		encryption_key: string;
		primary_domain: string;
	};

	## ... in that of NT.
	type NegotiateResponseNTLM: record {
		word_count: count;
		dialect_index: count;
		security_mode: SMB1::NegotiateResponseSecurity;
		max_buffer_size: count;
		max_mpx_count: count;
		max_number_vcs: count;
		max_raw_size: count;
		session_key: count;
		capabilities: SMB1::NegotiateCapabilities;
		server_time: time;
		encryption_key: string &optional;
		domain_name: string &optional;
		guid: string &optional;
		security_blob: string;
	};

	## One of these.
	type NegotiateResponse: record {
		core: SMB1::NegotiateResponseCore &optional;
		lanman: SMB1::NegotiateResponseLANMAN &optional;
		ntlm: SMB1::NegotiateResponseNTLM &optional;
	};

	## What a client can do.
	type SessionSetupAndXCapabilities: record {
		unicode: bool;
		large_files: bool;
		nt_smbs: bool;
		status32: bool;
		level_2_oplocks: bool;
		nt_find: bool;
	};

	## Who wants a session.
	type SessionSetupAndXRequest: record {
		word_count: count;
		max_buffer_size: count;
		max_mpx_count: count;
		vc_number: count;
		session_key: count;
		native_os: string;
		native_lanman: string;
		account_name: string &optional;
		account_password: string &optional;
		primary_domain: string &optional;
		case_insensitive_password: string &optional;
		case_sensitive_password: string &optional;
		security_blob: string &optional;
		capabilities: SMB1::SessionSetupAndXCapabilities &optional;
	};

	## Whether there is one.
	type SessionSetupAndXResponse: record {
		word_count: count;
		is_guest: bool &optional;
		native_os: string &optional;
		native_lanman: string &optional;
		primary_domain: string &optional;
		security_blob: string &optional;
	};

	## Sizes and offsets of a transaction ...
	type Trans2_Args: record {
		total_param_count: count;
		total_data_count: count;
		max_param_count: count;
		max_data_count: count;
		max_setup_count: count;
		flags: count;
		trans_timeout: count;
		param_count: count;
		param_offset: count;
		data_count: count;
		data_offset: count;
		setup_count: count;
	};

	## ... and of its further parts.
	type Trans_Sec_Args: record {
		total_param_count: count;
		total_data_count: count;
		param_count: count;
		param_offset: count;
		param_displacement: count;
		data_count: count;
		data_offset: count;
		data_displacement: count;
	};

	type Trans2_Sec_Args: record {
		total_param_count: count;
		total_data_count: count;
		param_count: count;
		param_offset: count;
		param_displacement: count;
		data_count: count;
		data_offset: count;
		data_displacement: count;
		FID: count;
	};

	## What to look for.
	type Find_First2_Request_Args: record {
		search_attrs: count;
		search_count: count;
		flags: count;
		info_level: count;
		search_storage_type: count;
		file_name: string;
	};

	## What was found.
	type Find_First2_Response_Args: record {
		sid: count;
		search_count: count;
		end_of_search: bool;
		ext_attr_error: string &optional;
	};
}

module SMB2;

export {
	## The header of a message.
	type Header: record {
		credit_charge: count;
		status: count;
		command: count;
		credits: count;
		flags: count;
		message_id: count;
		process_id: count;
		tree_id: count;
		session_id: count;
		signature: string;
	};

	## The two parts of the identity of a file.
	type GUID: record {
		persistent: count;
		volatile: count;
	};

	## Attributes of a file.
	type FileAttrs: record {
		read_only: bool;
		hidden: bool;
		system: bool;
		directory: bool;
		archive: bool;
		normal: bool;
		temporary: bool;
		sparse_file: bool;
		reparse_point: bool;
		compressed: bool;
		offline: bool;
		not_content_indexed: bool;
		encrypted: bool;
		integrity_stream: bool;
		no_scrub_data: bool;
	};

	## A file when it was closed.
	type CloseResponse: record {
		alloc_size: count;
		eof: count;
		times: SMB::MACTimes;
		attrs: SMB2::FileAttrs;
	};

	## What a side can do: hashes ...
	type PreAuthIntegrityCapabilities: record {
		hash_alg_count: count;
		salt_length: count;
		hash_alg: vector of count;
		salt: string;
	};

	## ... ciphers ...
	type EncryptionCapabilities: record {
		cipher_count: count;
		ciphers: vector of count;
	};

	## ... compression.
	type CompressionCapabilities: record {
		alg_count: count;
		algs: vector of count;
	};

	## One of these.
	type NegotiateContextValue: record {
		context_type: count;
		data_length: count;
		preauth_info: SMB2::PreAuthIntegrityCapabilities &optional;
		encryption_info: SMB2::EncryptionCapabilities &optional;
		compression_info: SMB2::CompressionCapabilities &optional;
		netname: string &optional;
	};

	type NegotiateContextValues: vector of SMB2::NegotiateContextValue;

	## What client and server agreed on.
	type NegotiateResponse: record {
		dialect_revision: count;
		security_mode: count;
		server_guid: SMB2::GUID;
		system_time: time;
		server_start_time: time;
		negotiate_context_count: count;
		negotiate_context_values: SMB2::NegotiateContextValues;
	};

	## How a client wants to be talked to.
	type SessionSetupRequest: record {
		security_mode: count;
	};

	## What kind of session it is.
	type SessionSetupFlags: record {
		guest: bool;
		anonymous: bool;
		encrypt: bool;
	};

	type SessionSetupResponse: record {
		flags: SMB2::SessionSetupFlags;
	};

	## What kind of share it is.
	type TreeConnectResponse: record {
		share_type: count;
	};

	## What to open or create.
	type CreateRequest: record {
		filename: string;
		disposition: count;
		create_options: count;
	};

	## What was opened or created.
	type CreateResponse: record {
		file_id: SMB2::GUID;
		size: count;
		times: SMB::MACTimes;
		attrs: SMB2::FileAttrs;
		create_action: count;
	};

	## Limits of a file system.
	type Fscontrol: record {
		free_space_start_filtering: int;
		free_space_threshold: int;
		free_space_stop_filtering: int;
		delete_quota_threshold: count;
		default_quota_limit: count;
		fs_control_flags: count;
	};

	## An extended attribute.
	type FileEA: record {
		ea_name: string;
		ea_value: string;
	};

	type FileEAs: vector of SMB2::FileEA;

	## What stands in front of an encrypted message.
	type Transform_header: record {
		signature: string;
		nonce: string;
		orig_msg_size: count;
		flags: count;
		session_id: count;
	};
}

module NTLM;

export {
	## A version of Windows.
	type Version: record {
		major: count;
		minor: count;
		build: count;
		ntlmssp: count;
	};

	## What is asked for, or granted.
	type NegotiateFlags: record {
		negotiate_56: bool;
		negotiate_key_exch: bool;
		negotiate_128: bool;
		negotiate_version: bool;
		negotiate_target_info: bool;
		request_non_nt_session_key: bool;
		negotiate_identify: bool;
		negotiate_extended_sessionsecurity: bool;
		target_type_server: bool;
		target_type_domain: bool;
		negotiate_always_sign: bool;
		negotiate_oem_workstation_supplied: bool;
		negotiate_oem_domain_supplied: bool;
		negotiate_anonymous_connection: bool;
		negotiate_ntlm: bool;
		negotiate_lm_key: bool;
		negotiate_datagram: bool;
		negotiate_seal: bool;
		negotiate_sign: bool;
		request_target: bool;
		negotiate_oem: bool;
		negotiate_unicode: bool;
	};

	## A client offers.
	type Negotiate: record {
		flags: NTLM::NegotiateFlags;
		domain_name: string &optional;
		workstation: string &optional;
		version: NTLM::Version &optional;
	};

	## What a server says of itself.
	type AVs: record {
		nb_computer_name: string;
		nb_domain_name: string;
		dns_computer_name: string &optional;
		dns_domain_name: string &optional;
		dns_tree_name: string &optional;
		constrained_auth: bool &optional;
		timestamp: time &optional;
		single_host_id: count &optional;
		target_name: string &optional;
	};

	## A server asks for proof.
	type Challenge: record {
		flags: NTLM::NegotiateFlags;
		challenge: count;
		target_name: string &optional;
		version: NTLM::Version &optional;
		target_info: NTLM::AVs &optional;
	};

	## A client proves.
	type Authenticate: record {
		flags: NTLM::NegotiateFlags;
		domain_name: string &optional;
		user_name: string &optional;
		workstation: string &optional;
		session_key: string &optional;
		version: NTLM::Version &optional;
		response: string &optional;
	};
}

module DCE_RPC;

export {
	## Kinds of messages.
	type PType: enum {
		REQUEST,
		PING,
		RESPONSE,
		FAULT,
		WORKING,
		NOCALL,
		REJECT,
		ACK,
		CL_CANCEL,
		FACK,
		CANCEL_ACK,
		BIND,
		BIND_ACK,
		BIND_NAK,
		ALTER_CONTEXT,
		ALTER_CONTEXT_RESP,
		AUTH3,
		SHUTDOWN,
		CO_CANCEL,
		ORPHANED,
		RTS,
	};

	## Well-known interfaces.
	type IfID: enum {
		unknown_if,
		epmapper,
		lsarpc,
		lsa_ds,
		mgmt,
		netlogon,
		samr,
		srvsvc,
		spoolss,
		drs,
		winspipe,
		wkssvc,
		oxid,
		ISCMActivator,
	};

	## Limits of what is reassembled: commands ...
	const max_cmd_reassembly = 20 &redef;

	## ... and bytes of each.
	const max_frag_data = 30000 &redef;
}

module NCP;

export {
	## The longest frame that is believed.
	const max_frame_size = 65536 &redef;
}
