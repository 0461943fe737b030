#include "engine/workers.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

#include "base/recycler.h"
#include "engine/batch_queue.h"
#include "engine/merger.h"
#include "engine/packet_loop.h"
#include "engine/seed.h"
#include "engine/sharder.h"
#include "engine/sources.h"
#include "engine/worker_role.h"

namespace avocet {

namespace {

// What a worker's engine says goes through the merger.
class WorkerOutput final : public Output {
 public:
  WorkerOutput(uint32_t index, Merger& merger, Merger::Part& part)
      : index_(index), merger_(merger), part_(part) {}
  void set_engine(const Engine* engine) { engine_ = engine; }

  void print(std::string_view text) override {
    if (is_wanted()) part_.print(engine_->order(), text);
  }
  void diagnostic(const Diagnostic& diagnostic, const SourceMap& sources) override {
    if (is_wanted()) merger_.diagnostic(diagnostic, sources);
  }
  void message(Severity severity, std::string_view text) override {
    if (is_wanted()) merger_.message(severity, text);
  }

 private:
  bool is_wanted() const { return index_ == 0 || !engine_->is_about_run(); }

  uint32_t index_;
  Merger& merger_;
  Merger::Part& part_;
  const Engine* engine_ = nullptr;
};

// One worker from start to end. Its thread runs work(); the others' calls are marked.
class Worker {
 public:
  Worker(uint32_t index, Merger& merger, const LoadOptions& load, const RunOptions& run,
         std::atomic<bool>& stop)
      : index_(index), load_(load), run_(run), stop_(stop), output_(index, merger, part_),
        engine_(output_), role_{index, merger, part_, queue_, stop} {
    output_.set_engine(&engine_);
  }

  void start() {
    thread_ = std::thread([this] { work(); });
  }
  // From the reader's thread.
  std::future<bool> loaded() { return loaded_.get_future(); }
  void go(bool really) { go_.set_value(really); }
  BatchQueue& queue() { return queue_; }
  void join() { thread_.join(); }
  // After loaded() said so, and before go().
  SourceOptions source_options() const { return engine_.source_options(); }
  // After join().
  int status() const { return status_; }
  double end_time() const { return engine_.network_time(); }

 private:
  void work() {
    bool good = engine_.load(load_);
    loaded_.set_value(good);
    if (go_.get_future().get() && good) status_ = engine_.run_as_worker(run_, role_);
    role_.merger.hand_over(index_, part_, Merger::kEnd, nullptr);
  }

  uint32_t index_;
  const LoadOptions& load_;
  const RunOptions& run_;
  std::atomic<bool>& stop_;
  Merger::Part part_;
  BatchQueue queue_;
  WorkerOutput output_;
  Engine engine_;
  WorkerRole role_;
  std::promise<bool> loaded_, go_;
  std::thread thread_;
  int status_ = 1;
};

// Gathers packets in batches and gives each batch to all workers.
class Distributor final : public PacketConsumer {
 public:
  Distributor(std::vector<std::unique_ptr<Worker>>& workers, std::atomic<bool>& stop)
      : workers_(workers), stop_(stop), sharder_(static_cast<uint32_t>(workers.size())) {
    batch_->first = 1;
  }

  void set_dumper(std::unique_ptr<PacketDumper> dumper) { dumper_ = std::move(dumper); }

  bool packet(const RawPacket& packet) override {
    if (dumper_) note(dumper_->write(packet));
    batch_->add(packet, sharder_.shard_of(packet));
    if (batch_->is_full()) send();
    return !stop_.load(std::memory_order_relaxed);
  }
  bool tick(NetTime now) override {
    batch_->clock = now;
    send();
    return !stop_.load(std::memory_order_relaxed);
  }
  bool pause() override { return !stop_.load(std::memory_order_relaxed); }
  bool is_suspended() const override { return false; }
  void source_done(PacketSource& source, const std::string& trouble) override {
    if (!trouble.empty()) troubles_.push_back(trouble);
    if (source.descriptor() < 0) batch_->ended.push_back({batch_->entries.size(), source.name()});
  }

  // Everything was read.
  void finish() {
    send();
    if (dumper_) note(dumper_->flush());
    for (auto& worker : workers_) worker->queue().close();
  }
  const std::vector<std::string>& troubles() const { return troubles_; }

