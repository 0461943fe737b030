// SignalWatch: notices SIGINT, SIGTERM, SIGHUP (unless ignored): a run ends as with its capture.
//
// The first one is noted; a second one of its kind kills as usual. Whoever reads only regular
// files asks signal() now and then. Whoever may wait for something has a thread watch meanwhile,
// which sets the interrupt.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <thread>

#include "capture/interrupt.h"

namespace avocet {

class SignalWatch {
 public:
  // From here on signals are caught.
  SignalWatch();
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  void start_thread();
  // The number of the signal that came; 0 for none.
  int signal();
  Interrupt& interrupt() { return interrupt_; }

 private:
  boost::asio::io_context context_{1};
  boost::asio::signal_set signals_;
  Interrupt interrupt_;
  std::atomic<int> caught_ = 0;
  std::thread thread_;
};

}  // namespace avocet
