// SNMP messages (RFC 1157, 1901, 3412, 3414, 3416): bytes in, parts out. Views are into the
// message.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/ber_reader.h"

namespace avocet {

inline constexpr uint64_t kSnmpV1 = 0, kSnmpV2 = 1, kSnmpV3 = 3;

// What an object's value is, by its tag (RFC 2578, section 7.1).
enum SnmpValueTag : uint8_t {
  kIpAddress = 0x40,
  kCounter32 = 0x41,
  kUnsigned32 = 0x42,
  kTimeTicks = 0x43,
  kOpaque = 0x44,
  kCounter64 = 0x46
};

enum class SnmpPduTag : uint8_t {
  kGetRequest = 0xa0,
  kGetNextRequest = 0xa1,
  kResponse = 0xa2,
  kSetRequest = 0xa3,
  kTrap = 0xa4,
  kGetBulkRequest = 0xa5,
  kInformRequest = 0xa6,
  kTrapV2 = 0xa7,
  kReport = 0xa8,
};

struct SnmpUserSecurity {
  ByteSpan engine_id, user, authentication, privacy;
  int64_t engine_boots = 0, engine_time = 0;
};

// Of version 3.
struct SnmpV3 {
  uint64_t id = 0, max_size = 0, security_model = 0;
  uint8_t flags = 0;
  ByteSpan security_parameters;
  // Where what follows can be read: what it is about, and who asks (if that is the model).
  bool has_context = false, has_user = false;
  ByteSpan context_engine, context_name;
  SnmpUserSecurity user;
};

struct SnmpVariable {
  ByteSpan oid;
  BerElement value;
};

struct SnmpMessage {
  uint64_t version = 0;
  ByteSpan community;  // versions 1 and 2
  SnmpV3 v3;
  // What the message carries.
  enum class Body : uint8_t { kUnknownVersion, kUnknownScope, kEncrypted, kPdu };
  Body body = Body::kUnknownVersion;
  uint8_t scope = 0;  // kUnknownScope: its tag
  uint8_t pdu = 0;    // its tag, an SnmpPduTag or not
  // Of all kinds of PDU but traps, never negative; where GetBulk has numbers of its own, they are
  // here, too.
  int64_t request_id = 0, error_status = 0, error_index = 0;
  // Of traps.
  ByteSpan enterprise, agent;
  int64_t generic_trap = 0, specific_trap = 0;
  uint64_t time_stamp = 0;
  std::vector<SnmpVariable> bindings;
};

// Nothing if it is no SNMP.
std::optional<SnmpMessage> parse_snmp(ByteSpan bytes);

}  // namespace avocet
