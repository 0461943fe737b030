#include "engine/shared_reading.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

namespace avocet {
namespace {

class SharedReadingTest : public ::testing::Test {
 protected:
  static constexpr uint32_t kPackets = 100'000;

  void SetUp() override {
    path_ = (std::filesystem::temp_directory_path() / ("avocet-shared-" + std::to_string(getpid())))
                .string();
    auto dumper = PacketDumper::open(path_, {.link = LinkType::kEthernet});
    ASSERT_TRUE(dumper.ok());
    std::vector<uint8_t> bytes(60);
    RawPacket packet;
    packet.link = LinkType::kEthernet;
    packet.data = bytes;
    packet.wire_length = 60;
    for (uint32_t i = 0; i < kPackets; ++i) {
      packet.time = NetTime::from_parts(1, int64_t{i} * 1000);
      ASSERT_TRUE((*dumper)->write(packet).ok());
    }
    ASSERT_TRUE((*dumper)->flush().ok());
    ASSERT_TRUE(files_.add(path_, {}).ok());
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::string path_;
  Interrupt interrupt_;
  CaptureFiles files_{interrupt_};
};

TEST_F(SharedReadingTest, GivesEachWorkerAllBatchesInOrder) {
  SharedReading reading(files_, 3, nullptr);
  std::atomic<int> good = 0;
  auto work = [&](uint32_t worker) {
    uint64_t next = 1, ended = 0;
    while (std::shared_ptr<PacketBatch> batch = reading.next(worker)) {
      if (batch->first != next) break;
      next = batch->last();
      ended += batch->ended.size();
      if (worker == 0) std::this_thread::yield();
    }
    good += next == kPackets + 1 && ended == 1;
    reading.leave(worker);
  };
  std::vector<std::thread> threads;
  for (uint32_t i = 0; i < 3; ++i) threads.emplace_back(work, i);
  while (!reading.wait(std::chrono::milliseconds(20))) {
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 3);
  EXPECT_EQ(reading.statistics().packets, kPackets);
  EXPECT_TRUE(reading.finish().empty());
}

TEST_F(SharedReadingTest, LetsTheSlowTakeWhileTheFastWaitsForRoom) {
  SharedReading reading(files_, 2, nullptr);
  std::thread fast([&] {
    while (reading.next(0)) {
    }
    reading.leave(0);
  });
  uint64_t through = 0;
  while (std::shared_ptr<PacketBatch> batch = reading.next(1)) {
    through = batch->last();
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  reading.leave(1);
  fast.join();
  EXPECT_EQ(through, kPackets + 1);
}

TEST_F(SharedReadingTest, StopsAllBehindWhatOneHasTaken) {
  SharedReading reading(files_, 2, nullptr);
  uint64_t through = 0;
  for (int i = 0; i < 3; ++i) through = reading.next(0)->last();
  reading.stop();
  EXPECT_EQ(reading.next(0), nullptr);
  uint64_t other = 0;
  while (std::shared_ptr<PacketBatch> batch = reading.next(1)) other = batch->last();
  EXPECT_EQ(other, through);
}

TEST_F(SharedReadingTest, WaitsForNobodyWhoLeft) {
  SharedReading reading(files_, 2, nullptr);
  reading.leave(1);
  uint64_t through = 0;
  while (std::shared_ptr<PacketBatch> batch = reading.next(0)) through = batch->last();
  EXPECT_EQ(through, kPackets + 1);
}

TEST_F(SharedReadingTest, ReadsAheadLittleByLittle) {
  SharedReading reading(files_, 2, nullptr);
  std::shared_ptr<PacketBatch> batch = reading.next(0);
  EXPECT_EQ(reading.statistics().packets, PacketBatch::kPackets);
  // The other one does not read: the first was there before.
  for (size_t i = 0; i < PacketBatch::kPackets; ++i) reading.step(1);
  EXPECT_EQ(reading.statistics().packets, PacketBatch::kPackets);
  for (size_t i = 0; i < PacketBatch::kPackets; ++i) reading.step(0);
  EXPECT_EQ(reading.statistics().packets, 2 * PacketBatch::kPackets);
  EXPECT_EQ(reading.next(0)->first, batch->last());
}

TEST_F(SharedReadingTest, NobodyWaitsForTheOneWhoReadsAhead) {
  SharedReading reading(files_, 2, nullptr);
  reading.next(0);
  for (int i = 0; i < 10; ++i) reading.step(0);
  uint64_t through = 0;
  for (int i = 0; i < 5; ++i) through = reading.next(1)->last();
  EXPECT_EQ(through, 5 * PacketBatch::kPackets + 1);
  for (int i = 0; i < 4; ++i) through = reading.next(0)->last();
  EXPECT_EQ(through, 5 * PacketBatch::kPackets + 1);
}

}  // namespace
}  // namespace avocet
