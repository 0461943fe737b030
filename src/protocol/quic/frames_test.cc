#include "protocol/quic/frames.h"

#include <gtest/gtest.h>

#include <string>

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

struct Told final : QuicFrameSink {
  std::string text;
  void crypto(uint64_t offset, ByteSpan data) override {
    text += "crypto " + std::to_string(offset) + "+" + std::to_string(data.size()) + " ";
  }
  void connection_close(uint64_t error_code, ByteSpan reason) override {
    text += "close " + std::to_string(error_code) + " " +
            std::string(reason.begin(), reason.end()) + " ";
  }
};

TEST(QuicFrames, ReadsTheOnesOfInitialPackets) {
  Bytes payload = {0x01, 0x02, 1, 2,   1,   0,   3,  4,  // ping; ack with one more range
                   0x03, 1,    2, 0,   0,   5,   6,  7,  // ack with counters
                   0x06, 4,    2, 'a', 'b',              // crypto
                   0,    0,                              // padding
                   0x1C, 10,   0, 3,   'b', 'a', 'd'};   // close
  Told told;
  EXPECT_TRUE(read_quic_frames(payload, told));
  EXPECT_EQ(told.text, "crypto 4+2 close 10 bad ");
}

TEST(QuicFrames, StopsAtOthers) {
  Told told;
  EXPECT_FALSE(read_quic_frames(Bytes{0x06, 0, 1, 'a', 0x08, 1, 2}, told));  // a stream
  EXPECT_EQ(told.text, "crypto 0+1 ");
  EXPECT_FALSE(read_quic_frames(Bytes{0x06, 0, 9, 'a'}, told));
  // As many ranges as a number can say end with the packet.
  EXPECT_FALSE(read_quic_frames(Bytes{0x02, 0, 0, 0xFF, 255, 255, 255, 255, 255, 255, 255}, told));
}

std::string text_of(const std::vector<uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }
Bytes of_text(std::string_view text) { return {text.begin(), text.end()}; }

// A message of TLS: its kind, its length, its body.
std::string message(std::string_view body) {
  return {std::string("\1\0\0", 3) + char(body.size()) + std::string(body)};
}

TEST(QuicCryptoStream, PutsPiecesInOrder) {
  QuicCryptoStream stream;
  std::string all = message("efghij");
  EXPECT_TRUE(stream.add(4, of_text("efgh")));
  EXPECT_EQ(text_of(stream.take()), "");
  EXPECT_TRUE(stream.add(4, of_text("ef")));  // shorter than what is there
  EXPECT_TRUE(stream.add(0, of_text(all.substr(0, 5))));
  EXPECT_EQ(text_of(stream.take()), "");
  EXPECT_TRUE(stream.add(2, of_text(all.substr(2, 2))));
  EXPECT_EQ(text_of(stream.take()), "");
  EXPECT_TRUE(stream.add(6, of_text("ghij")));
  EXPECT_EQ(text_of(stream.take()), all);
}

TEST(QuicCryptoStream, GivesWholeMessages) {
  QuicCryptoStream stream;
  std::string all = message("first") + message("") + message("second");
  EXPECT_TRUE(stream.add(0, of_text(all.substr(0, 2))));
  EXPECT_EQ(text_of(stream.take()), "");
  EXPECT_TRUE(stream.add(2, of_text(all.substr(2, 15))));
  EXPECT_EQ(text_of(stream.take()), message("first") + message(""));
  EXPECT_TRUE(stream.add(17, of_text(all.substr(17))));
  EXPECT_EQ(text_of(stream.take()), message("second"));
}

TEST(QuicCryptoStream, HasLimits) {
  QuicCryptoStream stream;
  EXPECT_FALSE(stream.add(QuicCryptoStream::kMaxBytes, of_text("a")));
  EXPECT_FALSE(stream.add(~uint64_t(0), of_text("a")));
  for (size_t i = 0; i < QuicCryptoStream::kMaxPieces; ++i)
    EXPECT_TRUE(stream.add(2 + 2 * i, of_text("a")));
  EXPECT_FALSE(stream.add(1, of_text("a")));
}

}  // namespace
}  // namespace avocet
