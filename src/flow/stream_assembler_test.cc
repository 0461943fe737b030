#include "flow/stream_assembler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "flow/options.h"

namespace avocet {
namespace {

struct StreamRecorder final : FlowObserver {
  uint64_t next = 1;
  std::string stream;
  std::vector<std::string> inconsistent, weirds;

  void stream_data(Flow&, Side, uint64_t begin, ByteSpan bytes) override {
    EXPECT_EQ(begin, next);
    next += bytes.size();
    stream.append(bytes.begin(), bytes.end());
  }
  void stream_gap(Flow&, Side, uint64_t begin, uint64_t length) override {
    EXPECT_EQ(begin, next);
    next += length;
    stream += "<" + std::to_string(length) + ">";
  }
  void rexmit_inconsistency(Flow&, Side, ByteSpan before, ByteSpan now, uint8_t) override {
    inconsistent.push_back(std::string(before.begin(), before.end()) + "/" +
                           std::string(now.begin(), now.end()));
  }
  void flow_weird(Flow&, Weird weird, std::string_view) override {
    weirds.emplace_back(weird_name(weird));
  }
};

class StreamAssemblerTest : public ::testing::Test {
 protected:
  StreamAssemblerTest() {
    options_.tcp_max_initial_window = 0;
    options_.tcp_max_above_hole_without_any_acks = 0;
    flow_.transport = Transport::kTcp;
    flow_.interest = FlowInterest::everything();
  }
  void data(uint64_t begin, const std::string& text) {
    std::vector<uint8_t> bytes(text.begin(), text.end());
    assembler_.data(flow_, Side::kOrig, begin, bytes, 0);
  }
  void acknowledge(uint64_t up_to) { assembler_.acknowledge(flow_, Side::kOrig, up_to, false); }

