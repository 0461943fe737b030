#include "engine/packet_loop.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <vector>

#include "capture/dumper.h"

namespace avocet {
namespace {

// Has a packet of second 1000 for each byte that is written to it.
class FakeInterface final : public PacketSource {
 public:
  FakeInterface() {
    if (pipe(ends_.data()) != 0) ends_ = {-1, -1};
  }
  ~FakeInterface() override {
    for (int end : ends_) close(end);
  }
  FakeInterface(const FakeInterface&) = delete;
  FakeInterface& operator=(const FakeInterface&) = delete;

  bool arrive() { return write(ends_[1], "p", 1) == 1; }

  ReadStatus next(RawPacket& packet) override {
    if (is_taken_) {
      is_taken_ = false;
      return ReadStatus::kWouldBlock;
    }
    char byte = 0;
    if (read(ends_[0], &byte, 1) != 1) return ReadStatus::kEnd;
    is_taken_ = true;
    packet.time = kPacketTime;
    return ReadStatus::kPacket;
  }
  const std::string& trouble() const override { return name_; }
  int descriptor() const override { return ends_[0]; }
  SourceStatistics statistics() const override { return {}; }
  LinkType link_type() const override { return LinkType::kEthernet; }
  const std::string& name() const override { return name_; }

  static constexpr NetTime kPacketTime = NetTime::from_parts(1000, 0);

 private:
  std::array<int, 2> ends_{-1, -1};
  std::string name_ = "fake0";
  bool is_taken_ = false;
};

// Notes the time of the first tick behind the first packet at which the time is the clock's, and
// how many ticks had the packet's until then.
struct TimeKeeper final : PacketConsumer {
  bool packet(const RawPacket&) override {
    came_ = std::chrono::steady_clock::now();
    has_come_ = true;
    return true;
  }
  bool tick(NetTime now) override {
    if (!has_come_) return true;
    if (now == FakeInterface::kPacketTime) return ++held_ < 1000;
    silence_ = std::chrono::steady_clock::now() - came_;
    return false;
  }
  bool pause() override { return true; }
  bool is_suspended() const override { return false; }
  void source_done(PacketSource&, const std::string&) override {}

  std::chrono::steady_clock::time_point came_;
  std::chrono::nanoseconds silence_{};
  bool has_come_ = false;
  int held_ = 0;
};

TimeKeeper keep_time(NetInterval inactivity) {
  SignalWatch signals;
  CaptureFiles files(signals.interrupt());
  std::vector<std::unique_ptr<PacketSource>> live;
  auto interface = std::make_unique<FakeInterface>();
  EXPECT_TRUE(interface->arrive());
  live.push_back(std::move(interface));
  TimeKeeper keeper;
  LoopOptions options;
  options.inactivity = inactivity;
  run_packet_loop({files, live}, keeper, signals, options);
  return keeper;
}

TEST(PacketLoop, TimeFollowsTheClockOnceAnInterfaceIsSilent) {
  EXPECT_EQ(keep_time({}).held_, 0);
  TimeKeeper keeper = keep_time(NetInterval::millis(250));
  EXPECT_GT(keeper.held_, 0);
  EXPECT_GE(keeper.silence_, std::chrono::milliseconds(250));
}

// Ends the loop after some ticks.
class TickCounter : public PacketConsumer {
 public:
  explicit TickCounter(int most) : most_(most) {}
  bool packet(const RawPacket&) override { return true; }
  bool tick(NetTime) override { return ++ticks < most_; }
  bool pause() override { return true; }
  bool is_suspended() const override { return false; }
  void source_done(PacketSource&, const std::string&) override {}
  int ticks = 0;

 private:
  int most_;
};

std::chrono::steady_clock::duration time_of_ticks(int ticks, int wake) {
  Interrupt never;
  CaptureFiles no_files(never);
  std::vector<std::unique_ptr<PacketSource>> no_interfaces;
  SignalWatch signals;
  TickCounter consumer(ticks);
  LoopOptions options;
  options.stay = true;
  options.wake = wake;
  auto begin = std::chrono::steady_clock::now();
  run_packet_loop({no_files, no_interfaces}, consumer, signals, options);
  EXPECT_EQ(consumer.ticks, ticks);
  return std::chrono::steady_clock::now() - begin;
}

// Without it, sixty ticks take three seconds.
TEST(PacketLoop, TicksEarlyWhileItsWakeDescriptorCanBeRead) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "x", 1), 1);
  EXPECT_LT(time_of_ticks(60, ends[0]), std::chrono::milliseconds(2000));
  char taken;
  ASSERT_EQ(::read(ends[0], &taken, 1), 1);
  EXPECT_GT(time_of_ticks(3, ends[0]), std::chrono::milliseconds(100));
  // It is still ours.
  EXPECT_EQ(::close(ends[0]), 0);
  ::close(ends[1]);
}

// Packets that wait for their time: a capture whose second one is due two seconds after the first.
TEST(PacketLoop, LooksEarlyAtWhatWakesItBetweenPacketsAtTheirPace) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "x", 1), 1);
  std::string path = ::testing::TempDir() + "packet_loop_test.pcap";
  auto dumper = PacketDumper::open(path, {});
  ASSERT_TRUE(dumper);
  std::vector<uint8_t> bytes(60);
  RawPacket packet;
  packet.data = bytes;
  packet.wire_length = 60;
  packet.link = LinkType::kEthernet;
  for (int second : {1000, 1002}) {
    packet.time = NetTime::from_parts(second, 0);
    ASSERT_TRUE((*dumper)->write(packet));
  }
  ASSERT_TRUE((*dumper)->flush());
  SignalWatch signals;
  CaptureFiles files(signals.interrupt());
  ASSERT_TRUE(files.add(path, ""));
  std::vector<std::unique_ptr<PacketSource>> no_interfaces;
  TickCounter consumer(60);
  LoopOptions options;
  options.pseudo_realtime = 1;
  options.wake = ends[0];
  run_packet_loop({files, no_interfaces}, consumer, signals, options);
  EXPECT_EQ(consumer.ticks, 60);
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace avocet
