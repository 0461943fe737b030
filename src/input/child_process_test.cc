#include "input/child_process.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace avocet {
namespace {

TEST(ChildProcess, FeedsACommandWithoutMovingWhatIsLeft) {
  // Quadratic, this would take many seconds.
  constexpr size_t kSize = 64 << 20;
  ChildProcess command;
  ASSERT_TRUE(command.start("wc -c", {std::string(kSize, 'x'), false}).ok());
  std::string said;
  while (!command.at_end() && !command.poll_exit().ended) {
    command.read_some(ChildProcess::Pipe::kOutput, said);
    usleep(50);
  }
  while (command.read_some(ChildProcess::Pipe::kOutput, said)) continue;
  EXPECT_EQ(std::stoull(said), kSize);
}

}  // namespace
}  // namespace avocet
