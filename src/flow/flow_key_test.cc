#include "flow/flow_key.h"

#include <gtest/gtest.h>

#include <set>

namespace avocet {
namespace {

constexpr uint32_t kMany = 10'000;

FlowKey to_server(const IpAddress& source, uint32_t port) {
  FlowKey key;
  key.source = source;
  key.source_port = static_cast<uint16_t>(port);
  key.destination = *IpAddress::parse("fd00::1");
  key.destination_port = 80;
  key.protocol = 6;
  return key;
}

size_t hashes(FlowKey (*key)(uint32_t)) {
  FlowHashSeed seed = FlowHashSeed::fresh();
  std::set<uint32_t> all;
  for (uint32_t i = 0; i < kMany; ++i) all.insert(key(i).hash(seed));
  return all.size();
}

// Of ten thousand hashes of 32 bits hardly any are equal.
constexpr size_t kNearlyAll = kMany - 10;

// What cancels a factor of the hash, as long as that is known.
constexpr uint64_t kFactors[] = {0xe7037ed1a0b428dbULL, 0x9e3779b97f4a7c15ULL, 0};

TEST(FlowKey, ChosenAddressesDoNotHashAlike) {
  EXPECT_GT(hashes([](uint32_t i) {
              return to_server(IpAddress::v6(0xfd00'0000'0000'0000ULL + i, kFactors[0]), 1);
            }),
            kNearlyAll);
  EXPECT_GT(hashes([](uint32_t i) {
              return to_server(IpAddress::v6(kFactors[1], 0x1234'5678'0000'0000ULL + i), 1);
            }),
            kNearlyAll);
  EXPECT_GT(hashes([](uint32_t i) { return to_server(IpAddress::v6(i, kFactors[2]), 1); }),
            kNearlyAll);
}

// A port that makes up for what is changed in the address.
TEST(FlowKey, AddressesAndPortsDoNotMakeUpForEachOther) {
  EXPECT_GT(hashes([](uint32_t i) {
              return to_server(IpAddress::v6(0xfd00'0000'0000'0000ULL + i, 1), i);
            }),
            kNearlyAll);
  EXPECT_GT(
      hashes([](uint32_t i) { return to_server(IpAddress::v6(0xfd00'0000'0000'0000ULL, i), i); }),
      kNearlyAll);
}

TEST(FlowKey, BothDirectionsHashAlike) {
  FlowHashSeed seed = FlowHashSeed::fresh();
  FlowKey there = to_server(*IpAddress::parse("10.0.0.1"), 4000), back = there;
  std::swap(back.source, back.destination);
  std::swap(back.source_port, back.destination_port);
  EXPECT_EQ(there.hash(seed), back.hash(seed));
  EXPECT_NE(there.hash(seed), there.hash(FlowHashSeed::fresh()));
}

}  // namespace
}  // namespace avocet
