#include "engine/merger.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <string>

namespace avocet {
namespace {

class PrintedText final : public Output {
 public:
  void print(std::string_view text) override { printed += text; }
  void diagnostic(const Diagnostic&, const SourceMap&) override {}
  void message(Severity, std::string_view text) override { messages.emplace_back(text); }

  std::string printed;
  std::vector<std::string> messages;
};

// A line for each row, which is one text.
class LineWriter final : public LogWriter {
 public:
  Outcome open(const WriterInfo& info, std::span<const LogField>) override {
    path_ = info.folder + "/" + info.path;
    return {};
  }
  Outcome write(std::span<const Cell> row) override {
    std::ofstream(path_, std::ios::app) << row.front().view() << "\n";
    return {};
  }
  Outcome flush() override { return {}; }
  Outcome set_buffered(bool) override { return {}; }
  Result<RotatedLog> rotate(const std::string& rotated, double, double) override {
    std::filesystem::rename(path_, rotated);
    return RotatedLog{rotated, {}};
  }
  Outcome finish(double) override { return {}; }

 private:
  std::string path_;
};

// Two workers with a log each that goes to the same place.
class MergerTest : public testing::Test {
 protected:
  using Standing = Merger::Standing;

  struct Worker {
    Merger::Part part;
    OrderKey place;
    Standing standing = Standing::kOwn;
    LogOptions options;
    std::unique_ptr<LogWriter> log;
  };

