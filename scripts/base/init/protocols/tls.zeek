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

## A certificate was seen.
##
## cert_ref: The certificate, for functions such as :zeek:id:`x509_verify`.
##
## cert: What it says.
global x509_certificate: event(f: fa_file, cert_ref: opaque of x509, cert: X509::Certificate);

## An extension of a certificate.
global x509_extension: event(f: fa_file, ext: X509::Extension);

## The extension that says whether the certificate can sign others.
global x509_ext_basic_constraints: event(f: fa_file, ext: X509::BasicConstraints);

## The extension with further names.
global x509_ext_subject_alternative_name: event(f: fa_file, ext: X509::SubjectAlternativeName);

## A promise that a certificate is in a public log, in a certificate or a reply of OCSP (:rfc:`6962`).
global x509_ocsp_ext_signed_certificate_timestamp: event(f: fa_file, version: count, logid: string,
    timestamp: count, hash_algorithm: count, signature_algorithm: count, signature: string);

## A request of OCSP.
global ocsp_request: event(f: fa_file, version: count);

## A certificate that it asks about.
global ocsp_request_certificate: event(f: fa_file, hashAlgorithm: string, issuerNameHash: string,
    issuerKeyHash: string, serialNumber: string);

## A reply of OCSP: whether it says anything.
global ocsp_response_status: event(f: fa_file, status: string);

## Who said it, and when; after the certificates that it is about.
global ocsp_response_bytes: event(f: fa_file, status: string, version: count, responderId: string,
    producedAt: time, signatureAlgorithm: string, certs: x509_opaque_vector);

## What it says of a certificate. Times are 0 where there are none.
global ocsp_response_certificate: event(f: fa_file, hashAlgorithm: string, issuerNameHash: string,
    issuerKeyHash: string, serialNumber: string, certStatus: string, revokeTime: time, revokeReason: string,
    thisUpdate: time, nextUpdate: time);

## An extension of a reply, of all of it or of what it says of one certificate.
global ocsp_extension: event(f: fa_file, ext: X509::Extension, global_resp: bool);
