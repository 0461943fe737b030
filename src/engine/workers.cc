#include "engine/workers.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <thread>

#include "base/heap_growth.h"
#include "engine/batch_filler.h"
#include "engine/batch_queue.h"
#include "engine/merger.h"
#include "engine/packet_loop.h"
#include "engine/seed.h"
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

  // Of what is written now.
  Merger::Standing standing() const {
    if (!engine_->is_about_run()) return Merger::Standing::kOwn;
    if (engine_->order().packet > 0) return Merger::Standing::kOfAll;
    return index_ == 0 ? Merger::Standing::kOwn : Merger::Standing::kAnothers;
  }

  // One prints for all.
  void print(std::string_view text) override {
    if (index_ == 0 || !engine_->is_about_run()) part_.print(engine_->order(), text);
  }
  void diagnostic(const Diagnostic& diagnostic, const SourceMap& sources) override {
    switch (standing()) {
    case Merger::Standing::kOwn: return merger_.diagnostic(diagnostic, sources);
    case Merger::Standing::kOfAll: return merger_.diagnostic_of_all(index_, diagnostic, sources);
    case Merger::Standing::kAnothers: return;
    }
  }
  void message(Severity severity, std::string_view text) override {
    switch (standing()) {
    case Merger::Standing::kOwn: return merger_.message(severity, text);
    case Merger::Standing::kOfAll: return merger_.message_of_all(index_, severity, text);
    case Merger::Standing::kAnothers: return;
    }
  }

 private:
  uint32_t index_;
  Merger& merger_;
  Merger::Part& part_;
  const Engine* engine_ = nullptr;
};

// One worker from start to end. Its thread runs work(); the others' calls are marked.
class Worker {
 public:
  Worker(uint32_t index, Merger& merger, const LoadOptions& load, const RunOptions& run,
         std::atomic<bool>& stop, MetricsExchange& metrics)
      : index_(index), load_(load), run_(run), stop_(stop),
        output_(index, merger, part_), role_{index,  merger,
                                             part_,  [this] { return output_.standing(); },
                                             queue_, stop,
                                             metrics} {}

  void start() {
    thread_ = std::thread([this] { work(); });
  }
  // From the reader's thread.
  std::future<bool> loaded() { return loaded_.get_future(); }
  // See WorkerRole.
  void go(bool really, TurnReading* reading, std::optional<double> begin_time,
          const LinkCounts* link_counts) {
    role_.reading = reading;
    role_.begin_time = begin_time;
    role_.link_counts = link_counts;
    go_.set_value(really);
  }
  BatchQueue& queue() { return queue_; }
  void join() { thread_.join(); }
  // Whether nothing is left to do but join(); waits that long for it.
  bool is_done(std::chrono::milliseconds most) {
    return end_.wait_for(most) == std::future_status::ready;
  }
  // After loaded() said so, and before go().
  SourceOptions source_options() const { return engine_->source_options(); }
  // After join().
  int status() const { return status_; }
  double end_time() const { return end_time_; }

 private:
  void work() {
    prefer_huge_pages_for_heap(load_.bare);
    engine_ = std::make_unique<Engine>(output_);
#ifdef NDEBUG  // builds that look for leaks give everything back
    engine_->leave_memory();
#endif
    output_.set_engine(engine_.get());
    bool good = engine_->load(load_);
    if (good) engine_->begin_as_worker(run_);
    loaded_.set_value(good);
    if (go_.get_future().get() && good) status_ = engine_->run_as_worker(run_, role_);
    role_.merger.hand_over(index_, part_, Merger::kEnd, nullptr);
    end_time_ = engine_->network_time();
    engine_.reset();
    done_.set_value();
  }

  uint32_t index_;
  const LoadOptions& load_;
  const RunOptions& run_;
  std::atomic<bool>& stop_;
  Merger::Part part_;
  BatchQueue queue_;
  WorkerOutput output_;
  std::unique_ptr<Engine> engine_;  // made by the worker's thread
  WorkerRole role_;
  double end_time_ = 0;
  std::promise<bool> loaded_, go_;
  std::promise<void> done_;
  std::future<void> end_ = done_.get_future();
  std::thread thread_;
  int status_ = 1;
};

