// ThreadedWriter: a writer that works on a thread of its own.
//
// It stands before another writer. Rows are gathered in batches; a full batch goes to the thread,
// through a queue of a few. If the writer cannot keep up, the queue is full and whoever writes
// waits: rows are never lost. The thread begins with the first batch that is handed over, so that
// a log of a few rows costs none: these are written by finish(). Where there are very many already,
// or the system gives none, the caller's thread does the work.
//
// What is rare (rotating, ending, writing without a buffer) waits until the thread has nothing to
// do and happens on the caller's. A failure on the thread is told by the next call.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "logging/row_batch.h"
#include "logging/writer.h"

namespace avocet {

// How many threads the writers of a run have.
class WriterThreads {
 public:
  static constexpr size_t kMost = 128;

  // False: there are enough.
  bool take() {
    if (count_.fetch_add(1) < kMost) return true;
    give_back();
    return false;
  }
  void give_back() { count_.fetch_sub(1); }

 private:
  std::atomic<size_t> count_ = 0;
};

class ThreadedWriter final : public LogWriter {
 public:
  ThreadedWriter(std::unique_ptr<LogWriter> writer, std::shared_ptr<WriterThreads> threads);
  ~ThreadedWriter() override;

  Outcome open(const WriterInfo& info, std::span<const LogField> fields) override;
  Outcome write(std::span<const Cell> row) override;
  // Without a copy.
  Outcome write_kept(std::span<const Cell> row, const std::shared_ptr<const void>& keeper) override;
  // Does not wait.
  Outcome flush() override;
  Outcome set_buffered(bool buffered) override;
  Result<RotatedLog> rotate(const std::string& rotated, double open, double close) override;
  Outcome finish(double close_time) override;

  bool has_thread() const { return thread_.joinable(); }

 private:
  // Rows that others keep.
  struct KeptRows {
    std::vector<std::span<const Cell>> rows;
    std::vector<std::shared_ptr<const void>> keepers;

    void add(std::span<const Cell> row, const std::shared_ptr<const void>& keeper);
  };
  // Rows of one or the other kind.
  struct Job {
    std::unique_ptr<RowBatch> batch;
    KeptRows kept;
    bool flush = false;
  };
  static constexpr size_t kBatchBytes = 256 * 1024;
  static constexpr size_t kMostKept = 512;
  static constexpr size_t kQueue = 4;

  Outcome hand_over(bool flush);
  bool begin_thread();
  Outcome perform_here(Job& job);
  Outcome settle();
  void enqueue(Job job);
  std::unique_ptr<RowBatch> fresh_batch();
  void work();
  Outcome perform(const Job& job);
  Outcome write_all(const KeptRows& kept);
  Outcome trouble();
  void stop();

  std::unique_ptr<LogWriter> writer_;
  std::unique_ptr<RowBatch> batch_;  // being filled
  KeptRows kept_;                    // the same; one of both is empty
  bool buffered_ = true;
  bool failed_ = false;  // told

  std::shared_ptr<WriterThreads> threads_;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by the mutex.
  std::deque<Job> queue_;
  std::vector<std::unique_ptr<RowBatch>> spare_;
  std::optional<Error> error_;
  bool working_ = false;
  bool stopping_ = false;
};

}  // namespace avocet
