// NTP messages (RFC 5905; modes 6 and 7 as ntpd speaks them).
//
// The parser of this folder: bytes in, parts out. It knows neither flows nor scripts.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "base/byte_reader.h"

namespace avocet {

// Modes 1 to 5. Times are seconds since 1970; 0 if they were not set.
struct NtpStandard {
  uint8_t stratum = 0;
  double poll = 0, precision = 0;  // seconds
  double root_delay = 0, root_dispersion = 0;
  ByteSpan reference;  // four bytes, whose meaning depends on the stratum
  double reference_time = 0, origin_time = 0, receive_time = 0, transmit_time = 0;
  uint32_t extensions = 0;
  std::optional<uint32_t> key_id;
  ByteSpan digest;
};

// Mode 6.
struct NtpControl {
  bool is_response = false, is_error = false, has_more = false;
  uint8_t operation = 0;
  uint16_t sequence = 0, status = 0, association = 0;
  ByteSpan data;
  std::optional<uint32_t> key_id;
  ByteSpan checksum;
};

// Mode 7.
struct NtpPrivate {
  bool is_authenticated = false;
  uint8_t sequence = 0, implementation = 0, request = 0, error = 0;
  ByteSpan data;
};

struct NtpMessage {
  uint8_t version = 0, mode = 0;
  std::variant<NtpStandard, NtpControl, NtpPrivate> body;
};

// Nothing if it is no NTP, or is cut short. Views are into the bytes.
std::optional<NtpMessage> parse_ntp(ByteSpan bytes);

}  // namespace avocet
