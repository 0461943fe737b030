#include "packet/arp.h"

namespace avocet {
namespace {

constexpr uint16_t kHardwareEthernet = 1, kProtocolTypeIpv4 = 0x0800;

}  // namespace

ArpResult decode_arp(ByteSpan body) {
  ByteReader reader(body);
  ArpView arp;
  arp.hardware = reader.u16();
  arp.protocol = reader.u16();
  arp.hardware_length = reader.u8();
  arp.protocol_length = reader.u8();
  arp.operation = reader.u16();
  reader.copy_to(arp.sender_mac.data(), 6);
  arp.sender = IpAddress::v4(reader.u32());
  reader.copy_to(arp.target_mac.data(), 6);
  arp.target = IpAddress::v4(reader.u32());
  if (reader.failed()) return {ArpProblem::kTruncated, arp};
  if (arp.hardware != kHardwareEthernet || arp.hardware_length != 6)
    return {ArpProblem::kBadHardware, arp};
  if (arp.protocol != kProtocolTypeIpv4 || arp.protocol_length != 4)
    return {ArpProblem::kBadProtocol, arp};
  return {ArpProblem::kNone, arp};
}

}  // namespace avocet
