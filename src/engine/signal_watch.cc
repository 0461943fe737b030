#include "engine/signal_watch.h"

#include <csignal>

namespace avocet {

namespace {

// `nohup` has it ignored, which then holds for this program as well.
bool is_ignored(int number) {
  struct sigaction present {};
  return ::sigaction(number, nullptr, &present) == 0 && present.sa_handler == SIG_IGN;
}

// A second one kills also while a handler runs that does not end, and nobody asks what was caught.
void catch_only_once(int number) {
  struct sigaction present {};
  if (::sigaction(number, nullptr, &present) != 0) return;
  present.sa_flags |= int(SA_RESETHAND);
  ::sigaction(number, &present, nullptr);
}

}  // namespace

SignalWatch::SignalWatch() : signals_(context_) {
  for (int number : {SIGINT, SIGTERM, SIGHUP}) {
    if (number == SIGHUP && is_ignored(number)) continue;
    signals_.add(number);
    catch_only_once(number);
  }
  signals_.async_wait([this](const boost::system::error_code& error, int number) {
    if (error) return;
    caught_.store(number, std::memory_order_release);
    interrupt_.set();
    boost::system::error_code ignored;
    signals_.clear(ignored);
  });
}

SignalWatch::~SignalWatch() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

void SignalWatch::start_thread() {
  thread_ = std::thread([this] { context_.run(); });
}

int SignalWatch::signal() {
  if (!thread_.joinable() && caught_.load(std::memory_order_acquire) == 0) context_.poll();
  return caught_.load(std::memory_order_acquire);
}

}  // namespace avocet
