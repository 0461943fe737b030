#include "input/reader/raw/raw.h"

#include <chrono>
#include <thread>

#include "input/test_sink.h"

namespace avocet {
namespace {

class RawReaderTest : public ReaderTest {
 protected:
  Outcome open(const std::string& source, bool with_errors = false) {
    info_.source = source;
    if (with_errors) info_.config["read_stderr"] = "1";
    fields_ = {field("s", TypeKind::kString)};
    if (with_errors) fields_.push_back(field("e", TypeKind::kBool));
    return reader_.open(info_, fields_);
  }
  // Until the command has ended.
  void read_all() {
    for (int i = 0; i < 5000; ++i) {
      Result<ReadState> state = reader_.read(sink_);
      ASSERT_TRUE(state.ok());
      if (*state == ReadState::kDone) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    FAIL() << "the command does not end";
  }

  ReaderInfo info_;
  std::vector<InputField> fields_;
  RawReader reader_;
};

TEST_F(RawReaderTest, ReadsAFilePieceByPiece) {
  write("data", "a;b\n;;c");
  info_.options["record_separator"] = ";";
  ASSERT_TRUE(open(path("data")).ok());
  read_all();
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"a", "b\n", "", "c"}));
}

TEST_F(RawReaderTest, BeginsAtAnOffset) {
  write("data", "first\nlast\n");
  info_.config["offset"] = "-5";
  ASSERT_TRUE(open(path("data")).ok());
  read_all();
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"ast"}));
}

TEST_F(RawReaderTest, ReadsWhatACommandWrites) {
  info_.config["stdin"] = "one\ntwo\n";
  ASSERT_TRUE(open("cat; echo wrong >&2; exit 3 |", true).ok());
  read_all();
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"one|F", "two|F", "wrong|T"}));
  EXPECT_EQ(sink_.events, (std::vector<std::string>{"exit 3"}));
}

TEST_F(RawReaderTest, SurvivesACommandThatDoesNotRead) {
  info_.config["stdin"] = std::string(1 << 20, 'x');
  ASSERT_TRUE(open("exec true |").ok());
  read_all();
  EXPECT_EQ(sink_.events, (std::vector<std::string>{"exit 0"}));
}

TEST_F(RawReaderTest, ACommandThatWritesWithoutEndHoldsUpNothing) {
  ASSERT_TRUE(open("yes |").ok());
  for (int i = 0; i < 5000 && sink_.rows.empty(); ++i) {
    Result<ReadState> state = reader_.read(sink_);
    ASSERT_TRUE(state.ok());
    EXPECT_EQ(*state, ReadState::kMore);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_LE(sink_.rows.size(), 1u << 20);
  EXPECT_EQ(sink_.rows.front(), "y");
}

TEST_F(RawReaderTest, TellsOfASignal) {
  ASSERT_TRUE(open("kill -9 $$ |").ok());
  read_all();
  EXPECT_EQ(sink_.events, (std::vector<std::string>{"signal 9"}));
}

TEST_F(RawReaderTest, FollowsAFileThroughARename) {
  info_.mode = InputMode::kStream;
  write("data", "1\n");
  ASSERT_TRUE(open(path("data")).ok());
  ASSERT_TRUE(reader_.read(sink_).ok());
  append("data", "2\n");
  std::filesystem::rename(path("data"), path("old"));
  append("data", "3\n");
  ASSERT_TRUE(reader_.read(sink_).ok());
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"1", "2", "3"}));
}

TEST_F(RawReaderTest, WantsFieldsThatFit) {
  info_.source = path("data");
  std::vector<InputField> fields = {field("n", TypeKind::kCount)};
  EXPECT_FALSE(reader_.open(info_, fields).ok());
}

}  // namespace
}  // namespace avocet
