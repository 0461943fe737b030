##! Validates certificates of servers against :zeek:id:`SSL::root_certs`: the result is logged, and failure noticed.

@load base/frameworks/cluster
@load base/frameworks/notice
@load base/protocols/ssl

module SSL;

export {
	redef enum Notice::Type += {
		## Nobody who is trusted vouches for the certificate of a server.
		Invalid_Server_Cert
	};

	redef record Info += {
		## The result.
		validation_status: string &log &optional;
		## The result as OpenSSL numbers it.
		validation_code: int &optional;
		## The certificates from the server's to the root, if it is valid.
		valid_chain: vector of opaque of x509 &optional;
	};

	## Results of the last minutes, by the fingerprints of the chains.
	global recently_validated_certs: table[string] of X509::Result = table() &read_expire=5mins &redef;

	## Whether intermediate certificates are kept, for servers that fail to send them.
	global ssl_cache_intermediate_ca: bool = T &redef;

	## Whether *valid_chain* is set.
	global ssl_store_valid_chain: bool = F &redef;

	## A node of a cluster found intermediate certificates.
	global intermediate_add: event(key: string, value: vector of opaque of x509);

	## The manager is told of them.
	global new_intermediate: event(key: string, value: vector of opaque of x509);
}

# What servers sent between their certificates and the root, by the issuer that a server's certificate names.
global intermediate_cache: table[string] of vector of opaque of x509;

event SSL::intermediate_add(key: string, value: vector of opaque of x509)
	{
	intermediate_cache[key] = value;
	}

event SSL::new_intermediate(key: string, value: vector of opaque of x509)
	{
	intermediate_cache[key] = value;
	}

# Keeps the middle of a chain that proved to be valid, unless one of its issuer is kept already.
function keep_intermediates(chain: vector of opaque of x509)
	{
	if ( |chain| < 3 )
		return;

	local issuer = x509_parse(chain[0])$issuer;

	if ( issuer !in intermediate_cache )
		intermediate_cache[issuer] = chain[1:|chain| - 1];
	}

# Validates a chain, or finds out that it was validated of late.
function validate(chain: vector of opaque of x509): X509::Result
	{
	local digests: vector of string = vector();

	for ( i, cert in chain )
		digests += sha1_hash(x509_get_certificate_string(cert));

	local id = join_string_vec(digests, ".");

	if ( id !in recently_validated_certs )
		{
		local fresh = x509_verify(chain, root_certs);

		if ( ssl_cache_intermediate_ca && fresh?$chain_certs && fresh$result_string == "ok" )
			keep_intermediates(fresh$chain_certs);

		# A chain takes much memory, which is worth it only for those who want to see it.
		recently_validated_certs[id] = ssl_store_valid_chain ? fresh
		    : X509::Result($result=fresh$result, $result_string=fresh$result_string);
		}

	return recently_validated_certs[id];
	}

# Validates with what servers of the same issuer sent before, and if that does not do, with what this one sent.
function validate_server(sent: vector of Files::Info): X509::Result
	{
	local own = sent[0]$x509;

	if ( ssl_cache_intermediate_ca && own$certificate$issuer in intermediate_cache )
		{
		local completed = vector(own$handle);
		completed += intermediate_cache[own$certificate$issuer];

		local result = validate(completed);

		if ( result$result_string == "ok" )
			return result;
		}

	return validate(handles(sent));
	}

hook ssl_finishing(c: connection) &priority=20
	{
	if ( ! has_server_cert(c) )
		return;

	local row = c$ssl;
	local own = row$cert_chain[0];
	local verdict = validate_server(row$cert_chain);

	row$validation_status = verdict$result_string;
	row$validation_code = verdict$result;

	if ( ssl_store_valid_chain && verdict?$chain_certs )
		row$valid_chain = verdict$chain_certs;

	if ( verdict$result_string != "ok" )
		NOTICE(Notice::Info($note=Invalid_Server_Cert, $conn=c, $fuid=own$fuid, $sub=own$x509$certificate$subject,
		    $msg=fmt("SSL certificate validation failed with (%s)", verdict$result_string),
		    $identifier=cat(c$id$resp_h, c$id$resp_p, own$sha1, verdict$result)));
	}
