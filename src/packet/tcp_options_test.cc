#include "packet/tcp_options.h"

#include <gtest/gtest.h>

#include <array>

namespace avocet {
namespace {

TEST(TcpOptions, ReadsInOrder) {
  std::array<uint8_t, 8> bytes{2, 4, 5, 0xb4, 1, 3, 3, 7};
  TcpOptionReader reader(bytes);
  EXPECT_EQ(reader.next()->kind, kTcpOptionMss);
  EXPECT_EQ(reader.next()->kind, kTcpOptionNop);
  EXPECT_EQ(reader.next()->data[0], 7);
  EXPECT_FALSE(reader.next());
  EXPECT_EQ(tcp_window_scale(bytes), 7);
}

TEST(TcpOptions, StopsAtDamage) {
  std::array<uint8_t, 4> zero_length{8, 0, 1, 1};
  EXPECT_FALSE(TcpOptionReader(zero_length).next());
  std::array<uint8_t, 3> too_long{8, 10, 0};
  EXPECT_FALSE(TcpOptionReader(too_long).next());
  std::array<uint8_t, 2> after_end{0, 1};
  TcpOptionReader reader(after_end);
  EXPECT_EQ(reader.next()->kind, kTcpOptionEnd);
  EXPECT_FALSE(reader.next());
}

}  // namespace
}  // namespace avocet
