#include <gtest/gtest.h>

#include <string>

#include "protocol/dnp3/application.h"
#include "protocol/dnp3/link.h"

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

void add_checksum(Bytes& to, ByteSpan of) {
  uint16_t sum = dnp3_checksum(of);
  to.push_back(uint8_t(sum));
  to.push_back(uint8_t(sum >> 8));
}

Bytes frame(const Bytes& user) {
  Bytes bytes{5, 0x64, uint8_t(5 + user.size()), 0xc4, 1, 0, 100, 0};
  add_checksum(bytes, Bytes(bytes));
  for (size_t at = 0; at < user.size(); at += 16) {
    ByteSpan block = ByteSpan(user).subspan(at, std::min<size_t>(16, user.size() - at));
    bytes.insert(bytes.end(), block.begin(), block.end());
    add_checksum(bytes, block);
  }
  return bytes;
}

TEST(Dnp3, SumsAsOthersDo) {
  // The check value of CRC-16/DNP.
  std::string digits = "123456789";
  EXPECT_EQ(dnp3_checksum(Bytes(digits.begin(), digits.end())), 0xea82);
}

TEST(Dnp3, CutsFramesAnywhere) {
  Bytes user(20, 'u'), bytes = frame(user), empty = frame({});
  bytes.insert(bytes.end(), empty.begin(), empty.end());
  for (size_t step : {size_t(1), size_t(9), size_t(10), size_t(11), bytes.size()}) {
    Dnp3Frames frames;
    std::string out;
    for (size_t at = 0; at < bytes.size(); at += step) {
      Dnp3Fault fault = frames.feed(ByteSpan(bytes).subspan(at, std::min(step, bytes.size() - at)),
                                    [&](const Dnp3LinkHeader& header, ByteSpan found) {
                                      EXPECT_EQ(header.source, 100);
                                      out += std::to_string(found.size()) + " ";
                                    });
      EXPECT_EQ(fault, Dnp3Fault::kNone);
    }
    EXPECT_EQ(out, "20 0 ") << step;
  }
}

TEST(Dnp3, RefusesFramesThatAreBroken) {
  auto fault_of = [](const Bytes& bytes) {
    Dnp3Frames frames;
    return frames.feed(bytes, [](const Dnp3LinkHeader&, ByteSpan) {});
  };
  Bytes good = frame(Bytes(20, 'u'));
  EXPECT_EQ(fault_of(good), Dnp3Fault::kNone);
  Bytes bad = good;
  bad[0] = 6;
  EXPECT_EQ(fault_of(bad), Dnp3Fault::kLacksMagic);
  bad = good;
  bad[2] = 4;
  EXPECT_EQ(fault_of(bad), Dnp3Fault::kTooShort);
  bad = good;
  bad[4] = 9;
  EXPECT_EQ(fault_of(bad), Dnp3Fault::kCorruptHeader);
  bad = good;
  bad.back() ^= 1;
  EXPECT_EQ(fault_of(bad), Dnp3Fault::kCorruptData);
}

TEST(Dnp3, PutsSegmentsTogether) {
  using Added = Dnp3Segments::Added;
  Dnp3Segments segments;
  Dnp3LinkHeader first{9, 0xc4, 1, 2}, second{8, 0xc4, 1, 2};
  EXPECT_EQ(segments.add(first, {}), Added::kNothing);
  EXPECT_EQ(segments.add(first, Bytes{0x05, 'x'}), Added::kFirstMissing);
  EXPECT_EQ(segments.add(first, Bytes{0x7f, 'a', 'b'}), Added::kNothing);
  EXPECT_EQ(segments.add(second, Bytes{0x80, 'c'}), Added::kMessage);
  EXPECT_EQ(segments.message().size(), 3u);
  EXPECT_EQ(segments.header().length, 9);
  EXPECT_EQ(segments.add(first, Bytes{0x41, 'a'}), Added::kNothing);
  EXPECT_EQ(segments.add(second, Bytes{0x83, 'c'}), Added::kFirstMissing);  // one is lost
  EXPECT_EQ(segments.add(first, Bytes{0xc0}), Added::kMessage);
}

TEST(Dnp3, EndsMessagesWithoutEnd) {
  Dnp3Segments segments;
  Bytes piece(250, 'x');
  piece[0] = 0x40;
  size_t count = 0;
  while (segments.add({}, piece) == Dnp3Segments::Added::kNothing && ++count < 1000)
    piece[0] = uint8_t(count & 0x3f);
  EXPECT_LT(count, 300u);
}

