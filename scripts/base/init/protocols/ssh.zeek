##! SSH.

module SSH;

export {
	## Algorithms of one kind, for each direction, the preferred first.
	type Algorithm_Prefs: record {
		client_to_server: vector of string &optional;
		server_to_client: vector of string &optional;
	};

	## What a side offers when keys are exchanged (RFC 4253, section 7.1).
	type Capabilities: record {
		kex_algorithms: string_vec;
		server_host_key_algorithms: string_vec;
		encryption_algorithms: Algorithm_Prefs;
		mac_algorithms: Algorithm_Prefs;
		compression_algorithms: Algorithm_Prefs;
		languages: Algorithm_Prefs &optional;
		is_server: bool;
	};

	## Limits beyond which a message is not believed: bytes ...
	const max_packet_length = 8 * 1024 * 1024 &redef;
	const max_string_length = 2 * 1024 * 1024 &redef;

	## ... and numbers of algorithms.
	const max_kexinit_kex_algorithms = 100 &redef;
	const max_kexinit_hostkey_algorithms = 100 &redef;
	const max_kexinit_encryption_algorithms = 100 &redef;
	const max_kexinit_mac_algorithms = 100 &redef;
	const max_kexinit_compression_algorithms = 100 &redef;
	const max_kexinit_languages = 100 &redef;
}
