// What DNS records hold, by type. Each parser takes the data of one record apart; names in it may
// point to elsewhere in the message.
//
// A parser that cannot yields nothing and leaves a problem in the reader. What is merely odd it
// adds to `oddities`, and goes on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ip_address.h"
#include "protocol/dns/message.h"

namespace avocet {

// The types that are taken apart.
enum class DnsType : uint16_t {
  kA = 1,
  kNs = 2,
  kCname = 5,
  kSoa = 6,
  kWks = 11,
  kPtr = 12,
  kHinfo = 13,
  kMx = 15,
  kTxt = 16,
  kAaaa = 28,
  kLoc = 29,
  kNetbiosName = 32,  // of NetBIOS messages alone
  kSrv = 33,
  kNaptr = 35,
  kA6 = 38,
  kOpt = 41,
  kDs = 43,
  kSshfp = 44,
  kRrsig = 46,
  kNsec = 47,
  kDnskey = 48,
  kNsec3 = 50,
  kNsec3Param = 51,
  kSvcb = 64,
  kHttps = 65,
  kSpf = 99,
  kTkey = 249,
  kTsig = 250,
  kCaa = 257,
  kBindSigning = 65534,
};

// The data of one record, being read.
struct DnsData {
  DnsReader& message;
  const DnsRecord& record;
  std::vector<DnsProblem> oddities = {};

  size_t end() const { return record.data_at + record.data.size(); }
  ByteReader bytes() const { return ByteReader(record.data); }
};

struct DnsSoa {
  DnsName mname, rname;
  uint32_t serial, refresh, retry, expire, minimum;
};
struct DnsMx {
  uint16_t preference;
  DnsName name;
};
struct DnsSrv {
  uint16_t priority, weight, port;
  DnsName target;
};
struct DnsNaptr {
  uint16_t order, preference;
  ByteSpan flags, service, regexp;
  DnsName replacement;
};
struct DnsCaa {
  uint8_t flags;
  ByteSpan tag, value;
};
struct DnsLoc {
  uint8_t version, size, horizontal_precision, vertical_precision;
  uint32_t latitude, longitude, altitude;
};
struct DnsDs {
  uint16_t key_tag;
  uint8_t algorithm, digest_type;
  ByteSpan digest;
};
struct DnsSshfp {
  uint8_t algorithm, type;
  ByteSpan fingerprint;
};
struct DnsRrsig {
  uint16_t type_covered;
  uint8_t algorithm, labels;
  uint32_t original_ttl, expiration, inception;
  uint16_t key_tag;
  DnsName signer;
  ByteSpan signature;
};
struct DnsKey {
  uint16_t flags;
  uint8_t protocol, algorithm;
  ByteSpan key;
};
struct DnsNsec {
  DnsName next;
  std::vector<ByteSpan> bitmaps;
};
struct DnsNsec3 {
  uint8_t hash_algorithm, flags;
  uint16_t iterations;
  ByteSpan salt;
  ByteSpan hash;                  // not in NSEC3PARAM
  std::vector<ByteSpan> bitmaps;  // not in NSEC3PARAM
};
struct DnsBindSigning {
  uint8_t algorithm;
  uint16_t key_id;
  uint8_t removal, complete;
};
struct DnsTsig {
  DnsName algorithm;
  uint32_t time_high;  // the first 32 of 48 bits
  uint16_t time_low;   // the others
  uint16_t fudge, original_id, error;
  ByteSpan signature;
};
struct DnsTkey {
  DnsName algorithm;
  uint32_t inception, expiration;
  uint16_t mode, error;
  ByteSpan key;
};
struct DnsServiceParameter {
  uint16_t key;
  ByteSpan value;
  // Of those known, where the value is well formed:
  std::vector<uint16_t> mandatory;
  std::vector<ByteSpan> alpn;
  std::optional<uint16_t> port;
  std::vector<IpAddress> hints;
  bool is_raw = false;  // unknown, or malformed
};
struct DnsService {  // SVCB and HTTPS
  uint16_t priority;
  DnsName target;
  std::vector<DnsServiceParameter> parameters;
};

// One name and nothing else: NS, CNAME, PTR.
std::optional<DnsName> parse_dns_name(DnsData& data);
std::optional<IpAddress> parse_dns_a(DnsData& data);
std::optional<IpAddress> parse_dns_aaaa(DnsData& data);
std::optional<IpAddress> parse_dns_a6(DnsData& data);
// The addresses of a NetBIOS name, each behind two bytes of flags.
std::optional<std::vector<IpAddress>> parse_netbios_name(DnsData& data);
std::optional<DnsSoa> parse_dns_soa(DnsData& data);
std::optional<DnsMx> parse_dns_mx(DnsData& data);
std::optional<DnsSrv> parse_dns_srv(DnsData& data);
std::optional<DnsNaptr> parse_dns_naptr(DnsData& data);
// TXT, SPF, HINFO: strings, each behind its length.
std::optional<std::vector<ByteSpan>> parse_dns_strings(DnsData& data);
std::optional<DnsCaa> parse_dns_caa(DnsData& data);
std::optional<DnsLoc> parse_dns_loc(DnsData& data);
std::optional<DnsDs> parse_dns_ds(DnsData& data);
std::optional<DnsSshfp> parse_dns_sshfp(DnsData& data);
std::optional<DnsRrsig> parse_dns_rrsig(DnsData& data);
std::optional<DnsKey> parse_dns_key(DnsData& data);
std::optional<DnsNsec> parse_dns_nsec(DnsData& data);
std::optional<DnsNsec3> parse_dns_nsec3(DnsData& data);
std::optional<DnsNsec3> parse_dns_nsec3_param(DnsData& data);
std::optional<DnsBindSigning> parse_bind_signing(DnsData& data);
std::optional<DnsTsig> parse_dns_tsig(DnsData& data);
std::optional<DnsTkey> parse_dns_tkey(DnsData& data);
std::optional<DnsService> parse_dns_service(DnsData& data);

}  // namespace avocet
