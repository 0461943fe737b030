#include "engine/accepted_output.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace avocet {
namespace {

// What a capture of the packets of a test holds of each: its only byte.
class AcceptedOutputTest : public testing::Test {
 protected:
  AcceptedOutputTest() {
    path_ = std::filesystem::temp_directory_path() /
            ("accepted_output_test." + std::to_string(::getpid()));
    output_ = std::make_unique<AcceptedOutput>(
        std::move(PacketDumper::open(path_, {.link = LinkType::kEthernet})).value());
  }
  ~AcceptedOutputTest() override { std::filesystem::remove(path_); }

  void packet(char name, Verdict verdict, uint64_t datagram = 0, bool completes = false) {
    const auto byte = uint8_t(name);
    RawPacket packet;
    packet.link = LinkType::kEthernet;
    packet.data = {&byte, 1};
    packet.wire_length = 1;
    packet.time = NetTime::from_parts(1, 0);
    PacketDecoder::FragmentOf fragment;
    fragment.datagram = datagram;
    fragment.completes = completes;
    output_->packet(packet, verdict, fragment);
  }

  std::string written() {
    EXPECT_TRUE(bool(output_->finish()));
    std::ifstream file(path_, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}}, names;
    for (size_t at = 24 + 16; at < bytes.size(); at += 17) names += bytes[at];
    return names;
  }

  std::string path_;
  std::unique_ptr<AcceptedOutput> output_;
};

TEST_F(AcceptedOutputTest, FragmentsShareTheVerdictOnTheirDatagram) {
  packet('a', Verdict::kAccept, 1);
  packet('b', Verdict::kAccept, 2);
  packet('c', Verdict::kAccept);
  packet('d', Verdict::kAccept, 1);
  packet('e', Verdict::kAccept, 2);
  packet('f', Verdict::kDrop, 1, true);
  packet('g', Verdict::kAccept, 2, true);
  EXPECT_EQ(written(), "bceg");
}

TEST_F(AcceptedOutputTest, WhatNeverBecomesWholeIsAcceptedInItsPlace) {
  packet('a', Verdict::kAccept, 1);
  packet('b', Verdict::kDrop);
  packet('c', Verdict::kAccept);
  EXPECT_EQ(written(), "ac");
}

// Whoever looks at all that waits for each datagram needs minutes.
TEST_F(AcceptedOutputTest, FinishedDatagramsDoNotWalkWhatWaits) {
  constexpr uint64_t kDatagrams = 100'000;
  packet('a', Verdict::kAccept, 1);
  for (uint64_t i = 2; i < kDatagrams + 2; ++i) {
    packet('b', Verdict::kAccept, i);
    packet('c', Verdict::kDrop, i, true);
  }
  EXPECT_EQ(written(), "a");
}

}  // namespace
}  // namespace avocet
