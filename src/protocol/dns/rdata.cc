#include "protocol/dns/rdata.h"

#include <algorithm>

namespace avocet {

namespace {

constexpr std::string_view kBadLength = "DNS_RR_bad_length";
constexpr std::string_view kMismatch = "DNS_RR_length_mismatch";

IpAddress address_v4(ByteReader& reader) { return IpAddress::v4(reader.u32()); }

IpAddress address_v6(ByteReader& reader) {
  std::array<uint8_t, 16> bytes{};
  reader.copy_to(bytes.data(), bytes.size());
  return IpAddress::from_bytes(bytes);
}

// Reads a name where the reader is, and moves the reader behind it.
bool read_name(DnsData& data, ByteReader& reader, DnsName& name) {
  size_t begin = data.record.data_at + reader.position();
  size_t at = begin;
  if (!data.message.name(at, data.end(), name)) return false;
  name.lower();
  reader.skip(at - begin);
  return true;
}

// What is left behind the last field is odd, what is missing is wrong.
bool check_end(DnsData& data, const ByteReader& reader, std::string_view too_short = kBadLength) {
  if (reader.failed()) return data.message.fail(too_short);
  if (reader.remaining() > 0) data.oddities.push_back({kMismatch, {}});
  return true;
}

template <class T> std::optional<T> checked(DnsData& data, const ByteReader& reader, T&& made) {
  if (!check_end(data, reader)) return std::nullopt;
  return std::forward<T>(made);
}

// Each block: its number, a length of 1 to 32, that many bytes (RFC 4034, 4.1.2).
bool read_bitmaps(DnsData& data, ByteReader& reader, std::vector<ByteSpan>& bitmaps) {
  while (reader.remaining() > 0) {
    reader.skip(1);
    size_t size = reader.u8();
    ByteSpan bitmap = reader.take(size);
    if (reader.failed()) return data.message.fail(kBadLength);
    bitmaps.push_back(bitmap);
  }
  return true;
}

}  // namespace

std::optional<DnsName> parse_dns_name(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsName name;
  if (!read_name(data, reader, name)) return std::nullopt;
  return checked(data, reader, std::move(name));
}

std::optional<IpAddress> parse_dns_a(DnsData& data) {
  ByteReader reader = data.bytes();
  IpAddress address = address_v4(reader);
  if (!reader.failed() && reader.remaining() == 0) return address;
  data.message.fail(kBadLength);
  return std::nullopt;
}

std::optional<IpAddress> parse_dns_aaaa(DnsData& data) {
  if (data.record.is_cut) return IpAddress::v6(0, 0);
  ByteReader reader = data.bytes();
  IpAddress address = address_v6(reader);
  if (!reader.failed() && reader.remaining() == 0) return address;
  data.message.fail(reader.failed() ? "DNS_AAAA_neg_length" : kBadLength);
  return std::nullopt;
}

// The length of the prefix that another record has, the rest of the address, that record's name
// (RFC 2874).
std::optional<IpAddress> parse_dns_a6(DnsData& data) {
  ByteReader reader = data.bytes();
  size_t prefix = reader.u8();
  if (prefix > 128) {
    data.message.fail(kBadLength);
    return std::nullopt;
  }
  std::array<uint8_t, 16> bytes{};
  size_t known = (128 - prefix + 7) / 8;
  if (known > 0) reader.copy_to(bytes.data() + (16 - known), known);
  if (prefix > 0 && reader.remaining() > 0) {
    DnsName name;
    if (!read_name(data, reader, name)) return std::nullopt;
  }
  return checked(data, reader, IpAddress::from_bytes(bytes));
}

std::optional<std::vector<IpAddress>> parse_netbios_name(DnsData& data) {
  ByteReader reader = data.bytes();
  std::vector<IpAddress> addresses;
  while (reader.remaining() > 0) {
    reader.skip(2);
    addresses.push_back(address_v4(reader));
    if (!reader.failed()) continue;
    data.message.fail(kBadLength);
    return std::nullopt;
  }
  return addresses;
}

std::optional<DnsSoa> parse_dns_soa(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsSoa soa;
  if (!read_name(data, reader, soa.mname) || !read_name(data, reader, soa.rname))
    return std::nullopt;
  soa.serial = reader.u32();
  soa.refresh = reader.u32();
  soa.retry = reader.u32();
  soa.expire = reader.u32();
  soa.minimum = reader.u32();
  return checked(data, reader, std::move(soa));
}

std::optional<DnsMx> parse_dns_mx(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsMx mx;
  mx.preference = reader.u16();
  if (!read_name(data, reader, mx.name)) return std::nullopt;
  return checked(data, reader, std::move(mx));
}

std::optional<DnsSrv> parse_dns_srv(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsSrv srv;
  srv.priority = reader.u16();
  srv.weight = reader.u16();
  srv.port = reader.u16();
  if (!read_name(data, reader, srv.target)) return std::nullopt;
  return checked(data, reader, std::move(srv));
}

std::optional<DnsNaptr> parse_dns_naptr(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsNaptr naptr;
  naptr.order = reader.u16();
  naptr.preference = reader.u16();
  for (ByteSpan* text : {&naptr.flags, &naptr.service, &naptr.regexp}) {
    size_t size = reader.u8();
    *text = reader.take(size);
  }
  if (reader.failed()) {
    data.message.fail(kBadLength);
    return std::nullopt;
  }
  if (!read_name(data, reader, naptr.replacement)) return std::nullopt;
  return checked(data, reader, std::move(naptr));
}

std::optional<std::vector<ByteSpan>> parse_dns_strings(DnsData& data) {
  ByteReader reader = data.bytes();
  std::vector<ByteSpan> strings;
  while (reader.remaining() > 0) {
    size_t size = reader.u8();
    strings.push_back(reader.take(size));
    if (!reader.failed()) continue;
    data.message.fail("DNS_TXT_char_str_past_rdlen");
    return std::nullopt;
  }
  return strings;
}

std::optional<DnsCaa> parse_dns_caa(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsCaa caa;
  caa.flags = reader.u8();
  size_t size = reader.u8();
  caa.tag = reader.take(size);
  if (reader.failed()) {
    data.message.fail("DNS_CAA_char_str_past_rdlen");
    return std::nullopt;
  }
  caa.value = reader.rest();
  return caa;
}

std::optional<DnsLoc> parse_dns_loc(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsLoc loc;
  loc.version = reader.u8();
  loc.size = reader.u8();
  loc.horizontal_precision = reader.u8();
  loc.vertical_precision = reader.u8();
  loc.latitude = reader.u32();
  loc.longitude = reader.u32();
  loc.altitude = reader.u32();
  if (!reader.failed() && reader.remaining() == 0) return loc;
  data.message.fail("dns_invalid_loc_length");
  return std::nullopt;
}

std::optional<DnsDs> parse_dns_ds(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsDs ds;
  ds.key_tag = reader.u16();
  ds.algorithm = reader.u8();
  ds.digest_type = reader.u8();
  ds.digest = reader.rest();
  return checked(data, reader, std::move(ds));
}

std::optional<DnsSshfp> parse_dns_sshfp(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsSshfp sshfp;
  sshfp.algorithm = reader.u8();
  sshfp.type = reader.u8();
  sshfp.fingerprint = reader.rest();
  return checked(data, reader, std::move(sshfp));
}

std::optional<DnsRrsig> parse_dns_rrsig(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsRrsig rrsig;
  rrsig.type_covered = reader.u16();
  rrsig.algorithm = reader.u8();
  rrsig.labels = reader.u8();
  rrsig.original_ttl = reader.u32();
  rrsig.expiration = reader.u32();
  rrsig.inception = reader.u32();
  rrsig.key_tag = reader.u16();
  if (reader.failed()) {
    data.message.fail(kBadLength);
    return std::nullopt;
  }
  if (!read_name(data, reader, rrsig.signer)) return std::nullopt;
  rrsig.signature = reader.rest();
  return checked(data, reader, std::move(rrsig));
}

std::optional<DnsKey> parse_dns_key(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsKey key;
  key.flags = reader.u16();
  key.protocol = reader.u8();
  key.algorithm = reader.u8();
  key.key = reader.rest();
  return checked(data, reader, std::move(key));
}

std::optional<DnsNsec> parse_dns_nsec(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsNsec nsec;
  if (!read_name(data, reader, nsec.next)) return std::nullopt;
  if (!read_bitmaps(data, reader, nsec.bitmaps)) return std::nullopt;
  return nsec;
}

namespace {

DnsNsec3 read_nsec3(ByteReader& reader) {
  DnsNsec3 nsec3;
  nsec3.hash_algorithm = reader.u8();
  nsec3.flags = reader.u8();
  nsec3.iterations = reader.u16();
  size_t size = reader.u8();
  nsec3.salt = reader.take(size);
  return nsec3;
}

}  // namespace

std::optional<DnsNsec3> parse_dns_nsec3(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsNsec3 nsec3 = read_nsec3(reader);
  size_t size = reader.u8();
  nsec3.hash = reader.take(size);
  if (reader.failed()) {
    data.message.fail(kBadLength);
    return std::nullopt;
  }
  if (!read_bitmaps(data, reader, nsec3.bitmaps)) return std::nullopt;
  return nsec3;
}

std::optional<DnsNsec3> parse_dns_nsec3_param(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsNsec3 nsec3 = read_nsec3(reader);
  return checked(data, reader, std::move(nsec3));
}

std::optional<DnsBindSigning> parse_bind_signing(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsBindSigning signing;
  signing.algorithm = reader.u8();
  signing.key_id = reader.u16();
  signing.removal = reader.u8();
  signing.complete = reader.u8();
  return checked(data, reader, std::move(signing));
}

std::optional<DnsTsig> parse_dns_tsig(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsTsig tsig;
  if (!read_name(data, reader, tsig.algorithm)) return std::nullopt;
  tsig.time_high = reader.u32();
  tsig.time_low = reader.u16();
  tsig.fudge = reader.u16();
  size_t size = reader.u16();
  tsig.signature = reader.take(size);
  tsig.original_id = reader.u16();
  tsig.error = reader.u16();
  reader.skip(reader.u16());  // other data
  return checked(data, reader, std::move(tsig));
}

std::optional<DnsTkey> parse_dns_tkey(DnsData& data) {
  ByteReader reader = data.bytes();
  DnsTkey tkey;
  if (!read_name(data, reader, tkey.algorithm)) return std::nullopt;
  tkey.inception = reader.u32();
  tkey.expiration = reader.u32();
  tkey.mode = reader.u16();
  tkey.error = reader.u16();
  size_t size = reader.u16();
  tkey.key = reader.take(size);
  reader.skip(reader.u16());  // other data
  return checked(data, reader, std::move(tkey));
}

}  // namespace avocet
