##! Logs whose certificates a server accepts from clients.

@load base/protocols/ssl

module SSL;

redef record SSL::Info += {
	## The authorities that may have issued the client's certificate.
	requested_client_certificate_authorities: vector of string &optional &log;
};

event ssl_certificate_request(c: connection, is_client: bool, certificate_types: index_vec,
    supported_signature_algorithms: signature_and_hashalgorithm_vec, certificate_authorities: string_vec)
	{
	# Clients have nothing to ask for.
	if ( is_client )
		return;

	local names: vector of string = vector();

	for ( i, name in certificate_authorities )
		names += parse_distinguished_name(name);

	set_session(c)$requested_client_certificate_authorities = names;
	}
