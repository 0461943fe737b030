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

function is_watched(c: connection): bool
	{
	return addr_matches_host(c$id$resp_h, notify_weak_keys);
	}

# A server gives reason for the same notice once a day.
function notice_server(c: connection, what: Notice::Type, text: string, reason: string)
	{
	NOTICE(Notice::Info($note=what, $msg=text, $conn=c, $identifier=cat(c$id$resp_h, c$id$resp_p, reason),
	    $suppress_for=1day));
	}

event ssl_established(c: connection) &priority=3
	{
	if ( ! is_watched(c) || ! has_server_cert(c) )
		return;

	local key = c$ssl$cert_chain[0]$x509$certificate;

	# The lengths of keys on curves mean something else.
	if ( key?$key_type && key?$key_length && key$key_type in set("rsa", "dsa") &&
	     key$key_length < notify_minimal_key_length )
		notice_server(c, Weak_Key, fmt("Key of the certificate has only %d bits", key$key_length),
		    cat(key$key_length));
	}

event ssl_server_hello(c: connection, version: count, record_version: count, possible_ts: time, server_random: string,
    session_id: string, cipher: count, comp_method: count) &priority=3
	{
	if ( ! is_watched(c) )
		return;

	# Versions of DTLS count downwards, and are all greater than those of TLS.
	if ( version < tls_minimum_version )
		notice_server(c, Old_Version, fmt("Server chose version %s, which is older than %s",
		    version_strings[version], version_strings[tls_minimum_version]), "");

	local suite = c$ssl$cipher;

	if ( unsafe_ciphers_regex in suite )
		notice_server(c, Weak_Cipher, fmt("Server chose the unsafe cipher suite %s", suite), suite);
	}

event ssl_dh_server_params(c: connection, p: string, q: string, Ys: string) &priority=3
	{
	if ( ! is_watched(c) )
		return;

	local bits = 8 * |Ys|;

	if ( bits < notify_minimal_key_length )
		notice_server(c, Weak_Key, fmt("Diffie-Hellman key has only %d bits", bits), cat(bits));

	if ( ! notify_dh_length_shorter_cert_length || ! has_server_cert(c) )
		return;

	local key = c$ssl$cert_chain[0]$x509$certificate;

	if ( key?$key_type && key$key_type != "ecdsa" && key?$key_length && key$key_length > bits )
		notice_server(c, Weak_Key,
		    fmt("Diffie-Hellman key has %d bits, that of the certificate %d", bits, key$key_length),
		    cat(bits, key$key_length));
	}
