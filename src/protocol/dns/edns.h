// Options of the OPT record (RFC 6891): client subnets, keepalive of TCP, cookies.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/ip_address.h"
#include "protocol/dns/message.h"

namespace avocet {

enum class EdnsOption : uint16_t { kClientSubnet = 8, kCookie = 10, kTcpKeepalive = 11 };

struct EdnsClientSubnet {  // RFC 7871
  uint8_t source_prefix, scope_prefix;
  IpAddress address;
};
struct EdnsCookie {  // RFC 7873
  ByteSpan client, server;
};
struct EdnsKeepalive {              // RFC 7828
  std::optional<uint16_t> timeout;  // in tenths of a second
};

// Yields options one after the other. False at the end, which is early if one is cut off: see
// is_cut().
class EdnsReader {
 public:
  explicit EdnsReader(ByteSpan data) : reader_(data) {}
  bool next(uint16_t& code, ByteSpan& value);
  bool is_cut() const { return is_cut_; }

 private:
  ByteReader reader_;
  bool is_cut_ = false;
};

// Each yields the value or what is wrong with it.
std::optional<EdnsClientSubnet> parse_client_subnet(ByteSpan value, DnsProblem& problem);
std::optional<EdnsCookie> parse_cookie(ByteSpan value, DnsProblem& problem);
std::optional<EdnsKeepalive> parse_keepalive(ByteSpan value, DnsProblem& problem);

}  // namespace avocet
