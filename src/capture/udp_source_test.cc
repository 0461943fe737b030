#include "capture/udp_source.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <vector>

namespace avocet {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using Bytes = std::vector<uint8_t>;

// Sends datagrams to a source at a port that was free a moment ago.
class Mirror {
 public:
  explicit Mirror(const std::string& kind, const LiveOptions& options = {}) {
    udp::socket free(context_, udp::endpoint(asio::ip::address_v4::loopback(), 0));
    to_ = free.local_endpoint();
    free.close();
    SourceResult opened =
        open_udp_source("udp::127.0.0.1:" + std::to_string(to_.port()) + ":" + kind, options);
    EXPECT_TRUE(opened) << opened.error().message;
    source_ = std::move(opened).value();
  }
  void send(const Bytes& datagram) { sender_.send_to(asio::buffer(datagram), to_); }
  PacketSource& source() { return *source_; }

 private:
  asio::io_context context_;
  udp::endpoint to_;
  udp::socket sender_{context_, udp::v4()};
  std::unique_ptr<PacketSource> source_;
};

Bytes frame() {
  Bytes bytes(60, 7);
  bytes[12] = 0x12;
  bytes[13] = 0x34;
  return bytes;
}

Bytes wrapped(Bytes header, const Bytes& content) {
  header.insert(header.end(), content.begin(), content.end());
  return header;
}

TEST(UdpSource, GivesTheFramesInVxlan) {
  Mirror mirror("vxlan");
  RawPacket packet;
  EXPECT_EQ(mirror.source().next(packet), ReadStatus::kWouldBlock);
  mirror.send({1, 2, 3});
  mirror.send(wrapped({8, 0, 0, 0, 0, 0, 5, 0}, frame()));
  ASSERT_EQ(mirror.source().next(packet), ReadStatus::kPacket);
  EXPECT_EQ(Bytes(packet.data.begin(), packet.data.end()), frame());
  EXPECT_EQ(packet.wire_length, frame().size());
  EXPECT_EQ(packet.link, LinkType::kEthernet);
  EXPECT_GT(packet.time.seconds(), 1.7e9);
  EXPECT_EQ(mirror.source().next(packet), ReadStatus::kWouldBlock);
  EXPECT_EQ(mirror.source().statistics().received, 2u);
  EXPECT_EQ(mirror.source().statistics().packets, 1u);
}

TEST(UdpSource, GivesPacketsInGeneveThatTheFilterSelectsAsFarAsTheyAreWanted) {
  LiveOptions options;
  options.snap_length = 20;
  options.filter = "ether proto 0x1234";
  Mirror mirror("geneve", options);
  Bytes other = frame();
  other[12] = 0x56;
  mirror.send(wrapped({0, 0, 0x65, 0x58, 0, 0, 5, 0}, other));
  mirror.send(wrapped({1, 0, 0x65, 0x58, 0, 0, 5, 0, 0, 1, 2, 0}, frame()));
  RawPacket packet;
  ASSERT_EQ(mirror.source().next(packet), ReadStatus::kPacket);
  EXPECT_EQ(packet.data.size(), 20u);
  EXPECT_EQ(packet.wire_length, 60u);

  Mirror of_ip("geneve");
  of_ip.send(wrapped({0, 0, 8, 0, 0, 0, 5, 0}, Bytes(20, 0x45)));
  ASSERT_EQ(of_ip.source().next(packet), ReadStatus::kPacket);
  EXPECT_EQ(packet.link, LinkType::kRaw);
}

TEST(UdpSource, CountsWhatWasLostAmongWhatCame) {
  LiveOptions options;
  options.buffer_bytes = 4096;
  Mirror mirror("vxlan", options);
  constexpr uint64_t kSent = 500;
  RawPacket packet;
  auto read_all = [&] {
    while (mirror.source().next(packet) == ReadStatus::kPacket) continue;
  };
  const Bytes datagram = wrapped({8, 0, 0, 0, 0, 0, 5, 0}, frame());
  for (uint64_t i = 0; i < kSent; ++i) mirror.send(datagram);
  read_all();
  // The next one tells how many were lost before it.
  mirror.send(datagram);
  read_all();
  SourceStatistics seen = mirror.source().statistics();
  EXPECT_GT(seen.dropped, 0u);
  EXPECT_EQ(seen.received, kSent + 1);
  EXPECT_EQ(seen.packets + seen.dropped, kSent + 1);
}

TEST(UdpSource, SaysHowItIsWritten) {
  for (const char* name :
       {"udp::", "udp::127.0.0.1:4789", "udp::127.0.0.1:4789:gre", "udp::127.0.0.1:0:vxlan",
        "udp::127.0.0.1:65536:vxlan", "udp::here:4789:vxlan", "udp:::4789:vxlan"}) {
    ASSERT_TRUE(is_udp_name(name));
    SourceResult opened = open_udp_source(name, {});
    ASSERT_FALSE(opened) << name;
    EXPECT_NE(opened.error().message.find("udp::ADDRESS:PORT:vxlan"), std::string::npos);
  }
  EXPECT_FALSE(is_udp_name("eth0"));
  // An address of nobody here.
  SourceResult foreign = open_udp_source("udp::192.0.2.1:4789:vxlan", {});
  ASSERT_FALSE(foreign);
  EXPECT_NE(foreign.error().message.find("can't listen on"), std::string::npos);
}

}  // namespace
}  // namespace avocet
