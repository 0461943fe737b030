#include "input/reader/ascii/ascii.h"

#include "input/test_sink.h"

namespace avocet {
namespace {

class AsciiReaderTest : public ReaderTest {
 protected:
  Outcome open(std::vector<InputField> fields) {
    info_.source = path("data");
    fields_ = std::move(fields);
    return reader_.open(info_, fields_);
  }
  ReadState read() {
    Result<ReadState> state = reader_.read(sink_);
    EXPECT_TRUE(state.ok());
    return *state;
  }

  ReaderInfo info_;
  std::vector<InputField> fields_;
  AsciiReader reader_;
};

TEST_F(AsciiReaderTest, FindsColumnsByName) {
  write("data", "#separator \\x09\n#fields\tb\ta\tc\r\n# a comment\n1\tx\t-\r\n\n2\t\ty");
  ASSERT_TRUE(open({field("a", TypeKind::kString), field("c", TypeKind::kString),
                    field("d", TypeKind::kString, true)})
                  .ok());
  EXPECT_EQ(read(), ReadState::kDone);
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"x|-|-", "|y|-"}));
}

TEST_F(AsciiReaderTest, TakesTheFirstLineForAHeaderWithoutAMark) {
  write("data", "a,b\n1,2\n");
  info_.config["separator"] = ",";
  ASSERT_TRUE(open({field("b", TypeKind::kCount)}).ok());
  read();
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"2"}));
}

TEST_F(AsciiReaderTest, LeavesShortLinesOut) {
  write("data", "#fields\ta\tb\nonly\n1\t2\n");
  ASSERT_TRUE(open({field("b", TypeKind::kCount)}).ok());
  read();
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"2"}));
  EXPECT_EQ(sink_.warnings,
            (std::vector<std::string>{
                "column 'b' is missing: it is number 2, and the line has one column (a tab stands "
                "between columns, '-' for what is not set); the line is ignored"}));
}

TEST_F(AsciiReaderTest, RemarksOnceOnColumnsThatTheHeaderDoesNotName) {
  write("data", "#fields\ta\tb\n1\t2\t\n1\t2\tx\ty\n3\t4\tz\n");
  ASSERT_TRUE(open({field("b", TypeKind::kCount)}).ok());
  read();
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"2", "2", "4"}));
  EXPECT_TRUE(sink_.warnings.empty());
  EXPECT_EQ(sink_.remarks,
            (std::vector<std::string>{"the line has 4 columns, but the header names 2: from 'x' on "
                                      "they are ignored, here and below"}));
}

TEST_F(AsciiReaderTest, KnowsTheLineOfAnError) {
  write("data", "# a comment\nx\ty\n");
  ASSERT_TRUE(open({field("b", TypeKind::kCount)}).ok());
  EXPECT_FALSE(reader_.read(sink_).ok());
  EXPECT_EQ(reader_.error_line(), 2u);
}

TEST_F(AsciiReaderTest, FailsOnShortLinesIfAskedTo) {
  write("data", "#fields\ta\tb\nonly\n1\t2\n");
  info_.options["fail_on_invalid_lines"] = "T";
  ASSERT_TRUE(open({field("b", TypeKind::kCount)}).ok());
  EXPECT_FALSE(reader_.read(sink_).ok());
}

TEST_F(AsciiReaderTest, NeedsTheColumnsThatAreNotOptional) {
  write("data", "#fields\ta\n1\n");
  ASSERT_TRUE(open({field("b", TypeKind::kCount)}).ok());
  Result<ReadState> state = reader_.read(sink_);
  ASSERT_FALSE(state.ok());
  EXPECT_EQ(state.error().message, "there is no column 'b' among those of '#fields' (a): name it "
                                   "there, or make the field &optional");
}

TEST_F(AsciiReaderTest, TellsOfAHeaderWithAnotherSeparator) {
  ASSERT_TRUE(open({field("b", TypeKind::kCount)}).ok());
  auto trouble_with = [&](const std::string& text) {
    write("data", text);
    Result<ReadState> state = reader_.read(sink_);
    return state.ok() ? std::string() : state.error().message;
  };
  const std::string beginning = "there is no column 'b'";
  EXPECT_EQ(trouble_with("#fields a b\n1 2\n"),
            beginning + ": line 1 is a comment, since a tab does not follow '#fields'");
  EXPECT_EQ(trouble_with("a,b\n1,2\n"),
            beginning + ": the line names one column, 'a,b', since a tab is not in it");
}

