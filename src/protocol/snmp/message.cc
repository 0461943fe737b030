#include "protocol/snmp/message.h"

namespace avocet {

namespace {

constexpr uint64_t kUserSecurityModel = 3;
constexpr size_t kIpv4Size = 4;

bool is_known(uint8_t pdu) {
  return pdu >= uint8_t(SnmpPduTag::kGetRequest) && pdu <= uint8_t(SnmpPduTag::kReport);
}

bool read_bindings(BerReader& reader, SnmpMessage& message) {
  BerReader list = reader.inside(kBerSequence);
  while (!list.failed() && !list.at_end()) {
    BerReader pair = list.inside(kBerSequence);
    SnmpVariable variable;
    variable.oid = pair.content(kBerOid);
    variable.value = pair.element();
    if (pair.failed()) return false;
    message.bindings.push_back(variable);
  }
  return !list.failed();
}

bool read_trap(BerReader& pdu, SnmpMessage& message) {
  message.enterprise = pdu.content(kBerOid);
  message.agent = pdu.content(kIpAddress);
  if (message.agent.size() != kIpv4Size) return false;
  message.generic_trap = pdu.integer();
  message.specific_trap = pdu.integer();
  std::optional<uint64_t> time_stamp = ber_unsigned(pdu.content(kTimeTicks));
  message.time_stamp = time_stamp.value_or(0);
  return time_stamp && !pdu.failed() && read_bindings(pdu, message);
}

bool read_pdu(BerReader& reader, SnmpMessage& message) {
  BerElement element = reader.element();
  if (reader.failed()) return false;
  message.body = SnmpMessage::Body::kPdu;
  message.pdu = element.tag;
  if (!is_known(element.tag)) return true;
  BerReader pdu(element.content);
  if (element.tag == uint8_t(SnmpPduTag::kTrap)) return read_trap(pdu, message);
  message.request_id = int64_t(pdu.positive());
  message.error_status = int64_t(pdu.positive());
  message.error_index = int64_t(pdu.positive());
  return !pdu.failed() && read_bindings(pdu, message);
}

// What does not look like the user-based model is left to scripts as it is.
void read_user(SnmpV3& v3) {
  if (v3.security_model != kUserSecurityModel) return;
  BerReader reader(v3.security_parameters);
  BerReader user = reader.inside(kBerSequence);
  v3.user.engine_id = user.octets();
  v3.user.engine_boots = int64_t(user.positive());
  v3.user.engine_time = int64_t(user.positive());
  v3.user.user = user.octets();
  v3.user.authentication = user.octets();
  v3.user.privacy = user.octets();
  v3.has_user = !user.failed();
}

bool read_v3(BerReader& reader, SnmpMessage& message) {
  SnmpV3& v3 = message.v3;
  BerReader global = reader.inside(kBerSequence);
  v3.id = global.positive();
  v3.max_size = global.positive();
  ByteSpan flags = global.octets();
  v3.security_model = global.positive();
  v3.security_parameters = reader.octets();
  if (global.failed() || reader.failed() || flags.size() != 1) return false;
  v3.flags = flags[0];
  BerElement data = reader.element();
  if (reader.failed()) return false;
  if (data.tag != kBerSequence) {
    bool is_encrypted = data.tag == kBerOctets;
    message.body = is_encrypted ? SnmpMessage::Body::kEncrypted : SnmpMessage::Body::kUnknownScope;
    message.scope = data.tag;
    return true;
  }
  BerReader scoped(data.content);
  v3.context_engine = scoped.octets();
  v3.context_name = scoped.octets();
  v3.has_context = !scoped.failed();
  read_user(v3);
  return v3.has_context && read_pdu(scoped, message);
}

}  // namespace

std::optional<SnmpMessage> parse_snmp(ByteSpan bytes) {
  BerReader outer(bytes);
  BerReader reader = outer.inside(kBerSequence);
  SnmpMessage message;
  message.version = reader.positive();
  if (reader.failed()) return std::nullopt;
  bool is_good = true;
  if (message.version == kSnmpV3) {
    is_good = read_v3(reader, message);
  } else if (message.version == kSnmpV1 || message.version == kSnmpV2) {
    message.community = reader.octets();
    is_good = !reader.failed() && read_pdu(reader, message);
  }
  if (!is_good) return std::nullopt;
  return message;
}

}  // namespace avocet
