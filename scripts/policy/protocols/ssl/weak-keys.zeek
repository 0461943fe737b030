##! Notices about short keys, old versions and ciphers that are not safe any more.

@load base/protocols/ssl
@load base/frameworks/notice
@load base/utils/directions-and-hosts

module SSL;

export {
	redef enum Notice::Type += {
		## A key is too short.
		Weak_Key,
		## The version that a server chose is too old.
		Old_Version,
		## The suite that it chose is not safe.
		Weak_Cipher
	};

	## Which servers are looked at.
	option notify_weak_keys = LOCAL_HOSTS;

	## How many bits keys of RSA, DSA and Diffie-Hellman need.
	option notify_minimal_key_length = 2048;

	## Whether Diffie-Hellman must not be weaker than the key of the certificate.
	option notify_dh_length_shorter_cert_length = T;

	## The oldest version that is fine.
	option tls_minimum_version = TLSv10;

	## Suites that are not.
	option unsafe_ciphers_regex = /(_EXPORT_)|(_RC4_)/;
}

event ssl_established(c: connection) &priority=3
	{
	if ( ! addr_matches_host(c$id$resp_h, notify_weak_keys) || ! c$ssl?$cert_chain || |c$ssl$cert_chain| == 0 ||
	     ! c$ssl$cert_chain[0]?$x509 )
		return;

	local cert = c$ssl$cert_chain[0]$x509$certificate;

	if ( ! cert?$key_type || ! cert?$key_length || (cert$key_type != "dsa" && cert$key_type != "rsa") ||
	     cert$key_length >= notify_minimal_key_length )
		return;

	NOTICE(Notice::Info($note=Weak_Key,
	    $msg=fmt("Key of the certificate has only %d bits", cert$key_length), $conn=c, $suppress_for=1day,
	    $identifier=cat(c$id$resp_h, c$id$resp_p, cert$key_length)));
	}

event ssl_server_hello(c: connection, version: count, record_version: count, possible_ts: time, server_random: string,
    session_id: string, cipher: count, comp_method: count) &priority=3
	{
	if ( ! addr_matches_host(c$id$resp_h, notify_weak_keys) )
		return;

	# Versions of DTLS count downwards.
	if ( version < tls_minimum_version || version / 0x100 == 0xFF )
		{
		if ( version / 0x100 != 0xFF )
			NOTICE(Notice::Info($note=Old_Version,
			    $msg=fmt("Server chose version %s, which is older than %s", version_strings[version],
			        version_strings[tls_minimum_version]), $conn=c, $suppress_for=1day,
			    $identifier=cat(c$id$resp_h, c$id$resp_p)));
		}

	if ( unsafe_ciphers_regex in c$ssl$cipher )
		NOTICE(Notice::Info($note=Weak_Cipher,
		    $msg=fmt("Server chose the unsafe cipher suite %s", c$ssl$cipher), $conn=c, $suppress_for=1day,
		    $identifier=cat(c$id$resp_h, c$id$resp_p, c$ssl$cipher)));
	}

event ssl_dh_server_params(c: connection, p: string, q: string, Ys: string) &priority=3
	{
	if ( ! addr_matches_host(c$id$resp_h, notify_weak_keys) )
		return;

	local bits = |Ys| * 8;

	if ( bits < notify_minimal_key_length )
		NOTICE(Notice::Info($note=Weak_Key,
		    $msg=fmt("Diffie-Hellman key has only %d bits", bits), $conn=c, $suppress_for=1day,
		    $identifier=cat(c$id$resp_h, c$id$resp_p, bits)));

	if ( ! notify_dh_length_shorter_cert_length || ! c?$ssl || ! c$ssl?$cert_chain || |c$ssl$cert_chain| == 0 ||
	     ! c$ssl$cert_chain[0]?$x509 )
		return;

	local cert = c$ssl$cert_chain[0]$x509$certificate;

	if ( cert?$key_length && cert?$key_type && cert$key_type != "ecdsa" && bits < cert$key_length )
		NOTICE(Notice::Info($note=Weak_Key,
		    $msg=fmt("Diffie-Hellman key has %d bits, that of the certificate %d", bits, cert$key_length),
		    $conn=c, $suppress_for=1day, $identifier=cat(c$id$resp_h, c$id$resp_p, bits, cert$key_length)));
	}
