#include "protocol/ssl/binding.h"

#include "protocol/ssl/declarations.h"
#include "protocol/ssl/dtls_analyzer.h"
#include "protocol/ssl/ssl_analyzer.h"

namespace avocet {

namespace {

constexpr std::string_view kCounts = "vector of count";
constexpr std::string_view kStrings = "vector of string";
constexpr std::string_view kAlgorithm = "SSL::SignatureAndHashAlgorithm";
constexpr std::string_view kAlgorithms = "vector of SSL::SignatureAndHashAlgorithm";

// The type of an event's parameter, which must be a vector.
const VectorType* list_parameter(ProtocolWorld& world, std::string_view event, size_t index) {
  const Program& program = world.machine.program();
  FunctionId id = program.find_function(event);
  if (id == kNoFunction) return nullptr;
  auto parameters = program.functions[id].type->parameters;
  return index < parameters.size() ? as_vector(parameters[index].type) : nullptr;
}

template <class Binding> std::unique_ptr<ProtocolBinding> bind(ProtocolWorld& world) {
  return std::make_unique<Binding>(world);
}

}  // namespace

TlsBinding::TlsBinding(ProtocolWorld& world)
    : algorithm(world.shapes, kAlgorithm,
                {{"HashAlgorithm", TypeKind::kCount}, {"SignatureAlgorithm", TypeKind::kCount}},
                world.errors),
      identity(world.shapes, "SSL::PSKIdentity",
               {{"identity", TypeKind::kString}, {"obfuscated_ticket_age", TypeKind::kCount}},
               world.errors),
      counts(list_parameter(world, "ssl_extension_elliptic_curves", 2)),
      strings(list_parameter(world, "ssl_extension_server_name", 2)),
      algorithms(list_parameter(world, "ssl_extension_signature_algorithm", 2)),
      identities(list_parameter(world, "ssl_extension_pre_shared_key_client_hello", 2)),
      max_alerts(world.global("SSL::max_alerts_per_record")),
      max_version_errors(world.global("SSL::dtls_max_version_errors")),
      max_reported_version_errors(world.global("SSL::dtls_max_reported_version_errors")) {
  bind_hellos(world);
  bind_rest(world);
}

void TlsBinding::bind_hellos(ProtocolWorld& world) {
  client_hello = world.event("ssl_client_hello", {"connection", "count", "count", "time", "string",
                                                  "string", kCounts, kCounts});
  server_hello = world.event("ssl_server_hello", {"connection", "count", "count", "time", "string",
                                                  "string", "count", "count"});
  extension = world.event("ssl_extension", {"connection", "bool", "count", "string"});
  auto bind_one = [&](EventHandle& handle, std::string_view name, std::string_view type) {
    handle = world.event(name, {"connection", "bool", type});
  };
  bind_one(groups, "ssl_extension_elliptic_curves", kCounts);
  bind_one(point_formats, "ssl_extension_ec_point_formats", kCounts);
  bind_one(signature_algorithms, "ssl_extension_signature_algorithm", kAlgorithms);
  bind_one(signature_algorithms_cert, "ssl_extension_signature_algorithms_cert", kCounts);
  bind_one(key_share, "ssl_extension_key_share", kCounts);
  psk_offer = world.event("ssl_extension_pre_shared_key_client_hello",
                          {"connection", "bool", "vector of SSL::PSKIdentity", kStrings});
  bind_one(psk_choice, "ssl_extension_pre_shared_key_server_hello", "count");
  bind_one(alpn, "ssl_extension_application_layer_protocol_negotiation", kStrings);
  bind_one(server_name, "ssl_extension_server_name", kStrings);
  signed_timestamp =
      world.event("ssl_extension_signed_certificate_timestamp",
                  {"connection", "bool", "count", "string", "count", kAlgorithm, "string"});
  bind_one(supported_versions, "ssl_extension_supported_versions", kCounts);
  bind_one(psk_modes, "ssl_extension_psk_key_exchange_modes", kCounts);
  bind_one(connection_id, "ssl_extension_connection_id", "string");
  encrypted_hello =
      world.event("ssl_extension_encrypted_client_hello",
                  {"connection", "bool", "count", "count", "count", "string", "count"});
}

void TlsBinding::bind_rest(ProtocolWorld& world) {
  ecdh_server = world.event("ssl_ecdh_server_params", {"connection", "count", "string"});
  dh_server = world.event("ssl_dh_server_params", {"connection", "string", "string", "string"});
  signature = world.event("ssl_server_signature", {"connection", kAlgorithm, "string"});
  ecdh_client = world.event("ssl_ecdh_client_params", {"connection", "string"});
  dh_client = world.event("ssl_dh_client_params", {"connection", "string"});
  rsa_client = world.event("ssl_rsa_client_pms", {"connection", "string"});
  alert = world.event("ssl_alert", {"connection", "bool", "count", "count"});
  ticket = world.event("ssl_session_ticket_handshake", {"connection", "count", "string"});
  heartbeat =
      world.event("ssl_heartbeat", {"connection", "bool", "count", "count", "count", "string"});
  plaintext = world.event("ssl_plaintext_data", {"connection", "bool", "count", "count", "count"});
  encrypted = world.event("ssl_encrypted_data", {"connection", "bool", "count", "count", "count"});
  probable_handshake =
      world.event("ssl_probable_encrypted_handshake_message", {"connection", "bool", "count"});
  stapled = world.event("ssl_stapled_ocsp", {"connection", "bool", "string"});
  message = world.event("ssl_handshake_message", {"connection", "bool", "count", "count"});
  change_cipher = world.event("ssl_change_cipher_spec", {"connection", "bool"});
  certificate_request = world.event("ssl_certificate_request",
                                    {"connection", "bool", kCounts, kAlgorithms, kStrings});
  flipped = world.event("ssl_connection_flipped", {"connection"});
  established = world.event("ssl_established", {"connection"});
}

// On UDP flows too: QUIC hands it the handshake of TLS.
std::unique_ptr<ProtocolAnalyzer> SslBinding::make(const Flow&) {
  return std::make_unique<SslAnalyzer>(*this);
}

std::unique_ptr<ProtocolAnalyzer> DtlsBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kUdp) return nullptr;
  return std::make_unique<DtlsAnalyzer>(*this);
}

void register_ssl(ProtocolRegistry& registry) {
  Protocol ssl;
  ssl.name = "SSL";
  ssl.declarations = kTlsDeclarations;
  ssl.bind = bind<SslBinding>;
  ssl.needs_begin = true;
  registry.add(ssl);
  Protocol dtls;
  dtls.name = "DTLS";
  dtls.declarations = {};
  dtls.bind = bind<DtlsBinding>;
  registry.add(dtls);
}

}  // namespace avocet
