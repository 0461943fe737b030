#include "protocol/quic/packet.h"

#include <gtest/gtest.h>

#include <vector>

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;
using Kind = QuicPacket::Kind;

TEST(QuicPacket, ReadsNumbersOfEachLength) {
  // The examples of RFC 9000, appendix A.1.
  Bytes bytes = {0xC2, 0x19, 0x7C, 0x5E, 0xFF, 0x14, 0xE8, 0x8C, 0x9D,
                 0x7F, 0x3E, 0x7D, 0x7B, 0xBD, 0x25, 0x40, 0x25};
  ByteReader reader(bytes);
  EXPECT_EQ(quic_number(reader), 151288809941952652u);
  EXPECT_EQ(quic_number(reader), 494878333u);
  EXPECT_EQ(quic_number(reader), 15293u);
  EXPECT_EQ(quic_number(reader), 37u);
  EXPECT_FALSE(reader.failed());
}

TEST(QuicPacket, SeparatesTheOnesOfADatagram) {
  Bytes datagram = {0xC3, 0, 0, 0, 1, 2, 0xAA, 0xBB, 1, 0xCC, 1, 0x77, 3, 9, 8, 7,  // Initial
                    0xE0, 0, 0, 0, 1, 0, 0,    2,    5, 6,                          // Handshake
                    0x41, 1, 2, 3};                                                 // short
  auto first = parse_quic_packet(datagram);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->kind, Kind::kInitial);
  EXPECT_EQ(first->version, kQuicVersion1);
  EXPECT_EQ(first->dcid.size(), 2u);
  EXPECT_EQ(first->scid[0], 0xCC);
  EXPECT_EQ(first->token[0], 0x77);
  EXPECT_EQ(first->bytes.size(), 16u);
  EXPECT_EQ(first->number_at, 13u);
  auto second = parse_quic_packet(ByteSpan(datagram).subspan(16));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->kind, Kind::kHandshake);
  EXPECT_EQ(second->bytes.size(), 10u);
  auto third = parse_quic_packet(ByteSpan(datagram).subspan(26));
  ASSERT_TRUE(third);
  EXPECT_EQ(third->kind, Kind::kShort);
  EXPECT_EQ(third->bytes.size(), 4u);
}

TEST(QuicPacket, NumbersTheTypesByVersion) {
  Bytes packet = {0xC0, 0, 0, 0, 1, 0, 0, 0, 0, 0};
  auto kind = [&](uint8_t first) {
    packet[0] = first;
    auto found = parse_quic_packet(packet);
    return found ? found->kind : Kind::kVersionNegotiation;
  };
  EXPECT_EQ(kind(0xC0), Kind::kInitial);
  EXPECT_EQ(kind(0xD0), Kind::kZeroRtt);
  EXPECT_EQ(kind(0xE0), Kind::kHandshake);
  packet = {0xC0, 0x6B, 0x33, 0x43, 0xCF, 0, 0, 0, 0, 0};
  EXPECT_EQ(kind(0xD0), Kind::kInitial);
  EXPECT_EQ(kind(0xE0), Kind::kZeroRtt);
  EXPECT_EQ(kind(0xF0), Kind::kHandshake);
}

TEST(QuicPacket, TellsTokenAndTagOfRetryApart) {
  Bytes retry = {0xF0, 0, 0, 0, 1, 0, 0, 't', 'o', 'k'};
  retry.insert(retry.end(), 16, 0x11);
  auto found = parse_quic_packet(retry);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, Kind::kRetry);
  EXPECT_EQ(found->token.size(), 3u);
  EXPECT_EQ(found->integrity_tag.size(), 16u);
  retry.resize(20);
  EXPECT_FALSE(parse_quic_packet(retry));
}

TEST(QuicPacket, KnowsWhatIsNone) {
  EXPECT_FALSE(parse_quic_packet({}));
  EXPECT_FALSE(parse_quic_packet(Bytes{0xC0, 0, 0, 0, 1, 9, 1}));           // ids cut
  EXPECT_FALSE(parse_quic_packet(Bytes{0xC0, 0, 0, 0, 1, 0, 0, 0, 9, 1}));  // longer than it is
  EXPECT_EQ(parse_quic_packet(Bytes{0x3F, 1})->kind, Kind::kDiscarded);     // no fixed bit
  EXPECT_EQ(parse_quic_packet(Bytes{0x80, 0, 0, 0, 0, 0, 0})->kind, Kind::kVersionNegotiation);
  EXPECT_EQ(parse_quic_packet(Bytes{0xC0, 0x10, 1, 0, 0, 0, 0})->kind, Kind::kUnknownVersion);
  Bytes long_id = {0xC0, 0, 0, 0, 1, 21};
  long_id.resize(40);
  EXPECT_FALSE(parse_quic_packet(long_id));
}

}  // namespace
}  // namespace avocet
