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
#include <vector>

#include "base/result.h"
#include "builtin/metrics.h"
#include "engine/engine.h"
#include "engine/metrics_exchange.h"
#include "event/run_control.h"
#include "vm/machine.h"

namespace avocet {

class MetricsServer {
 public:
  using Give = std::function<void(std::string page)>;
  // Gives the page: at once, or at a later time before the server dies. A Give that is dropped
  // closes its connection.
  using Render = std::function<void(Give)>;

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

// What an engine offers to scripts: a server, once they ask for one. Of several engines at work on
// a run the first has the server, whose page is that of all; it comes when each has told its
// numbers.
class MetricsEndpoint {
 public:
  // All of them outlive it.
  MetricsEndpoint(Machine& machine, Metrics& metrics, Output& output)
      : machine_(machine), metrics_(metrics), output_(output) {}

  // From now on scripts may ask for it.
  void offer(RunControl& control);
  // The engine is that one, from 0 on, of those that tell each other here; `exchange` outlives
  // this.
  void share(MetricsExchange& exchange, uint32_t index) {
    exchange_ = &exchange;
    index_ = index;
  }
  // Answers those who wait.
  void poll();
  // There will be no other poll(): those who wait get what the others told last, if they left, too.
  void finish();

 private:
  bool serve(const std::string& address, uint16_t port);
  void answer(MetricsServer::Give give);
  void give_what_is_told();

  struct Waiting {
    uint64_t question;
    MetricsServer::Give give;
  };

  Machine& machine_;
  Metrics& metrics_;
  Output& output_;
  MetricsExchange* exchange_ = nullptr;  // null: the engine is alone
  uint32_t index_ = 0;
  uint64_t answered_ = 0;   // the latest question
  bool is_wanted_ = false;  // scripts asked for a server, which the first engine has
  std::unique_ptr<MetricsServer> server_;
  std::vector<Waiting> waiting_;  // goes before the server, whose connections it holds
};

}  // namespace avocet
