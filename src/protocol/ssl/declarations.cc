#include "protocol/ssl/declarations.h"

namespace avocet {

const std::string_view kTlsDeclarations = R"(
module GLOBAL;

## A client begins a session.
##
## c: The connection.
##
## version: The version of the message; see :zeek:id:`SSL::version_strings`.
##
## record_version: The version of the record that it came in; zero in SSL 2.
##
## possible_ts: What may be the clock of the client.
##
## client_random: Random bytes, without those that may be a time.
##
## session_id: A session to resume.
##
## ciphers: What the client can do, by :zeek:id:`SSL::cipher_desc`.
##
## comp_methods: How it could compress.
global ssl_client_hello: event(c: connection, version: count, record_version: count, possible_ts: time, client_random: string, session_id: string, ciphers: index_vec, comp_methods: index_vec);

## The server answers with what it chose. Its random bytes are all there, the time included.
global ssl_server_hello: event(c: connection, version: count, record_version: count, possible_ts: time, server_random: string, session_id: string, cipher: count, comp_method: count);

## An extension of a hello, taken apart or not; its number is in :zeek:id:`SSL::extensions`.
global ssl_extension: event(c: connection, is_client: bool, code: count, val: string);

## The groups, elliptic curves among them, that can be used.
global ssl_extension_elliptic_curves: event(c: connection, is_client: bool, curves: index_vec);

## How points of curves can be written.
global ssl_extension_ec_point_formats: event(c: connection, is_client: bool, point_formats: index_vec);

## How things can be signed.
global ssl_extension_signature_algorithm: event(c: connection, is_client: bool, signature_algorithms: signature_and_hashalgorithm_vec);

## How certificates can be signed.
global ssl_extension_signature_algorithms_cert: event(c: connection, is_client: bool, signature_schemes: index_vec);

## The groups that keys are offered for; of a server, the one that it chose.
global ssl_extension_key_share: event(c: connection, is_client: bool, curves: index_vec);

## Keys of earlier sessions, offered by a client.
global ssl_extension_pre_shared_key_client_hello: event(c: connection, is_client: bool, identities: psk_identity_vec, binders: string_vec);

## Which of them the server took.
global ssl_extension_pre_shared_key_server_hello: event(c: connection, is_client: bool, selected_identity: count);

## Protocols that can be spoken inside, or the one that will be.
global ssl_extension_application_layer_protocol_negotiation: event(c: connection, is_client: bool, protocols: string_vec);

## Whom the client wants to talk to.
global ssl_extension_server_name: event(c: connection, is_client: bool, names: string_vec);

## A promise that a certificate is in a public log (:rfc:`6962`).
global ssl_extension_signed_certificate_timestamp: event(c: connection, is_client: bool, version: count, logid: string, timestamp: count, signature_and_hashalgorithm: SSL::SignatureAndHashAlgorithm, signature: string);

## The versions that a client speaks, or the one that the server chose.
global ssl_extension_supported_versions: event(c: connection, is_client: bool, versions: index_vec);

## How keys of earlier sessions can be used.
global ssl_extension_psk_key_exchange_modes: event(c: connection, is_client: bool, modes: index_vec);

## What DTLS shall write on packets to this side.
global ssl_extension_connection_id: event(c: connection, is_client: bool, cid: string);

## What can be seen of a hello that is encrypted.
global ssl_extension_encrypted_client_hello: event(c: connection, is_client: bool, kdf_id: count, aead_id: count, config_id: count, enc: string, payload_length: count);

## A server's half of a key on a named curve.
global ssl_ecdh_server_params: event(c: connection, curve: count, point: string);

## A server's half of a key in a group of its own.
##
## q: The generator.
global ssl_dh_server_params: event(c: connection, p: string, q: string, Ys: string);

## How the server signed its half. Before TLS 1.2 both algorithms are 256.
global ssl_server_signature: event(c: connection, signature_and_hashalgorithm: SSL::SignatureAndHashAlgorithm, signature: string);

## A client's half of a key on a curve.
global ssl_ecdh_client_params: event(c: connection, point: string);

## A client's half of a key.
global ssl_dh_client_params: event(c: connection, Yc: string);

## The secret that a client encrypted for the server.
global ssl_rsa_client_pms: event(c: connection, pms: string);

## A message that an end has an objection, or nothing more to say.
global ssl_alert: event(c: connection, is_client: bool, level: count, desc: count);

## A server hands out a ticket, with which a session can be resumed later.
global ssl_session_ticket_handshake: event(c: connection, ticket_lifetime_hint: count, ticket: string);

## A sign of life.
global ssl_heartbeat: event(c: connection, is_client: bool, length: count, heartbeat_type: count, payload_length: count, payload: string);

## A record before things are encrypted.
global ssl_plaintext_data: event(c: connection, is_client: bool, record_version: count, content_type: count, length: count);

## A record that is encrypted. Nobody sees it while :zeek:id:`SSL::disable_analyzer_after_detection` is set.
global ssl_encrypted_data: event(c: connection, is_client: bool, record_version: count, content_type: count, length: count);

## An encrypted record of TLS 1.3 that looks like a part of the handshake.
global ssl_probable_encrypted_handshake_message: event(c: connection, is_client: bool, length: count);

## What a server of OCSP says of the certificate, passed on by the server.
global ssl_stapled_ocsp: event(c: connection, is_client: bool, response: string);

## A message of the handshake, after what is in it.
global ssl_handshake_message: event(c: connection, is_client: bool, msg_type: count, length: count);

## From here on this side encrypts.
global ssl_change_cipher_spec: event(c: connection, is_client: bool);

## A server wants to see a certificate of the client.
global ssl_certificate_request: event(c: connection, is_client: bool, certificate_types: index_vec, supported_signature_algorithms: signature_and_hashalgorithm_vec, certificate_authorities: string_vec);

## The client is the responder of the connection.
global ssl_connection_flipped: event(c: connection);

## Both sides encrypt: the handshake is over.
global ssl_established: event(c: connection);
)";

}  // namespace avocet
