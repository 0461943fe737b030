#include "flow/flow_forecast.h"

#include "flow/flow_detail.h"

namespace avocet {
namespace {

constexpr size_t kEthernetHeader = 14;
constexpr uint8_t kTcp = 6, kUdp = 17;

// All lines of an object but the first. It may end in one more than its size tells.
template <class T> void fetch_rest(const T& object) {
  const char* begin = reinterpret_cast<const char*>(&object);
  for (size_t done = kCacheLine; done < sizeof(T); done += kCacheLine) prefetch(begin + done);
  prefetch(begin + sizeof(T) - 1);
}

}  // namespace

std::optional<FlowKey> glance_at_flow(LinkType link, ByteSpan frame) {
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
  return key;
}

void FlowForecast::expect(LinkType link, ByteSpan frame) {
  auto before = [this](size_t steps) { return (at_ - steps) % kRing; };
  const FlowDetail* detail = nullptr;
  const FlowData* data = nullptr;
  if (uint32_t there = indices_[before(2 * kStep)]; there != 0) {
    detail = pool_.at(there).detail_.get();
    data = pool_.at(there).data.get();
  }
  uint32_t& index = indices_[before(kStep)];
  index = hashes_[before(kStep)] == 0 ? 0 : index_.first(hashes_[before(kStep)]);
  const Flow* flow = index == 0 ? nullptr : &pool_.at(index);
  std::optional<FlowKey> key = glance_at_flow(link, frame);
  uint32_t hash = hashes_[before(0)] = key ? key->hash(seed_) : 0;
  indices_[before(0)] = 0;
  ++at_;
  // The beginnings first: the processor looks up their pages at the same time.
  if (hash != 0) index_.fetch(hash);
  if (flow != nullptr) prefetch(flow);
  if (detail != nullptr) prefetch(detail);
  if (flow != nullptr) fetch_rest(*flow);
  if (detail != nullptr) fetch_rest(*detail);
  if (data != nullptr) prefetch(data);
}

}  // namespace avocet
