#include "protocol/krb/analyzer.h"
#include "protocol/krb/declarations.h"

namespace avocet {

namespace {

constexpr TypeKind kBool = TypeKind::kBool, kCount = TypeKind::kCount, kString = TypeKind::kString,
                   kRecord = TypeKind::kRecord, kTime = TypeKind::kTime,
                   kVector = TypeKind::kVector;

const VectorType* vector_field(const RecordMaker& maker, std::string_view name) {
  int at = maker.shape() ? maker.shape()->type->find(name) : -1;
  return at < 0 ? nullptr : as_vector(maker.shape()->type->fields[size_t(at)].type);
}

void bind_events(ProtocolWorld& world, KerberosBinding& to) {
  to.as_request = world.event("krb_as_request", {"connection", "KRB::KDC_Request"});
  to.as_response = world.event("krb_as_response", {"connection", "KRB::KDC_Response"});
  to.tgs_request = world.event("krb_tgs_request", {"connection", "KRB::KDC_Request"});
  to.tgs_response = world.event("krb_tgs_response", {"connection", "KRB::KDC_Response"});
  to.ap_request =
      world.event("krb_ap_request", {"connection", "KRB::Ticket", "KRB::AP_Options", "bool"});
  to.ap_response = world.event("krb_ap_response", {"connection"});
  to.safe_event = world.event("krb_safe", {"connection", "bool", "KRB::SAFE_Msg"});
  to.private_event = world.event("krb_priv", {"connection", "bool"});
  to.credentials = world.event("krb_cred", {"connection", "bool", "vector of KRB::Ticket"});
  to.error_event = world.event("krb_error", {"connection", "KRB::Error_Msg"});
}

}  // namespace

KerberosBinding::KerberosBinding(ProtocolWorld& world, std::string_view protocol)
    : name(protocol), tag(world.tag(protocol)), options(world.shapes, "KRB::KDC_Options",
                                                        {{"forwardable", kBool},
                                                         {"forwarded", kBool},
                                                         {"proxiable", kBool},
                                                         {"proxy", kBool},
                                                         {"allow_postdate", kBool},
                                                         {"postdated", kBool},
                                                         {"renewable", kBool},
                                                         {"opt_hardware_auth", kBool},
                                                         {"disable_transited_check", kBool},
                                                         {"renewable_ok", kBool},
                                                         {"enc_tkt_in_skey", kBool},
                                                         {"renew", kBool},
                                                         {"validate", kBool}},
                                                        world.errors),
      ap_options(world.shapes, "KRB::AP_Options",
                 {{"use_session_key", kBool}, {"mutual_required", kBool}}, world.errors),
      typed(world.shapes, "KRB::Type_Value", {{"data_type", kCount}, {"val", kString}},
            world.errors),
      encrypted(world.shapes, "KRB::Encrypted_Data",
                {{"cipher", kCount}, {"ciphertext", kString}, {"kvno", kCount}}, world.errors),
      address(world.shapes, "KRB::Host_Address",
              {{"ip", TypeKind::kAddr}, {"netbios", kString}, {"unknown", kRecord}}, world.errors),
      safe(world.shapes, "KRB::SAFE_Msg",
           {{"pvno", kCount},
            {"msg_type", kCount},
            {"data", kString},
            {"timestamp", kTime},
            {"seq", kCount},
            {"sender", kRecord},
            {"recipient", kRecord}},
           world.errors),
      error(world.shapes, "KRB::Error_Msg",
            {{"error_code", kCount},
             {"pvno", kCount},
             {"msg_type", kCount},
             {"client_time", kTime},
             {"server_time", kTime},
             {"client_realm", kString},
             {"client_name", kString},
             {"service_realm", kString},
             {"service_name", kString},
             {"error_text", kString},
             {"pa_data", kVector}},
            world.errors),
      ticket(world.shapes, "KRB::Ticket",
             {{"pvno", kCount},
              {"realm", kString},
              {"service_name", kString},
              {"cipher", kCount},
              {"ciphertext", kString}},
             world.errors),
      request(world.shapes, "KRB::KDC_Request",
              {{"pvno", kCount},
               {"msg_type", kCount},
               {"pa_data", kVector},
               {"kdc_options", kRecord},
               {"client_name", kString},
               {"service_realm", kString},
               {"service_name", kString},
               {"from", kTime},
               {"till", kTime},
               {"rtime", kTime},
               {"nonce", kCount},
               {"encryption_types", kVector},
               {"host_addrs", kVector},
               {"additional_tickets", kVector}},
              world.errors),
      response(world.shapes, "KRB::KDC_Response",
               {{"pvno", kCount},
                {"msg_type", kCount},
                {"client_name", kString},
                {"ticket", kRecord},
                {"enc_part", kRecord},
                {"pa_data", kVector},
                {"client_realm", kString}},
               world.errors),
      typed_list(vector_field(request, "pa_data")),
      address_list(vector_field(request, "host_addrs")),
      ticket_list(vector_field(request, "additional_tickets")),
      number_list(vector_field(request, "encryption_types")) {
  RecordBinding connection(world.shapes("connection"), "connection", world.errors);
  connection_id = connection.field("id", TypeKind::kRecord);
  bind_events(world, *this);
}

// Within others, Kerberos is on flows of TCP, too.
std::unique_ptr<ProtocolAnalyzer> KerberosBinding::make(const Flow&) {
  return std::make_unique<KerberosAnalyzer>(*this);
}

void register_krb(ProtocolRegistry& registry) {
  Protocol krb;
  krb.name = "KRB";
  krb.declarations = kKrbDeclarations;
  krb.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<KerberosBinding>(world, "KRB");
  };
  registry.add(krb);
  Protocol over_tcp;
  over_tcp.name = "KRB_TCP";
  over_tcp.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<KerberosBinding>(world, "KRB_TCP");
  };
  registry.add(over_tcp);
}

}  // namespace avocet
