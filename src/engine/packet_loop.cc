#include "engine/packet_loop.h"

#include <time.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <utility>

namespace avocet {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

// Packets between two looks at signals and the clock.
constexpr int kBatch = 1024;
constexpr auto kTick = std::chrono::milliseconds(50);
// Ticks that come early because something is due are not closer than that.
constexpr auto kShortTick = std::chrono::milliseconds(1);
// Between two tries while packets are not wanted.
constexpr auto kPause = std::chrono::milliseconds(2);
constexpr auto kProgressStep = std::chrono::milliseconds(500);

NetTime clock_time() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return NetTime::from_parts(now.tv_sec, now.tv_nsec);
}

class Loop {
 public:
  Loop(const LoopSources& sources, PacketConsumer& consumer, SignalWatch& signals,
       const LoopOptions& options)
      : files_(sources.files), consumer_(consumer), signals_(signals), options_(options),
        interrupted_(context_, signals.interrupt().descriptor()), wake_(context_), tick_(context_),
        files_timer_(context_) {
    if (options.wake >= 0) wake_.assign(options.wake);
    for (auto& source : sources.live)
      live_.push_back({source.get(), std::make_unique<asio::posix::stream_descriptor>(
                                         context_, source->descriptor())});
  }

  void run() {
    began_ = Clock::now();
    next_progress_ = began_ + kProgressStep;
    interrupted_.async_wait(asio::posix::stream_descriptor::wait_read,
                            [this](const error_code& error) {
                              if (!error) context_.stop();
                            });
    for (size_t i = 0; i < live_.size(); ++i) wait_for(i);
    open_ = live_.size();
    bool ticks = !live_.empty() || options_.stay;
    is_paced_ = !ticks && options_.pseudo_realtime > 0;
    if (ticks) start_tick();
    if (ticks || is_paced_) wait_for_wake();
    post_step();
    context_.run();
    // The descriptors are others' own.
    for (Live& live : live_) live.descriptor->release();
    interrupted_.release();
    if (wake_.is_open()) wake_.release();
  }

 private:
  struct Live {
    PacketSource* source;
    std::unique_ptr<asio::posix::stream_descriptor> descriptor;
  };

  enum class Take { kMore, kWait, kEnd, kStop };

  // ---- Captures: one step takes a batch and posts the next.
  void post_step() {
    asio::post(context_, [this] { step(); });
  }

  void step_later(Clock::time_point when) {
    files_timer_.expires_at(when);
    wait_for_step();
  }

  // The step that waits comes earlier; one that is on its way already is not doubled.
  void hurry_step() {
    if (files_timer_.expires_at(Clock::now() + kShortTick) > 0) wait_for_step();
  }

  void wait_for_step() {
    files_timer_.async_wait([this](const error_code& error) {
      if (!error) step();
    });
  }

  void step() {
    if (signals_.signal() != 0) return context_.stop();
    if (options_.between) options_.between();
    if (consumer_.is_suspended()) {
      // Without packets time is the clock's, whatever is waited for.
      bool has_packets = !files_.empty() || !live_.empty();
      if (!(has_packets ? consumer_.pause() : consumer_.tick(clock_time()))) return context_.stop();
      return step_later(Clock::now() + kPause);
    }
    switch (take_files()) {
    case Take::kMore: note_progress(); return post_step();
    case Take::kWait: return step_when_due();
    case Take::kEnd: return end_of_files();
    case Take::kStop: return context_.stop();
    }
  }

  Take take_files() {
    for (int i = 0; i < kBatch; ++i) {
      if (!has_waiting_) {
        switch (files_.next(waiting_)) {
        case CaptureFiles::Step::kPacket: break;
        case CaptureFiles::Step::kFileDone:
          consumer_.source_done(files_.finished(), files_.trouble());
          continue;
        case CaptureFiles::Step::kEnd: return Take::kEnd;
        }
      }
      has_waiting_ = true;
      if (options_.pseudo_realtime > 0 && !is_due()) return wait_for_due();
      has_waiting_ = false;
      if (!consumer_.packet(waiting_)) return Take::kStop;
      if (consumer_.is_suspended()) return Take::kMore;
    }
    return Take::kMore;
  }

