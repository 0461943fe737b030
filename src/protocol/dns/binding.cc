#include "protocol/dns/binding.h"

#include "protocol/dns/analyzer.h"
#include "protocol/dns/declarations.h"

namespace avocet {

namespace {

constexpr TypeKind kCount = TypeKind::kCount;
constexpr TypeKind kBool = TypeKind::kBool;
constexpr TypeKind kString = TypeKind::kString;
constexpr TypeKind kInterval = TypeKind::kInterval;
constexpr TypeKind kTime = TypeKind::kTime;
constexpr TypeKind kVector = TypeKind::kVector;

// The type of a field, which must be a vector.
const VectorType* vector_field(const RecordMaker& maker, std::string_view field) {
  int at = maker.shape() ? maker.shape()->type->find(field) : -1;
  return at < 0 ? nullptr : as_vector(maker.shape()->type->fields[size_t(at)].type);
}

}  // namespace

DnsBinding::DnsBinding(ProtocolWorld& world)
    : machine(world.machine), skip_auth(world.global("dns_skip_auth")),
      skip_addl(world.global("dns_skip_addl")), skip_all_auth(world.global("dns_skip_all_auth")),
      skip_all_addl(world.global("dns_skip_all_addl")),
      max_queries(world.global("dns_max_queries")),
      max_jumps(world.global("dns_max_compression_chain_depth")), msg(world.shapes, "dns_msg",
                                                                      {{"id", kCount},
                                                                       {"opcode", kCount},
                                                                       {"rcode", kCount},
                                                                       {"QR", kBool},
                                                                       {"AA", kBool},
                                                                       {"TC", kBool},
                                                                       {"RD", kBool},
                                                                       {"RA", kBool},
                                                                       {"Z", kCount},
                                                                       {"AD", kBool},
                                                                       {"CD", kBool},
                                                                       {"num_queries", kCount},
                                                                       {"num_answers", kCount},
                                                                       {"num_auth", kCount},
                                                                       {"num_addl", kCount},
                                                                       {"is_netbios", kBool}},
                                                                      world.errors),
      answer(world.shapes, "dns_answer",
             {{"answer_type", kCount},
              {"query", kString},
              {"qtype", kCount},
              {"qclass", kCount},
              {"TTL", kInterval}},
             world.errors),
      soa(world.shapes, "dns_soa",
          {{"mname", kString},
           {"rname", kString},
           {"serial", kCount},
           {"refresh", kInterval},
           {"retry", kInterval},
           {"expire", kInterval},
           {"minimum", kInterval}},
          world.errors),
      edns(world.shapes, "dns_edns_additional",
           {{"query", kString},
            {"qtype", kCount},
            {"t", kCount},
            {"payload_size", kCount},
            {"extended_rcode", kCount},
            {"version", kCount},
            {"z_field", kCount},
            {"TTL", kInterval},
            {"is_query", kCount}},
           world.errors),
      ecs(world.shapes, "dns_edns_ecs",
          {{"family", kString},
           {"source_prefix_len", kCount},
           {"scope_prefix_len", kCount},
           {"address", TypeKind::kAddr}},
          world.errors),
      keepalive(world.shapes, "dns_edns_tcp_keepalive",
                {{"keepalive_timeout_omitted", kBool}, {"keepalive_timeout", kCount}},
                world.errors),
      cookie(world.shapes, "dns_edns_cookie",
             {{"client_cookie", kString}, {"server_cookie", kString}}, world.errors),
      tkey(world.shapes, "dns_tkey",
           {{"query", kString},
            {"qtype", kCount},
            {"alg_name", kString},
            {"inception", kTime},
            {"expiration", kTime},
            {"mode", kCount},
            {"rr_error", kCount},
            {"key_data", kString},
            {"is_query", kCount}},
           world.errors),
      tsig(world.shapes, "dns_tsig_additional",
           {{"query", kString},
            {"qtype", kCount},
            {"alg_name", kString},
            {"sig", kString},
            {"time_signed", kTime},
            {"fudge", kTime},
            {"orig_id", kCount},
            {"rr_error", kCount},
            {"is_query", kCount}},
           world.errors),
      rrsig(world.shapes, "dns_rrsig_rr",
            {{"query", kString},
             {"answer_type", kCount},
             {"type_covered", kCount},
             {"algorithm", kCount},
             {"labels", kCount},
             {"orig_ttl", kInterval},
             {"sig_exp", kTime},
             {"sig_incep", kTime},
             {"key_tag", kCount},
             {"signer_name", kString},
             {"signature", kString},
             {"is_query", kCount}},
            world.errors),
      dnskey(world.shapes, "dns_dnskey_rr",
             {{"query", kString},
              {"answer_type", kCount},
              {"flags", kCount},
              {"protocol", kCount},
              {"algorithm", kCount},
              {"public_key", kString},
              {"is_query", kCount}},
             world.errors),
      nsec3(world.shapes, "dns_nsec3_rr",
            {{"query", kString},
             {"answer_type", kCount},
             {"nsec_flags", kCount},
             {"nsec_hash_algo", kCount},
             {"nsec_iter", kCount},
             {"nsec_salt_len", kCount},
             {"nsec_salt", kString},
             {"nsec_hlen", kCount},
             {"nsec_hash", kString},
             {"bitmaps", kVector},
             {"is_query", kCount}},
            world.errors),
      nsec3_param(world.shapes, "dns_nsec3param_rr",
                  {{"query", kString},
                   {"answer_type", kCount},
                   {"nsec_flags", kCount},
                   {"nsec_hash_algo", kCount},
                   {"nsec_iter", kCount},
                   {"nsec_salt_len", kCount},
                   {"nsec_salt", kString},
                   {"is_query", kCount}},
                  world.errors),
      ds(world.shapes, "dns_ds_rr",
         {{"query", kString},
          {"answer_type", kCount},
          {"key_tag", kCount},
          {"algorithm", kCount},
          {"digest_type", kCount},
          {"digest_val", kString},
          {"is_query", kCount}},
         world.errors),
      binds(world.shapes, "dns_binds_rr",
            {{"query", kString},
             {"answer_type", kCount},
             {"algorithm", kCount},
             {"key_id", kCount},
             {"removal_flag", kCount},
             {"complete_flag", kCount},
             {"is_query", kCount}},
            world.errors),
      loc(world.shapes, "dns_loc_rr",
          {{"query", kString},
           {"answer_type", kCount},
           {"version", kCount},
           {"size", kCount},
           {"horiz_pre", kCount},
           {"vert_pre", kCount},
           {"latitude", kCount},
           {"longitude", kCount},
           {"altitude", kCount},
           {"is_query", kCount}},
          world.errors),
      svcb_param(world.shapes, "dns_svcb_param",
                 {{"key", kCount},
                  {"mandatory", kVector},
                  {"alpn", kVector},
                  {"p", kCount},
                  {"hint", kVector},
                  {"ech", kString},
                  {"raw", kString}},
                 world.errors),
      svcb(world.shapes, "dns_svcb_rr",
           {{"svc_priority", kCount}, {"target_name", kString}, {"svc_params", kVector}},
           world.errors),
      naptr(world.shapes, "dns_naptr_rr",
            {{"order", kCount},
             {"preference", kCount},
             {"flags", kString},
             {"service", kString},
             {"regexp", kString},
             {"replacement", kString}},
            world.errors),
      strings(vector_field(nsec3, "bitmaps")), counts(vector_field(svcb_param, "mandatory")),
      addresses(vector_field(svcb_param, "hint")), svcb_params(vector_field(svcb, "svc_params")) {
  auto bind = [&](EventHandle& handle, std::string_view name,
                  std::initializer_list<std::string_view> further) {
    std::vector<std::string_view> types{"connection"};
    types.insert(types.end(), further.begin(), further.end());
    handle = world.event(name, types);
  };
  // Of one record: its part that all have comes first.
  auto bind_record = [&](EventHandle& handle, std::string_view name,
                         std::initializer_list<std::string_view> further) {
    std::vector<std::string_view> types{"connection", "dns_msg", "dns_answer"};
    types.insert(types.end(), further.begin(), further.end());
    handle = world.event(name, types);
  };
  bind(message, "dns_message", {"bool", "dns_msg", "count"});
  for (auto& [handle, name] : {std::pair{&request, "dns_request"},
                               {&rejected, "dns_rejected"},
                               {&query_reply, "dns_query_reply"}})
    bind(*handle, name, {"dns_msg", "string", "count", "count", "string"});
  bind(end, "dns_end", {"dns_msg"});
  bind(udp_session_done, "udp_session_done", {});
  bind_record(a, "dns_A_reply", {"addr"});
  bind_record(aaaa, "dns_AAAA_reply", {"addr"});
  bind_record(a6, "dns_A6_reply", {"addr"});
  bind_record(ns, "dns_NS_reply", {"string"});
  bind_record(cname, "dns_CNAME_reply", {"string"});
  bind_record(ptr, "dns_PTR_reply", {"string"});
  bind_record(soa_reply, "dns_SOA_reply", {"dns_soa"});
  bind_record(wks, "dns_WKS_reply", {});
  bind_record(hinfo, "dns_HINFO_reply", {"string", "string"});
  bind_record(mx, "dns_MX_reply", {"string", "count"});
  bind_record(txt, "dns_TXT_reply", {"vector of string"});
  bind_record(spf, "dns_SPF_reply", {"vector of string"});
  bind_record(caa, "dns_CAA_reply", {"count", "string", "string"});
  bind_record(srv, "dns_SRV_reply", {"string", "count", "count", "count"});
  bind_record(naptr_reply, "dns_NAPTR_reply", {"dns_naptr_rr"});
  bind_record(unknown, "dns_unknown_reply", {});
  bind_record(rrsig_reply, "dns_RRSIG", {"dns_rrsig_rr"});
  bind_record(dnskey_reply, "dns_DNSKEY", {"dns_dnskey_rr"});
  bind_record(nsec, "dns_NSEC", {"string", "vector of string"});
  bind_record(nsec3_reply, "dns_NSEC3", {"dns_nsec3_rr"});
  bind_record(nsec3_param_reply, "dns_NSEC3PARAM", {"dns_nsec3param_rr"});
  bind_record(ds_reply, "dns_DS", {"dns_ds_rr"});
  bind_record(binds_reply, "dns_BINDS", {"dns_binds_rr"});
  bind_record(sshfp, "dns_SSHFP", {"count", "count", "string"});
  bind_record(loc_reply, "dns_LOC", {"dns_loc_rr"});
  bind_record(svcb_reply, "dns_SVCB", {"dns_svcb_rr"});
  bind_record(https, "dns_HTTPS", {"dns_svcb_rr"});
  bind(edns_addl, "dns_EDNS_addl", {"dns_msg", "dns_edns_additional"});
  bind(edns_ecs, "dns_EDNS_ecs", {"dns_msg", "dns_edns_ecs"});
  bind(edns_keepalive, "dns_EDNS_tcp_keepalive", {"dns_msg", "dns_edns_tcp_keepalive"});
  bind(edns_cookie, "dns_EDNS_cookie", {"dns_msg", "dns_edns_cookie"});
  bind(tkey_reply, "dns_TKEY", {"dns_msg", "dns_tkey"});
  bind(tsig_addl, "dns_TSIG_addl", {"dns_msg", "dns_tsig_additional"});
  bind(update, "dns_dynamic_update", {"dns_msg", "string", "count"});
  bind_record(update_pre, "dns_dynamic_update_pre", {});
  bind_record(update_del, "dns_dynamic_update_del", {});
}

std::unique_ptr<ProtocolAnalyzer> DnsBinding::make(const Flow& flow) {
  return std::make_unique<DnsAnalyzer>(*this, flow);
}

void register_dns(ProtocolRegistry& registry) {
  Protocol dns;
  dns.name = "DNS";
  dns.declarations = kDnsDeclarations;
  dns.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<DnsBinding>(world);
  };
  registry.add(dns);
}

}  // namespace avocet
