#include "logging/threaded_writer.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace avocet {

ThreadedWriter::ThreadedWriter(std::unique_ptr<LogWriter> writer,
                               std::shared_ptr<WriterThreads> threads)
    : writer_(std::move(writer)), batch_(std::make_unique<RowBatch>()),
      threads_(std::move(threads)) {}

ThreadedWriter::~ThreadedWriter() { stop(); }

void ThreadedWriter::stop() {
  if (!thread_.joinable()) return;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
  threads_->give_back();
}

Outcome ThreadedWriter::open(const WriterInfo& info, std::span<const LogField> fields) {
  return writer_->open(info, fields);
}

// ---- The caller's side ----------------------------------------------------------------

Outcome ThreadedWriter::write(std::span<const Cell> row) {
  if (!buffered_) {
    Outcome settled = settle();
    return settled ? writer_->write(row) : settled;
  }
  Outcome before = kept_.rows.empty() ? Outcome() : hand_over(false);
  batch_->append(row);
  if (!before) return before;
  return batch_->bytes() < kBatchBytes ? Outcome() : hand_over(false);
}

Outcome ThreadedWriter::write_kept(std::span<const Cell> row,
                                   const std::shared_ptr<const void>& keeper) {
  if (!buffered_) return write(row);
  Outcome before = batch_->rows() == 0 ? Outcome() : hand_over(false);
  kept_.add(row, keeper);
  if (!before) return before;
  return kept_.rows.size() < kMostKept ? Outcome() : hand_over(false);
}

void ThreadedWriter::KeptRows::add(std::span<const Cell> row,
                                   const std::shared_ptr<const void>& keeper) {
  rows.push_back(row);
  // Those of several threads take turns.
  if (std::find(keepers.rbegin(), keepers.rend(), keeper) == keepers.rend())
    keepers.push_back(keeper);
}

Outcome ThreadedWriter::flush() { return hand_over(true); }

Outcome ThreadedWriter::hand_over(bool flush) {
  if (batch_->rows() == 0 && kept_.rows.empty() && !flush) return trouble();
  Job job;
  job.flush = flush;
  job.kept = std::exchange(kept_, {});
  if (batch_->rows() > 0) {
    batch_->seal();
    job.batch = std::move(batch_);
    batch_ = fresh_batch();
  }
  if (!has_thread() && !begin_thread()) return perform_here(job);
  enqueue(std::move(job));
  return trouble();
}

// False: there are enough, or the system gives no more.
bool ThreadedWriter::begin_thread() {
  if (!threads_->take()) return false;
  try {
    thread_ = std::thread([this] { work(); });
    return true;
  } catch (const std::system_error&) {
    threads_->give_back();
    return false;
  }
}

Outcome ThreadedWriter::perform_here(Job& job) {
  if (failed_) return {};
  Outcome outcome = perform(job);
  failed_ = !outcome;
  if (!job.batch) return outcome;
  job.batch->clear();
  std::lock_guard lock(mutex_);
  if (spare_.size() < kQueue) spare_.push_back(std::move(job.batch));
  return outcome;
}

std::unique_ptr<RowBatch> ThreadedWriter::fresh_batch() {
  std::lock_guard lock(mutex_);
  if (spare_.empty()) return std::make_unique<RowBatch>();
  std::unique_ptr<RowBatch> batch = std::move(spare_.back());
  spare_.pop_back();
  return batch;
}

void ThreadedWriter::enqueue(Job job) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return queue_.size() < kQueue || error_; });
    queue_.push_back(std::move(job));
  }
  changed_.notify_all();
}

// What the thread ran into, told once.
Outcome ThreadedWriter::trouble() {
  std::lock_guard lock(mutex_);
  if (!error_ || failed_) return {};
  failed_ = true;
  return *error_;
}

// Everything that was written is with the writer, and the thread rests.
Outcome ThreadedWriter::settle() {
  if (thread_.joinable()) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return (queue_.empty() && !working_) || error_; });
  }
  Outcome outcome = trouble();
  KeptRows kept = std::exchange(kept_, {});
  if (failed_) batch_->clear();
  if (outcome && !failed_) outcome = write_all(kept);
  if (batch_->rows() == 0) return outcome;
  batch_->seal();
  for (size_t i = 0; i < batch_->rows() && outcome; ++i) outcome = writer_->write(batch_->row(i));
  batch_->clear();
  return outcome;
}

Outcome ThreadedWriter::set_buffered(bool buffered) {
  Outcome settled = settle();
  if (!settled) return settled;
  buffered_ = buffered;
  return writer_->set_buffered(buffered);
}

Result<RotatedLog> ThreadedWriter::rotate(const std::string& rotated, double open, double close) {
  Outcome settled = settle();
  if (!settled) return settled.error();
  return writer_->rotate(rotated, open, close);
}

Outcome ThreadedWriter::finish(double close_time) {
  Outcome settled = settle();
  stop();
  return failed_ ? settled : writer_->finish(close_time);
}

// ---- The thread -----------------------------------------------------------------------

void ThreadedWriter::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return !queue_.empty() || stopping_; });
    if (queue_.empty()) return;
    Job job = std::move(queue_.front());
    queue_.pop_front();
    working_ = true;
    bool lost = error_.has_value();
    lock.unlock();
    changed_.notify_all();
    Outcome outcome = lost ? Outcome() : perform(job);
    if (job.batch) job.batch->clear();
    job.kept = {};
    lock.lock();
    working_ = false;
    if (!outcome) error_ = outcome.error();
    if (job.batch && spare_.size() < kQueue) spare_.push_back(std::move(job.batch));
    changed_.notify_all();
  }
}

Outcome ThreadedWriter::write_all(const KeptRows& kept) {
  Outcome outcome;
  for (size_t i = 0; i < kept.rows.size() && outcome; ++i) outcome = writer_->write(kept.rows[i]);
  return outcome;
}

Outcome ThreadedWriter::perform(const Job& job) {
  if (Outcome outcome = write_all(job.kept); !outcome) return outcome;
  for (size_t i = 0; job.batch && i < job.batch->rows(); ++i) {
    Outcome outcome = writer_->write(job.batch->row(i));
    if (!outcome) return outcome;
  }
  return job.flush ? writer_->flush() : Outcome();
}

}  // namespace avocet