 private:
  void send() {
    if (batch_->is_empty()) return;
    batch_->close();
    uint64_t next = batch_->last();
    for (auto& worker : workers_) worker->queue().put(batch_);
    batch_ = pool_.take();
    batch_->first = next;
  }

  void note(const Outcome& outcome) {
    if (outcome) return;
    troubles_.push_back(outcome.error().message);
    dumper_.reset();
  }

  std::vector<std::unique_ptr<Worker>>& workers_;
  std::atomic<bool>& stop_;
  Sharder sharder_;
  Recycler<PacketBatch> pool_;
  std::shared_ptr<PacketBatch> batch_ = pool_.take();
  std::unique_ptr<PacketDumper> dumper_;
  std::vector<std::string> troubles_;
};

class Run {
 public:
  Run(const LoadOptions& load, const RunOptions& run, Output& output)
      : load_(load), run_(run), output_(output), merger_(output, run.workers) {
    bool fixed = run.interfaces.empty() && !run.captures.empty();
    if (!run_.seeds && !fixed) run_.seeds = Seeds::spread(fresh_seed());
  }

  int go() {
    if (start_workers()) read();
    for (auto& worker : workers_) worker->join();
    merger_.finish(workers_.front()->end_time());
    int status = status_;
    for (auto& worker : workers_) status = std::max(status, worker->status());
    for (const std::string& trouble : merger_.troubles())
      output_.message(Severity::kError, trouble);
    return merger_.troubles().empty() ? status : std::max(status, 1);
  }

 private:
  // False: they will not run.
  bool start_workers() {
    std::vector<std::future<bool>> loaded;
    for (uint32_t i = 0; i < run_.workers; ++i) {
      workers_.push_back(std::make_unique<Worker>(i, merger_, load_, run_, stop_));
      loaded.push_back(workers_.back()->loaded());
    }
    for (auto& worker : workers_) worker->start();
    bool good = true;
    for (auto& one : loaded) good &= one.get();
    if (!good) let_go(false);
    return good;
  }

  void let_go(bool really) {
    for (auto& worker : workers_) worker->go(really);
  }

  bool open_dumpers(const LoopSources& sources, Distributor& distributor) {
    auto open = [&](const std::string& path) -> std::unique_ptr<PacketDumper> {
      auto dumper = PacketDumper::open(path, format_of(sources));
      if (dumper) return std::move(dumper).value();
      merger_.message(Severity::kError, dumper.error().message);
      return nullptr;
    };
    if (sources.is_empty()) return true;
    if (!run_.write_capture.empty()) {
      auto dumper = open(run_.write_capture);
      if (!dumper) return false;
      distributor.set_dumper(std::move(dumper));
    }
    if (!run_.accepted_capture.empty()) {
      auto dumper = open(run_.accepted_capture);
      if (!dumper) return false;
      merger_.set_accepted(std::move(dumper));
    }
    return true;
  }

  void read() {
    SignalWatch signals;
    signals.start_thread();
    CaptureFiles files(signals.interrupt());
    std::vector<std::unique_ptr<PacketSource>> interfaces;
    LoopSources sources{files, interfaces};
    Distributor distributor(workers_, stop_);
    SourceOptions options = workers_.front()->source_options();
    auto tell = [this](Severity severity, const std::string& text) {
      merger_.message(severity, text);
    };
    bool good = open_sources(run_, options, sources, tell) && open_dumpers(sources, distributor);
    let_go(good);
    if (!good) {
      status_ = tell_signal(signals, tell) ? 0 : 1;
      return;
    }
    LoopOptions how;
    how.stay = options.stay;
    how.pseudo_realtime = run_.pseudo_realtime;
    if (output_.wants_progress() && run_.interfaces.empty())
      how.progress = [this](const ReadingProgress& progress) { output_.progress(progress); };
    run_packet_loop(sources, distributor, signals, how);
    tell_signal(signals, tell);
    distributor.finish();
    for (const std::string& trouble : distributor.troubles()) tell(Severity::kError, trouble);
    if (!distributor.troubles().empty()) status_ = 1;
  }

  LoadOptions load_;
  RunOptions run_;
  Output& output_;
  Merger merger_;
  std::atomic<bool> stop_ = false;
  std::vector<std::unique_ptr<Worker>> workers_;
  int status_ = 0;
};

}  // namespace

int run_workers(const LoadOptions& load, const RunOptions& run, Output& output) {
  return Run(load, run, output).go();
}

}  // namespace avocet