// Gathers packets in batches and gives each batch to all workers.
class Distributor final : public PacketConsumer {
 public:
  // `tell`: told at once of a source that fails. `between`: called with each tick.
  Distributor(std::vector<std::unique_ptr<Worker>>& workers, std::atomic<bool>& stop,
              std::unique_ptr<PacketDumper> dumper, std::function<void(const std::string&)> tell,
              std::function<void()> between)
      : workers_(workers), stop_(stop), filler_(static_cast<uint32_t>(workers.size())),
        tell_(std::move(tell)), between_(std::move(between)) {
    filler_.set_dumper(std::move(dumper));
  }

  bool packet(const RawPacket& packet) override {
    filler_.add(packet);
    if (filler_.is_full()) send();
    return !stop_.load(std::memory_order_relaxed);
  }
  bool tick(NetTime now) override {
    between_();
    filler_.set_clock(now);
    send();
    return !stop_.load(std::memory_order_relaxed);
  }
  bool pause() override { return !stop_.load(std::memory_order_relaxed); }
  bool is_suspended() const override { return false; }
  void source_done(PacketSource& source, const std::string& trouble) override {
    if (!trouble.empty()) tell_(trouble);
    filler_.source_done(source, {});
  }

  // Everything was read: what could not be read or written.
  const std::vector<std::string>& finish() {
    send();
    filler_.finish();
    for (auto& worker : workers_) worker->queue().close();
    return filler_.troubles();
  }

 private:
  void send() {
    std::shared_ptr<PacketBatch> batch = filler_.take();
    if (!batch) return;
    for (auto& worker : workers_) worker->queue().put(batch);
  }

  std::vector<std::unique_ptr<Worker>>& workers_;
  std::atomic<bool>& stop_;
  BatchFiller filler_;
  std::function<void(const std::string&)> tell_;
  std::function<void()> between_;
};

