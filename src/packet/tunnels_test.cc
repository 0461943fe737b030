#include "packet/tunnels.h"

#include <gtest/gtest.h>

#include "packet/ipv6_headers.h"
#include "packet/test_packets.h"

namespace avocet {
namespace {

using namespace test;

uint32_t length_of(const Bytes& bytes) { return static_cast<uint32_t>(bytes.size()); }

Bytes with(Bytes header, const Bytes& body) {
  put(header, body);
  return header;
}

TEST(Tunnels, GreByProtocol) {
  Bytes ip = ipv4({.protocol = 17}, udp_datagram({}));
  Bytes plain = with({0, 0, 8, 0}, ip);
  TunnelPayload payload = decode_gre(plain, length_of(plain));
  EXPECT_EQ(payload.parse, TunnelParse::kPacket);
  EXPECT_EQ(payload.first, LinkHeader::kIp);
  EXPECT_EQ(payload.wire_length, ip.size());

  Bytes keyed = with({0x30, 0, 0x65, 0x58, 0, 0, 0, 9, 0, 0, 0, 1}, ethernet(0x0800, ip));
  payload = decode_gre(keyed, length_of(keyed));
  EXPECT_EQ(payload.first, LinkHeader::kEthernet);
  EXPECT_EQ(payload.id, 9u);
  EXPECT_EQ(payload.wire_length, ip.size() + 14);

  Bytes erspan2 =
      with({0x10, 0, 0x88, 0xbe, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8}, ethernet(0x0800, ip));
  EXPECT_EQ(decode_gre(erspan2, length_of(erspan2)).wire_length, ip.size() + 14);

  Bytes pptp = with({0x30, 0x01, 0x88, 0x0b, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0x21}, ip);
  payload = decode_gre(pptp, length_of(pptp));
  EXPECT_EQ(payload.first, LinkHeader::kPpp);
}

TEST(Tunnels, GreThatCannotBeRead) {
  Bytes routed{0x40, 0, 8, 0};
  EXPECT_EQ(decode_gre(routed, 4).weird, Weird::kGreRouting);
  Bytes version{0, 3, 8, 0};
  EXPECT_EQ(decode_gre(version, 4).weird, Weird::kUnknownGreVersion);
  Bytes unknown{0, 0, 0x12, 0x34};
  EXPECT_EQ(decode_gre(unknown, 4).weird, Weird::kUnknownGreProtocol);
  EXPECT_EQ(decode_gre(Bytes{0}, 1).weird, Weird::kTruncatedGre);
  Bytes cut{0x10, 0, 0x88, 0xbe, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7};
  EXPECT_EQ(decode_gre(cut, 100).weird, Weird::kTruncatedGre);
  Bytes cut3{0, 0, 0x22, 0xeb, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  EXPECT_EQ(decode_gre(cut3, 100).weird, Weird::kTruncatedGre);
  Bytes cut_subheader = with(cut3, {1, 1, 2, 3, 4, 5, 6, 7});
  EXPECT_EQ(decode_gre(cut_subheader, 100).weird, Weird::kTruncatedGre);
}

TEST(Tunnels, UdpTunnelsKnowThemselves) {
  Bytes ip = ipv4({.protocol = 17}, udp_datagram({}));
  Bytes vxlan = with({8, 0, 0, 0, 0, 1, 2, 0}, ethernet(0x0800, ip));
  EXPECT_EQ(decode_vxlan(vxlan, length_of(vxlan)).id, 0x102u);
  vxlan[0] = 0;
  EXPECT_EQ(decode_vxlan(vxlan, length_of(vxlan)).parse, TunnelParse::kNotATunnel);

  Bytes geneve = with({1, 0, 8, 0, 0, 0, 5, 0, 1, 2, 3, 4}, ip);
  EXPECT_EQ(decode_geneve(geneve, length_of(geneve)).wire_length, ip.size());

  Bytes gtp = with({0x34, 0xff, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0x85, 1, 0, 0, 0}, ip);
  TunnelPayload payload = decode_gtpv1(gtp, length_of(gtp));
  EXPECT_EQ(payload.parse, TunnelParse::kPacket);
  EXPECT_EQ(payload.wire_length, ip.size());
  gtp[1] = 1;
  EXPECT_EQ(decode_gtpv1(gtp, length_of(gtp)).parse, TunnelParse::kEmpty);

  Bytes ayiya = with({0x10, 0, 0x11, 4, 0, 0, 0, 0, 1, 2}, ip);
  EXPECT_EQ(decode_ayiya(ayiya, length_of(ayiya)).wire_length, ip.size());
}

TEST(Tunnels, TeredoChecksTheInnerLength) {
  Bytes inner =
      ipv6("2001::1", "2001::2", 17, udp_datagram({.source = "2001::1", .destination = "2001::2"}));
  EXPECT_EQ(decode_teredo(inner, length_of(inner)).parse, TunnelParse::kPacket);
  Bytes origin = with({0, 0, 1, 2, 3, 4, 5, 6}, inner);
  EXPECT_EQ(decode_teredo(origin, length_of(origin)).wire_length, inner.size());
  Bytes longer = with(inner, {1, 2, 3});
  EXPECT_EQ(decode_teredo(longer, length_of(longer)).parse, TunnelParse::kNotATunnel);
  Bytes bubble = with(ipv6("2001::1", "2001::2", 59, {}), {1, 2, 3});
  EXPECT_EQ(decode_teredo(bubble, length_of(bubble)).weird, Weird::kTeredoBubbleWithPayload);
}

// A query of DNS, by chance as long as it would be.
TEST(Tunnels, TeredoHasWholeHeaders) {
  Bytes query(41, 'x');
  query[0] = 0x6f;
  query[4] = 0;
  query[5] = 1;
  query[6] = kProtocolHopByHop;
  EXPECT_EQ(decode_teredo(query, length_of(query)).parse, TunnelParse::kNotATunnel);
  query[6] = 200;
  EXPECT_EQ(decode_teredo(query, length_of(query)).parse, TunnelParse::kPacket);
}

TEST(Tunnels, EveryTruncationIsHarmless) {
  Bytes bytes(64, 0x11);
  using Decoder = TunnelPayload (*)(ByteSpan, uint32_t);
  for (Decoder decode :
       {decode_gre, decode_vxlan, decode_geneve, decode_gtpv1, decode_teredo, decode_ayiya}) {
    for (int first = 0; first < 256; ++first) {
      bytes[0] = static_cast<uint8_t>(first);
      for (size_t size = 0; size <= bytes.size(); ++size) {
        TunnelPayload payload = decode(ByteSpan(bytes).first(size), 64);
        EXPECT_LE(payload.inner.size(), size);
      }
    }
  }
}

}  // namespace
}  // namespace avocet
