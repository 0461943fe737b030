#include "capture/wide_count.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(WideCount, GoesOnWhereTheSystemBeginsAnew) {
  WideCount count;
  count.note(0xfffffff0);
  EXPECT_EQ(count.total(), 0xfffffff0u);
  count.note(0x10);
  EXPECT_EQ(count.total(), 0x100000010u);
  count.note(0x10);
  EXPECT_EQ(count.total(), 0x100000010u);
}

}  // namespace
}  // namespace avocet
