#include "packet/arp.h"

namespace avocet {
namespace {

// IEEE 802 numbers networks with LLC apart, whose addresses are the same.
constexpr uint16_t kHardwareEthernet = 1, kHardwareIeee802 = 6, kProtocolTypeIpv4 = 0x0800;

}  // namespace

ArpResult decode_arp(ByteSpan body) {
  ByteReader reader(body);
  ArpView arp;
  arp.hardware = reader.u16();
  arp.protocol = reader.u16();
  arp.hardware_length = reader.u8();
  arp.protocol_length = reader.u8();
  arp.operation = reader.u16();
  if (!reader.can_read(2u * arp.hardware_length + 2u * arp.protocol_length))
    return {ArpProblem::kTruncated, arp};
  auto read_mac = [&] {
    ByteReader address(reader.take(arp.hardware_length));
    MacAddress mac{};
    address.copy_to(mac.data(), mac.size());
    return mac;
  };
  auto read_ip = [&] {
    ByteReader address(reader.take(arp.protocol_length));
    return IpAddress::v4(address.u32());
  };
  arp.sender_mac = read_mac();
  arp.sender = read_ip();
  arp.target_mac = read_mac();
  arp.target = read_ip();
  bool is_known = arp.hardware == kHardwareEthernet || arp.hardware == kHardwareIeee802;
  if (!is_known || arp.hardware_length != 6) return {ArpProblem::kBadHardware, arp};
  if (arp.protocol != kProtocolTypeIpv4 || arp.protocol_length != 4)
    return {ArpProblem::kBadProtocol, arp};
  return {ArpProblem::kNone, arp};
}

}  // namespace avocet