  // ---- Pseudo-realtime
  bool is_due() {
    if (!first_time_.is_set()) {
      first_time_ = waiting_.time;
      first_clock_ = Clock::now();
    }
    double ahead = (waiting_.time - first_time_).seconds() / options_.pseudo_realtime;
    due_ = first_clock_ +
           std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(ahead));
    return due_ <= Clock::now();
  }

  // Until then time passes as it did when the packets came.
  Take wait_for_due() {
    auto now = Clock::now();
    double passed = std::chrono::duration<double>(now - first_clock_).count();
    NetTime then = first_time_ + NetInterval::from_seconds(passed * options_.pseudo_realtime);
    if (!consumer_.tick(std::min(then, waiting_.time))) return Take::kStop;
    next_due_ = std::min(due_, now + kTick);
    return Take::kWait;
  }

  void step_when_due() {
    step_later(next_due_);
    if (is_paced_ && std::exchange(is_woken_, false)) wait_for_wake();
  }

  void end_of_files() {
    files_done_ = true;
    stop_when_done();
  }

  void stop_when_done() {
    if (files_done_ && open_ == 0 && !options_.stay) context_.stop();
  }

  void note_progress() {
    if (!options_.progress) return;
    auto now = Clock::now();
    if (now < next_progress_) return;
    next_progress_ = now + kProgressStep;
    SourceStatistics read = files_.statistics();
    options_.progress({std::chrono::duration<double>(now - began_).count(), read.packets,
                       read.bytes_read, read.bytes_total});
  }

  // ---- Interfaces
  Take take_live(PacketSource& source) {
    RawPacket packet;
    for (int i = 0; i < kBatch; ++i) {
      if (consumer_.is_suspended()) return Take::kMore;
      switch (source.next(packet)) {
      case ReadStatus::kPacket:
        last_time_ = std::max(last_time_, packet.time);
        if (!consumer_.packet(packet)) return Take::kStop;
        break;
      case ReadStatus::kWouldBlock: return Take::kWait;
      case ReadStatus::kEnd: consumer_.source_done(source, {}); return Take::kEnd;
      case ReadStatus::kFailed: consumer_.source_done(source, source.trouble()); return Take::kEnd;
      }
    }
    return Take::kMore;
  }

  void wait_for(size_t index) {
    live_[index].descriptor->async_wait(asio::posix::stream_descriptor::wait_read,
                                        [this, index](const error_code& error) {
                                          if (!error) ready(index);
                                        });
  }

  void ready(size_t index) {
    // Packets that are not wanted stay where they are; the tick asks again.
    if (consumer_.is_suspended()) return held_.push_back(index);
    last_arrival_ = Clock::now();
    switch (take_live(*live_[index].source)) {
    case Take::kStop: return context_.stop();
    case Take::kEnd: --open_; return stop_when_done();
    case Take::kMore:
    case Take::kWait: return wait_for(index);
    }
  }

  // What the last tick left undone though it was due need not be hurried for.
  Clock::duration until_tick() const {
    if (consumer_.is_busy()) return Clock::duration::zero();
    double due = consumer_.next_due();
    std::chrono::duration<double> ahead(due - clock_time().seconds());
    if (due <= ticked_ || ahead >= kTick) return kTick;
    return std::max<Clock::duration>(std::chrono::ceil<Clock::duration>(ahead), kShortTick);
  }

  // Where packets came lately, they alone tell the time.
  NetTime time_of_tick(NetTime clock) const {
    bool is_silent =
        Clock::now() - last_arrival_ >= std::chrono::nanoseconds(options_.inactivity.nanos);
    return last_time_.is_set() && !is_silent ? std::min(last_time_, clock) : clock;
  }

  void start_tick() {
    tick_began_ = Clock::now();
    wait_for_tick(tick_began_ + until_tick());
  }

  // Somebody has something to do at the next tick, and is asked again only behind it.
  void wait_for_wake() {
    if (!wake_.is_open()) return;
    wake_.async_wait(asio::posix::stream_descriptor::wait_read, [this](const error_code& error) {
      if (error) return;
      is_woken_ = true;
      if (!is_paced_) return wait_for_tick(tick_began_ + kShortTick);
      hurry_step();
    });
  }

  void wait_for_tick(Clock::time_point when) {
    tick_.expires_at(when);
    tick_.async_wait([this](const error_code& error) {
      if (error) return;
      if (signals_.signal() != 0) return context_.stop();
      if (options_.between) options_.between();
      NetTime now = clock_time();
      ticked_ = now.seconds();
      if (!consumer_.tick(time_of_tick(now))) return context_.stop();
      if (!consumer_.is_suspended()) {
        std::vector<size_t> held = std::move(held_);
        held_.clear();
        for (size_t index : held) wait_for(index);
      }
      start_tick();
      if (std::exchange(is_woken_, false)) wait_for_wake();
    });
  }

  CaptureFiles& files_;
  PacketConsumer& consumer_;
  SignalWatch& signals_;
  const LoopOptions& options_;
  asio::io_context context_{1};
  asio::posix::stream_descriptor interrupted_, wake_;
  asio::steady_timer tick_, files_timer_;
  std::vector<Live> live_;
  std::vector<size_t> held_;  // live sources that have packets nobody wants now
  size_t open_ = 0;
  bool files_done_ = false;
  RawPacket waiting_;  // of captures, taken and not yet due
  bool has_waiting_ = false;
  bool is_paced_ = false;  // steps stand in for ticks: nothing but captures at their pace
  NetTime first_time_;
  NetTime last_time_;                 // of live packets, the latest
  Clock::time_point last_arrival_{};  // of the last of them
  double ticked_ = 0;                 // the time of the last tick, in seconds
  bool is_woken_ = false;             // since the last tick
  Clock::time_point began_, next_progress_, first_clock_, due_, next_due_, tick_began_;
};

}  // namespace

void run_packet_loop(const LoopSources& sources, PacketConsumer& consumer, SignalWatch& signals,
                     const LoopOptions& options) {
  Loop(sources, consumer, signals, options).run();
}

}  // namespace avocet