class Run {
 public:
  Run(const LoadOptions& load, const RunOptions& run, Output& output)
      : load_(load), run_(run), output_(output), merger_(output, run.workers),
        metrics_(run.workers) {
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
      workers_.push_back(std::make_unique<Worker>(i, merger_, load_, run_, stop_, metrics_));
      loaded.push_back(workers_.back()->loaded());
    }
    for (auto& worker : workers_) worker->start();
    bool good = true;
    for (auto& one : loaded) good &= one.get();
    if (!good) let_go(false);
    return good;
  }

  void let_go(bool really, TurnReading* reading = nullptr, std::optional<double> begin_time = {}) {
    const LinkCounts* counts = run_.interfaces.empty() ? nullptr : &link_counts_;
    for (auto& worker : workers_) worker->go(really, reading, begin_time, counts);
  }

  // Until the workers have read everything.
  void watch(TurnReading& reading, SignalWatch& signals) {
    using Clock = std::chrono::steady_clock;
    auto began = Clock::now();
    for (int ticks = 1; !reading.wait(kTick); ++ticks) {
      if (signals.signal() != 0) reading.stop();
      if (!output_.wants_progress() || ticks % kTicksToProgress != 0) continue;
      SourceStatistics read = reading.statistics();
      output_.progress({std::chrono::duration<double>(Clock::now() - began).count(), read.packets,
                        read.bytes_read, read.bytes_total});
    }
  }

  // Until the workers have ended as well. What scripts still wait for once packets are over is
  // waited for no longer when a signal comes.
  void watch_end(SignalWatch& signals) {
    for (auto& worker : workers_) do
        if (signals.signal() != 0) stop_.store(true, std::memory_order_relaxed);
      while (!worker->is_done(kTick));
  }

  // False: one cannot be opened, which was told. `seen`: what all packets are written to.
  bool open_dumpers(const LoopSources& sources, const SourceOptions& options,
                    std::unique_ptr<PacketDumper>& seen) {
    auto open = [&](const std::string& path,
                    const DumperOptions& format) -> std::unique_ptr<PacketDumper> {
      auto dumper = PacketDumper::open(path, format);
      if (dumper) return std::move(dumper).value();
      merger_.message(Severity::kError, dumper.error().message);
      return nullptr;
    };
    if (sources.is_empty()) return true;
    if (!run_.write_capture.empty() &&
        !(seen = open(run_.write_capture, format_of_copy(sources, options))))
      return false;
    if (run_.accepted_capture.empty()) return true;
    auto accepted = open(run_.accepted_capture, format_of(sources));
    if (!accepted) return false;
    merger_.set_accepted(std::move(accepted));
    return true;
  }

  void tell_all(const std::vector<std::string>& troubles) {
    for (const std::string& trouble : troubles) merger_.message(Severity::kError, trouble);
    if (!troubles.empty()) status_ = 1;
  }

  void read() {
    bool is_plain = reads_regular_files_only(run_);
    SignalWatch signals;
    if (!is_plain) signals.start_thread();
    CaptureFiles files(signals.interrupt());
    std::vector<std::unique_ptr<PacketSource>> interfaces;
    LoopSources sources{files, interfaces};
    std::unique_ptr<PacketDumper> dumper;
    SourceOptions options = workers_.front()->source_options();
    auto tell = [this](Severity severity, const std::string& text) {
      merger_.message(severity, text);
    };
    bool good =
        open_sources(run_, options, sources, tell) && open_dumpers(sources, options, dumper);
    std::optional<double> begin_time = begin_time_of(run_, files);
    if (!good) {
      let_go(false);
      status_ = tell_signal(signals, tell) ? 0 : 1;
      return;
    }
    // By the clock, one reads.
    if (is_plain && run_.pseudo_realtime == 0 && !options.stay) {
      TurnReading reading(files, run_.workers, std::move(dumper));
      let_go(true, &reading, begin_time);
      watch(reading, signals);
      tell_all(reading.troubles());
    } else {
      let_go(true, nullptr, begin_time);
      distribute(sources, options, signals, std::move(dumper));
    }
    watch_end(signals);
    tell_signal(signals, tell);
  }

  void distribute(const LoopSources& sources, const SourceOptions& options, SignalWatch& signals,
                  std::unique_ptr<PacketDumper> dumper) {
    Distributor distributor(
        workers_, stop_, std::move(dumper), [this](const std::string& what) { tell_all({what}); },
        [this, &sources] { note_counts(sources); });
    LoopOptions how = loop_options(run_, options);
    if (output_.wants_progress() && run_.interfaces.empty())
      how.progress = [this](const ReadingProgress& progress) { output_.progress(progress); };
    run_packet_loop(sources, distributor, signals, how);
    note_counts(sources);
    tell_all(distributor.finish());
  }

  void note_counts(const LoopSources& sources) {
    uint64_t link = 0, dropped = 0;
    for (const auto& source : sources.live) {
      SourceStatistics statistics = source->statistics();
      link += statistics.received;
      dropped += statistics.dropped;
    }
    link_counts_.link.store(link, std::memory_order_relaxed);
    link_counts_.dropped.store(dropped, std::memory_order_relaxed);
  }

  static constexpr auto kTick = std::chrono::milliseconds(50);
  static constexpr int kTicksToProgress = 10;

  LoadOptions load_;
  RunOptions run_;
  Output& output_;
  Merger merger_;
  MetricsExchange metrics_;
  std::atomic<bool> stop_ = false;
  LinkCounts link_counts_;
  std::vector<std::unique_ptr<Worker>> workers_;
  int status_ = 0;
};

}  // namespace

int run_workers(const LoadOptions& load, const RunOptions& run, Output& output) {
  return Run(load, run, output).go();
}

}  // namespace avocet
