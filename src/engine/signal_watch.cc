#include "engine/signal_watch.h"

#include <csignal>

namespace avocet {

SignalWatch::SignalWatch() : signals_(context_, SIGINT, SIGTERM) {
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
