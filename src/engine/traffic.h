// Traffic: the network half of an engine at work. Takes packets, lets time pass, and drains the
// event queue after each, so that a handler's decision holds for the packet that it was made for.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "analyzer/discarders.h"
#include "analyzer/flow_events.h"
#include "analyzer/packet_events.h"
#include "analyzer/protocols.h"
#include "capture/dumper.h"
#include "capture/packet_input.h"
#include "engine/accepted_output.h"
#include "engine/order_key.h"
#include "engine/packet_loop.h"
#include "engine/secondary_filters.h"
#include "engine/signatures.h"
#include "event/event_queue.h"
#include "event/name_lookups.h"
#include "event/run_control.h"
#include "file/files.h"
#include "flow/payload_budget.h"
#include "flow/pipeline.h"
#include "input/input_manager.h"
#include "logging/log_manager.h"

namespace avocet {

class Traffic final : public PacketConsumer {
 public:
  // All arguments outlive it. `rules` are signatures, null without any; where they do not fit the
  // scripts, `sink` is told. What the scripts lack for it to work is added to `errors`.
  Traffic(Machine& machine, EventQueue& queue, RunControl& control, const ShapeFinder& shapes,
          const ProtocolRegistry& protocols, RuleSet* rules, FlowUids uids, DiagnosticSink& sink,
          std::string& errors);
  ~Traffic() override;

  // Packets seen are written there as well.
  void set_dumper(std::unique_ptr<PacketDumper> dumper) { dumper_ = std::move(dumper); }

  // Packets that no handler dropped are written there.
  void set_accepted(std::unique_ptr<PacketDumper> dumper) {
    accepted_ = std::make_unique<AcceptedOutput>(std::move(dumper));
  }

  // What scripts may ask about the packets.
  PacketInput& input() { return input_; }

  // Answers that arrive there are handed out between packets.
  void set_lookups(NameLookups* lookups) { lookups_ = lookups; }

  // Told at once, in one sentence, of each source or file that fails.
  void set_tell(std::function<void(const std::string&)> tell) { tell_ = std::move(tell); }
  bool has_failed() const { return has_failed_; }

  // Called at each tick of the clock.
  void set_idle(std::function<void()> idle) { idle_ = std::move(idle); }
  // Told of time once the events that are due were handled. May be null.
  void set_logs(LogManager* logs) { logs_ = logs; }
  // Read between packets. May be null.
  void set_inputs(InputManager* inputs) { inputs_ = inputs; }
  // Reads what zeek_init asked for; packets of captures wait until that is done, within reason.
  void begin_inputs();

  // Files whose time runs with the packets.
  void set_files(Files* files) { files_ = files; }

  // Reads again what scripts say about flows: after zeek_init, which may say more.
  void refresh_options();

  // PacketConsumer.
  bool packet(const RawPacket& packet) override;
  bool tick(NetTime now) override;
  bool pause() override;
  bool is_suspended() const override { return control_.suspended > 0 || waits_for_input_; }
  bool is_busy() const override { return queue_.pending() > 0; }
  double next_due() const override { return queue_.next_due(); }
  void source_done(PacketSource& source, const std::string& trouble) override;

  // Listens for what events that nobody handled before need, too: of flows to come.
  void renew_interest();

  // Lets time pass with a packet that another engine handles.
  void pass(const RawPacket& packet) {
    ++number_;
    if (is_wanted(packet)) advance(packet.time.whole_micros(), ScheduledEvents::kHandled);
  }
  // The same with many at once, of which `latest` is the latest time in whole microseconds. False,
  // and nothing is done, where something becomes due meanwhile, so that each packet counts.
  bool try_pass(size_t packets, NetTime latest);
  // Of the packet handled last.
  PacketDecoder::FragmentOf fragment_of() const { return pipeline_.decoder().fragment_of(); }
  Verdict verdict() const { return verdict_; }
  // A capture is at its end.
  void file_done(const std::string& name);

  // Packets are about to come; none will come any more.
  void begin_packets();
  void end_packets(uint64_t number);
  // Where in the run it is now.
  OrderKey order() const;

  // Ends every flow, with its events.
  void finish();

  uint64_t packets() const { return packets_; }
  uint64_t bytes() const { return bytes_; }
  NetTime now() const { return now_; }

 private:
  bool is_wanted(const RawPacket& packet) const {
    return !input_.installed || input_.installed->accepts(packet);
  }
  bool is_something_due(NetTime now) const;
  void expire_while_waiting();
  void note_settled_inputs();
  void use_udp_connection_timeouts();
  // What becomes of scheduled events that are due: as in Zeek they see the packet that brought the
  // time, with its bytes counted, so they are held until it is processed.
  enum class ScheduledEvents : uint8_t { kHandled, kHeld };

  void advance(NetTime now, ScheduledEvents what);
  // The time of a packet as scripts see it, in seconds.
  static double script_time(NetTime packet);
  void advance_logs(double seconds);
  void handle_scheduled(ScheduledEvents what);
  size_t limit_timers();
  void deliver();
  void write(const RawPacket& packet);
  void fail(const std::string& what);

  Machine& machine_;
  EventQueue& queue_;
  RunControl& control_;
  FlowOptions flow_options_;
  PayloadBudget payload_;  // of flows that are not recognised yet
  FlowUids uids_;
  FlowEvents events_;
  Protocols protocols_;
  std::unique_ptr<Signatures> signatures_;
  Weirds weirds_;
  PacketEvents packet_events_;
  std::unique_ptr<Discarders> discarders_;
  SecondaryFilters secondary_filters_;
  PacketInput input_;
  Pipeline pipeline_;
  EventHandle network_time_init_, file_done_;
  const Value* max_timers_;  // max_timer_expires
  bool records_all_ = false;
  int busy_looks_ = 0;  // at the clock, since the queue was empty
  std::unique_ptr<PacketDumper> dumper_;
  std::unique_ptr<AcceptedOutput> accepted_;
  NameLookups* lookups_ = nullptr;
  std::function<void()> idle_;
  Files* files_ = nullptr;
  LogManager* logs_ = nullptr;
  InputManager* inputs_ = nullptr;
  bool waits_for_input_ = false;                        // packets do
  std::chrono::steady_clock::time_point latest_input_;  // when they go on without it
  std::function<void(const std::string&)> tell_;
  bool has_failed_ = false;
  NetTime now_;
  uint64_t packets_ = 0;
  uint64_t bytes_ = 0;
  Verdict verdict_ = Verdict::kAccept;
  uint64_t number_ = 0;  // of the packet or tick at hand, of all of the run
  RunPhase phase_ = RunPhase::kBegin;
};

}  // namespace avocet
