#include "base/windows.h"

#include <gtest/gtest.h>

#include <vector>

namespace avocet {
namespace {

TEST(WindowsText, BecomesUtf8) {
  std::vector<uint8_t> bytes{'a', 0, 0xe4, 0, 0xac, 0x20, 0x3d, 0xd8, 0x00, 0xde};
  EXPECT_EQ(text_of_utf16(bytes), "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
}

TEST(WindowsText, ReplacesWhatIsBroken) {
  std::vector<uint8_t> alone{0x3d, 0xd8, 'a', 0, 0x00, 0xde, 'b'};
  EXPECT_EQ(text_of_utf16(alone), "\xef\xbf\xbd"
                                  "a\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(WindowsText, EndsWithZero) {
  std::vector<uint8_t> bytes{'a', 0, 0, 0, 'b', 0};
  EXPECT_EQ(text_of_terminated_utf16(bytes), "a");
  EXPECT_EQ(text_of_terminated_utf16(ByteSpan()), "");
}

TEST(WindowsTime, CountsFrom1601) {
  EXPECT_EQ(seconds_of_filetime(116'444'736'000'000'000), 0.0);
  EXPECT_EQ(seconds_of_filetime(0), -11'644'473'600.0);
}

}  // namespace
}  // namespace avocet
