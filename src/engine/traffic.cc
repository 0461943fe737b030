#include "engine/traffic.h"

#include <algorithm>
#include <bit>

#include "engine/script_options.h"

namespace avocet {

namespace {
// A command may never end.
constexpr auto kMostWaitForInput = std::chrono::minutes(1);

uint64_t detection_limit(const Machine& machine) {
  const Value* limit = machine.find_global("Limits::detection");
  return limit ? limit->u : 0;
}
}  // namespace

Traffic::Traffic(Machine& machine, EventQueue& queue, RunControl& control,
                 const ShapeFinder& shapes, const ProtocolRegistry& protocols, RuleSet* rules,
                 FlowUids uids, DiagnosticSink& sink, std::string& errors)
    : machine_(machine), queue_(queue), control_(control),
      flow_options_(read_flow_options(machine)), payload_(detection_limit(machine)), uids_(uids),
      events_(queue, machine, shapes, uids_, errors),
      protocols_(protocols, queue, machine, events_.connections(), shapes, errors),
      signatures_(
          rules ? std::make_unique<Signatures>(*rules, queue, machine, events_, protocols_, sink)
                : nullptr),
      weirds_(machine), packet_events_(events_.maker(), events_.weirds()),
      discarders_(Discarders::of(events_.maker())),
      secondary_filters_(machine, queue, events_.maker().headers),
      pipeline_(read_decode_options(machine), flow_options_, packet_events_,
                signatures_ ? signatures_->observer() : events_,
                signatures_ ? signatures_->interest() : events_.interest(), uids_),
      network_time_init_(queue, machine.program(), "network_time_init"),
      file_done_(queue, machine.program(), "Pcap::file_done"),
      max_timers_(machine.find_global("max_timer_expires")) {
  pipeline_.tunnels() = read_tunnel_options(machine);
  const Value* records_all = machine.find_global("record_all_packets");
  records_all_ = records_all && records_all->b();
  if (events_.has_udp_connections()) use_udp_connection_timeouts();
  pipeline_.decoder().set_gate(discarders_.get());
  pipeline_.set_packet_interest(packet_events_.interest());
  read_dispatch(machine, pipeline_.decoder().dispatch());
  machine.set_service(&payload_);
  machine.set_service(&pipeline_);
  machine.set_service(&pipeline_.flows());
  machine.set_service(&events_);
  machine.set_service(&weirds_);
  machine.set_service(&packet_events_);
  machine.set_service(&input_);
  machine.set_service(&protocols_);
  events_.set_protocols(&protocols_);
}

Traffic::~Traffic() {
  machine_.set_service<PayloadBudget>(nullptr);
  machine_.set_service<Pipeline>(nullptr);
  machine_.set_service<FlowTable>(nullptr);
  machine_.set_service<FlowEvents>(nullptr);
  machine_.set_service<Weirds>(nullptr);
  machine_.set_service<PacketEvents>(nullptr);
  machine_.set_service<PacketInput>(nullptr);
  machine_.set_service<Protocols>(nullptr);
}

// The module has a timeout of its own, which holds for all of UDP.
void Traffic::use_udp_connection_timeouts() {
  if (const Value* timeout = machine_.find_global("udp_connection::idle_timeout"))
    flow_options_.udp_inactivity_timeout = NetInterval::from_seconds(timeout->d);
  flow_options_.dns_session_timeout = {};
}

void Traffic::refresh_options() {
  flow_options_ = read_flow_options(machine_);
  pipeline_.decoder().options() = read_decode_options(machine_);
  if (events_.has_udp_connections()) use_udp_connection_timeouts();
  pipeline_.flows().note_options_changed();
}

// Time stands still while no packet is wanted, but what was scheduled for now need not wait for
// one.
void Traffic::expire_while_waiting() {
  if (queue_.next_due() <= script_time(now_)) queue_.expire(script_time(now_));
  queue_.drain();
}

void Traffic::begin_inputs() {
  if (control_.suspended > 0) expire_while_waiting();
  if (!inputs_) return;
  inputs_->run();
  waits_for_input_ = !inputs_->settled() && !control_.reading_live;
  latest_input_ = std::chrono::steady_clock::now() + kMostWaitForInput;
}

bool Traffic::packet(const RawPacket& raw) {
  ++number_;
  if (!is_wanted(raw)) {
    ++input_.filtered;
    return !control_.terminate;
  }
  ++packets_;
  bytes_ += raw.data.size();
  input_.packet = &raw;
  advance(raw.time.whole_micros(), ScheduledEvents::kHeld);
  pipeline_.decoder().let_pass(now_);
  phase_ = RunPhase::kPacket;
  FlowTable& flows = pipeline_.flows();
  flows.begin_packet();
  pipeline_.process(raw);
  if (!secondary_filters_.empty()) secondary_filters_.packet(raw, *pipeline_.current_packet());
  queue_.drain();
  if (lookups_ && lookups_->pending()) deliver();
  if (inputs_ && inputs_->due()) inputs_->run();
  if (payload_.is_over()) payload_.shrink();
  verdict_ = flows.end_packet();
  pipeline_.forget_packet();
  if (dumper_ && (records_all_ || pipeline_.is_recorded())) write(raw);
  if (accepted_) accepted_->packet(raw, verdict_, pipeline_.decoder().fragment_of());
  input_.packet = nullptr;
  return !control_.terminate;
}

bool Traffic::tick(NetTime now) {
  ++number_;
  advance(now.whole_micros(), ScheduledEvents::kHandled);
  if (lookups_ && lookups_->pending()) deliver();
  if (inputs_) inputs_->tick(now.seconds());
  note_settled_inputs();
  if (idle_) idle_();
  return !control_.terminate;
}

void Traffic::deliver() {
  lookups_->deliver();
  queue_.drain();
}

void Traffic::note_settled_inputs() {
  if (waits_for_input_)
    waits_for_input_ = !inputs_->settled() && std::chrono::steady_clock::now() < latest_input_;
}

bool Traffic::pause() {
  expire_while_waiting();
  if (lookups_ && lookups_->pending()) deliver();
  if (inputs_) inputs_->poll();
  note_settled_inputs();
  if (idle_) idle_();
  return !control_.terminate;
}

// Zeek's scripts see no packet before second 1, which made captures may begin at; 0 means that
// there is no time yet. Connections have the times of their packets all the same.
double Traffic::script_time(NetTime packet) { return std::max(packet.seconds(), 1.0); }

// How many scheduled events may become due with this packet. Where there are more, flows are not
// looked at for what is due after the last of them, either: timers keep their order.
size_t Traffic::limit_timers() {
  size_t limit = max_timers_ && max_timers_->u > 0 ? max_timers_->u : SIZE_MAX;
  double seconds = script_time(now_);
  std::optional<double> last;
  if (limit != SIZE_MAX && queue_.next_due() <= seconds) last = queue_.due_after(limit, seconds);
  pipeline_.flows().hold_timers(last ? NetTime::from_seconds(*last) : NetTime{INT64_MAX});
  return limit;
}

// Where no packets are read time is the clock's, and events that raise each other see it pass:
// often at first, and where they go on and on, not more often than costs little.
void Traffic::handle_scheduled(ScheduledEvents what) {
  constexpr int kOftenAtFirst = 64, kRoundsLater = 4'000;
  phase_ = RunPhase::kScriptTimers;
  if (control_.reading_live || control_.reading_files)
    return what == ScheduledEvents::kHeld ? queue_.hold() : queue_.drain();
  queue_.drain(busy_looks_ < kOftenAtFirst ? RunControl::kRoundsWithoutPackets : kRoundsLater);
  busy_looks_ = queue_.pending() > 0 ? std::min(busy_looks_ + 1, kOftenAtFirst) : 0;
}

void Traffic::advance(NetTime now, ScheduledEvents what) {
  // Captures may step back in time; the engine's time does not. But flows that they began are due
  // by their packets' times.
  if (now <= now_) {
    if (!pipeline_.flows().is_timer_due(now_)) return;
    phase_ = RunPhase::kFlowTimers;
    pipeline_.flows().advance(now_);
    return queue_.drain();
  }
  bool first = !now_.is_set();
  bool only_time = !first && what == ScheduledEvents::kHeld && !is_something_due(now);
  now_ = now;
  double seconds = script_time(now_);
  machine_.set_network_time(seconds);
  if (only_time) return;
  if (first && network_time_init_.wanted()) {
    bool before = queue_.is_about_run();
    queue_.set_about_run(true);
    network_time_init_.raise({});
    queue_.set_about_run(before);
  }
  size_t limit = limit_timers();
  phase_ = RunPhase::kFlowTimers;
  pipeline_.flows().advance(now);
  phase_ = RunPhase::kExpiry;
  if (queue_.next_due() <= seconds) queue_.expire(seconds, limit);
  if (files_ && files_->next_due() <= seconds) files_->expire(seconds);
  advance_logs(seconds);
  handle_scheduled(what);
}

// Before anything is handled that is due with the same packet: so logs are cut at the same row
// whether the packet is ours or another engine's.
void Traffic::advance_logs(double seconds) {
  if (!logs_ || !logs_->is_due(seconds)) return;
  phase_ = RunPhase::kDelays;
  logs_->release_due(seconds);
  phase_ = RunPhase::kRotation;
  logs_->rotate_due(seconds);
}

bool Traffic::is_something_due(NetTime now) const {
  double seconds = script_time(now);
  return pipeline_.flows().is_timer_due(now) || queue_.next_due() <= seconds ||
         queue_.pending() > 0 || (files_ && files_->next_due() <= seconds) ||
         (logs_ && logs_->is_due(seconds));
}

bool Traffic::try_pass(size_t packets, NetTime latest) {
  if (latest > now_) {
    if (!now_.is_set() || input_.installed || is_something_due(latest)) return false;
    now_ = latest;
    machine_.set_network_time(script_time(latest));
  } else if (input_.installed || pipeline_.flows().is_timer_due(now_)) {
    return false;
  }
  number_ += packets;
  return true;
}

void Traffic::source_done(PacketSource& source, const std::string& trouble) {
  if (!trouble.empty()) fail(trouble);
  if (source.descriptor() < 0) file_done(source.name());
}

void Traffic::fail(const std::string& what) {
  has_failed_ = true;
  if (tell_) tell_(what);
}

void Traffic::file_done(const std::string& name) {
  if (!file_done_.wanted()) return;
  queue_.set_about_run(true);
  file_done_.raise({Value::of(make_string(machine_.heap(), name))});
  queue_.drain();
  queue_.set_about_run(false);
}

void Traffic::begin_packets() { queue_.set_about_run(false); }

void Traffic::end_packets(uint64_t number) {
  number_ = number;
  phase_ = RunPhase::kBegin;
  queue_.set_about_run(true);
}

OrderKey Traffic::order() const {
  OrderKey key{number_, phase_, {}};
  if (phase_ == RunPhase::kPacket && queue_.handles_held()) key.phase = RunPhase::kScriptTimers;
  switch (key.phase) {
  case RunPhase::kFlowTimers:
  case RunPhase::kFlowsEnd: key.rank = pipeline_.flows().rank(); break;
  case RunPhase::kDelays: key.rank[0] = std::bit_cast<uint64_t>(logs_->release_time()); break;
  case RunPhase::kScriptTimers: key.rank[0] = std::bit_cast<uint64_t>(machine_.event_time()); break;
  case RunPhase::kBegin:
  case RunPhase::kExpiry:
  case RunPhase::kRotation:
  case RunPhase::kPacket:
  case RunPhase::kDone: break;
  }
  return key;
}

void Traffic::write(const RawPacket& packet) {
  Outcome outcome = dumper_->write(packet);
  if (outcome) return;
  fail(outcome.error().message);
  dumper_.reset();
}

void Traffic::renew_interest() {
  pipeline_.flows().set_interest(signatures_ ? signatures_->interest() : events_.interest());
}

void Traffic::finish() {
  queue_.drain();
  queue_.set_about_run(false);
  phase_ = RunPhase::kPacket;
  events_.finish(pipeline_.flows());
  phase_ = RunPhase::kFlowsEnd;
  pipeline_.flows().finish();
  queue_.drain();
  if (files_) files_->finish();
  phase_ = RunPhase::kDone;
  queue_.set_about_run(true);
  auto note = [this](const Outcome& outcome) {
    if (!outcome) fail(outcome.error().message);
  };
  if (dumper_) note(dumper_->flush());
  if (accepted_) note(accepted_->finish());
}

}  // namespace avocet
