##! Logs far more of handshakes: what clients offered, and what servers chose.

@load base/protocols/ssl

module SSL;

redef record SSL::Info += {
	## The version of the server's hello.
	server_version: count &optional &log;
	## The version of the client's hello.
	client_version: count &optional &log;
	## The suites that the client offered.
	client_ciphers: vector of count &optional &log;
	## The extensions of the client's hello ...
	ssl_client_exts: vector of count &optional &log;
	## ... and of the server's.
	ssl_server_exts: vector of count &optional &log;
	## How many seconds a ticket is good for.
	ticket_lifetime_hint: count &optional &log;
	## How many bits the Diffie-Hellman group of the server has.
	dh_param_size: count &optional &log;
	## How points of curves can be written.
	point_formats: vector of count &optional &log;
	## The groups that the client can use.
	client_curves: vector of count &optional &log;
	## The protocols that the client can speak inside.
	orig_alpn: vector of string &optional &log;
	## The versions that the client speaks.
	client_supported_versions: vector of count &optional &log;
	## The version that the server chose in an extension.
	server_supported_version: count &optional &log;
	## How the client can use keys of earlier sessions.
	psk_key_exchange_modes: vector of count &optional &log;
	## The groups that the client offered keys for.
	client_key_share_groups: vector of count &optional &log;
	## The group that the server chose.
	server_key_share_group: count &optional &log;
	## How the client could compress.
	client_comp_methods: vector of count &optional &log;
	## How the server compresses.
	comp_method: count &optional;
	## The signatures that the client takes ...
	sigalgs: vector of count &optional &log;
	## ... and the hashes that go with them.
	hashalgs: vector of count &optional &log;
	## How keys are derived for an encrypted hello.
	ech_kdf_id: count &optional &log;
	## How an encrypted hello is encrypted.
	ech_aead_id: count &optional &log;
};

event ssl_client_hello(c: connection, version: count, record_version: count, possible_ts: time, client_random: string,
    session_id: string, ciphers: index_vec, comp_methods: index_vec)
	{
	local row = set_session(c);
	row$client_version = version;
	row$client_ciphers = ciphers;
	row$client_comp_methods = comp_methods;
	}

event ssl_server_hello(c: connection, version: count, record_version: count, possible_ts: time, server_random: string,
    session_id: string, cipher: count, comp_method: count)
	{
	local row = set_session(c);
	row$server_version = version;
	row$comp_method = comp_method;
	}

event ssl_session_ticket_handshake(c: connection, ticket_lifetime_hint: count, ticket: string)
	{
	set_session(c)$ticket_lifetime_hint = ticket_lifetime_hint;
	}

event ssl_dh_server_params(c: connection, p: string, q: string, Ys: string)
	{
	set_session(c)$dh_param_size = |Ys| * 8;
	}

event ssl_extension(c: connection, is_client: bool, code: count, val: string)
	{
	local row = set_session(c);

	if ( is_client )
		{
		if ( row?$ssl_client_exts )
			row$ssl_client_exts += code;
		else
			row$ssl_client_exts = vector(code);
		}
	else if ( row?$ssl_server_exts )
		row$ssl_server_exts += code;
	else
		row$ssl_server_exts = vector(code);
	}

# ---- What clients offer -------------------------------------------------------------

event ssl_extension_application_layer_protocol_negotiation(c: connection, is_client: bool, protocols: string_vec)
	{
	if ( is_client )
		set_session(c)$orig_alpn = protocols;
	}

event ssl_extension_ec_point_formats(c: connection, is_client: bool, point_formats: index_vec)
	{
	if ( is_client )
		set_session(c)$point_formats = point_formats;
	}

event ssl_extension_elliptic_curves(c: connection, is_client: bool, curves: index_vec)
	{
	if ( is_client )
		set_session(c)$client_curves = curves;
	}

event ssl_extension_psk_key_exchange_modes(c: connection, is_client: bool, modes: index_vec)
	{
	if ( is_client )
		set_session(c)$psk_key_exchange_modes = modes;
	}

event ssl_extension_signature_algorithm(c: connection, is_client: bool, signature_algorithms: signature_and_hashalgorithm_vec)
	{
	if ( ! is_client )
		return;

	local row = set_session(c);
	row$sigalgs = vector();
	row$hashalgs = vector();

	for ( i, offer in signature_algorithms )
		{
		row$sigalgs += offer$SignatureAlgorithm;
		row$hashalgs += offer$HashAlgorithm;
		}
	}

event ssl_extension_encrypted_client_hello(c: connection, is_client: bool, kdf_id: count, aead_id: count, config_id: count,
    enc: string, payload_length: count)
	{
	local row = set_session(c);
	row$ech_aead_id = aead_id;
	row$ech_kdf_id = kdf_id;
	}

# ---- What clients offer and servers choose from --------------------------------------

event ssl_extension_supported_versions(c: connection, is_client: bool, versions: index_vec)
	{
	local row = set_session(c);

	if ( is_client )
		row$client_supported_versions = versions;
	else if ( |versions| > 0 )
		row$server_supported_version = versions[0];
	}

event ssl_extension_key_share(c: connection, is_client: bool, curves: index_vec)
	{
	local row = set_session(c);

	if ( is_client )
		row$client_key_share_groups = curves;
	else if ( |curves| > 0 )
		row$server_key_share_group = curves[0];
	}
