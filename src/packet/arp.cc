#include "packet/arp.h"

namespace avocet {
namespace {

constexpr uint16_t kHardwareEthernet = 1, kProtocolTypeIpv4 = 0x0800;

ArpResult problem(ArpProblem what) { return {what, {}}; }

}  // namespace

ArpResult decode_arp(ByteSpan body) {
  ByteReader reader(body);
  uint16_t hardware = reader.u16();
  uint16_t protocol = reader.u16();
  uint8_t hardware_length = reader.u8();
  uint8_t protocol_length = reader.u8();
  ArpView arp;
  arp.operation = reader.u16();
  if (reader.failed()) return problem(ArpProblem::kTruncated);
  if (!reader.can_read(2u * hardware_length + 2u * protocol_length)) {
    return problem(ArpProblem::kTruncated);
  }
  if (hardware != kHardwareEthernet || hardware_length != 6)
    return problem(ArpProblem::kBadHardware);
  if (protocol != kProtocolTypeIpv4 || protocol_length != 4)
    return problem(ArpProblem::kBadProtocol);
  reader.copy_to(arp.sender_mac.data(), 6);
  arp.sender = IpAddress::v4(reader.u32());
  reader.copy_to(arp.target_mac.data(), 6);
  arp.target = IpAddress::v4(reader.u32());
  return {ArpProblem::kNone, arp};
}

}  // namespace avocet
