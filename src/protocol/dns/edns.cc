#include "protocol/dns/edns.h"

#include <algorithm>

namespace avocet {

namespace {

constexpr uint16_t kFamilyV4 = 1, kFamilyV6 = 2;
constexpr size_t kClientCookie = 8, kMinServerCookie = 8, kMaxServerCookie = 32;

}  // namespace

bool EdnsReader::next(uint16_t& code, ByteSpan& value) {
  if (reader_.remaining() == 0) return false;
  code = reader_.u16();
  size_t size = reader_.u16();
  value = reader_.take(size);
  is_cut_ = reader_.failed();
  return !is_cut_;
}

std::optional<EdnsClientSubnet> parse_client_subnet(ByteSpan value, DnsProblem& problem) {
  ByteReader reader(value);
  EdnsClientSubnet subnet;
  uint16_t family = reader.u16();
  subnet.source_prefix = reader.u8();
  subnet.scope_prefix = reader.u8();
  if (reader.failed()) {
    problem = {"EDNS_ECS_invalid_option_len", {}};
    return std::nullopt;
  }
  if (family != kFamilyV4 && family != kFamilyV6) {
    problem = {"EDNS_ECS_invalid_addr_family", std::to_string(family)};
    return std::nullopt;
  }
  bool is_v4 = family == kFamilyV4;
  if (subnet.source_prefix > (is_v4 ? 32 : 128)) {
    problem = {is_v4 ? "EDNS_ECS_invalid_addr_v4_prefix" : "EDNS_ECS_invalid_addr_v6_prefix",
               std::to_string(subnet.source_prefix) + " bits"};
    return std::nullopt;
  }
  // The address is cut to whole bytes of its prefix.
  size_t have = reader.remaining() * 8;
  if (subnet.source_prefix > have) {
    problem = {is_v4 ? "EDNS_ECS_invalid_addr_v4" : "EDNS_ECS_invalid_addr_v6",
               "need " + std::to_string(subnet.source_prefix) + " bits, have " +
                   std::to_string(have) + " bits"};
    return std::nullopt;
  }
  std::array<uint8_t, 16> bytes{};
  ByteSpan given = reader.take_up_to(is_v4 ? 4 : 16);
  std::copy(given.begin(), given.end(), bytes.begin());
  if (is_v4)
    subnet.address = IpAddress::v4(uint32_t(bytes[0]) << 24 | uint32_t(bytes[1]) << 16 |
                                   uint32_t(bytes[2]) << 8 | bytes[3]);
  else
    subnet.address = IpAddress::from_bytes(bytes);
  return subnet;
}

std::optional<EdnsCookie> parse_cookie(ByteSpan value, DnsProblem& problem) {
  size_t server = value.size() < kClientCookie ? 0 : value.size() - kClientCookie;
  bool is_good = value.size() >= kClientCookie &&
                 (server == 0 || (server >= kMinServerCookie && server <= kMaxServerCookie));
  if (!is_good) {
    problem = {"EDNS_COOKIE_invalid_option_len", {}};
    return std::nullopt;
  }
  return EdnsCookie{value.first(kClientCookie), value.subspan(kClientCookie)};
}

std::optional<EdnsKeepalive> parse_keepalive(ByteSpan value, DnsProblem& problem) {
  EdnsKeepalive keepalive;
  if (value.empty()) return keepalive;
  ByteReader reader(value);
  keepalive.timeout = reader.u16();
  if (!reader.failed() && reader.remaining() == 0) return keepalive;
  problem = {"EDNS_TCP_KEEPALIVE_invalid_option_len", {}};
  return std::nullopt;
}

}  // namespace avocet