  MergerTest() {
    folder_ =
        std::filesystem::temp_directory_path() / ("merger_test." + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    kind_.label = "lines";
    kind_.make = []() -> std::unique_ptr<LogWriter> { return std::make_unique<LineWriter>(); };
    WriterInfo info;
    info.path = "log";
    info.folder = folder_;
    info.open_time = 100;
    for (uint32_t i = 0; i < 2; ++i) {
      Worker& worker = workers_[i];
      merger_.join(
          worker.options, i, worker.part, [&worker] { return worker.place; },
          [&worker] { return worker.standing; });
      worker.log = worker.options.make_writer(kind_, info);
      EXPECT_TRUE(worker.log->open(info, {}).ok());
    }
  }
  ~MergerTest() override { std::filesystem::remove_all(folder_); }

  void row(uint32_t worker, uint64_t packet, std::string_view text) {
    workers_[worker].place = {packet, RunPhase::kPacket};
    std::array<Cell, 1> cells{Cell::of_text(text)};
    EXPECT_TRUE(workers_[worker].log->write(cells).ok());
  }
  void hand_over(uint32_t worker, uint64_t through) {
    merger_.hand_over(worker, workers_[worker].part, through, nullptr);
  }
  // Of logs that are due behind the packet before `packet`. Returns since when the log is open, if
  // the worker is to rotate it.
  std::optional<double> share_rotation(uint32_t worker, uint64_t packet, double now) {
    Worker& of = workers_[worker];
    of.place = {packet, RunPhase::kRotation};
    std::array<LogWriter*, 1> logs{of.log.get()};
    return of.options.share_rotation(logs, now).at(0);
  }
  std::string rotate(uint32_t worker, std::string_view name, double open, double close) {
    std::string path = folder_ + "/" + std::string(name);
    EXPECT_TRUE(bool(workers_[worker].log->rotate(path, open, close)));
    return content(name);
  }
  std::string finish() {
    for (uint32_t i : {0, 1}) hand_over(i, Merger::kEnd);
    merger_.finish(200);
    return content("log");
  }
  std::string content(std::string_view name) const {
    std::ifstream file(folder_ + "/" + std::string(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::string folder_;
  WriterRegistry::Kind kind_;
  PrintedText output_;
  Merger merger_{output_, 2};
  std::array<Worker, 2> workers_;
};

TEST_F(MergerTest, RowsComeInTheOrderOfTheRun) {
  row(0, 1, "first");
  row(0, 4, "fourth");
  row(1, 2, "second");
  row(1, 3, "third");
  hand_over(0, 5);
  hand_over(1, 5);
  row(1, 6, "last");
  row(0, 5, "fifth");
  EXPECT_EQ(finish(), "first\nsecond\nthird\nfourth\nfifth\nlast\n");
}

TEST_F(MergerTest, TextIsPrintedOnceEveryWorkerIsPastIt) {
  workers_[0].part.print({3, RunPhase::kPacket}, "three ");
  workers_[1].part.print({2, RunPhase::kPacket}, "two ");
  hand_over(0, 4);
  EXPECT_EQ(output_.printed, "");
  hand_over(1, 3);
  EXPECT_EQ(output_.printed, "two ");
  hand_over(1, 4);
  EXPECT_EQ(output_.printed, "two three ");
}

TEST_F(MergerTest, WhatAllSayAlikeIsWrittenOnce) {
  for (uint32_t worker : {0, 1}) {
    workers_[worker].standing = Standing::kOfAll;
    row(worker, 1, "alike");
    row(worker, 1, worker == 0 ? "of the first" : "of the second");
    row(worker, 2, "alike");
    workers_[worker].standing = worker == 0 ? Standing::kOwn : Standing::kAnothers;
    row(worker, 3, "of nobody else");
  }
  EXPECT_EQ(finish(), "alike\nof the first\nof the second\nalike\nof nobody else\n");
}

TEST_F(MergerTest, MessagesOfAllAreToldOnceUnlessOneRepeatsItself) {
  for (uint32_t worker : {0, 1}) merger_.message_of_all(worker, Severity::kWarning, "odd");
  merger_.message_of_all(1, Severity::kWarning, "odd");
  merger_.message_of_all(0, Severity::kWarning, "odd");
  EXPECT_EQ(output_.messages, (std::vector<std::string>{"odd", "odd"}));
}

TEST_F(MergerTest, ALogIsRotatedOnceAndHoldsWhatCameBefore) {
  row(0, 1, "early");
  auto first = std::async(std::launch::async, [this] { return share_rotation(0, 4, 150); });
  // The other one is not there yet, so the first waits.
  EXPECT_EQ(first.wait_for(std::chrono::milliseconds(20)), std::future_status::timeout);
  row(1, 3, "late");
  EXPECT_EQ(share_rotation(1, 4, 150), std::nullopt);
  EXPECT_EQ(first.get(), std::optional<double>(100));
  row(1, 5, "afterwards");
  EXPECT_EQ(rotate(0, "rotated", 100, 150), "early\nlate\n");
  EXPECT_EQ(finish(), "afterwards\n");
}

TEST_F(MergerTest, WhoHasNothingToRotateIsNotWaitedForOnceItIsPast) {
  row(0, 1, "early");
  auto first = std::async(std::launch::async, [this] { return share_rotation(0, 4, 150); });
  row(1, 3, "late");
  row(1, 7, "afterwards");
  hand_over(1, 8);
  EXPECT_EQ(first.get(), std::optional<double>(100));
  EXPECT_EQ(rotate(0, "rotated", 100, 150), "early\nlate\n");
  EXPECT_EQ(finish(), "afterwards\n");
}

TEST_F(MergerTest, TheEarlierRotationIsFirst) {
  row(0, 1, "one");
  row(1, 2, "two");
  auto later = std::async(std::launch::async, [this] { return share_rotation(0, 6, 160); });
  EXPECT_EQ(share_rotation(1, 4, 150), std::optional<double>(100));
  EXPECT_EQ(rotate(1, "rotated", 100, 150), "one\ntwo\n");
  row(1, 5, "three");
  EXPECT_EQ(later.wait_for(std::chrono::milliseconds(20)), std::future_status::timeout);
  hand_over(1, Merger::kEnd);
  EXPECT_EQ(later.get(), std::optional<double>(150));
  EXPECT_EQ(rotate(0, "again", 150, 160), "three\n");
}

TEST_F(MergerTest, ALogWithoutRowsKeepsItsFile) {
  row(0, 1, "one");
  auto first = std::async(std::launch::async, [this] { return share_rotation(0, 4, 150); });
  hand_over(1, 5);
  EXPECT_EQ(first.get(), std::optional<double>(100));
  rotate(0, "rotated", 100, 150);
  auto second = std::async(std::launch::async, [this] { return share_rotation(0, 6, 160); });
  hand_over(1, 7);
  EXPECT_EQ(second.get(), std::nullopt);
  row(0, 7, "two");
  auto third = std::async(std::launch::async, [this] { return share_rotation(0, 8, 170); });
  hand_over(1, 9);
  EXPECT_EQ(third.get(), std::optional<double>(160));
}

}  // namespace
}  // namespace avocet
