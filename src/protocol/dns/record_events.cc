// The events of records, by type.
#include "protocol/dns/message_events.h"

namespace avocet {

namespace {

// Intervals and times of records are seconds.
Value seconds(double n) { return Value::of_double(n); }

std::string base64(ByteSpan bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    size_t left = std::min<size_t>(3, bytes.size() - i);
    uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k) group = group << 8 | (k < left ? bytes[i + k] : 0);
    for (size_t k = 0; k < 4; ++k) out += k <= left ? kDigits[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

}  // namespace

// Handles that nobody wants cost the parsing alone, which finds what is wrong with a record.

bool DnsMessage::address(DnsData& data, const EventHandle& event,
                         std::optional<IpAddress> (*parse)(DnsData&)) {
  std::optional<IpAddress> address = parse(data);
  if (!address) return false;
  if (event.wanted()) raise_answer(event, data.record, {make_address(heap(), *address)});
  return true;
}

bool DnsMessage::netbios_name(DnsData& data) {
  if (!analyzer_.is_netbios_) {
    analyzer_.weird("DNS_RR_unknown_type", std::to_string(data.record.type));
    raise_answer(binding_.unknown, data.record, {});
    return true;
  }
  auto addresses = parse_netbios_name(data);
  if (!addresses) return false;
  for (const IpAddress& address : *addresses)
    if (binding_.a.wanted()) raise_answer(binding_.a, data.record, {make_address(heap(), address)});
  return true;
}

bool DnsMessage::name(DnsData& data, const EventHandle& event) {
  std::optional<DnsName> name = parse_dns_name(data);
  if (!name) return false;
  if (event.wanted()) raise_answer(event, data.record, {text(*name)});
  return true;
}

bool DnsMessage::soa(DnsData& data) {
  std::optional<DnsSoa> soa = parse_dns_soa(data);
  if (!soa) return false;
  if (!binding_.soa_reply.wanted()) return true;
  Record* made = binding_.soa.make(heap(), {text(soa->mname), text(soa->rname), count(soa->serial),
                                            seconds(soa->refresh), seconds(soa->retry),
                                            seconds(soa->expire), seconds(soa->minimum)});
  raise_answer(binding_.soa_reply, data.record, {Value::of(made)});
  return true;
}

bool DnsMessage::hinfo(DnsData& data) {
  auto parts = parse_dns_strings(data);
  if (!parts) return false;
  if (parts->size() < 2) return reader_.fail("DNS_RR_bad_length");
  if (binding_.hinfo.wanted())
    raise_answer(binding_.hinfo, data.record, {text((*parts)[0]), text((*parts)[1])});
  return true;
}

bool DnsMessage::mx(DnsData& data) {
  std::optional<DnsMx> mx = parse_dns_mx(data);
  if (!mx) return false;
  if (binding_.mx.wanted())
    raise_answer(binding_.mx, data.record, {text(mx->name), count(mx->preference)});
  return true;
}

bool DnsMessage::strings(DnsData& data, const EventHandle& event) {
  auto parts = parse_dns_strings(data);
  if (!parts) return false;
  if (event.wanted()) raise_answer(event, data.record, {texts(*parts)});
  return true;
}

bool DnsMessage::caa(DnsData& data) {
  std::optional<DnsCaa> caa = parse_dns_caa(data);
  if (!caa) return false;
  if (binding_.caa.wanted())
    raise_answer(binding_.caa, data.record, {count(caa->flags), text(caa->tag), text(caa->value)});
  return true;
}

bool DnsMessage::srv(DnsData& data) {
  // The NetBIOS service has another record under this number: the status of a node.
  if (analyzer_.is_netbios_) return true;
  std::optional<DnsSrv> srv = parse_dns_srv(data);
  if (!srv) return false;
  if (binding_.srv.wanted())
    raise_answer(binding_.srv, data.record,
                 {text(srv->target), count(srv->priority), count(srv->weight), count(srv->port)});
  return true;
}

bool DnsMessage::naptr(DnsData& data) {
  std::optional<DnsNaptr> naptr = parse_dns_naptr(data);
  if (!naptr) return false;
  if (!binding_.naptr_reply.wanted()) return true;
  Record* made = binding_.naptr.make(heap(), {count(naptr->order), count(naptr->preference),
                                              text(naptr->flags), text(naptr->service),
                                              text(naptr->regexp), text(naptr->replacement)});
  raise_answer(binding_.naptr_reply, data.record, {Value::of(made)});
  return true;
}

bool DnsMessage::loc(DnsData& data) {
  std::optional<DnsLoc> loc = parse_dns_loc(data);
  if (!loc) return false;
  if (!binding_.loc_reply.wanted()) return true;
  Record* made = binding_.loc.make(
      heap(), {text(data.record.name), section_value(), count(loc->version), count(loc->size),
               count(loc->horizontal_precision), count(loc->vertical_precision),
               count(loc->latitude), count(loc->longitude), count(loc->altitude), is_query()});
  raise_answer(binding_.loc_reply, data.record, {Value::of(made)});
  return true;
}

bool DnsMessage::ds(DnsData& data) {
  std::optional<DnsDs> ds = parse_dns_ds(data);
  if (!ds) return false;
  if (!binding_.ds_reply.wanted()) return true;
  Record* made = binding_.ds.make(heap(), {text(data.record.name), section_value(),
                                           count(ds->key_tag), count(ds->algorithm),
                                           count(ds->digest_type), text(ds->digest), is_query()});
  raise_answer(binding_.ds_reply, data.record, {Value::of(made)});
  return true;
}

bool DnsMessage::sshfp(DnsData& data) {
  std::optional<DnsSshfp> sshfp = parse_dns_sshfp(data);
  if (!sshfp) return false;
  if (binding_.sshfp.wanted())
    raise_answer(binding_.sshfp, data.record,
                 {count(sshfp->algorithm), count(sshfp->type), text(sshfp->fingerprint)});
  return true;
}

bool DnsMessage::rrsig(DnsData& data) {
  std::optional<DnsRrsig> rrsig = parse_dns_rrsig(data);
  if (!rrsig) return false;
  if (!binding_.rrsig_reply.wanted()) return true;
  Record* made = binding_.rrsig.make(
      heap(), {text(data.record.name), section_value(), count(rrsig->type_covered),
               count(rrsig->algorithm), count(rrsig->labels), seconds(rrsig->original_ttl),
               seconds(rrsig->expiration), seconds(rrsig->inception), count(rrsig->key_tag),
               text(rrsig->signer), text(rrsig->signature), is_query()});
  raise_answer(binding_.rrsig_reply, data.record, {Value::of(made)});
  return true;
}

bool DnsMessage::dnskey(DnsData& data) {
  std::optional<DnsKey> key = parse_dns_key(data);
  if (!key) return false;
  if (!binding_.dnskey_reply.wanted()) return true;
  Record* made = binding_.dnskey.make(heap(), {text(data.record.name), section_value(),
                                               count(key->flags), count(key->protocol),
                                               count(key->algorithm), text(key->key), is_query()});
  raise_answer(binding_.dnskey_reply, data.record, {Value::of(made)});
  return true;
}

bool DnsMessage::nsec(DnsData& data) {
  std::optional<DnsNsec> nsec = parse_dns_nsec(data);
  if (!nsec) return false;
  if (binding_.nsec.wanted())
    raise_answer(binding_.nsec, data.record, {text(nsec->next), texts(nsec->bitmaps)});
  return true;
}

bool DnsMessage::nsec3(DnsData& data) {
  std::optional<DnsNsec3> nsec3 = parse_dns_nsec3(data);
  if (!nsec3) return false;
  if (!binding_.nsec3_reply.wanted()) return true;
  Record* made = binding_.nsec3.make(
      heap(),
      {text(data.record.name), section_value(), count(nsec3->flags), count(nsec3->hash_algorithm),
       count(nsec3->iterations), count(nsec3->salt.size()), text(nsec3->salt),
       count(nsec3->hash.size()), text(nsec3->hash), texts(nsec3->bitmaps), is_query()});
  raise_answer(binding_.nsec3_reply, data.record, {Value::of(made)});
  return true;
}

bool DnsMessage::nsec3_param(DnsData& data) {
  std::optional<DnsNsec3> nsec3 = parse_dns_nsec3_param(data);
  if (!nsec3) return false;
  if (!binding_.nsec3_param_reply.wanted()) return true;
  Record* made = binding_.nsec3_param.make(
      heap(),
      {text(data.record.name), section_value(), count(nsec3->flags), count(nsec3->hash_algorithm),
       count(nsec3->iterations), count(nsec3->salt.size()), text(nsec3->salt), is_query()});
  raise_answer(binding_.nsec3_param_reply, data.record, {Value::of(made)});
  return true;
}

bool DnsMessage::bind_signing(DnsData& data) {
  std::optional<DnsBindSigning> signing = parse_bind_signing(data);
  if (!signing) return false;
  if (!binding_.binds_reply.wanted()) return true;
  Record* made =
      binding_.binds.make(heap(), {text(data.record.name), section_value(),
                                   count(signing->algorithm), count(signing->key_id),
                                   count(signing->removal), count(signing->complete), is_query()});
  raise_answer(binding_.binds_reply, data.record, {Value::of(made)});
  return true;
}

// The time is 48 bits on the wire. Scripts know it as the upper 32 of them in seconds and the lower
// 16 in thousandths, whatever that is worth.
bool DnsMessage::tsig(DnsData& data) {
  std::optional<DnsTsig> tsig = parse_dns_tsig(data);
  if (!tsig) return false;
  if (!binding_.tsig_addl.wanted()) return true;
  Record* made = binding_.tsig.make(
      heap(), {text(data.record.name), section_value(), text(tsig->algorithm),
               text(tsig->signature), seconds(tsig->time_high + tsig->time_low / 1000.0),
               seconds(tsig->fudge), count(tsig->original_id), count(tsig->error), is_query()});
  binding_.tsig_addl.raise({connection(), msg(), Value::of(made)});
  return true;
}

bool DnsMessage::tkey(DnsData& data) {
  std::optional<DnsTkey> tkey = parse_dns_tkey(data);
  if (!tkey) return false;
  if (!binding_.tkey_reply.wanted()) return true;
  Record* made = binding_.tkey.make(heap(), {text(data.record.name), section_value(),
                                             text(tkey->algorithm), seconds(tkey->inception),
                                             seconds(tkey->expiration), count(tkey->mode),
                                             count(tkey->error), text(tkey->key), is_query()});
  binding_.tkey_reply.raise({connection(), msg(), Value::of(made)});
  return true;
}

bool DnsMessage::service(DnsData& data, const EventHandle& event) {
  std::optional<DnsService> service = parse_dns_service(data);
  if (!service) return false;
  if (!event.wanted()) return true;
  Record* made = binding_.svcb.make(heap(), {count(service->priority), text(service->target)});
  if (!service->parameters.empty()) {
    Vector* parameters = make_vector(heap(), binding_.svcb_params, service->parameters.size());
    for (const DnsServiceParameter& parameter : service->parameters)
      push(heap(), parameters, service_parameter(parameter));
    binding_.svcb.set(made, 2, Value::of(parameters));
  }
  raise_answer(event, data.record, {Value::of(made)});
  return true;
}

// The fields of dns_svcb_param by their places.
Value DnsMessage::service_parameter(const DnsServiceParameter& parameter) {
  enum Field : size_t { kKey, kMandatory, kAlpn, kPort, kHint, kEch, kRaw };
  constexpr uint16_t kEchKey = 5;
  const RecordMaker& maker = binding_.svcb_param;
  Record* made = maker.make(heap(), {count(parameter.key)});
  if (parameter.is_raw) {
    maker.set(made, kRaw, text(parameter.value));
    return Value::of(made);
  }
  if (!parameter.mandatory.empty()) {
    Vector* keys = make_vector(heap(), binding_.counts, parameter.mandatory.size());
    for (uint16_t key : parameter.mandatory) push(heap(), keys, count(key));
    maker.set(made, kMandatory, Value::of(keys));
  }
  if (!parameter.alpn.empty()) maker.set(made, kAlpn, texts(parameter.alpn));
  if (parameter.port) maker.set(made, kPort, count(*parameter.port));
  if (!parameter.hints.empty()) {
    Vector* hints = make_vector(heap(), binding_.addresses, parameter.hints.size());
    for (const IpAddress& hint : parameter.hints) push(heap(), hints, make_address(heap(), hint));
    maker.set(made, kHint, Value::of(hints));
  }
  if (parameter.key == kEchKey) maker.set(made, kEch, text(base64(parameter.value)));
  return Value::of(made);
}

// The fields of a record mean other things here (RFC 6891, 6.1.3).
bool DnsMessage::opt(const DnsRecord& record) {
  if (binding_.edns_addl.wanted()) {
    uint64_t rcode = uint64_t(record.ttl >> 24) << 8 | header_.rcode();
    Record* made = binding_.edns.make(
        heap(), {text(record.name), section_value(), count(record.type), count(record.klass),
                 count(rcode), count(record.ttl >> 16 & 0xff), count(record.ttl & 0xffff),
                 seconds(record.ttl), is_query()});
    binding_.edns_addl.raise({connection(), msg(), Value::of(made)});
  }
  EdnsReader options(record.data);
  uint16_t code = 0;
  ByteSpan value;
  while (options.next(code, value)) opt_value(code, value);
  if (!options.is_cut()) return true;
  analyzer_.weird("EDNS_truncated_option");
  return false;
}

void DnsMessage::opt_value(uint16_t code, ByteSpan value) {
  DnsProblem problem;
  auto raise = [&](const EventHandle& event, const RecordMaker& maker,
                   std::initializer_list<Value> values) {
    event.raise({connection(), msg(), Value::of(maker.make(heap(), values))});
  };
  switch (EdnsOption(code)) {
  case EdnsOption::kClientSubnet:
    if (auto subnet = parse_client_subnet(value, problem); subnet && binding_.edns_ecs.wanted())
      raise(binding_.edns_ecs, binding_.ecs,
            {text(subnet->address.is_v4() ? "v4" : "v6"), count(subnet->source_prefix),
             count(subnet->scope_prefix), make_address(heap(), subnet->address)});
    break;
  case EdnsOption::kCookie:
    if (auto cookie = parse_cookie(value, problem); cookie && binding_.edns_cookie.wanted())
      raise(binding_.edns_cookie, binding_.cookie, {text(cookie->client), text(cookie->server)});
    break;
  case EdnsOption::kTcpKeepalive:
    if (auto keepalive = parse_keepalive(value, problem);
        keepalive && binding_.edns_keepalive.wanted())
      raise(binding_.edns_keepalive, binding_.keepalive,
            {Value::of_bool(!keepalive->timeout), count(keepalive->timeout.value_or(0))});
    break;
  }
  if (!problem.weird.empty()) analyzer_.weird(problem.weird, problem.additional);
}

}  // namespace avocet
