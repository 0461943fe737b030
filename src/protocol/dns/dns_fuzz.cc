// Any bytes as a DNS message: every section, every record by the parser of its type and by all
// others.
#include <cstddef>
#include <cstdint>

#include "protocol/dns/edns.h"
#include "protocol/dns/rdata.h"

using namespace avocet;

namespace {

template <class Parse> void with(DnsReader& reader, const DnsRecord& record, Parse parse) {
  DnsData data{reader, record};
  parse(data);
}

void parse_all(DnsReader& reader, const DnsRecord& record) {
  with(reader, record, parse_dns_name);
  with(reader, record, parse_dns_a);
  with(reader, record, parse_dns_aaaa);
  with(reader, record, parse_dns_a6);
  with(reader, record, parse_netbios_name);
  with(reader, record, parse_dns_soa);
  with(reader, record, parse_dns_mx);
  with(reader, record, parse_dns_srv);
  with(reader, record, parse_dns_naptr);
  with(reader, record, parse_dns_strings);
  with(reader, record, parse_dns_caa);
  with(reader, record, parse_dns_loc);
  with(reader, record, parse_dns_ds);
  with(reader, record, parse_dns_sshfp);
  with(reader, record, parse_dns_rrsig);
  with(reader, record, parse_dns_key);
  with(reader, record, parse_dns_nsec);
  with(reader, record, parse_dns_nsec3);
  with(reader, record, parse_dns_nsec3_param);
  with(reader, record, parse_bind_signing);
  with(reader, record, parse_dns_tsig);
  with(reader, record, parse_dns_tkey);
  with(reader, record, parse_dns_service);
  EdnsReader options(record.data);
  uint16_t code = 0;
  ByteSpan value;
  DnsProblem problem;
  while (options.next(code, value)) {
    parse_client_subnet(value, problem);
    parse_cookie(value, problem);
    parse_keepalive(value, problem);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  DnsReader reader(ByteSpan(data, size), 20);
  std::optional<DnsHeader> header = reader.header();
  if (!header) return 0;
  for (int i = 0; i < header->questions && i < 25; ++i)
    if (!reader.question()) return 0;
  while (std::optional<DnsRecord> record = reader.record()) parse_all(reader, *record);
  return 0;
}
