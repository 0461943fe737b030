// MetricsServer: metrics for those who fetch them by HTTP, in the text format of Prometheus.
//
// It serves GET /metrics on a port of its own, and nothing else; whoever wants something else is
// told so. It has no thread: what is asked is answered within poll(), on the thread of the engine
// that the metrics belong to.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "builtin/metrics.h"
#include "engine/engine.h"
#include "event/run_control.h"
#include "vm/machine.h"

namespace avocet {

class MetricsServer {
 public:
  using Render = std::function<std::string()>;

  // `address` may be empty: all of them; an address of IPv6 may stand in brackets. Port 0: any.
  static Result<std::unique_ptr<MetricsServer>> open(const std::string& address, uint16_t port,
                                                     Render render);
  struct Parts;
  explicit MetricsServer(std::unique_ptr<Parts> parts);
  ~MetricsServer();

  // Where it listens.
  uint16_t port() const;
  // Answers those who wait; returns at once.
  void poll();

 private:
  std::unique_ptr<Parts> parts_;
};

// What an engine offers to scripts: a server, once they ask for one.
class MetricsEndpoint {
 public:
  // All of them outlive it.
  MetricsEndpoint(Machine& machine, Metrics& metrics, Output& output)
      : machine_(machine), metrics_(metrics), output_(output) {}

  // From now on scripts may ask for it.
  void offer(RunControl& control);
  void poll() {
    if (server_) server_->poll();
  }

 private:
  bool serve(const std::string& address, uint16_t port);

  Machine& machine_;
  Metrics& metrics_;
  Output& output_;
  std::unique_ptr<MetricsServer> server_;
};

}  // namespace avocet
