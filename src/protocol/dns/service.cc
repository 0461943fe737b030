// SVCB and HTTPS records (RFC 9460).
#include "protocol/dns/rdata.h"

namespace avocet {

namespace {

enum ServiceKey : uint16_t {
  kMandatory = 0,
  kAlpn = 1,
  kPort = 3,
  kIpv4Hint = 4,
  kEch = 5,
  kIpv6Hint = 6,
};

bool read_mandatory(DnsServiceParameter& parameter) {
  ByteReader reader(parameter.value);
  while (reader.remaining() > 0) parameter.mandatory.push_back(reader.u16());
  return !reader.failed();
}

bool read_alpn(DnsServiceParameter& parameter) {
  ByteReader reader(parameter.value);
  while (reader.remaining() > 0) {
    size_t size = reader.u8();
    parameter.alpn.push_back(reader.take(size));
  }
  return !reader.failed();
}

bool read_port(DnsServiceParameter& parameter) {
  ByteReader reader(parameter.value);
  parameter.port = reader.u16();
  return !reader.failed() && reader.remaining() == 0;
}

bool read_hints_v4(DnsServiceParameter& parameter) {
  ByteReader reader(parameter.value);
  while (reader.remaining() > 0) parameter.hints.push_back(IpAddress::v4(reader.u32()));
  return !reader.failed();
}

bool read_hints_v6(DnsServiceParameter& parameter) {
  ByteReader reader(parameter.value);
  while (reader.remaining() > 0) {
    std::array<uint8_t, 16> bytes{};
    reader.copy_to(bytes.data(), bytes.size());
    parameter.hints.push_back(IpAddress::from_bytes(bytes));
  }
  return !reader.failed();
}

// The name of what is wrong with the value; empty if nothing is.
std::string_view read_value(DnsServiceParameter& parameter) {
  switch (parameter.key) {
  case kMandatory: return read_mandatory(parameter) ? "" : "DNS_SVCB_mandatory_length_invalid";
  case kAlpn: return read_alpn(parameter) ? "" : "DNS_SVCB_alpn_length_invalid";
  case kPort: return read_port(parameter) ? "" : "DNS_SVCB_port_length_invalid";
  case kIpv4Hint: return read_hints_v4(parameter) ? "" : "DNS_SVCB_ipv4hint_length_invalid";
  case kIpv6Hint: return read_hints_v6(parameter) ? "" : "DNS_SVCB_ipv6hint_length_invalid";
  case kEch: return "";
  default: parameter.is_raw = true; return "";
  }
}

}  // namespace

std::optional<DnsService> parse_dns_service(DnsData& data) {
  constexpr std::string_view kWrongLength = "DNS_SVCB_wrong_length";
  ByteReader reader = data.bytes();
  DnsService service;
  service.priority = reader.u16();
  // At least the root's name.
  if (reader.failed() || reader.remaining() == 0) {
    data.message.fail(kWrongLength);
    return std::nullopt;
  }
  size_t at = data.record.data_at + reader.position();
  size_t begin = at;
  if (!data.message.name(at, data.end(), service.target)) return std::nullopt;
  service.target.lower();
  reader.skip(at - begin);
  while (reader.remaining() > 0) {
    DnsServiceParameter parameter;
    parameter.key = reader.u16();
    size_t size = reader.u16();
    parameter.value = reader.take(size);
    if (reader.failed()) {
      data.message.fail(kWrongLength);
      return std::nullopt;
    }
    if (std::string_view weird = read_value(parameter); !weird.empty()) {
      data.oddities.push_back({weird, {}});
      DnsServiceParameter raw;
      raw.key = parameter.key;
      raw.value = parameter.value;
      raw.is_raw = true;
      parameter = raw;
    }
    service.parameters.push_back(std::move(parameter));
  }
  return service;
}

}  // namespace avocet
