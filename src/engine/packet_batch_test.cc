#include "engine/packet_batch.h"

#include <gtest/gtest.h>

#include "engine/batch_forecast.h"

namespace avocet {
namespace {

class PacketBatchTest : public ::testing::Test {
 protected:
  PacketBatchTest() { batch_.shards.resize(2); }

  void add(uint32_t shard, int64_t micros, std::vector<uint8_t> bytes,
           const std::shared_ptr<const void>* keeper = nullptr) {
    RawPacket packet;
    packet.time = NetTime::from_parts(1, micros * 1000 + 7);
    packet.data = bytes;
    packet.wire_length = 100;
    packet.link = keeper ? LinkType::kRaw : LinkType::kEthernet;
    packet.keeper = keeper;
    batch_.add(packet, shard);
  }

  PacketBatch batch_;
};

NetTime at(int64_t micros) { return NetTime::from_parts(1, micros * 1000); }

TEST_F(PacketBatchTest, GivesEachShardItsPacketsWithTheTimeThatPassedBefore) {
  add(0, 5, {1, 2});
  add(1, 9, {3});
  add(1, 7, {});
  add(0, 8, {4, 5, 6});
  batch_.close();
  ASSERT_EQ(batch_.shards[0].packets.size(), 2u);
  ASSERT_EQ(batch_.shards[1].packets.size(), 2u);
  EXPECT_EQ(batch_.size(), 4u);
  EXPECT_EQ(batch_.shard_at(2), 1u);
  EXPECT_EQ(batch_.shards[0].packets[1].place, 3u);
  EXPECT_EQ(batch_.shards[0].packets[1].before, at(9));
  EXPECT_EQ(batch_.shards[1].packets[0].before, at(5));
  EXPECT_EQ(batch_.latest, at(9));
  RawPacket last = batch_.packet(batch_.at(3));
  EXPECT_EQ(last.time, NetTime::from_parts(1, 8007));
  EXPECT_EQ(last.wire_length, 100u);
  EXPECT_EQ(last.link, LinkType::kEthernet);
  EXPECT_EQ(std::vector<uint8_t>(last.data.begin(), last.data.end()),
            (std::vector<uint8_t>{4, 5, 6}));
}

TEST_F(PacketBatchTest, KeepsBytesOfOthersWhereTheyAre) {
  std::vector<uint8_t> window{1, 2, 3};
  std::shared_ptr<const void> keeper = std::make_shared<int>(1);
  RawPacket packet;
  packet.data = window;
  packet.link = LinkType::kRaw;
  packet.keeper = &keeper;
  add(0, 1, {9});
  batch_.add(packet, 0);
  add(0, 2, {8});
  EXPECT_EQ(keeper.use_count(), 2);
  batch_.close();
  EXPECT_EQ(batch_.packet(batch_.at(1)).data.data(), window.data());
  EXPECT_EQ(batch_.packet(batch_.at(1)).link, LinkType::kRaw);
  EXPECT_EQ(batch_.packet(batch_.at(2)).data[0], 8);
  EXPECT_EQ(batch_.packet(batch_.at(2)).link, LinkType::kEthernet);
  batch_.clear();
  EXPECT_TRUE(batch_.is_empty());
  EXPECT_EQ(keeper.use_count(), 1);
}

TEST_F(PacketBatchTest, ForecastsTheShardsOwnPackets) {
  for (uint8_t i = 0; i < 40; ++i) add(i % 2, i, {i});
  batch_.close();
  BatchForecast forecast(batch_, batch_.shards[1].packets);
  for (int i = 0; i < 20; ++i) {
    RawPacket packet = forecast.next();
    EXPECT_EQ(packet.data[0], 2 * i + 1);
    ASSERT_EQ(packet.upcoming.size(), i < 9 ? 1u : 0u);
    if (i < 9) {
      EXPECT_EQ(packet.upcoming[0], 2 * (i + 11) + 1);
    }
  }
}

}  // namespace
}  // namespace avocet
