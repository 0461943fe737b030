#include "logging/log_file.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <thread>

namespace avocet {
namespace {

constexpr int kKills = 200;

std::string test_file(const std::string& name) {
  return ::testing::TempDir() + "log_file_" + std::to_string(getpid()) + name;
}

// Rows of up to some thousand bytes, each with its own check: "length xxxx...\n".
std::string row_of(std::mt19937& random) {
  size_t length = random() % 7000;
  return std::to_string(length) + " " + std::string(length, 'x') + "\n";
}

// The first row that is not whole, or nothing.
std::string broken_row(const std::string& text) {
  std::istringstream lines(text);
  size_t used = 0;
  for (std::string line; std::getline(lines, line);) {
    used += line.size() + 1;
    size_t blank = line.find(' ');
    bool is_whole = used <= text.size() && blank != std::string::npos &&
                    std::stoul(line) == line.size() - blank - 1;
    if (!is_whole) return line.substr(0, 40) + " ends at " + std::to_string(text.size());
  }
  return {};
}

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// What can be unpacked, however the file ends.
std::string unpacked(const std::string& path) {
  gzFile file = gzopen(path.c_str(), "rb");
  std::string text;
  char piece[65536];
  for (int got; (got = gzread(file, piece, sizeof piece)) > 0;) text.append(piece, size_t(got));
  gzclose(file);
  return text;
}

// A child writes rows as fast as it can, until it is killed. Returns when nobody writes any more.
// `group`: its process group is killed, not only it.
void write_until_killed(const std::string& path, int gzip_level, bool group, unsigned wait) {
  int alive[2];
  ASSERT_EQ(pipe(alive), 0);
  pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    close(alive[0]);
    std::mt19937 random(wait);
    LogFile log;
    bool good = log.open(path, gzip_level).ok();
    for (bool told = false; good; told = true) {
      log.buffer().append(row_of(random));
      good = log.row_done().ok();
      if (!told) good = good && write(alive[1], "x", 1) == 1;
    }
    _exit(1);
  }
  close(alive[1]);
  char byte;
  EXPECT_EQ(read(alive[0], &byte, 1), 1);
  std::this_thread::sleep_for(std::chrono::microseconds(wait));
  kill(group ? -child : child, SIGKILL);
  // Whoever still writes has the other end of the pipe open.
  EXPECT_EQ(read(alive[0], &byte, 1), 0);
  close(alive[0]);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
}

TEST(LogFile, LeavesWholeRowsWhenItIsKilled) {
  std::string path = test_file("killed");
  std::mt19937 random(7);
  size_t bytes = 0;
  unsigned most = 4000;  // microseconds; a machine that wrote nothing by then gets more
  for (int i = 0; i < kKills; ++i) {
    write_until_killed(path, 0, i % 2 == 1, unsigned(random() % most));
    std::string text = contents(path);
    bytes += text.size();
    if (bytes == 0) most = std::min(2 * most, 500'000u);
    ASSERT_EQ(broken_row(text), "") << "kill " << i;
  }
  EXPECT_GT(bytes, 0u);
  std::filesystem::remove(path);
}

TEST(LogFile, LeavesWholeRowsCompressedWhenItIsKilled) {
  std::string path = test_file("killed.gz");
  std::mt19937 random(8);
  for (int i = 0; i < kKills / 8; ++i) {
    write_until_killed(path, 1, i % 2 == 1, unsigned(random() % 4000));
    ASSERT_EQ(broken_row(unpacked(path)), "") << "kill " << i;
  }
  std::filesystem::remove(path);
}

// Files may not grow beyond a limit, as on a disk that is full.
TEST(LogFile, LeavesWholeRowsWhenNothingMoreFits) {
  std::string path = test_file("full");
  pid_t child = fork();
  if (child == 0) {
    rlimit limit{300'000, 300'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    signal(SIGXFSZ, SIG_IGN);
    std::mt19937 random(9);
    LogFile log;
    bool good = log.open(path, 0).ok();
    while (good) {
      log.buffer().append(row_of(random));
      good = log.row_done().ok();
    }
    _exit(0);
  }
  waitpid(child, nullptr, 0);
  std::string text = contents(path);
  EXPECT_GT(text.size(), 200'000u);
  EXPECT_EQ(broken_row(text), "");
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace avocet
