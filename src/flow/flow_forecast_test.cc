#include "flow/flow_forecast.h"

#include <gtest/gtest.h>

#include "flow/flow_key.h"
#include "packet/decoder.h"
#include "packet/test_packets.h"

namespace avocet {
namespace {

using namespace test;

class Silence final : public PacketWeirdSink {
 protected:
  void packet_weird(Weird, const PacketView&, std::string_view, std::string_view) override {}
};

FlowKey key_of_decoded(const Bytes& frame) {
  Silence silence;
  PacketDecoder decoder({}, silence);
  PacketView view;
  RawPacket packet = raw(frame, 1);
  EXPECT_EQ(decoder.decode(packet, view), DecodeResult::kTransport);
  return FlowKey::of(view, false);
}

TEST(FlowForecast, GlancesAtTheFlowThatTheDecoderFinds) {
  Bytes tcp = bytes_of("0123456789abcdefghij");
  tcp[12] = 0x50;
  Bytes v6 = ethernet(0x86dd, ipv6("fd00::1", "fd00::2", 6, tcp));
  for (const Bytes& frame : {udp_frame({}), tcp_frame({}), v6}) {
    auto found = glance_at_flow(LinkType::kEthernet, frame);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->hash({1, 2, 3}), key_of_decoded(frame).hash({1, 2, 3}));
  }
}

TEST(FlowForecast, SeesNothingWhereAGlanceIsNotEnough) {
  Bytes frame = udp_frame({});
  EXPECT_FALSE(glance_at_flow(LinkType::kRaw, frame));
  for (size_t size = 0; size < 38; ++size)
    EXPECT_FALSE(glance_at_flow(LinkType::kEthernet, ByteSpan(frame).first(size))) << size;
  EXPECT_FALSE(glance_at_flow(LinkType::kEthernet, ethernet(0x0806, Bytes(60))));
}

}  // namespace
}  // namespace avocet
