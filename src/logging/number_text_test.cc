#include "logging/number_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace avocet {
namespace {

template <class Append, class T> std::string text_of(Append append, T value) {
  TextBuffer out;
  append(out, value);
  return std::string(out.view());
}

TEST(NumberText, TimesHaveSixDecimals) {
  EXPECT_EQ(text_of(append_micros, 1300475167.096535), "1300475167.096535");
  EXPECT_EQ(text_of(append_micros, 0.0), "0.000000");
  EXPECT_EQ(text_of(append_micros, 0.000001), "0.000001");
  EXPECT_EQ(text_of(append_micros, -1.5), "-1.500000");
  // Just below half a microsecond: 0.0407994985...
  EXPECT_EQ(text_of(append_micros, 1559246617.0407994), "1559246617.040799");
  for (double d :
       {1559246617.0407994, 1559246551.0582235, 1559246481.4819975, 1476535655.5000005}) {
    char expected[64];
    std::snprintf(expected, sizeof expected, "%.6f", d);
    EXPECT_EQ(text_of(append_micros, d), expected);
  }
  EXPECT_EQ(text_of(append_micros, 1e12), "1000000000000.000000");
}

TEST(NumberText, DoublesLoseTrailingZeroes) {
  EXPECT_EQ(text_of(append_double, 3.14), "3.14");
  EXPECT_EQ(text_of(append_double, 100.0), "100.0");
  EXPECT_EQ(text_of(append_double, -0.25), "-0.25");
  EXPECT_EQ(text_of(append_double, 1e22), "10000000000000000000000.0");
  EXPECT_EQ(text_of(append_double, 1e12), "1000000000000.0");
  EXPECT_EQ(text_of(append_double, std::numeric_limits<double>::infinity()), "inf");
}

TEST(NumberText, JsonDoublesReadBackAsTheSame) {
  EXPECT_EQ(text_of(append_json_double, 1300475167.096535), "1300475167.096535");
  EXPECT_EQ(text_of(append_json_double, -315619200.0), "-315619200.0");
  EXPECT_EQ(text_of(append_json_double, 0.25411510467529297), "0.25411510467529297");
  EXPECT_EQ(text_of(append_json_double, 100.0), "100.0");
  EXPECT_EQ(text_of(append_json_double, 1e22), "1e22");
  EXPECT_EQ(text_of(append_json_double, 1e20), "100000000000000000000.0");
  EXPECT_EQ(text_of(append_json_double, 1.5e-9), "1.5e-9");
  EXPECT_EQ(text_of(append_json_double, 0.0000015), "0.0000015");
  EXPECT_EQ(text_of(append_json_double, -0.0), "-0.0");
  EXPECT_EQ(text_of(append_json_double, 12345678901234.0), "12345678901234.0");
  EXPECT_EQ(text_of(append_json_double, std::nan("")), "null");
}

TEST(NumberText, IsoTimesGoBelowTheEpoch) {
  EXPECT_EQ(text_of(append_iso_time, 1215620010.005432), "2008-07-09T16:13:30.005432Z");
  EXPECT_EQ(text_of(append_iso_time, -0.4), "1969-12-31T23:59:59.600000Z");
  EXPECT_EQ(text_of(append_iso_time, -1.0), "1969-12-31T23:59:59.000000Z");
}

TEST(NumberText, Addresses) {
  EXPECT_EQ(text_of(append_address, IpAddress::v4(0x0a000001)), "10.0.0.1");
  EXPECT_EQ(text_of(append_address, IpAddress::v4(0xffffffff)), "255.255.255.255");
  EXPECT_EQ(text_of(append_address, *IpAddress::parse("2001:db8::1")), "2001:db8::1");
}

}  // namespace
}  // namespace avocet
