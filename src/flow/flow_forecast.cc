#include "flow/flow_forecast.h"

#include "flow/flow_detail.h"
#include "flow/flow_key.h"

namespace avocet {
namespace {

constexpr size_t kEthernetHeader = 14;
constexpr uint8_t kTcp = 6, kUdp = 17;

}  // namespace

std::optional<uint32_t> glance_at_flow(LinkType link, ByteSpan frame) {
  if (link != LinkType::kEthernet) return {};
  FlowKey key;
  ByteReader reader(frame);
  reader.skip(12);
  uint16_t kind = reader.u16();
  if (kind == 0x0800) {
    constexpr uint8_t kPlainHeader = 0x45;
    if (reader.peek() != kPlainHeader) return {};
    reader.skip(9);
    key.protocol = reader.u8();
    reader.skip(2);
    key.source = IpAddress::v4(reader.u32());
    key.destination = IpAddress::v4(reader.u32());
  } else if (kind == 0x86dd) {
    auto address = [&reader] {
      uint64_t high = reader.u64();
      return IpAddress::v6(high, reader.u64());
    };
    reader.skip(6);
    key.protocol = reader.u8();
    reader.skip(1);
    key.source = address();
    key.destination = address();
  } else {
    return {};
  }
  if (key.protocol != kTcp && key.protocol != kUdp) return {};
  key.source_port = reader.u16();
  key.destination_port = reader.u16();
  if (reader.failed()) return {};
  return key.hash();
}

void FlowForecast::expect(LinkType link, ByteSpan frame) {
  auto before = [this](size_t steps) { return (at_ - steps) % kRing; };
  if (uint32_t there = indices_[before(2 * kStep)]; there != 0) {
    const Flow& flow = pool_.at(there);
    if (flow.detail_) fetch(flow.detail_.get());
    if (flow.data) prefetch(flow.data.get());
  }
  uint32_t& index = indices_[before(kStep)];
  index = hashes_[before(kStep)] == 0 ? 0 : index_.first(hashes_[before(kStep)]);
  if (index != 0) fetch(&pool_.at(index));
  hashes_[before(0)] = glance_at_flow(link, frame).value_or(0);
  if (hashes_[before(0)] != 0) index_.fetch(hashes_[before(0)]);
  indices_[before(0)] = 0;
  ++at_;
}

}  // namespace avocet
