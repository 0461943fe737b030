#include "protocol/rdp/analyzer.h"

namespace avocet {

namespace {

constexpr TypeKind kBool = TypeKind::kBool, kCount = TypeKind::kCount, kString = TypeKind::kString,
                   kRecord = TypeKind::kRecord;

const VectorType* last_parameter(const Program& program, std::string_view event) {
  FunctionId id = program.find_function(event);
  if (id == kNoFunction) return nullptr;
  auto parameters = program.functions[id].type->parameters;
  return parameters.empty() ? nullptr : as_vector(parameters.back().type);
}

}  // namespace

RdpBinding::RdpBinding(ProtocolWorld& world)
    : ssl_tag(world.tag("SSL")),
      core(world.shapes, "RDP::ClientCoreData",
           {{"version_major", kCount},     {"version_minor", kCount},
            {"desktop_width", kCount},     {"desktop_height", kCount},
            {"color_depth", kCount},       {"sas_sequence", kCount},
            {"keyboard_layout", kCount},   {"client_build", kCount},
            {"client_name", kString},      {"keyboard_type", kCount},
            {"keyboard_sub", kCount},      {"keyboard_function_key", kCount},
            {"ime_file_name", kString},    {"post_beta2_color_depth", kCount},
            {"client_product_id", kCount}, {"serial_number", kCount},
            {"high_color_depth", kCount},  {"supported_color_depths", kCount},
            {"ec_flags", kRecord},         {"dig_product_id", kString}},
           world.errors),
      capabilities(world.shapes, "RDP::EarlyCapabilityFlags",
                   {{"support_err_info_pdu", kBool},
                    {"want_32bpp_session", kBool},
                    {"support_statusinfo_pdu", kBool},
                    {"strong_asymmetric_keys", kBool},
                    {"support_monitor_layout_pdu", kBool},
                    {"support_netchar_autodetect", kBool},
                    {"support_dynvc_gfx_protocol", kBool},
                    {"support_dynamic_time_zone", kBool},
                    {"support_heartbeat_pdu", kBool}},
                   world.errors),
      security(world.shapes, "RDP::ClientSecurityData",
               {{"encryption_methods", kCount}, {"ext_encryption_methods", kCount}}, world.errors),
      channel(world.shapes, "RDP::ClientChannelDef",
              {{"name", kString},
               {"options", kCount},
               {"initialized", kBool},
               {"encrypt_rdp", kBool},
               {"encrypt_sc", kBool},
               {"encrypt_cs", kBool},
               {"pri_high", kBool},
               {"pri_med", kBool},
               {"pri_low", kBool},
               {"compress_rdp", kBool},
               {"compress", kBool},
               {"show_protocol", kBool},
               {"persistent", kBool}},
              world.errors),
      cluster(world.shapes, "RDP::ClientClusterData",
              {{"flags", kCount},
               {"redir_session_id", kCount},
               {"redir_supported", kBool},
               {"svr_session_redir_version_mask", kCount},
               {"redir_sessionid_field_valid", kBool},
               {"redir_smartcard", kBool}},
              world.errors),
      channels(last_parameter(world.machine.program(), "rdp_client_network_data")),
      connect_request(world.event("rdp_connect_request", {"connection", "string", "count"})),
      response(world.event("rdp_negotiation_response", {"connection", "count", "count"})),
      failure(world.event("rdp_negotiation_failure", {"connection", "count", "count"})),
      client_core(world.event("rdp_client_core_data", {"connection", "RDP::ClientCoreData"})),
      client_security(
          world.event("rdp_client_security_data", {"connection", "RDP::ClientSecurityData"})),
      client_network(world.event("rdp_client_network_data",
                                 {"connection", "vector of RDP::ClientChannelDef"})),
      client_cluster(
          world.event("rdp_client_cluster_data", {"connection", "RDP::ClientClusterData"})),
      server_response(world.event("rdp_gcc_server_create_response", {"connection", "count"})),
      server_security(world.event("rdp_server_security", {"connection", "count", "count"})),
      server_certificate(world.event("rdp_server_certificate", {"connection", "count", "bool"})),
      begin_encryption(world.event("rdp_begin_encryption", {"connection", "count"})),
      encrypted_data(world.event("rdp_native_encrypted_data", {"connection", "bool", "count"})) {
  RecordBinding connection(world.shapes("connection"), "connection", world.errors);
  connection_id = connection.field("id", TypeKind::kRecord);
}

std::unique_ptr<ProtocolAnalyzer> RdpBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<RdpAnalyzer>(*this);
}

}  // namespace avocet
