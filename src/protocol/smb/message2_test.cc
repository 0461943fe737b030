#include "protocol/smb/message2.h"

#include <gtest/gtest.h>

#include <vector>

#include "protocol/smb/frames.h"

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

// A message in the making: a header of zeros, and the size of a structure behind it.
struct Smb2Text {
  Smb2Text() : bytes(kSmb2HeaderSize + 2) {}

  Smb2Text& zeros(size_t count) {
    bytes.resize(bytes.size() + count);
    return *this;
  }
  Smb2Text& number(uint64_t n, size_t size) {
    for (size_t i = 0; i < size; ++i) bytes.push_back(uint8_t(n >> (8 * i)));
    return *this;
  }
  Smb2Text& text(std::string_view more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
    return *this;
  }

  Bytes bytes;
};

std::string text(ByteSpan bytes) { return {bytes.begin(), bytes.end()}; }

TEST(Smb2, ReadsWhatIsAskedToOpen) {
  Smb2Text made;
  made.zeros(34).number(2, 4).number(0x40, 4).number(120, 2).number(4, 2).zeros(8).text("a\0b\0");
  made.bytes.resize(120);
  made.text(std::string_view("a\0b\0", 4));
  auto request = parse_smb2_create_request(made.bytes);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->disposition, 2u);
  EXPECT_EQ(request->options, 0x40u);
  EXPECT_EQ(text(request->name), std::string("a\0b\0", 4));
  made.bytes.pop_back();
  EXPECT_FALSE(parse_smb2_create_request(made.bytes));
}

TEST(Smb2, ReadsAsMuchDataAsThereIs) {
  Smb2Text made;
  made.number(80, 1).number(7, 1).number(10, 4).zeros(8).text("data");
  auto data = parse_smb2_read_response(made.bytes);
  ASSERT_TRUE(data);
  EXPECT_EQ(text(*data), "data");
}

TEST(Smb2, ReadsContextsOfANegotiation) {
  Smb2Text made;
  made.number(1, 2).number(kSmb311, 2).number(2, 2).zeros(48).zeros(4).number(128, 4);
  made.bytes.resize(128);
  made.number(2, 2).number(3, 2).zeros(4).text("abc").zeros(5);
  made.number(5, 2).number(1, 2).zeros(4).text("d");
  auto response = parse_smb2_negotiate_response(made.bytes);
  ASSERT_TRUE(response);
  ASSERT_EQ(response->contexts.size(), 2u);
  EXPECT_EQ(text(response->contexts[0].data), "abc");
  EXPECT_EQ(response->contexts[1].type, 5);
  made.bytes.pop_back();
  EXPECT_FALSE(parse_smb2_negotiate_response(made.bytes));
}

TEST(Smb2, RefusesOffsetsThatLieOutside) {
  Smb2Text made;
  made.zeros(2).number(0xffff, 2).number(1, 2);
  EXPECT_FALSE(parse_smb2_tree_request(made.bytes));
  Smb2Text empty;
  empty.zeros(2).number(0xffff, 2).number(0, 2);
  EXPECT_TRUE(parse_smb2_tree_request(empty.bytes));
}

TEST(Smb2, ReadsAttributesToTheirEnd) {
  Smb2Text made;
  made.bytes.clear();
  made.number(12, 4).number(0, 1).number(1, 1).number(1, 2).text(std::string_view("a\0b", 3));
  made.zeros(1).number(0, 4).number(0, 1).number(2, 1).number(0, 2).text(
      std::string_view("cd\0", 3));
  auto attributes = parse_smb2_attributes(made.bytes);
  ASSERT_TRUE(attributes);
  ASSERT_EQ(attributes->size(), 2u);
  EXPECT_EQ(text((*attributes)[0].value), "b");
  EXPECT_EQ(text((*attributes)[1].name), "cd");
}

// ---- Frames --------------------------------------------------------------------------

struct Taken {
  std::vector<Bytes> messages;
  bool feed(SmbFrames& frames, const Bytes& bytes) {
    return frames.feed(bytes, [this](uint8_t kind, ByteSpan message) {
      if (kind == SmbFrames::kMessage) messages.emplace_back(message.begin(), message.end());
    });
  }
};

TEST(SmbFrames, CutsHoweverBytesCome) {
  Bytes stream{0, 0, 0, 2, 1, 2, 0x85, 0, 0, 0, 0, 0, 0, 1, 3};
  for (size_t cut = 0; cut <= stream.size(); ++cut) {
    SmbFrames frames;
    Taken taken;
    EXPECT_TRUE(taken.feed(frames, Bytes(stream.begin(), stream.begin() + ptrdiff_t(cut))));
    EXPECT_TRUE(taken.feed(frames, Bytes(stream.begin() + ptrdiff_t(cut), stream.end())));
    EXPECT_EQ(taken.messages, (std::vector<Bytes>{{1, 2}, {3}})) << cut;
  }
}

TEST(SmbFrames, GoesOnBehindAGapWithinAMessage) {
  SmbFrames frames;
  Taken taken;
  taken.feed(frames, {0, 0, 0, 5, 1});
  frames.gap(3);
  taken.feed(frames, {2, 0, 0, 0, 1, 9});
  EXPECT_EQ(taken.messages, (std::vector<Bytes>{{9}}));
}

TEST(SmbFrames, WaitsForAMessageBehindALargerGap) {
  SmbFrames frames;
  Taken taken;
  frames.gap(100);
  EXPECT_TRUE(taken.feed(frames, {0, 0, 0, 1, 9}));
  EXPECT_TRUE(taken.feed(frames, {0, 0, 0, 4, 0xfe, 'S', 'M', 'B'}));
  EXPECT_EQ(taken.messages, (std::vector<Bytes>{{0xfe, 'S', 'M', 'B'}}));
}

// The next message need not begin with a segment.
TEST(SmbFrames, FindsAMessageBehindALargerGap) {
  Bytes stream{'S', 'M', 'B', 0, 1, 0, 0, 0, 0, 5, 0xfe, 'S', 'M', 'B', 7, 0, 0, 0, 1, 3};
  for (size_t piece : {1u, 3u, 7u, 100u}) {
    SmbFrames frames;
    Taken taken;
    frames.gap(100);
    for (size_t at = 0; at < stream.size(); at += piece)
      EXPECT_TRUE(taken.feed(
          frames, Bytes(stream.begin() + ptrdiff_t(at),
                        stream.begin() + ptrdiff_t(std::min(at + piece, stream.size())))));
    EXPECT_EQ(taken.messages, (std::vector<Bytes>{{0xfe, 'S', 'M', 'B', 7}, {3}})) << piece;
  }
}

TEST(SmbFrames, RefusesOtherProtocols) {
  SmbFrames frames;
  Taken taken;
  EXPECT_FALSE(taken.feed(frames, {'G', 'E', 'T', ' '}));
}

}  // namespace
}  // namespace avocet
