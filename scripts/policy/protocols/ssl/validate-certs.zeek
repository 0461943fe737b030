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

# Intermediate certificates by the issuer that a server's certificate names.
global intermediate_cache: table[string] of vector of opaque of x509;

function add_to_cache(key: string, value: vector of opaque of x509)
	{
	intermediate_cache[key] = value;
	}

event SSL::intermediate_add(key: string, value: vector of opaque of x509)
	{
	add_to_cache(key, value);
	}

event SSL::new_intermediate(key: string, value: vector of opaque of x509)
	{
	add_to_cache(key, value);
	}

# Validates with what was sent, and if that does not do, with what others sent.
function cache_validate(chain: vector of opaque of x509): X509::Result
	{
	local key: vector of string = vector();

	for ( i, cert in chain )
		key += sha1_hash(x509_get_certificate_string(cert));

	local chain_id = join_string_vec(key, ".");

	if ( chain_id in recently_validated_certs )
		return recently_validated_certs[chain_id];

	local result = x509_verify(chain, root_certs);

	if ( ! ssl_store_valid_chain && result?$chain_certs )
		recently_validated_certs[chain_id] = X509::Result($result=result$result, $result_string=result$result_string);
	else
		recently_validated_certs[chain_id] = result;

	if ( ssl_cache_intermediate_ca && result$result_string == "ok" && result?$chain_certs && |result$chain_certs| > 2 )
		{
		# All but the server's certificate and the root.
		local issuer = x509_parse(result$chain_certs[0])$issuer;

		if ( issuer !in intermediate_cache )
			{
			local intermediates: vector of opaque of x509 = vector();

			for ( j, link in result$chain_certs )
				if ( j > 0 && j < |result$chain_certs| - 1 )
					intermediates += link;

			add_to_cache(issuer, intermediates);
			}
		}

	return result;
	}

hook ssl_finishing(c: connection) &priority=20
	{
	if ( ! c$ssl?$cert_chain || |c$ssl$cert_chain| == 0 || ! c$ssl$cert_chain[0]?$x509 )
		return;

	local intermediate_chain: vector of opaque of x509 = vector();
	local issuer = c$ssl$cert_chain[0]$x509$certificate$issuer;
	local result: X509::Result;

	if ( ssl_cache_intermediate_ca && issuer in intermediate_cache )
		{
		intermediate_chain += c$ssl$cert_chain[0]$x509$handle;

		for ( i, link in intermediate_cache[issuer] )
			intermediate_chain += link;

		result = cache_validate(intermediate_chain);
		}

	if ( |intermediate_chain| == 0 || result$result_string != "ok" )
		{
		local chain: vector of opaque of x509 = vector();

		for ( j, info in c$ssl$cert_chain )
			if ( info?$x509 )
				chain += info$x509$handle;

		result = cache_validate(chain);
		}

	c$ssl$validation_code = result$result;
	c$ssl$validation_status = result$result_string;

	if ( result?$chain_certs && ssl_store_valid_chain )
		c$ssl$valid_chain = result$chain_certs;

	if ( result$result_string != "ok" )
		NOTICE(Notice::Info($note=Invalid_Server_Cert,
		    $msg=fmt("SSL certificate validation failed with (%s)", result$result_string),
		    $sub=c$ssl$cert_chain[0]$x509$certificate$subject, $conn=c, $fuid=c$ssl$cert_chain[0]$fuid,
		    $identifier=cat(c$id$resp_h, c$id$resp_p, c$ssl$cert_chain[0]$sha1, result$result)));
	}
