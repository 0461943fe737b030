#include "engine/packet_loop.h"

#include <time.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <csignal>

namespace avocet {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

// Packets between two looks at signals.
constexpr int kBatch = 1024;
constexpr auto kTick = std::chrono::milliseconds(50);
// Between two questions whether the consumer is ready, and how long it is waited for.
constexpr auto kPause = std::chrono::milliseconds(2);
constexpr auto kPatience = std::chrono::seconds(60);

NetTime clock_time() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return NetTime::from_parts(now.tv_sec, now.tv_nsec);
}

class Loop {
 public:
  Loop(std::vector<std::unique_ptr<PacketSource>>& sources, PacketConsumer& consumer, bool stay)
      : sources_(sources), consumer_(consumer), stay_(stay), signals_(context_, SIGINT, SIGTERM),
        tick_(context_), pause_(context_) {}

  LoopResult run() {
    signals_.async_wait([this](const error_code& error, int signal) {
      if (error) return;
      result_.signal = signal;
      context_.stop();
    });
    for (auto& source : sources_) {
      if (source->descriptor() < 0) continue;
      live_.push_back({source.get(), std::make_unique<asio::posix::stream_descriptor>(
                                         context_, source->descriptor())});
    }
    for (size_t i = 0; i < live_.size(); ++i) wait_for(i);
    open_ = live_.size();
    if (!live_.empty() || stay_) start_tick();
    begin(kPatience / kPause);
    context_.run();
    // The descriptors are the sources' own.
    for (Live& live : live_) live.descriptor->release();
    return result_;
  }

 private:
  struct Live {
    PacketSource* source;
    std::unique_ptr<asio::posix::stream_descriptor> descriptor;
  };

  // Packets of files wait until the consumer is ready, though not for ever.
  void begin(int64_t asks_left) {
    Readiness readiness = consumer_.prepare();
    if (readiness == Readiness::kStop) return asio::post(context_, [this] { context_.stop(); });
    if (readiness == Readiness::kReady || !live_.empty() || asks_left == 0) return post_step(0);
    pause_.expires_after(kPause);
    pause_.async_wait([this, asks_left](const error_code& error) {
      if (!error) begin(asks_left - 1);
    });
  }

  // Files: one step reads a batch of the `index`-th source and posts the next.
  void post_step(size_t index) {
    while (index < sources_.size() && sources_[index]->descriptor() >= 0) ++index;
    if (index == sources_.size()) return end_of_files();
    asio::post(context_, [this, index] { step(index); });
  }

  void step(size_t index) {
    Take taken = take(*sources_[index]);
    if (taken == Take::kStop) return context_.stop();
    post_step(taken == Take::kEnd ? index + 1 : index);
  }

  void end_of_files() {
    files_done_ = true;
    stop_when_done();
  }

  void stop_when_done() {
    if (files_done_ && open_ == 0 && !stay_) context_.stop();
  }

  enum class Take { kMore, kWait, kEnd, kStop };

  Take take(PacketSource& source) {
    RawPacket packet;
    for (int i = 0; i < kBatch; ++i) {
      switch (source.next(packet)) {
      case ReadStatus::kPacket:
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
    switch (take(*live_[index].source)) {
    case Take::kStop: return context_.stop();
    case Take::kEnd: --open_; return stop_when_done();
    case Take::kMore:
    case Take::kWait: return wait_for(index);
    }
  }

  void start_tick() {
    tick_.expires_after(kTick);
    tick_.async_wait([this](const error_code& error) {
      if (error) return;
      if (!consumer_.tick(clock_time())) return context_.stop();
      start_tick();
    });
  }

  std::vector<std::unique_ptr<PacketSource>>& sources_;
  PacketConsumer& consumer_;
  bool stay_;
  asio::io_context context_{1};
  asio::signal_set signals_;
  asio::steady_timer tick_;
  asio::steady_timer pause_;
  std::vector<Live> live_;
  size_t open_ = 0;
  bool files_done_ = false;
  LoopResult result_;
};

}  // namespace

LoopResult run_packet_loop(std::vector<std::unique_ptr<PacketSource>>& sources,
                           PacketConsumer& consumer, bool stay) {
  return Loop(sources, consumer, stay).run();
}

}  // namespace avocet
