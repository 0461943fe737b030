#include "input/child_process.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
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

TEST(ChildProcess, ThatIsLeftToItselfIsNotKeptByTheSystemAfterItsEnd) {
  BackgroundPrograms programs;
  {
    ChildProcess command;
    ChildProcess::Streams streams;
    streams.programs = &programs;
    ASSERT_TRUE(command.start("exec sleep 30", std::move(streams)).ok());
  }
  // Each start looks for what has ended.
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(programs.start("true", {}), 0);
    siginfo_t ended{};
    bool is_alone = ::waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) < 0 && errno == ECHILD;
    if (is_alone) return;
    ::usleep(5000);
  }
  FAIL() << "the command is still there";
}

}  // namespace
}  // namespace avocet
