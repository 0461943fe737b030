#include "protocol/mqtt/message.h"

#include <gtest/gtest.h>

#include <string>

#include "protocol/mqtt/stream.h"

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

std::string as_text(ByteSpan bytes) { return {bytes.begin(), bytes.end()}; }

TEST(Mqtt, ReadsConnects) {
  Bytes body{0, 4, 'M', 'Q', 'T', 'T', 4, 0xee, 0, 60, 0, 2, 'm', 'e'};
  Bytes rest{0, 1, 't', 0, 3, 'b', 'y', 'e', 0, 1, 'u', 0, 1, 'p'};
  body.insert(body.end(), rest.begin(), rest.end());
  auto connect = parse_mqtt_connect(body);
  ASSERT_TRUE(connect);
  EXPECT_EQ(as_text(connect->protocol), "MQTT");
  EXPECT_EQ(connect->version, 4);
  EXPECT_EQ(connect->keep_alive, 60);
  EXPECT_TRUE(connect->cleans_session() && connect->has_will() && connect->retains_will());
  EXPECT_EQ(connect->will_quality(), 1);
  EXPECT_EQ(as_text(connect->client) + as_text(connect->will_topic), "met");
  EXPECT_EQ(as_text(connect->will_message) + as_text(connect->user), "byeu");
  EXPECT_EQ(as_text(connect->password), "p");
  for (size_t size = 0; size < body.size(); ++size)
    EXPECT_FALSE(parse_mqtt_connect(ByteSpan(body).first(size))) << size;
}

TEST(Mqtt, StepsOverProperties) {
  Bytes connect{0, 4, 'M', 'Q', 'T', 'T', 5, 0, 0, 60, 3, 0x21, 0, 20, 0, 1, 'x'};
  ASSERT_TRUE(parse_mqtt_connect(connect));
  EXPECT_EQ(as_text(parse_mqtt_connect(connect)->client), "x");
  Bytes publish{0, 1, 't', 0, 7, 2, 1, 1, 'h', 'i'};
  auto found = parse_mqtt_publish({MqttType::kPublish, 0x0d, 10, publish}, 5);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->is_duplicate && found->is_retained);
  EXPECT_EQ(found->quality, 2);
  EXPECT_EQ(found->id, 7);
  EXPECT_EQ(as_text(found->payload), "hi");
  EXPECT_EQ(found->payload_length, 2u);
  EXPECT_EQ(parse_mqtt_publish({MqttType::kPublish, 0x02, 10, publish}, 4)->payload_length, 5u);
  Bytes endless{0, 1, 't', 0xff, 0xff, 0xff, 0xff, 1};
  EXPECT_FALSE(parse_mqtt_publish({MqttType::kPublish, 0, 8, endless}, 5));
}

TEST(Mqtt, ReadsTopics) {
  Bytes body{0, 9, 0, 1, 'a', 1, 0, 2, 'b', 'c', 0x2e};
  auto found = parse_mqtt_topics({MqttType::kSubscribe, 2, 11, body}, 4);
  ASSERT_TRUE(found && found->topics.size() == 2);
  EXPECT_EQ(as_text(found->topics[1]), "bc");
  EXPECT_EQ(found->qualities, (std::vector<uint8_t>{1, 2}));
  EXPECT_FALSE(parse_mqtt_topics({MqttType::kSubscribe, 2, 10, ByteSpan(body).first(10)}, 4));
  Bytes no_more{0, 9, 0, 1, 'a', 0, 2, 'b', 'c'};
  found = parse_mqtt_topics({MqttType::kUnsubscribe, 2, 9, no_more}, 4);
  ASSERT_TRUE(found && found->topics.size() == 2);
  EXPECT_TRUE(found->qualities.empty());
}

TEST(Mqtt, ReadsAcknowledgements) {
  Bytes body{1, 2, 0, 1};
  EXPECT_EQ(parse_mqtt_acknowledgement({MqttType::kPuback, 0, 4, body}, 5)->id, 258);
  EXPECT_EQ(parse_mqtt_acknowledgement({MqttType::kSuback, 0, 4, body}, 5)->granted, 1);
  EXPECT_EQ(parse_mqtt_acknowledgement({MqttType::kSuback, 0, 4, body}, 4)->granted, 0);
  EXPECT_FALSE(parse_mqtt_acknowledgement({MqttType::kSuback, 0, 2, ByteSpan(body).first(2)}, 4));
}

std::string cut(MqttStream& stream, const Bytes& bytes, size_t step) {
  std::string out;
  for (size_t at = 0; at < bytes.size(); at += step) {
    ByteSpan piece = ByteSpan(bytes).subspan(at, std::min(step, bytes.size() - at));
    if (!stream.feed(piece, [&](const MqttPacket& packet) {
          out += std::to_string(int(packet.type)) + ":" + std::to_string(packet.body.size()) + " ";
        }))
      out += "!";
  }
  return out;
}

TEST(Mqtt, CutsStreamsAnywhere) {
  Bytes bytes{0xc0, 0, 0x30, 0x82, 0x01};
  bytes.resize(bytes.size() + 130, 'x');
  bytes.insert(bytes.end(), {0xe0, 0});
  for (size_t step : {size_t(1), size_t(2), size_t(3), size_t(100), bytes.size()}) {
    MqttStream stream;
    EXPECT_EQ(cut(stream, bytes, step), "12:0 3:130 14:0 ") << step;
  }
}

TEST(Mqtt, RefusesWhatIsNoPacket) {
  MqttStream reserved, endless;
  EXPECT_EQ(cut(reserved, {0x00, 0, 0xc0, 0}, 99), "!");
  EXPECT_EQ(cut(reserved, {0xc0, 0}, 99), "");
  EXPECT_EQ(cut(endless, {0x30, 0xff, 0xff, 0xff, 0xff, 1}, 1), "!");
}

TEST(Mqtt, GoesOnBehindAHoleInABody) {
  MqttStream stream;
  EXPECT_EQ(cut(stream, {0x30, 5, 'a'}, 99), "");
  stream.gap(3);
  EXPECT_EQ(cut(stream, {'z', 0xc0, 0}, 99), "12:0 ");
  EXPECT_EQ(cut(stream, {0x30, 2, 'a'}, 99), "");
  stream.gap(1);
  EXPECT_EQ(cut(stream, {0xc0, 0}, 99), "12:0 ");
  stream.gap(1);
  EXPECT_EQ(cut(stream, {0xc0, 0}, 99), "");
}

TEST(Mqtt, KeepsTheFrontOfLongBodies) {
  MqttStream stream;
  Bytes bytes{0x30, 0x80, 0x80, 0x80, 0x01};  // 2 MiB
  bytes.resize(bytes.size() + (2 << 20), 'x');
  EXPECT_EQ(cut(stream, bytes, 70'000), "3:524288 ");
  EXPECT_EQ(cut(stream, bytes, bytes.size()), "3:524288 ");
}

}  // namespace
}  // namespace avocet
