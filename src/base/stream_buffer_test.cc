#include "base/stream_buffer.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace avocet {
namespace {

// Messages of a byte that says how many more there are. Says what it took, and how often it looked.
struct Messages {
  std::vector<size_t> sizes;
  size_t looks = 0;

  size_t take(ByteSpan& bytes) {
    ++looks;
    while (!bytes.empty()) {
      size_t size = size_t(bytes[0]) + 1;
      if (bytes.size() < size) return size;
      sizes.push_back(size);
      bytes = bytes.subspan(size);
    }
    return 0;
  }
};

TEST(StreamBuffer, LooksAgainWhenAMessageIsWhole) {
  std::vector<uint8_t> bytes(201, 200);
  bytes.insert(bytes.end(), {0, 2, 'a', 'b', 9});
  for (size_t piece : {1u, 7u, 300u}) {
    Messages messages;
    StreamBuffer buffer;
    for (ByteSpan left = bytes; !left.empty();) {
      ByteSpan now = left.first(std::min(piece, left.size()));
      buffer.feed(now, [&](ByteSpan& all) { return messages.take(all); });
      left = left.subspan(now.size());
    }
    EXPECT_EQ(messages.sizes, (std::vector<size_t>{201, 1, 3}));
    EXPECT_LE(messages.looks, 6u) << piece;
    EXPECT_EQ(buffer.waiting().size(), 1u);
  }
}

TEST(StreamBuffer, ForgetsWhatItIsToDrop) {
  Messages messages;
  StreamBuffer buffer;
  std::vector<uint8_t> begin{9, 'x'}, whole{0};
  buffer.feed(begin, [&](ByteSpan& all) { return messages.take(all); });
  buffer.drop();
  buffer.feed(whole, [&](ByteSpan& all) { return messages.take(all); });
  EXPECT_EQ(messages.sizes, (std::vector<size_t>{1}));
}

}  // namespace
}  // namespace avocet
