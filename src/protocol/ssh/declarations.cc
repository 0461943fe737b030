#include "protocol/ssh/declarations.h"

namespace avocet {

const std::string_view kSshDeclarations = R"(
module GLOBAL;

## A server says what it speaks: "SSH-2.0-OpenSSH_9.2".
global ssh_server_version: event(c: connection, version: string);

## A client does.
global ssh_client_version: event(c: connection, version: string);

## A server says something before that.
global ssh_server_pre_banner_data: event(c: connection, data: string);

## Somebody was let in, by what the sizes of encrypted packets tell.
##
## auth_method_none: Without being asked for anything.
global ssh_auth_successful: event(c: connection, auth_method_none: bool);

## Somebody tried to log in, by what the sizes of encrypted packets tell.
##
## authenticated: Whether that was enough.
global ssh_auth_attempted: event(c: connection, authenticated: bool);

## A side says which algorithms it knows.
##
## cookie: Random bytes.
global ssh_capabilities: event(c: connection, cookie: string, capabilities: SSH::Capabilities);

## The key of a host that speaks version 2.
global ssh2_server_host_key: event(c: connection, key: string);

## The key of a host that speaks version 1.
global ssh1_server_host_key: event(c: connection, modulus: string, exponent: string);

## The MD5 digest of a host's key, in hexadecimal with colons.
global ssh_server_host_key: event(c: connection, hash: string);

## The begin of the SHA256 digest of a host's key: "SHA256:" and 32 digits of Base64.
global ssh_server_host_key_fingerprint: event(c: connection, fingerprint: string);

## Encrypted bytes. Ask for SSH::disable_analyzer_after_detection=F to see all of them.
##
## len: How many, segment by segment.
global ssh_encrypted_packet: event(c: connection, orig: bool, len: count);

## The group that a server chose for a Diffie-Hellman exchange (RFC 4419): modulus and generator.
global ssh2_dh_server_params: event(c: connection, p: string, q: string);

## A Diffie-Hellman exchange begins.
global ssh2_dh_gex_init: event(c: connection, is_orig: bool);

## A server reports an error of GSS-API (RFC 4462).
global ssh2_gss_error: event(c: connection, major_status: count, minor_status: count, err_msg: string);

## A key exchange by GSS-API begins.
global ssh2_gss_init: event(c: connection, is_orig: bool);

## A key exchange over an elliptic curve begins (RFC 5656).
global ssh2_ecc_init: event(c: connection, is_orig: bool);

## The public key of one side for this exchange.
global ssh2_ecc_key: event(c: connection, is_orig: bool, q: string);

## The secret of a key exchange by RSA (RFC 4432).
global ssh2_rsa_secret: event(c: connection, is_orig: bool);
)";

}  // namespace avocet
