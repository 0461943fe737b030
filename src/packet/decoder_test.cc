#include "packet/decoder.h"

#include <gtest/gtest.h>

#include "packet/test_packets.h"

namespace avocet {
namespace {

using namespace test;

class DecoderTest : public ::testing::Test {
 protected:
  DecodeResult decode(const Bytes& frame, LinkType link = LinkType::kEthernet) {
    frame_ = frame;
    packet_ = raw(frame_, 1.0, link);
    return decoder_.decode(packet_, view_);
  }
  uint64_t weirds(Weird weird) { return sink_.counters().count(weird); }

  struct Sink : PacketWeirdSink {
  } sink_;
  PacketDecoder decoder_{DecodeOptions{}, sink_};
  Bytes frame_;
  RawPacket packet_;
  PacketView view_;
};

TEST_F(DecoderTest, TcpOverEthernet) {
  ASSERT_EQ(
      decode(tcp_frame({.seq = 7, .ack = 9, .flags = kTcpAck | kTcpPush, .payload = "hello"})),
      DecodeResult::kTransport);
  EXPECT_EQ(view_.network, Network::kIpv4);
  EXPECT_EQ(view_.transport, Transport::kTcp);
  EXPECT_EQ(view_.ip.source.to_string(), "10.0.0.1");
  EXPECT_EQ(view_.destination_port, 80);
  EXPECT_EQ(view_.tcp.seq, 7u);
  EXPECT_TRUE(view_.tcp.has(kTcpAck));
  EXPECT_EQ(view_.payload_length, 5u);
  EXPECT_EQ(view_.payload[0], 'h');
  EXPECT_EQ(view_.transport_checksum, Checksum::kGood);
  EXPECT_TRUE(view_.link.has_addresses);
  EXPECT_EQ(view_.link.source[5], 1);
}

TEST_F(DecoderTest, EthernetPaddingIsNoPayload) {
  Bytes frame = tcp_frame({});
  frame.resize(60);
  decode(frame);
  EXPECT_EQ(view_.payload_length, 0u);
  EXPECT_TRUE(view_.payload.empty());
  EXPECT_EQ(view_.transport_checksum, Checksum::kGood);
}

TEST_F(DecoderTest, TagsAreKept) {
  Bytes inner = ipv4({.protocol = 17}, udp_datagram({}));
  Bytes tagged{0x00, 0x05, 0x08, 0x00};
  put(tagged, inner);
  Bytes twice{0x00, 0x04, 0x81, 0x00};
  put(twice, tagged);
  ASSERT_EQ(decode(ethernet(0x88a8, twice)), DecodeResult::kTransport);
  EXPECT_EQ(view_.link.vlan, 4);
  EXPECT_EQ(view_.link.inner_vlan, 5);
  EXPECT_EQ(view_.transport, Transport::kUdp);
  ASSERT_EQ(decode(ethernet(0x8100, tagged)), DecodeResult::kTransport);
  EXPECT_EQ(view_.link.vlan, 5);
  EXPECT_EQ(view_.link.inner_vlan, kNoVlan);
}

TEST_F(DecoderTest, OtherLinks) {
  Bytes ip = ipv4({.protocol = 17}, udp_datagram({}));
  EXPECT_EQ(decode(ip, LinkType::kRaw), DecodeResult::kTransport);
  Bytes null{2, 0, 0, 0};
  put(null, ip);
  EXPECT_EQ(decode(null, LinkType::kNull), DecodeResult::kTransport);
  Bytes loop{0, 0, 0, 2};
  put(loop, ip);
  EXPECT_EQ(decode(loop, LinkType::kLoop), DecodeResult::kTransport);
  Bytes cooked{0, 0, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 8, 0};
  put(cooked, ip);
  EXPECT_EQ(decode(cooked, LinkType::kLinuxSll), DecodeResult::kTransport);
  EXPECT_EQ(view_.link.source[5], 6);
  Bytes cooked2{8, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0};
  put(cooked2, ip);
  EXPECT_EQ(decode(cooked2, LinkType::kLinuxSll2), DecodeResult::kTransport);
  Bytes mpls{0, 1, 0, 64, 0, 2, 1, 64};
  put(mpls, ip);
  EXPECT_EQ(decode(ethernet(0x8847, mpls)), DecodeResult::kTransport);
  Bytes pppoe{0x11, 0, 0, 7, 0, 0, 0, 0x21};
  put(pppoe, ip);
  EXPECT_EQ(decode(ethernet(0x8864, pppoe)), DecodeResult::kTransport);
  EXPECT_EQ(view_.link.pppoe_session, 7u);
  Bytes snap{0xaa, 0xaa, 3, 0, 0, 0, 8, 0};
  put(snap, ip);
  EXPECT_EQ(decode(ethernet(static_cast<uint16_t>(snap.size()), snap)), DecodeResult::kTransport);
}

TEST_F(DecoderTest, BadChecksumsAreToldApart) {
  Bytes frame = tcp_frame({.payload = "x"});
  frame.back() ^= 1;
  EXPECT_EQ(decode(frame), DecodeResult::kTransport);
  EXPECT_EQ(view_.transport_checksum, Checksum::kBad);
  frame = tcp_frame({});
  frame[14 + 8] ^= 1;  // the TTL
  EXPECT_EQ(decode(frame), DecodeResult::kBroken);
  EXPECT_EQ(weirds(Weird::kBadIpChecksum), 1u);
  decoder_.options().ignore_checksums = true;
  EXPECT_EQ(decode(frame), DecodeResult::kTransport);
  decoder_.options().ignore_checksums = false;
  decoder_.options().ignore_checksums_nets = {*Prefix::parse("10.0.0.0/8")};
  EXPECT_EQ(decode(frame), DecodeResult::kTransport);
}

TEST_F(DecoderTest, UdpWithoutChecksum) {
  Bytes datagram = udp_datagram({});
  datagram[6] = datagram[7] = 0;
  decode(ethernet(0x0800, ipv4({.protocol = 17}, datagram)));
  EXPECT_EQ(view_.transport_checksum, Checksum::kAbsent);
  decode(ethernet(0x86dd, ipv6("fe80::1", "fe80::2", 17, datagram)));
  EXPECT_EQ(view_.transport_checksum, Checksum::kBad);
}

TEST_F(DecoderTest, EveryTruncationIsHarmless) {
  Bytes frame = tcp_frame({.payload = "hello"});
  for (size_t length = 0; length < frame.size(); ++length) {
    Bytes cut(frame.begin(), frame.begin() + static_cast<ptrdiff_t>(length));
    RawPacket packet = raw(cut);
    packet.wire_length = static_cast<uint32_t>(frame.size());
    decoder_.decode(packet, view_);
    EXPECT_LE(view_.payload.size(), cut.size());
  }
}

TEST_F(DecoderTest, CutPayloadKeepsItsLength) {
  Bytes frame = tcp_frame({.payload = "hello"});
  Bytes cut(frame.begin(), frame.end() - 3);
  RawPacket packet = raw(cut);
  packet.wire_length = static_cast<uint32_t>(frame.size());
  EXPECT_EQ(decoder_.decode(packet, view_), DecodeResult::kTransport);
  EXPECT_EQ(view_.payload_length, 5u);
  EXPECT_EQ(view_.payload.size(), 2u);
  EXPECT_EQ(view_.transport_checksum, Checksum::kUnchecked);
}

TEST_F(DecoderTest, LengthsThatLie) {
  EXPECT_EQ(decode(ethernet(0x0800, ipv4({.total_length = 9000}, tcp_segment({})))),
            DecodeResult::kBroken);
  EXPECT_EQ(weirds(Weird::kTruncatedIpLength), 1u);
  EXPECT_EQ(decode(ethernet(0x0800, ipv4({.total_length = 19}, tcp_segment({})))),
            DecodeResult::kBroken);
  EXPECT_EQ(weirds(Weird::kInvalidIpHeaderSize), 1u);
  EXPECT_EQ(decode(ethernet(0x0800, Bytes(40, 0x95))), DecodeResult::kBroken);
  EXPECT_EQ(weirds(Weird::kUnknownIpVersion), 1u);
  EXPECT_EQ(decode(ethernet(0x0800, ipv4({}, Bytes(8, 0)))), DecodeResult::kBroken);
  EXPECT_EQ(weirds(Weird::kTruncatedHeader), 1u);
}

TEST_F(DecoderTest, ExtensionHeadersLeadToTheTransport) {
  Bytes udp = udp_datagram({.source = "fe80::1", .destination = "fe80::2"});
  Bytes chain{60, 0, 1, 4, 0, 0, 0, 0, 17, 0, 1, 4, 0, 0, 0, 0};  // hop by hop, then destination
  put(chain, udp);
  ASSERT_EQ(decode(ethernet(0x86dd, ipv6("fe80::1", "fe80::2", 0, chain))),
            DecodeResult::kTransport);
  EXPECT_TRUE(view_.ip.has_extension_headers);
  EXPECT_EQ(view_.ip.header_length, 56u);
  EXPECT_EQ(view_.transport_checksum, Checksum::kGood);
  EXPECT_EQ(view_.source_port, 40000);
}

TEST_F(DecoderTest, FragmentsInAnyOrder) {
  std::string payload(3000, 'p');
  Bytes datagram = udp_datagram({.payload = payload});
  auto fragment = [&](size_t from, size_t size, bool more) {
    Bytes part(datagram.begin() + static_cast<ptrdiff_t>(from),
               datagram.begin() + static_cast<ptrdiff_t>(from + size));
    uint16_t field = static_cast<uint16_t>(from / 8 | (more ? 0x2000 : 0));
    return ethernet(0x0800, ipv4({.protocol = 17, .id = 5, .fragment = field}, part));
  };
  EXPECT_EQ(decode(fragment(2000, 1008, false)), DecodeResult::kHeld);
  EXPECT_EQ(decode(fragment(0, 1000, true)), DecodeResult::kHeld);
  ASSERT_EQ(decode(fragment(1000, 1000, true)), DecodeResult::kTransport);
  EXPECT_TRUE(view_.ip.reassembled);
  EXPECT_EQ(view_.payload_length, 3000u);
  EXPECT_EQ(view_.ip.total_length, 3028u);
  EXPECT_EQ(view_.transport_checksum, Checksum::kGood);
  EXPECT_EQ(decoder_.defragmenter().waiting_datagrams(), 0u);
  EXPECT_EQ(decoder_.defragmenter().waiting_bytes(), 0u);
}

// The packets of this test have one time; it has passed all the same.
TEST_F(DecoderTest, FragmentsWaitByTheTimeOfAll) {
  auto fragment = [&](uint16_t field) {
    return ethernet(0x0800, ipv4({.protocol = 253, .id = 7, .fragment = field}, Bytes(72, 'a')));
  };
  EXPECT_EQ(decode(fragment(0x2000)), DecodeResult::kHeld);
  decoder_.let_pass(NetTime::from_parts(300, 0));
  EXPECT_EQ(decode(fragment(9)), DecodeResult::kTransport);
  EXPECT_EQ(decode(fragment(0x2000)), DecodeResult::kHeld);
  decoder_.let_pass(NetTime::from_parts(301, 0));
  EXPECT_EQ(decode(fragment(9)), DecodeResult::kHeld);
}

TEST_F(DecoderTest, Ipv6FragmentsAndAtomicOnes) {
  Bytes udp = udp_datagram(
      {.source = "fe80::1", .destination = "fe80::2", .payload = std::string(200, 'q')});
  auto fragment = [&](size_t from, size_t size, bool more) {
    Bytes body{17, 0};
    put16(body, static_cast<uint32_t>(from | (more ? 1 : 0)));
    put32(body, 77);
    body.insert(body.end(), udp.begin() + static_cast<ptrdiff_t>(from),
                udp.begin() + static_cast<ptrdiff_t>(from + size));
    return ethernet(0x86dd, ipv6("fe80::1", "fe80::2", 44, body));
  };
  EXPECT_EQ(decode(fragment(0, 128, true)), DecodeResult::kHeld);
  ASSERT_EQ(decode(fragment(128, 80, false)), DecodeResult::kTransport);
  EXPECT_EQ(view_.transport_checksum, Checksum::kGood);
  EXPECT_EQ(view_.payload_length, 200u);
  EXPECT_EQ(decode(fragment(0, 208, false)), DecodeResult::kTransport);
  EXPECT_FALSE(view_.ip.reassembled);
}

TEST_F(DecoderTest, OverlappingFragmentsKeepTheFirstBytes) {
  auto fragment = [&](uint16_t field, const Bytes& part) {
    return ethernet(0x0800, ipv4({.protocol = 253, .id = 6, .fragment = field}, part));
  };
  EXPECT_EQ(decode(fragment(0x2000, Bytes(72, 'a'))), DecodeResult::kHeld);
  EXPECT_EQ(decode(fragment(0x2000 | 8, Bytes(72, 'b'))), DecodeResult::kHeld);
  EXPECT_EQ(weirds(Weird::kFragmentInconsistency), 1u);
  ASSERT_EQ(decode(fragment(17, Bytes(8, 'c'))), DecodeResult::kTransport);
  EXPECT_EQ(view_.payload_length, 144u);
  EXPECT_EQ(view_.payload[71], 'a');
  EXPECT_EQ(view_.payload[72], 'b');
  EXPECT_EQ(view_.payload[136], 'c');
}

TEST_F(DecoderTest, OverlapsOfOneFragmentAreTold) {
  auto fragment = [&](uint16_t field, const Bytes& part) {
    return ethernet(0x0800, ipv4({.protocol = 253, .id = 6, .fragment = field}, part));
  };
  for (uint16_t at : {9, 1, 5, 3, 7}) decode(fragment(0x2000 | at, Bytes(8, 'a')));
  EXPECT_EQ(decode(fragment(0x2000 | 1, Bytes(72, 'a'))), DecodeResult::kHeld);
  EXPECT_EQ(weirds(Weird::kFragmentOverlap), 5u);
  EXPECT_EQ(decode(fragment(10, Bytes(8, 'c'))), DecodeResult::kHeld);
  ASSERT_EQ(decode(fragment(0x2000, Bytes(8, 'b'))), DecodeResult::kTransport);
  EXPECT_EQ(view_.payload_length, 88u);
  EXPECT_EQ(view_.payload[7], 'b');
  EXPECT_EQ(view_.payload[8], 'a');
  EXPECT_EQ(view_.payload[79], 'a');
  EXPECT_EQ(view_.payload[80], 'c');
  EXPECT_EQ(weirds(Weird::kFragmentInconsistency), 0u);
  EXPECT_EQ(decoder_.defragmenter().waiting_bytes(), 0u);
}

TEST_F(DecoderTest, OfManyOverlapsSomeAreTold) {
  decoder_.options().fragments.max_told_overlaps = 2;
  auto fragment = [&](uint16_t field, const Bytes& part) {
    return ethernet(0x0800, ipv4({.protocol = 253, .id = 6, .fragment = field}, part));
  };
  for (uint16_t at : {9, 1, 5, 3, 7}) decode(fragment(0x2000 | at, Bytes(8, 'a')));
  decode(fragment(0x2000 | 1, Bytes(72, 'a')));
  EXPECT_EQ(weirds(Weird::kFragmentOverlap), 2u);
  EXPECT_EQ(decoder_.defragmenter().untold_overlaps(), 3u);
}

// Whoever passes packets over is asked about each fragment, and about what they make by its
// transport header alone.
TEST_F(DecoderTest, PacketsMayBePassedOver) {
  struct Gate final : PacketGate {
    int ip = 0, transport = 0;
    bool discards_ip(const PacketView& view) override {
      ++ip;
      return view.ip.id == 7;
    }
    bool discards_transport(const PacketView& view) override {
      ++transport;
      return view.destination_port == 9;
    }
  } gate;
  decoder_.set_gate(&gate);
  EXPECT_EQ(decode(udp_frame({.destination_port = 53})), DecodeResult::kTransport);
  EXPECT_EQ(decode(udp_frame({.destination_port = 9})), DecodeResult::kIgnored);
  EXPECT_EQ(gate.ip, 2);
  EXPECT_EQ(gate.transport, 2);

  Bytes datagram = udp_datagram({.destination_port = 9, .payload = std::string(40, 'x')});
  auto part = [&](uint16_t id, size_t begin, size_t end, uint16_t more) {
    Bytes bytes(datagram.begin() + static_cast<ptrdiff_t>(begin),
                datagram.begin() + static_cast<ptrdiff_t>(end));
    auto field = static_cast<uint16_t>(more | begin / 8);
    return ethernet(0x0800, ipv4({.protocol = 17, .id = id, .fragment = field}, bytes));
  };
  EXPECT_EQ(decode(part(6, 0, 24, 0x2000)), DecodeResult::kHeld);
  EXPECT_EQ(decode(part(6, 24, 48, 0)), DecodeResult::kIgnored);
  EXPECT_EQ(gate.ip, 4);
  EXPECT_EQ(gate.transport, 3);
  EXPECT_EQ(decode(part(7, 0, 24, 0x2000)), DecodeResult::kIgnored);
  EXPECT_EQ(decoder_.defragmenter().waiting_datagrams(), 0u);
}

TEST_F(DecoderTest, ADatagramIsNoFragmentOfAnother) {
  auto fragment = [&](uint8_t next, uint32_t id, uint32_t field, const Bytes& part) {
    Bytes body{next, 0};
    put16(body, field);
    put32(body, id);
    put(body, part);
    return body;
  };
  auto frame = [&](const Bytes& body) {
    return ethernet(0x86dd, ipv6("fe80::1", "fe80::2", 44, body));
  };
  Bytes inner = fragment(17, 2, 1, Bytes(80, 0));
  Bytes head(inner.begin(), inner.begin() + 64), tail(inner.begin() + 64, inner.end());
  EXPECT_EQ(decode(frame(fragment(44, 1, 1, head))), DecodeResult::kHeld);
  EXPECT_EQ(decode(frame(fragment(44, 1, 64, tail))), DecodeResult::kBroken);
  EXPECT_EQ(weirds(Weird::kNestedFragmentHeader), 1u);
  EXPECT_EQ(decoder_.defragmenter().waiting_datagrams(), 0u);
}

TEST_F(DecoderTest, FragmentsAreLimited) {
  DecodeOptions options;
  options.fragments.max_datagrams = 3;
  PacketDecoder limited(options, sink_);
  for (uint16_t id = 0; id < 10; ++id) {
    Bytes frame =
        ethernet(0x0800, ipv4({.protocol = 17, .id = id, .fragment = 0x2000}, Bytes(80, 0)));
    RawPacket packet = raw(frame);
    limited.decode(packet, view_);
  }
  EXPECT_EQ(limited.defragmenter().waiting_datagrams(), 3u);
  EXPECT_EQ(weirds(Weird::kFragmentLimitReached), 7u);
}

TEST_F(DecoderTest, UnknownProtocolsAreNamed) {
  EXPECT_EQ(decode(ethernet(0x88cc, Bytes(20, 0))), DecodeResult::kUnknown);
  EXPECT_EQ(decoder_.unknown().protocol, 0x88ccu);
  EXPECT_EQ(link_header_name(decoder_.unknown().header), "ETHERNET");
}

TEST_F(DecoderTest, EndlessHeadersEnd) {
  Bytes frame;
  for (int i = 0; i < 100; ++i) put(frame, ethernet(0x88e7, {0, 0, 0, 0}));
  EXPECT_EQ(decode(frame), DecodeResult::kBroken);
  EXPECT_EQ(weirds(Weird::kTooManyLinkHeaders), 1u);
}

}  // namespace
}  // namespace avocet
