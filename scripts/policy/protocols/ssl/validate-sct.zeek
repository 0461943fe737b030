##! Validates what public logs promised for certificates of servers: in the certificate, in the handshake, in a stapled
##! reply of OCSP. How many promises hold is logged.

@load base/protocols/ssl
@load protocols/ssl/validate-certs

module SSL;

# The certificate of the issuer is needed for promises within certificates.
redef SSL::ssl_store_valid_chain = T;

export {
	## Where a promise was.
	type SctSource: enum {
		## In the certificate.
		SCT_X509_EXT,
		## In an extension of the hello.
		SCT_TLS_EXT,
		## In a reply of OCSP.
		SCT_OCSP_EXT
	};

	## A promise.
	type SctInfo: record {
		## Zero for version 1.
		version: count;
		## The id of the log.
		logid: string;
		## When it was given, in milliseconds since 1970.
		timestamp: count;
		## How it was signed.
		sig_alg: count;
		## The hash that was signed.
		hash_alg: count;
		## The signature.
		signature: string;
		## Where it was.
		source: SctSource;
		## Whether it holds.
		valid: bool &optional;
	};

	redef record Info += {
		## How many hold ...
		valid_scts: count &optional;
		## ... and how many do not.
		invalid_scts: count &optional;
		## How many logs gave one that holds.
		valid_ct_logs: count &log &optional;
		## How many operators they have.
		valid_ct_operators: count &log &optional;
		## Who they are.
		valid_ct_operators_list: set[string] &optional;
		## All promises.
		ct_proofs: vector of SctInfo &default=vector();
	};
}

# Results of the last minutes, by what was validated.
global recently_validated_scts: table[string] of bool = table() &read_expire=5mins &redef;

event zeek_init()
	{
	Files::register_for_mime_type(Files::ANALYZER_OCSP_REPLY, "application/ocsp-response");
	}

event ssl_extension_signed_certificate_timestamp(c: connection, is_client: bool, version: count, logid: string,
    timestamp: count, signature_and_hashalgorithm: SSL::SignatureAndHashAlgorithm, signature: string) &priority=5
	{
	c$ssl$ct_proofs += SctInfo($version=version, $logid=logid, $timestamp=timestamp,
	    $sig_alg=signature_and_hashalgorithm$SignatureAlgorithm, $hash_alg=signature_and_hashalgorithm$HashAlgorithm,
	    $signature=signature, $source=SCT_TLS_EXT);
	}

event x509_ocsp_ext_signed_certificate_timestamp(f: fa_file, version: count, logid: string, timestamp: count,
    hash_algorithm: count, signature_algorithm: count, signature: string) &priority=5
	{
	if ( ! f?$conns || |f$conns| != 1 )
		return;

	for ( cid, c in f$conns )
		{
		if ( ! c?$ssl )
			return;

		local is_ocsp = f?$info && f$info?$mime_type && f$info$mime_type == "application/ocsp-response";
		c$ssl$ct_proofs += SctInfo($version=version, $logid=logid, $timestamp=timestamp, $sig_alg=signature_algorithm,
		    $hash_alg=hash_algorithm, $signature=signature, $source=is_ocsp ? SCT_OCSP_EXT : SCT_X509_EXT);
		}
	}

# The digest of the key that signed the first certificate of the chain.
function issuer_key_hash(c: connection): string
	{
	if ( c$ssl?$valid_chain && |c$ssl$valid_chain| >= 2 )
		return x509_spki_hash(c$ssl$valid_chain[1], 4);

	if ( |c$ssl$cert_chain| >= 2 && c$ssl$cert_chain[1]?$x509 )
		return x509_spki_hash(c$ssl$cert_chain[1]$x509$handle, 4);

	return "";
	}

function is_kept(own: X509::Info, proof: SctInfo, issuer: string): bool
	{
	local is_embedded = proof$source == SCT_X509_EXT;

	if ( is_embedded && issuer == "" )
		return F;

	local key = cat(own$fingerprint, proof$logid, proof$timestamp, proof$hash_alg, proof$sig_alg,
	                proof$signature, proof$source);

	if ( key !in recently_validated_scts )
		recently_validated_scts[key] = sct_verify(own$handle, proof$logid, ct_logs[proof$logid]$key, proof$signature,
		    proof$timestamp, proof$hash_alg, is_embedded ? issuer : "");

	return recently_validated_scts[key];
	}

hook ssl_finishing(c: connection) &priority=19
	{
	if ( |c$ssl$ct_proofs| == 0 || ! has_server_cert(c) )
		return;

	local own = c$ssl$cert_chain[0]$x509;
	local row = c$ssl;
	local issuer = issuer_key_hash(c);
	local logs: set[string] = set();
	local operators: set[string] = set();
	row$valid_scts = 0;
	row$invalid_scts = 0;

	for ( i, proof in c$ssl$ct_proofs )
		{
		proof$valid = proof$logid in ct_logs && is_kept(own, proof, issuer);

		if ( ! proof$valid )
			{
			++row$invalid_scts;
			next;
			}

		++row$valid_scts;
		add logs[proof$logid];
		add operators[ct_logs[proof$logid]$operator];
		}

	row$valid_ct_logs = |logs|;
	row$valid_ct_operators = |operators|;
	row$valid_ct_operators_list = operators;
	}
