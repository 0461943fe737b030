#include "tool/progress_text.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(ProgressText, TellsBytesPacketsRateAndTimeLeft) {
  EXPECT_EQ(progress_text({.seconds = 10,
                           .packets = 4'100'000,
                           .bytes_read = 1'000'000'000,
                           .bytes_total = 4'000'000'000}),
            "1.0 of 4.0 GB (25%), 4,100,000 packets, 410,000 packets/s, 0:30 left");
}

TEST(ProgressText, WithoutATotalTellsWhatIsKnown) {
  EXPECT_EQ(progress_text({.seconds = 2, .packets = 999, .bytes_read = 61'500, .bytes_total = 0}),
            "61.5 kB, 999 packets, 499 packets/s");
}

TEST(ProgressText, LongTimesAreMinutes) {
  EXPECT_EQ(
      progress_text(
          {.seconds = 100, .packets = 1'000, .bytes_read = 1'000'000, .bytes_total = 62'500'000}),
      "1.0 of 62.5 MB (1%), 1,000 packets, 10 packets/s, 102:30 left");
}

}  // namespace
}  // namespace avocet
