#include "event/wake_set.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

namespace avocet {
namespace {

bool is_woken(const WakeSet& wakes) {
  pollfd waiting{wakes.descriptor(), POLLIN, 0};
  return ::poll(&waiting, 1, 0) == 1;
}

TEST(WakeSet, CanBeReadWhileOneOfItsDescriptorsIsReady) {
  WakeSet wakes;
  int first[2], second[2];
  ASSERT_EQ(::pipe(first), 0);
  ASSERT_EQ(::pipe(second), 0);
  wakes.add_readable(first[0]);
  wakes.add_readable(second[0]);
  wakes.add_readable(-1);
  EXPECT_FALSE(is_woken(wakes));
  ASSERT_EQ(::write(second[1], "x", 1), 1);
  EXPECT_TRUE(is_woken(wakes));
  EXPECT_TRUE(is_woken(wakes));  // nobody has read it yet
  char taken;
  ASSERT_EQ(::read(second[0], &taken, 1), 1);
  EXPECT_FALSE(is_woken(wakes));
  ::close(first[1]);  // the end of a stream is news
  EXPECT_TRUE(is_woken(wakes));
  ::close(first[0]);  // and forgotten once it was seen
  EXPECT_FALSE(is_woken(wakes));
  ::close(second[0]);
  ::close(second[1]);
}

TEST(WakeSet, TellsOfRoomToWrite) {
  WakeSet wakes;
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  wakes.add_writable(ends[1]);
  EXPECT_TRUE(is_woken(wakes));
  ::close(ends[1]);
  EXPECT_FALSE(is_woken(wakes));
  ::close(ends[0]);
}

}  // namespace
}  // namespace avocet
