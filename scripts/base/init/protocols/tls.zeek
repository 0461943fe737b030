##! TLS and certificates.

module SSL;

export {
	## How something is signed.
	type SignatureAndHashAlgorithm: record {
		HashAlgorithm: count;
		SignatureAlgorithm: count;
	};

	## A key that both sides know (RFC 8446, section 4.2.11).
	type PSKIdentity: record {
		identity: string;
		obfuscated_ticket_age: count;
	};

	## Packets of another version after which it is no DTLS ...
	const dtls_max_version_errors = 10 &redef;

	## ... and how many of them are reported.
	const dtls_max_reported_version_errors = 1 &redef;

	## Alerts that are taken from one record.
	const max_alerts_per_record = 10 &redef;
}

module GLOBAL;
type signature_and_hashalgorithm_vec: vector of SSL::SignatureAndHashAlgorithm;
type psk_identity_vec: vector of SSL::PSKIdentity;

module X509;

export {
	## What a certificate says.
	type Certificate: record {
		version: count &log;
		serial: string &log;
		subject: string &log;
		issuer: string &log;
		cn: string &optional;
		not_valid_before: time &log;
		not_valid_after: time &log;
		key_alg: string &log;
		sig_alg: string &log;
		key_type: string &optional &log;
		key_length: count &optional &log;
		exponent: string &optional &log;
		curve: string &optional &log;
		tbs_sig_alg: string;
	};

	## An extension.
	type Extension: record {
		name: string;
		short_name: string &optional;
		oid: string;
		critical: bool;
		value: string;
	};

	## Whether it can sign others.
	type BasicConstraints: record {
		ca: bool;
		path_len: count &optional;
	} &log;

	## Other names of its subject.
	type SubjectAlternativeName: record {
		dns: string_vec &optional &log;
		uri: string_vec &optional &log;
		email: string_vec &optional &log;
		ip: addr_vec &optional &log;
		other_fields: bool;
	};

	## How its verification ended.
	type Result: record {
		result: int;
		result_string: string;
		chain_certs: vector of opaque of x509 &optional;
	};
}

module GLOBAL;
type x509_opaque_vector: vector of opaque of x509;
