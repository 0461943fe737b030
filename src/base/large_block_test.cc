#include "base/large_block.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace avocet {
namespace {

TEST(LargeBlock, IsWholePages) {
  LargeBlock block(LargeBlock::kPage + 1);
  EXPECT_EQ(block.size(), 2 * LargeBlock::kPage);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(block.start()) % LargeBlock::kPage, 0u);
  block.start()[block.size() - 1] = std::byte{1};
  LargeBlock moved = std::move(block);
  EXPECT_EQ(block.start(), nullptr);
  EXPECT_EQ(moved.start()[moved.size() - 1], std::byte{1});
}

}  // namespace
}  // namespace avocet
