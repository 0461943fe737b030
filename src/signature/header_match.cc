#include "signature/header_match.h"

#include <algorithm>

namespace avocet {

namespace {

constexpr uint64_t kIp4InList = 4, kIp6InList = 41;

ByteSpan header_bytes(HeaderField field, const PacketView& packet) {
  bool icmp = packet.transport == Transport::kIcmp;
  switch (field) {
  case HeaderField::kIp4:
    return packet.network == Network::kIpv4 ? packet.network_bytes : ByteSpan();
  case HeaderField::kIp6:
    return packet.network == Network::kIpv6 ? packet.network_bytes : ByteSpan();
  case HeaderField::kTcp:
    return packet.transport == Transport::kTcp ? packet.transport_bytes : ByteSpan();
  case HeaderField::kUdp:
    return packet.transport == Transport::kUdp ? packet.transport_bytes : ByteSpan();
  case HeaderField::kIcmp: return icmp && !packet.icmp.is_v6 ? packet.transport_bytes : ByteSpan();
  case HeaderField::kIcmp6: return icmp && packet.icmp.is_v6 ? packet.transport_bytes : ByteSpan();
  case HeaderField::kProtocol:
  case HeaderField::kSourceAddress:
  case HeaderField::kDestinationAddress:
  case HeaderField::kSourcePort:
  case HeaderField::kDestinationPort: break;
  }
  return {};
}

bool compare(uint64_t number, Comparison how, const NumberRange& range) {
  number &= range.mask;
  switch (how) {
  case Comparison::kEqual: return number >= range.low && number <= range.high;
  case Comparison::kNotEqual: return number < range.low || number > range.high;
  case Comparison::kLess: return number < range.low;
  case Comparison::kLessEqual: return number <= range.high;
  case Comparison::kGreater: return number > range.high;
  case Comparison::kGreaterEqual: return number >= range.low;
  }
  return false;
}

bool compare(const IpAddress& address, Comparison how, const Prefix& prefix) {
  IpAddress masked = address.masked128(prefix.length128());
  bool same_family = address.is_v4() == prefix.address().is_v4();
  switch (how) {
  case Comparison::kEqual: return masked == prefix.address();
  case Comparison::kNotEqual: return masked != prefix.address();
  case Comparison::kLess: return same_family && masked < prefix.address();
  case Comparison::kLessEqual: return same_family && masked <= prefix.address();
  case Comparison::kGreater: return same_family && masked > prefix.address();
  case Comparison::kGreaterEqual: return same_family && masked >= prefix.address();
  }
  return false;
}

// One of a list suffices, but of those that must differ all must.
template <class List, class Subject>
bool compare_list(const List& list, Comparison how, const Subject& subject) {
  auto one = [&](const auto& item) { return compare(subject, how, item); };
  return how == Comparison::kNotEqual ? std::all_of(list.begin(), list.end(), one)
                                      : std::any_of(list.begin(), list.end(), one);
}

// IP within the list of protocols means the version of the packet itself: tunnels are looked
// through already.
bool protocol_holds(const HeaderCondition& condition, const PacketView& packet) {
  uint64_t version = packet.network == Network::kIpv6 ? kIp6InList : kIp4InList;
  auto names_version = [&](const NumberRange& r) { return r.low <= version && version <= r.high; };
  bool named = std::any_of(condition.numbers.begin(), condition.numbers.end(), names_version);
  if (named && condition.comparison == Comparison::kEqual) return true;
  return compare_list(condition.numbers, condition.comparison, uint64_t(packet.ip.protocol));
}

}  // namespace

bool compare(uint64_t left, Comparison how, uint64_t right) {
  return compare(left, how, NumberRange{right, right});
}

bool holds(const HeaderCondition& condition, const PacketView& packet) {
  auto number = [&](uint64_t n) {
    return compare_list(condition.numbers, condition.comparison, n & condition.mask);
  };
  auto address = [&](const IpAddress& a) {
    return compare_list(condition.prefixes, condition.comparison, a);
  };
  switch (condition.field) {
  case HeaderField::kProtocol: return protocol_holds(condition, packet);
  case HeaderField::kSourceAddress: return address(packet.ip.source);
  case HeaderField::kDestinationAddress: return address(packet.ip.destination);
  case HeaderField::kSourcePort: return packet.has_ports() && number(packet.source_port);
  case HeaderField::kDestinationPort: return packet.has_ports() && number(packet.destination_port);
  case HeaderField::kIp4:
  case HeaderField::kIp6:
  case HeaderField::kTcp:
  case HeaderField::kUdp:
  case HeaderField::kIcmp:
  case HeaderField::kIcmp6: break;
  }
  ByteSpan bytes = header_bytes(condition.field, packet);
  if (bytes.size() < size_t(condition.offset) + condition.size) return false;
  uint64_t found = 0;
  for (uint32_t i = 0; i < condition.size; ++i) found = found << 8 | bytes[condition.offset + i];
  return number(found);
}

}  // namespace avocet
