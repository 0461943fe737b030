#include "protocol/rdp/declarations.h"

namespace avocet {

const std::string_view kRdpDeclarations = R"(
module GLOBAL;

## A client asks for a session.
##
## cookie: Who it is, often cut; empty if it does not say.
## flags: What it asks for besides.
global rdp_connect_request: event(c: connection, cookie: string, flags: count);

## The same without flags.
global rdp_connect_request: event(c: connection, cookie: string);

## The server chose a protocol.
##
## security_protocol: Its number; see :zeek:id:`RDP::security_protocols`.
## flags: What the server can do.
global rdp_negotiation_response: event(c: connection, security_protocol: count, flags: count);

## The same without flags.
global rdp_negotiation_response: event(c: connection, security_protocol: count);

## The server takes none of the protocols that the client offers.
##
## failure_code: Why; see :zeek:id:`RDP::failure_codes`.
global rdp_negotiation_failure: event(c: connection, failure_code: count, flags: count);

## The same without flags.
global rdp_negotiation_failure: event(c: connection, failure_code: count);

## What a client says of itself ...
global rdp_client_core_data: event(c: connection, data: RDP::ClientCoreData);

## ... of the encryption it can do ...
global rdp_client_security_data: event(c: connection, data: RDP::ClientSecurityData);

## ... of the channels it wants ...
global rdp_client_network_data: event(c: connection, channels: RDP::ClientChannelList);

## ... and of a session to go on with.
global rdp_client_cluster_data: event(c: connection, data: RDP::ClientClusterData);

## Whether the server takes the client; see :zeek:id:`RDP::results`.
global rdp_gcc_server_create_response: event(c: connection, result: count);

## How the server wants to encrypt; see :zeek:id:`RDP::encryption_methods` and :zeek:id:`RDP::encryption_levels`.
global rdp_server_security: event(c: connection, encryption_method: count, encryption_level: count);

## The server shows a certificate, or a chain of them, for which this event comes once.
##
## cert_type: See :zeek:id:`RDP::cert_types`.
## permanently_issued: Whether the server keeps it.
global rdp_server_certificate: event(c: connection, cert_type: count, permanently_issued: bool);

## Everything that follows is encrypted.
##
## security_protocol: As it was negotiated; 0 is RDP's own encryption.
global rdp_begin_encryption: event(c: connection, security_protocol: count);

## A piece of what RDP encrypted itself.
##
## len: Its length.
global rdp_native_encrypted_data: event(c: connection, orig: bool, len: count);
)";

const std::string_view kRdpUdpDeclarations = R"(
module GLOBAL;

## A client opens a connection of RDPEUDP.
global rdpeudp_syn: event(c: connection);

## The server answers.
global rdpeudp_synack: event(c: connection);

## Both sides have opened it.
##
## version: Whether they go on with RDPEUDP (1) or RDPEUDP2 (2).
global rdpeudp_established: event(c: connection, version: count);

## Data on it. There is an event for each packet: costly.
global rdpeudp_data: event(c: connection, is_orig: bool, version: count, data: string);
)";

}  // namespace avocet
