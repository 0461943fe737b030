#include "engine/sharder.h"

#include <gtest/gtest.h>

#include "packet/test_packets.h"

namespace avocet {
namespace {

using namespace test;

constexpr uint32_t kShards = 64;  // so many that two flows hardly meet by chance

uint32_t shard_of(const Bytes& frame) {
  Sharder sharder(kShards);
  RawPacket packet;
  packet.data = frame;
  packet.wire_length = static_cast<uint32_t>(frame.size());
  packet.link = LinkType::kEthernet;
  return sharder.shard_of(packet);
}

Bytes v6(const std::string& source, const std::string& destination, uint8_t next = 59,
         const Bytes& body = {}) {
  return ethernet(0x86dd, ipv6(source, destination, next, body));
}

void put_address(Bytes& to, const std::string& text) {
  for (uint8_t byte : IpAddress::parse(text)->bytes()) put8(to, byte);
}

TEST(Sharder, SendsBothDirectionsToOneWorker) {
  EXPECT_EQ(shard_of(tcp_frame({})),
            shard_of(tcp_frame({.source = "10.0.0.2", .destination = "10.0.0.1"})));
  EXPECT_NE(shard_of(tcp_frame({})), shard_of(tcp_frame({.source = "10.0.0.3"})));
  EXPECT_EQ(shard_of(v6("fd00::1", "fd00::2")), shard_of(v6("fd00::2", "fd00::1")));
  EXPECT_NE(shard_of(v6("fd00::1", "fd00::2")), shard_of(v6("fd00::1", "fd00::3")));
}

// A mobile node and its peer, RFC 6275 6.3 and 6.4: both name the home in extension headers.
TEST(Sharder, GoesByTheAddressesThatConnectionsHaveInTheEnd) {
  uint32_t at_home = shard_of(v6("fd00::99", "fd00::2"));
  Bytes options{59, 2, 1, 2, 0, 0, 201, 16};
  put_address(options, "fd00::99");
  EXPECT_EQ(shard_of(v6("fd00::1", "fd00::2", 60, options)), at_home);
  Bytes routing{59, 2, 2, 1, 0, 0, 0, 0};
  put_address(routing, "fd00::99");
  EXPECT_EQ(shard_of(v6("fd00::2", "fd00::1", 43, routing)), at_home);
  routing[3] = 0;  // it has arrived
  EXPECT_EQ(shard_of(v6("fd00::2", "fd00::1", 43, routing)), shard_of(v6("fd00::1", "fd00::2")));
}

TEST(Sharder, SendsWhatIsCutToTheFirstWorker) {
  Bytes frame = v6("fd00::1", "fd00::2");
  frame.resize(14 + 39);
  EXPECT_EQ(shard_of(frame), 0u);
}

}  // namespace
}  // namespace avocet
