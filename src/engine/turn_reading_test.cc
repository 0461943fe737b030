#include "engine/turn_reading.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

namespace avocet {
namespace {

class TurnReadingTest : public ::testing::Test {
 protected:
  // A capture of raw packets of 64 bytes, cut off within the last one if `cut` says so.
  void write(uint32_t packets, size_t cut = 0) {
    std::string bytes;
    auto put = [&bytes](uint32_t word) {
      bytes.append(reinterpret_cast<const char*>(&word), sizeof word);
    };
    for (uint32_t word : {0xa1b2c3d4u, 0x00040002u, 0u, 0u, 65535u, 101u}) put(word);
    for (uint32_t i = 0; i < packets; ++i) {
      for (uint32_t word : {1000 + i, 0u, 64u, 64u}) put(word);
      bytes.append(64, 'x');
    }
    bytes.resize(bytes.size() - cut);
    std::ofstream(path_, std::ios::binary) << bytes;
    ASSERT_TRUE(files_.add(path_, "").ok());
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::string path_ =
      (std::filesystem::temp_directory_path() / ("avocet-turns-" + std::to_string(getpid())))
          .string();
  Interrupt interrupt_;
  CaptureFiles files_{interrupt_};
};

TEST_F(TurnReadingTest, GivesAllPacketsToAllWorkers) {
  constexpr uint32_t kPackets = 50'000, kWorkers = 3;
  write(kPackets);
  TurnReading reading(files_, kWorkers, nullptr);
  std::vector<uint64_t> seen(kWorkers), handed(kWorkers);
  std::vector<std::thread> threads;
  for (uint32_t worker = 0; worker < kWorkers; ++worker)
    threads.emplace_back([&, worker] {
      while (auto batch = reading.take(worker)) {
        // Packets are numbered from 1.
        if (batch->first == seen[worker] + 1) seen[worker] += batch->size();
        handed[worker] += batch->shards[worker].packets.size();
      }
    });
  EXPECT_TRUE(reading.wait(std::chrono::minutes(1)));
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(seen, std::vector<uint64_t>(kWorkers, kPackets));
  EXPECT_EQ(handed[0] + handed[1] + handed[2], kPackets);
  EXPECT_EQ(reading.statistics().packets, kPackets);
  EXPECT_TRUE(reading.troubles().empty());
}

TEST_F(TurnReadingTest, LetsNobodyGetFarAhead) {
  write(150'000);
  TurnReading reading(files_, 2, nullptr);
  std::atomic<int> fast = 0;
  std::thread thread([&] {
    while (reading.take(0)) ++fast;
  });
  int slow = 0, farthest = 0;
  for (; reading.take(1); ++slow) {
    if (slow % 10 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    farthest = std::max(farthest, fast - slow);
  }
  thread.join();
  EXPECT_EQ(fast, slow);
  EXPECT_GT(slow, 20);
  EXPECT_LE(farthest, 65);
}

TEST_F(TurnReadingTest, GivesWhatWasReadWhenItIsStopped) {
  write(50'000);
  TurnReading reading(files_, 2, nullptr);
  auto first = reading.take(0);
  ASSERT_TRUE(first);
  reading.stop();
  size_t more = 0;
  while (reading.take(0)) ++more;
  EXPECT_LE(more, TurnReading::kReady);
  EXPECT_EQ(reading.take(1), first);
  for (size_t i = 0; i < more; ++i) EXPECT_TRUE(reading.take(1));
  EXPECT_FALSE(reading.take(1));
  EXPECT_TRUE(reading.wait(std::chrono::milliseconds(0)));
}

TEST_F(TurnReadingTest, TellsWhatCouldNotBeRead) {
  write(10, 5);
  TurnReading reading(files_, 1, nullptr);
  auto batch = reading.take(0);
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->size(), 9u);
  EXPECT_FALSE(reading.take(0));
  ASSERT_EQ(reading.troubles().size(), 1u);
  EXPECT_NE(reading.troubles()[0].find("cut off"), std::string::npos);
}

}  // namespace
}  // namespace avocet