// What a message holds, as text.
struct Told final : Dnp3Listener {
  void message(const Dnp3MessageHeader& header) override {
    out += "f" + std::to_string(header.function) + " ";
  }
  void objects(const Dnp3ObjectHeader& header) override {
    out += "o" + std::to_string(header.number) + "," + std::to_string(header.low) + "," +
           std::to_string(header.high) + " ";
  }
  void prefix(uint32_t value) override { out += "p" + std::to_string(value) + " "; }
  void object(const Dnp3Kind& kind, std::span<const uint64_t> numbers) override {
    out += kind.event;
    for (uint64_t number : numbers) out += "," + std::to_string(number);
    out += " ";
  }
  void attribute(uint8_t type, ByteSpan value) override {
    out += "a" + std::to_string(type) + "," + std::to_string(value.size()) + " ";
  }
  void file_block(uint32_t handle, uint32_t number, ByteSpan data) override {
    out += "b" + std::to_string(handle) + "," + std::to_string(number) + "," +
           std::to_string(data.size()) + " ";
  }
  void response_object(uint8_t value) override { out += "r" + std::to_string(value) + " "; }
  void unknown(ByteSpan rest) override { out += "u" + std::to_string(rest.size()) + " "; }
  std::string out;
};

std::string told(const Bytes& bytes) {
  Told listener;
  return parse_dnp3_message(bytes, listener) ? listener.out : listener.out + "!";
}

TEST(Dnp3, ReadsObjects) {
  EXPECT_EQ(told({0xc0, 1, 60, 2, 6, 60, 3, 6}), "f1 o0,65535,65535 o0,65535,65535 ");
  EXPECT_EQ(told({0xc0, 1, 30, 1, 0, 3, 9}), "f1 o7,3,9 ");  // asked for, no values
  EXPECT_EQ(told({0xc0, 3, 12, 1, 0x28, 1, 0, 7, 0, 3, 1, 100, 0, 0, 0, 200, 0, 0, 0, 0}),
            "f3 o1,256,0 p7 crob,3,1,100,200,0 ");
  EXPECT_EQ(told({0xc0, 129, 0, 0, 1, 1, 1, 0, 0, 11, 0, 0xff, 0x0f}),
            "f129 o12,0,11 p0 r255 p0 r15 ");
  EXPECT_EQ(told({0xc0, 129, 0, 0, 20, 2, 0x17, 1, 5, 1, 9, 0}),
            "f129 o1,1,0 p5 counter_16wFlag,1,9 r255 ");
  EXPECT_EQ(told({0xc0, 129, 0, 0, 30, 4, 0, 0, 0, 0xfe, 0xff}),
            "f129 o1,0,0 p0 analog_input_16woFlag,18446744073709551614 r255 ");
  EXPECT_EQ(told({0xc0, 129, 0, 0, 0, 240, 0, 0, 0, 1, 2, 'o', 'k'}), "f129 o1,0,0 p0 a1,2 r255 ");
  EXPECT_EQ(told({0xc0, 2, 70, 5, 0x5b, 1, 9, 0, 1, 0, 0, 0, 2, 0, 0, 0, 'x'}),
            "f2 o1,1,0 p9 b1,2,1 ");
  EXPECT_EQ(told({0xc0, 1, 70, 5, 0x5b, 1, 8, 0, 1, 0, 0, 0, 2, 0, 0, 0}),
            "f1 o1,1,0 p8 b1,2,0 ");  // a block is asked for
  EXPECT_EQ(told({0xc0, 129, 0, 0, 110, 2, 0, 0, 0, 'o', 'k'}), "f129 o1,0,0 p0 r255 ");
}

TEST(Dnp3, StopsWhereNobodyKnowsTheSize) {
  EXPECT_EQ(told({0xc0, 129, 0, 0, 99, 1, 0, 0, 1, 'x', 'y'}), "f129 o2,0,1 u2 ");
}

TEST(Dnp3, RefusesWhatDoesNotFit) {
  EXPECT_EQ(told({0xc0}), "!");
  EXPECT_EQ(told({0xc0, 129, 0}), "!");
  EXPECT_EQ(told({0xc0, 129, 0, 0, 30, 1, 0, 9, 3}), "f129 !");  // ends before it begins
  EXPECT_EQ(told({0xc0, 129, 0, 0, 30, 2, 0, 0, 0, 1, 2}), "f129 o1,0,0 p0 !");
  // Billions of objects that are not there.
  EXPECT_EQ(told({0xc0, 129, 0, 0, 30, 2, 2, 0, 0, 0, 0, 255, 255, 255, 255}),
            "f129 o4294967296,0,4294967295 !");
}

}  // namespace
}  // namespace avocet