  FlowOptions options_;
  StreamRecorder recorder_;
  Flow flow_;
  StreamAssembler assembler_{options_, recorder_};
};

// Where a segment in between moved all behind it, these took seconds.
constexpr uint64_t kManySegments = 100'000, kLength = 4;

std::vector<uint64_t> places() {
  std::vector<uint64_t> all(kManySegments);
  for (uint64_t i = 0; i < kManySegments; ++i) all[i] = i;
  return all;
}

TEST_F(StreamAssemblerTest, ManySegmentsMayWaitInAnyOrder) {
  options_.max_waiting_segments = 0;
  options_.tcp_excessive_data_without_further_acks = 0;
  std::vector<uint64_t> order = places();
  std::shuffle(order.begin(), order.end(), std::mt19937(1));
  for (uint64_t place : order) data(2 + place * kLength, "abcd");
  EXPECT_EQ(recorder_.stream, "");
  EXPECT_EQ(assembler_.buffered_bytes(), kManySegments * kLength);
  data(1, "!");
  EXPECT_EQ(recorder_.stream.size(), 1 + kManySegments * kLength);
  EXPECT_EQ(recorder_.stream.substr(0, 9), "!abcdabcd");
  EXPECT_EQ(assembler_.buffered_bytes(), 0u);
}

TEST_F(StreamAssemblerTest, ManyHolesMayBeBetweenThem) {
  options_.max_waiting_segments = 0;
  options_.tcp_excessive_data_without_further_acks = 0;
  std::vector<uint64_t> order = places();
  for (auto place = order.rbegin(); place != order.rend(); ++place)
    data(2 + *place * (kLength + 1), "abcd");
  acknowledge(2 + kManySegments * (kLength + 1));
  EXPECT_EQ(recorder_.stream.substr(0, 14), "<1>abcd<1>abcd");
  EXPECT_EQ(recorder_.next, 2 + kManySegments * (kLength + 1));
  EXPECT_EQ(assembler_.buffered_bytes(), 0u);
}

TEST_F(StreamAssemblerTest, OfBytesThatWaitTheFirstCount) {
  data(5, "EF");
  data(9, "IJ");
  data(3, "cdefghijkl");
  data(2, "bCDE");
  data(1, "A");
  EXPECT_EQ(recorder_.stream, "AbcdEFghIJkl");
  EXPECT_EQ(recorder_.inconsistent, (std::vector<std::string>{"EF/ef", "IJ/ij", "cd/CD"}));
}

TEST_F(StreamAssemblerTest, SegmentsThatWaitAreLimited) {
  options_.max_waiting_segments = 3;
  for (uint64_t begin : {3, 5, 7}) data(begin, "x");
  EXPECT_EQ(assembler_.flow_limit_hits(), 0u);
  data(9, "x");
  EXPECT_EQ(assembler_.flow_limit_hits(), 1u);
  EXPECT_EQ(recorder_.weirds, (std::vector<std::string>{"reassembly_limit_reached"}));
  EXPECT_EQ(assembler_.buffered_bytes(), 0u);
  data(1, "x");
  EXPECT_EQ(recorder_.stream, "");
}

// Their contents alone would not do: most of what a segment of one byte takes is its place.
TEST_F(StreamAssemblerTest, WhatWaitsIsLimitedOverAllWithItsPlaces) {
  options_.max_reassembly_bytes = 10'000;
  for (uint64_t begin = 3; begin < 2'000 && assembler_.limit_hits() == 0; begin += 2)
    data(begin, "x");
  EXPECT_EQ(assembler_.limit_hits(), 1u);
}

TEST_F(StreamAssemblerTest, WhatIsNotAcknowledgedIsCompared) {
  options_.tcp_max_old_segments = 1;
  data(1, "aa");
  data(3, "bb");
  data(5, "cc");
  acknowledge(5);  // of "aa" and "bb" the latter is kept
  data(1, "AABBCC");
  EXPECT_EQ(recorder_.inconsistent, (std::vector<std::string>{"bb/BB", "cc/CC"}));
  acknowledge(7);
  recorder_.inconsistent.clear();
  data(1, "AABBCC");
  EXPECT_EQ(recorder_.inconsistent, (std::vector<std::string>{"cc/CC"}));
}

TEST_F(StreamAssemblerTest, WhatIsComparedIsLimited) {
  options_.max_compared_bytes = 1'000;
  for (uint64_t i = 0; i < 100; ++i) data(1 + i, "a");
  EXPECT_GT(assembler_.compare_limit_hits(), 80u);
  EXPECT_LT(assembler_.compare_limit_hits(), 100u);
  data(1, "A");
  EXPECT_TRUE(recorder_.inconsistent.empty());
  data(100, "A");
  EXPECT_EQ(recorder_.inconsistent, (std::vector<std::string>{"a/A"}));
  EXPECT_EQ(recorder_.stream, std::string(100, 'a'));
}

TEST_F(StreamAssemblerTest, OfManyDifferencesSomeAreTold) {
  options_.max_told_inconsistencies = 3;
  for (uint64_t i = 0; i < 10; ++i) data(1 + i, "a");
  data(1, "AAAAAAAAAA");
  EXPECT_EQ(recorder_.inconsistent.size(), 3u);
  EXPECT_EQ(assembler_.untold_inconsistencies(), 7u);
}

// Whoever never acknowledges does so elsewhere.
TEST_F(StreamAssemblerTest, NothingIsKeptForComparingWhereThePeerIsNotSeen) {
  options_.tcp_max_initial_window = 10;
  flow_.orig().sequence.last = 100;
  data(1, "aa");
  data(1, "bb");
  EXPECT_TRUE(recorder_.inconsistent.empty());
}

// Segments come in any order there, too.
TEST_F(StreamAssemblerTest, PutsInOrderWhatComesWhereThePeerIsNotSeen) {
  options_.tcp_max_initial_window = 10;
  options_.tcp_max_above_hole_without_any_acks = 4;
  flow_.orig().sequence.last = 100;
  data(3, "bb");
  data(1, "aa");
  EXPECT_EQ(recorder_.stream, "aabb");
  data(7, "dd");
  EXPECT_TRUE(recorder_.weirds.empty());
  data(10, "e");
  EXPECT_EQ(recorder_.weirds, std::vector<std::string>{"above_hole_data_without_any_acks"});
  EXPECT_EQ(recorder_.stream, "aabb");
}

TEST_F(StreamAssemblerTest, ForgetsWhatItHoldsOfAFlow) {
  data(1, "aa");
  data(10, "bb");
  assembler_.discard(flow_);
  EXPECT_EQ(assembler_.buffered_bytes(), 0u);
  data(1, "AA");
  data(10, "BB");
  EXPECT_TRUE(recorder_.inconsistent.empty());
}

}  // namespace
}  // namespace avocet