TEST_F(AsciiReaderTest, SkipsAByteOrderMark) {
  write("data", "\xef\xbb\xbf#fields\ta\n1\n");
  ASSERT_TRUE(open({field("a", TypeKind::kCount)}).ok());
  read();
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"1"}));
}

TEST_F(AsciiReaderTest, JoinsPortsWithTheColumnOfTheirProtocol) {
  write("data", "#fields\tp\tproto\n80\ttcp\n");
  InputField port = field("p", TypeKind::kPort);
  port.type_column = "proto";
  ASSERT_TRUE(open({port}).ok());
  read();
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"80/tcp"}));
}

TEST_F(AsciiReaderTest, FollowsAFileThatGrows) {
  info_.mode = InputMode::kStream;
  ASSERT_TRUE(open({field("a", TypeKind::kCount)}).ok());
  EXPECT_EQ(read(), ReadState::kMissing);
  EXPECT_EQ(sink_.warnings.size(), 1u);
  write("data", "#fields\ta\n1\n2");
  EXPECT_EQ(read(), ReadState::kMore);
  append("data", "3\n4\n");
  EXPECT_EQ(read(), ReadState::kMore);
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"1", "23", "4"}));
}

TEST_F(AsciiReaderTest, ReadsTheRestOfARenamedFileFirst) {
  info_.mode = InputMode::kStream;
  write("data", "#fields\ta\n1\n");
  ASSERT_TRUE(open({field("a", TypeKind::kCount)}).ok());
  read();
  append("data", "2\n3");
  std::filesystem::rename(path("data"), path("old"));
  write("data", "#fields\tb\ta\n-\t4\n");
  read();
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"1", "2", "3", "4"}));
}

TEST_F(AsciiReaderTest, BeginsAnewWithAFileThatWasCutOff) {
  info_.mode = InputMode::kStream;
  write("data", "#fields\ta\n1\n2\n");
  ASSERT_TRUE(open({field("a", TypeKind::kCount)}).ok());
  read();
  write("data", "#fields\ta\n");
  read();
  append("data", "3\n");
  read();
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"1", "2", "3"}));
  EXPECT_TRUE(sink_.warnings.empty());
}

TEST_F(AsciiReaderTest, WaitsForColumnsOfAFileThatIsReread) {
  info_.mode = InputMode::kReread;
  write("data", "#fields\ta\n1\n");
  ASSERT_TRUE(open({field("a", TypeKind::kCount)}).ok());
  EXPECT_EQ(read(), ReadState::kDone);
  write("data", "#fie");
  EXPECT_EQ(read(), ReadState::kDone);  // a comment so far
  write("data", "#fields\tb\n2\n");
  EXPECT_EQ(read(), ReadState::kMissing);
  EXPECT_EQ(sink_.warnings.back(), "there is no column 'a' among those of '#fields' (b): name it "
                                   "there, or make the field &optional");
  write("data", "#fields\tb\ta\n2\t3\n");
  EXPECT_EQ(read(), ReadState::kDone);
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"1", "3"}));
}

TEST_F(AsciiReaderTest, NoticesAnotherFileOfTheName) {
  write("data", "#fields\ta\n1\n");
  info_.mode = InputMode::kReread;
  ASSERT_TRUE(open({field("a", TypeKind::kCount)}).ok());
  read();
  EXPECT_FALSE(reader_.changed());
  write("other", "#fields\ta\n2\n");
  std::filesystem::rename(path("other"), path("data"));
  EXPECT_TRUE(reader_.changed());
  read();
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"1", "2"}));
}

TEST_F(AsciiReaderTest, LooksBelowAFolder) {
  write("data", "#fields\ta\n1\n");
  info_.options["path_prefix"] = folder_;
  info_.source = "data";
  std::vector<InputField> fields = {field("a", TypeKind::kCount)};
  ASSERT_TRUE(reader_.open(info_, fields).ok());
  read();
  EXPECT_EQ(sink_.rows.size(), 1u);
}

}  // namespace
}  // namespace avocet
