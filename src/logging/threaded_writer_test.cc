#include "logging/threaded_writer.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

// What a writer was told, in words. `fail_at`: the row that cannot be written.
struct Story {
  std::vector<std::string> words;
  size_t rows = 0;
  size_t fail_at = 0;
};

class StoryWriter final : public LogWriter {
 public:
  explicit StoryWriter(Story& story) : story_(story) {}
  Outcome open(const WriterInfo& info, std::span<const LogField>) override {
    story_.words.push_back("open " + info.path);
    return {};
  }
  Outcome write(std::span<const Cell> row) override {
    if (++story_.rows == story_.fail_at) return Error{"the disk is full"};
    EXPECT_EQ(row[0].number, story_.rows);
    EXPECT_EQ(row[1].view(), "row " + std::to_string(story_.rows));
    return {};
  }
  Outcome flush() override { return {}; }
  Outcome set_buffered(bool on) override {
    story_.words.push_back(on ? "buffered" : "unbuffered");
    return {};
  }
  Result<RotatedLog> rotate(const std::string& rotated, double, double) override {
    story_.words.push_back("rotate after " + std::to_string(story_.rows));
    return RotatedLog{rotated, {}};
  }
  Outcome finish(double) override {
    story_.words.push_back("finish after " + std::to_string(story_.rows));
    return {};
  }

 private:
  Story& story_;
};

class ThreadedWriterTest : public ::testing::Test {
 protected:
  ThreadedWriterTest() {
    WriterInfo info;
    info.path = "x";
    EXPECT_TRUE(writer_.open(info, {}).ok());
  }
  Outcome write(size_t number) {
    std::string text = "row " + std::to_string(number);
    Cell row[] = {Cell::of_count(number), Cell::of_text(text)};
    return writer_.write(row);
  }

  Story story_;
  std::shared_ptr<WriterThreads> threads_ = std::make_shared<WriterThreads>();
  ThreadedWriter writer_{std::make_unique<StoryWriter>(story_), threads_};
};

TEST_F(ThreadedWriterTest, WritesEveryRowInOrder) {
  for (size_t i = 1; i <= 100'000; ++i) ASSERT_TRUE(write(i).ok());
  EXPECT_TRUE(writer_.has_thread());
  EXPECT_TRUE(writer_.finish(1).ok());
  EXPECT_EQ(story_.words, (std::vector<std::string>{"open x", "finish after 100000"}));
}

TEST_F(ThreadedWriterTest, NeedsNoThreadForAFewRows) {
  for (size_t i = 1; i <= 10; ++i) ASSERT_TRUE(write(i).ok());
  EXPECT_FALSE(writer_.has_thread());
  EXPECT_TRUE(writer_.finish(1).ok());
  EXPECT_EQ(story_.rows, 10u);
}

TEST_F(ThreadedWriterTest, WritesRowsThatOthersKeepInTheirTurn) {
  std::weak_ptr<const RowBatch> last;
  for (size_t i = 1; i <= 20'000; i += 4) {
    auto kept = std::make_shared<RowBatch>();
    for (size_t number : {i, i + 1, i + 2}) {
      std::string text = "row " + std::to_string(number);
      Cell row[] = {Cell::of_count(number), Cell::of_text(text)};
      kept->append(row);
    }
    kept->seal();
    for (size_t row : {0, 1, 2}) ASSERT_TRUE(writer_.write_kept(kept->row(row), kept).ok());
    if (i % 400 == 1) {
      ASSERT_TRUE(write(i + 3).ok());
    } else {
      auto one = std::make_shared<RowBatch>();
      std::string text = "row " + std::to_string(i + 3);
      Cell row[] = {Cell::of_count(i + 3), Cell::of_text(text)};
      one->append(row);
      one->seal();
      ASSERT_TRUE(writer_.write_kept(one->row(0), one).ok());
    }
    last = kept;
  }
  EXPECT_TRUE(writer_.has_thread());
  EXPECT_TRUE(writer_.finish(1).ok());
  EXPECT_EQ(story_.rows, 20'000u);
  EXPECT_TRUE(last.expired());
}

TEST_F(ThreadedWriterTest, RotatesBetweenRows) {
  for (size_t i = 1; i <= 20'000; ++i) ASSERT_TRUE(write(i).ok());
  ASSERT_TRUE(writer_.rotate("y", 1, 2).ok());
  for (size_t i = 20'001; i <= 20'010; ++i) ASSERT_TRUE(write(i).ok());
  ASSERT_TRUE(writer_.set_buffered(false).ok());
  ASSERT_TRUE(write(20'011).ok());
  EXPECT_EQ(story_.rows, 20'011u);
  ASSERT_TRUE(writer_.finish(1).ok());
  EXPECT_EQ(story_.words, (std::vector<std::string>{"open x", "rotate after 20000", "unbuffered",
                                                    "finish after 20011"}));
}

TEST_F(ThreadedWriterTest, TellsATroubleOnceAndDoesNotStall) {
  story_.fail_at = 5;
  size_t told = 0;
  for (size_t i = 1; i <= 100'000; ++i)
    if (!write(i).ok()) ++told;
  if (!writer_.finish(1).ok()) ++told;
  EXPECT_EQ(told, 1u);
  EXPECT_EQ(story_.rows, 5u);
}

TEST_F(ThreadedWriterTest, WritesOnTheCallersThreadWhereThereAreManyOthers) {
  std::vector<Story> stories(WriterThreads::kMost);
  std::vector<std::unique_ptr<ThreadedWriter>> others;
  for (Story& story : stories) {
    others.push_back(
        std::make_unique<ThreadedWriter>(std::make_unique<StoryWriter>(story), threads_));
    ASSERT_TRUE(others.back()->flush().ok());
    ASSERT_TRUE(others.back()->has_thread());
  }
  for (size_t i = 1; i <= 20'000; ++i) ASSERT_TRUE(write(i).ok());
  ASSERT_TRUE(writer_.flush().ok());
  EXPECT_FALSE(writer_.has_thread());
  EXPECT_EQ(story_.rows, 20'000u);
  others.clear();
  story_.fail_at = 20'005;
  for (size_t i = 20'001; i <= 20'010; ++i) ASSERT_TRUE(write(i).ok());
  ASSERT_TRUE(writer_.flush().ok());
  EXPECT_TRUE(writer_.has_thread());
  EXPECT_FALSE(writer_.finish(1).ok());
}

TEST_F(ThreadedWriterTest, MayDieWithRowsAtHand) {
  for (size_t i = 1; i <= 50'000; ++i) ASSERT_TRUE(write(i).ok());
}

}  // namespace
}  // namespace avocet
