#include "analyzer/protocols.h"

#include <algorithm>

#include "packet/packet_view.h"

namespace avocet {

namespace {

PortProtocol port_protocol(const Flow& flow) {
  switch (flow.transport) {
  case Transport::kTcp: return PortProtocol::kTcp;
  case Transport::kUdp: return PortProtocol::kUdp;
  case Transport::kIcmp: return PortProtocol::kIcmp;
  case Transport::kNone:
  case Transport::kOther: return PortProtocol::kUnknown;
  }
  UNREACHABLE();
}

uint64_t count_of(const Value* global, uint64_t otherwise) {
  return global ? global->u : otherwise;
}

}  // namespace

Protocols::Protocols(const ProtocolRegistry& registry, EventQueue& queue, Machine& machine,
                     ConnectionRecords& connections, const ShapeFinder& shapes, std::string& errors)
    : machine_(machine), queue_(queue), connections_(connections),
      expected_(count_of(machine.find_global("Limits::scheduled_analyzers"), 10'000)),
      confirmation_info_(shapes, "AnalyzerConfirmationInfo",
                         {{"c", TypeKind::kRecord}, {"aid", TypeKind::kCount}}, errors),
      violation_info_(shapes, "AnalyzerViolationInfo",
                      {{"reason", TypeKind::kString},
                       {"c", TypeKind::kRecord},
                       {"aid", TypeKind::kCount},
                       {"data", TypeKind::kString}},
                      errors),
      max_violations_(machine.find_global("max_analyzer_violations")),
      buffer_size_(machine.find_global("dpd_buffer_size")),
      max_packets_(machine.find_global("dpd_max_packets")) {
  const Program& program = machine.program();
  ProtocolWorld world{machine, queue, shapes, errors};
  confirmation_ =
      world.event("analyzer_confirmation_info", {"AllAnalyzers::Tag", "AnalyzerConfirmationInfo"});
  violation_ =
      world.event("analyzer_violation_info", {"AllAnalyzers::Tag", "AnalyzerViolationInfo"});
  conn_weird_ = EventHandle(queue, program, "conn_weird");
  scheduled_ = world.event("scheduled_analyzer_applied", {"connection", "Analyzer::Tag"});
  disabling_ = program.find_function("Analyzer::disabling_analyzer");

  const EnumType* tags = as_enum(program.find_type("Analyzer::Tag"));
  const EnumLabel* counting = tags ? tags->find("Analyzer::ANALYZER_CONNSIZE") : nullptr;
  if (counting) counting_tag_ = counting->value;
  const Value* counts = machine.find_global("use_conn_size_analyzer");
  connections_.set_counting(!counts || counts->b());
  const Value* ignored = machine.find_global("dpd_ignore_ports");
  ignores_ports_ = ignored && ignored->b();
  for (const Protocol& protocol : registry.protocols()) {
    std::string label = "Analyzer::ANALYZER_" + std::string(protocol.name);
    const EnumLabel* tag = tags ? tags->find(label) : nullptr;
    if (!tag) {
      errors += "the scripts declare no tag `" + label + "`\n";
      continue;
    }
    Entry entry;
    entry.protocol = &protocol;
    entry.tag = tag->value;
    entry.binding = protocol.bind(world);
    entry.silence = dynamic_cast<const TellsOfSilence*>(entry.binding.get());
    by_tag_[entry.tag] = uint16_t(entries_.size());
    entries_.push_back(std::move(entry));
  }
}

Protocols::Entry* Protocols::find(int64_t tag) {
  auto found = by_tag_.find(tag);
  return found == by_tag_.end() ? nullptr : &entries_[found->second];
}

// ---- What scripts ask for -----------------------------------------------------------

void Protocols::update_interest() {
  wants_flows_ = !by_port_.empty() || !expected_.empty() || !stream_probes_.empty() ||
                 !datagram_probes_.empty();
  auto* flows = machine_.try_service<FlowTable>();
  if (!wants_flows_ || !flows) return;
  FlowInterest interest = flows->interest();
  interest.add(FlowEvent::kNewConnection);
  flows->set_interest(interest);
}

void Protocols::enable(int64_t tag, bool enabled) {
  if (Entry* entry = find(tag)) entry->enabled = enabled;
  forget_plans();
  if (tag == counting_tag_) connections_.set_counting(enabled);
}

void Protocols::disable_all() {
  for (Entry& entry : entries_) entry.enabled = false;
  forget_plans();
  connections_.set_counting(false);
}

void Protocols::register_port(int64_t tag, Port port) {
  auto found = by_tag_.find(tag);
  if (found == by_tag_.end() || ignores_ports_) return;
  auto [place, is_new] = by_port_.try_emplace(port.value().u, ports_.size());
  if (is_new) ports_.emplace_back();
  PortEntry& entry = ports_[place->second];
  std::vector<uint16_t>& protocols = entry.protocols;
  if (std::find(protocols.begin(), protocols.end(), found->second) == protocols.end())
    protocols.push_back(found->second);
  entry.plan = kNoPlan;
  update_interest();
}

void Protocols::expect(const IpAddress& orig, const IpAddress& resp, Port port, int64_t tag,
                       double timeout) {
  auto found = by_tag_.find(tag);
  if (found == by_tag_.end()) return;
  expected_.add({orig, resp, port, found->second, machine_.network_time(), timeout});
  update_interest();
}

bool Protocols::detect(int64_t tag, bool look) {
  Entry* entry = find(tag);
  if (!entry || (!entry->protocol->stream_probe && !entry->protocol->datagram_probe)) return false;
  entry->detected = look;
  stream_probes_.clear();
  datagram_probes_.clear();
  for (size_t i = 0; i < entries_.size(); ++i) {
    if (!entries_[i].detected) continue;
    if (entries_[i].protocol->stream_probe) stream_probes_.push_back(uint16_t(i));
    if (entries_[i].protocol->datagram_probe) datagram_probes_.push_back(uint16_t(i));
  }
  update_interest();
  return true;
}

ProtocolAnalyzer* Protocols::find(Flow& flow, int64_t tag) {
  settle(flow);
  FlowRecord* record = FlowRecord::of(flow);
  if (!record) return nullptr;
  for (ProtocolAnalyzer* at = record->analyzers.first.get(); at; at = at->next_.get())
    if (!at->removed_ && entries_[at->protocol_].tag == tag) return at;
  return nullptr;
}

uint32_t Protocols::analyzer_of(Flow& flow, int64_t tag) {
  ProtocolAnalyzer* found = find(flow, tag);
  return found ? found->id_ : 0;
}

// Children are few levels deep: protocols say which others they contain.
ProtocolAnalyzer* Protocols::find_id(ProtocolAnalyzer* first, uint32_t id) {
  for (ProtocolAnalyzer* at = first; at; at = at->next_.get()) {
    if (at->id_ == id) return at;
    if (ProtocolAnalyzer* child = find_id(at->first_child_.get(), id)) return child;
  }
  return nullptr;
}

Protocols::Disabled Protocols::disable(Flow& flow, uint32_t id, bool prevent) {
  settle(flow);
  FlowAnalyzers& analyzers = FlowRecord::ensure(flow).analyzers;
  ProtocolAnalyzer* found = find_id(analyzers.first.get(), id);
  if (!found) {
    number_parts(flow, analyzers);
    return disable_part(analyzers, id);
  }
  if (found->removed_) return Disabled::kUnknown;
  if (disabling_ != kNoFunction && machine_.has_handlers(disabling_)) {
    Owned lent(connection(flow));
    Value arguments[] = {lent.get(), Value::of_int(entries_[found->protocol_].tag),
                         Value::of_count(id)};
    if (!machine_.run_hook(disabling_, arguments)) return Disabled::kForbidden;
  }
  found->removed_ = true;
  if (prevent) analyzers.prevented.push_back(found->protocol_);
  return Disabled::kYes;
}

// The parts of a flow that are no protocols.
Protocols::Disabled Protocols::disable_part(FlowAnalyzers& analyzers, uint32_t id) {
  if (id == 0) return Disabled::kUnknown;
  if (id == analyzers.transport_id) return Disabled::kRoot;
  if (id == analyzers.detector_id) {
    analyzers.detection.reset();
    return Disabled::kYes;
  }
  if (id != analyzers.size_id || analyzers.counts_no_more) return Disabled::kUnknown;
  analyzers.counts_no_more = true;
  return Disabled::kYes;
}

// The ids of a flow without a record are those kept when it was opened, or the next ones.
void Protocols::number_parts(Flow& flow, FlowAnalyzers& analyzers) {
  if (analyzers.transport_id != 0) return;
  FlowMarks marks = flow.data.marks();
  uint32_t kept = marks.first_id;
  uint32_t& last = kept != 0 ? --kept : last_id_;
  bool is_detected = flow.transport == Transport::kTcp || flow.transport == Transport::kUdp;
  analyzers.transport_id = ++last;
  if (is_detected) analyzers.detector_id = ++last;
  analyzers.size_id = ++last;
  marks.first_id = 0;
  flow.data.set_marks(marks);
}

uint32_t Protocols::size_analyzer_of(Flow& flow) {
  settle(flow);
  FlowAnalyzers& analyzers = FlowRecord::ensure(flow).analyzers;
  number_parts(flow, analyzers);
  return analyzers.counts_no_more ? 0 : analyzers.size_id;
}

bool Protocols::skip_entity_data(Flow& flow, int64_t tag, Side side) {
  settle(flow);
  FlowRecord* record = FlowRecord::of(flow);
  for (ProtocolAnalyzer* at = record ? record->analyzers.first.get() : nullptr; at;
       at = at->next_.get()) {
    if (at->removed_ || entries_[at->protocol_].tag != tag) continue;
    at->skip_entity_data(side);
    return true;
  }
  return false;
}

// ---- Flows ---------------------------------------------------------------------------

ProtocolAnalyzer* Protocols::attach(Flow& flow, int64_t tag) {
  auto found = by_tag_.find(tag);
  return found == by_tag_.end() ? nullptr : attach(flow, found->second);
}

ProtocolAnalyzer* Protocols::attach(Flow& flow, uint16_t protocol) {
  Entry& entry = entries_[protocol];
  if (!entry.enabled) return nullptr;
  settle(flow);
  FlowRecord& record = FlowRecord::ensure(flow);
  const std::vector<uint16_t>& prevented = record.analyzers.prevented;
  if (std::find(prevented.begin(), prevented.end(), protocol) != prevented.end()) return nullptr;
  std::unique_ptr<ProtocolAnalyzer>* end = &record.analyzers.first;
  size_t count = 0;
  for (; *end; end = &(*end)->next_, ++count)
    if ((*end)->protocol_ == protocol) return nullptr;
  if (count >= kMaxAnalyzers) return nullptr;
  std::unique_ptr<ProtocolAnalyzer> made = make(flow, protocol);
  if (!made) return nullptr;
  *end = std::move(made);
  listen(flow);
  ProtocolAnalyzer* attached = end->get();
  attached->attached();
  return attached;
}

void Protocols::listen(Flow& flow) {
  flow.interest.add(flow.transport == Transport::kTcp ? FlowEvent::kStream : FlowEvent::kDatagram);
  flow.interest.add(FlowEvent::kConnectionStateRemove);
  flow.interest.add(FlowEvent::kConnectionFlipped);
}

void Protocols::carry(ProtocolAnalyzer& carrier, Side side, ByteSpan bytes) {
  if (!signatures_) return;
  FlowRecord::ensure(*carrier.flow_).analyzers.carrier = &carrier;
  signatures_->carried(*carrier.flow_, side, bytes);
}

ProtocolAnalyzer* Protocols::attach_found(Flow& flow, int64_t tag) {
  settle(flow);
  FlowRecord* record = FlowRecord::of(flow);
  ProtocolAnalyzer* carrier = record ? record->analyzers.carrier : nullptr;
  if (!carrier || carrier->removed_) {
    number_parts(flow, FlowRecord::ensure(flow).analyzers);
    return attach(flow, tag);
  }
  const std::vector<uint16_t>& prevented = record->analyzers.prevented;
  auto found = by_tag_.find(tag);
  if (found == by_tag_.end() ||
      std::find(prevented.begin(), prevented.end(), found->second) != prevented.end())
    return nullptr;
  size_t count = 0;
  for (ProtocolAnalyzer* at = carrier->first_child_.get(); at; at = at->next_.get(), ++count)
    if (at->protocol_ == found->second) return nullptr;
  return count < kMaxAnalyzers ? carrier->make_child(tag) : nullptr;
}

void Protocols::take_off_unsure(Flow& flow) {
  settle(flow);
  FlowRecord* record = FlowRecord::of(flow);
  ProtocolAnalyzer* at = record ? record->analyzers.first.get() : nullptr;
  for (; at; at = at->next_.get())
    if (!at->confirmed_) at->removed_ = true;
}

std::unique_ptr<ProtocolAnalyzer> Protocols::make(Flow& flow, uint16_t protocol) {
  std::unique_ptr<ProtocolAnalyzer> made = make(flow, protocol, last_id_ + 1);
  if (made) last_id_ += 1u + entries_[protocol].protocol->helper_ids;
  return made;
}

std::unique_ptr<ProtocolAnalyzer> Protocols::make(Flow& flow, uint16_t protocol, uint32_t id) {
  std::unique_ptr<ProtocolAnalyzer> made = entries_[protocol].binding->make(flow);
  if (!made) return nullptr;
  made->owner_ = this;
  made->flow_ = &flow;
  made->protocol_ = protocol;
  made->id_ = id;
  return made;
}

std::unique_ptr<ProtocolAnalyzer> Protocols::make(Flow& flow, int64_t tag) {
  auto found = by_tag_.find(tag);
  if (found == by_tag_.end() || !entries_[found->second].enabled) return nullptr;
  return make(flow, found->second);
}

void Protocols::opened(Flow& flow) {
  bool is_tcp = flow.transport == Transport::kTcp, is_udp = flow.transport == Transport::kUdp;
  uint32_t transport_id = ++last_id_;
  uint32_t detector_id = is_tcp || is_udp ? ++last_id_ : 0;
  if (is_tcp || is_udp) {
    if (!expected_.empty()) attach_expected(flow);
    bool has_probes = is_tcp ? !stream_probes_.empty() : !datagram_probes_.empty();
    if (PortEntry* entry = entry_of_port(flow)) {
      if (!has_probes && !has_analyzers(flow) && try_plan(flow, *entry, transport_id)) return;
      for (uint16_t protocol : entry->protocols) attach(flow, protocol);
    }
    if (has_probes) start_detection(flow);
  }
  uint32_t size_id = ++last_id_;
  FlowRecord* record = FlowRecord::of(flow);
  if (!record) {  // nobody looks at it yet, so that the ids follow each other
    FlowMarks marks = flow.data.marks();
    marks.first_id = transport_id;
    return flow.data.set_marks(marks);
  }
  if (record->analyzers.transport_id != 0) return;
  record->analyzers.transport_id = transport_id;
  record->analyzers.detector_id = detector_id;
  record->analyzers.size_id = size_id;
}

void Protocols::attach_expected(Flow& flow) {
  Port port{flow.resp_port, port_protocol(flow)};
  std::optional<uint16_t> expected =
      expected_.take(flow.orig_addr, flow.resp_addr, port, machine_.network_time());
  if (!expected) return;
  uint16_t protocol = *expected;
  if (!attach(flow, protocol)) return;
  if (scheduled_.wanted())
    scheduled_.raise({connection(flow), Value::of_int(entries_[protocol].tag)});
}

// Frees what was taken off, and stops listening once nobody is left.
void Protocols::sweep(Flow& flow) {
  FlowAnalyzers& analyzers = FlowRecord::of(flow)->analyzers;
  for (std::unique_ptr<ProtocolAnalyzer>* at = &analyzers.first; *at;) {
    if ((*at)->removed_) {
      if (analyzers.carrier == at->get()) analyzers.carrier = nullptr;
      *at = std::move((*at)->next_);
    } else {
      at = &(*at)->next_;
    }
  }
  if (analyzers.empty()) look_no_more(flow);
}

void Protocols::look_no_more(Flow& flow) {
  FlowEvent delivery =
      flow.transport == Transport::kTcp ? FlowEvent::kStream : FlowEvent::kDatagram;
  if (!machine_.service<FlowTable>().interest().wants(delivery)) flow.interest.remove(delivery);
}

// A connection of TCP without SYN from either side was under way before anybody looked. Where one
// side alone began without, what was read so far is all.
bool Protocols::misses_begin(const Flow& flow, const ProtocolAnalyzer& analyzer) const {
  return entries_[analyzer.protocol_].protocol->needs_begin && flow.transport == Transport::kTcp &&
         (flow.history().find_first_of("SsHh") == std::string_view::npos ||
          analyzer.is_from_the_middle());
}

template <class Deliver> void Protocols::feed(Flow& flow, Deliver deliver) {
  settle(flow);
  FlowRecord* record = FlowRecord::of(flow);
  if (!record || record->analyzers.empty()) return;
  sweep(flow);
  ProtocolAnalyzer* last = record->analyzers.first.get();
  if (!last) return;
  // Those that are attached meanwhile begin with the next delivery.
  while (last->next_) last = last->next_.get();
  for (ProtocolAnalyzer* at = record->analyzers.first.get();; at = at->next_.get()) {
    if (!at->removed_ && !misses_begin(flow, *at)) {
      queue_.set_source(at->id_);
      deliver(*at);
    }
    if (at == last) break;
  }
  queue_.set_source(0);
}

void Protocols::datagram(Flow& flow, Side side, ByteSpan payload, uint32_t wire_length) {
  feed(flow, [&](ProtocolAnalyzer& a) { a.datagram(side, payload, wire_length); });
  FlowRecord* record = FlowRecord::of(flow);
  if (!record || !record->analyzers.detection) return;
  keep(flow, *record->analyzers.detection, side, payload);
  probe(flow, side);
}

void Protocols::data(Flow& flow, Side side, ByteSpan bytes) {
  feed(flow, [&](ProtocolAnalyzer& a) { a.data(side, bytes); });
  FlowRecord* record = FlowRecord::of(flow);
  if (!record || !record->analyzers.detection) return;
  keep(flow, *record->analyzers.detection, side, bytes);
  probe(flow, side);
}

void Protocols::gap(Flow& flow, Side side, uint64_t length) {
  feed(flow, [&](ProtocolAnalyzer& a) { a.gap(side, length); });
  // What follows a hole is not the begin of anything.
  give_up(flow);
}

void Protocols::give_up(Flow& flow) {
  FlowRecord* record = FlowRecord::of(flow);
  if (!record || !record->analyzers.detection) return;
  record->analyzers.detection.reset();
  sweep(flow);
}

void Protocols::end(Flow& flow, Side side) {
  if (passes_over_end(flow, uint8_t(1u << size_t(side)))) return;
  feed(flow, [&](ProtocolAnalyzer& a) { a.end(side); });
}

void Protocols::flipped(Flow& flow) {
  // What is not there yet will see the flow as it is then.
  if (FlowMarks marks = flow.data.marks(); marks.plan != kNothing) {
    uint16_t ended = marks.plan & kEnded;
    marks.plan = uint16_t((marks.plan & ~kEnded) | (ended & 1) << 1 | ended >> 1);
    return flow.data.set_marks(marks);
  }
  feed(flow, [](ProtocolAnalyzer& a) { a.flip(); });
  FlowRecord* record = FlowRecord::of(flow);
  if (!record || !record->analyzers.detection) return;
  Detection& detection = *record->analyzers.detection;
  std::swap(detection.bytes[0], detection.bytes[1]);
  for (Detection::Chunk& chunk : detection.chunks) chunk.side = other(chunk.side);
}

void Protocols::closed(Flow& flow) {
  if (passes_over_end(flow, 0)) return;
  feed(flow, [](ProtocolAnalyzer& a) { a.done(); });
}

// ---- Recognising protocols ----------------------------------------------------------

void Protocols::start_detection(Flow& flow) {
  const auto& probes = flow.transport == Transport::kTcp ? stream_probes_ : datagram_probes_;
  auto detection = std::make_unique<Detection>();
  for (uint16_t protocol : probes)
    if (entries_[protocol].enabled && analyzer_of(flow, entries_[protocol].tag) == 0)
      detection->candidates.push_back(protocol);
  if (detection->candidates.empty()) return;
  FlowRecord::ensure(flow).analyzers.detection = std::move(detection);
  flow.interest.add(flow.transport == Transport::kTcp ? FlowEvent::kStream : FlowEvent::kDatagram);
  flow.interest.add(FlowEvent::kConnectionFlipped);
}

void Protocols::keep(Flow& flow, Detection& detection, Side side, ByteSpan bytes) {
  auto* budget = machine_.try_service<PayloadBudget>();
  if (!detection.account.is_open() && budget) detection.account.open(*budget, *this, flow);
  if (detection.account.is_open()) detection.account.add(bytes.size());
  detection.chunks.push_back({side, uint32_t(bytes.size())});
  auto& kept = detection.bytes[size_t(side)];
  kept.insert(kept.end(), bytes.begin(), bytes.end());
}

void Protocols::probe(Flow& flow, Side side) {
  FlowAnalyzers& analyzers = FlowRecord::of(flow)->analyzers;
  Detection& detection = *analyzers.detection;
  bool is_tcp = flow.transport == Transport::kTcp;
  ByteSpan seen = detection.bytes[size_t(side)];
  // A datagram is looked at by itself.
  if (!is_tcp) seen = seen.last(detection.chunks.back().length);
  std::vector<uint16_t> unsure;
  for (uint16_t protocol : detection.candidates) {
    Probe ask = is_tcp ? entries_[protocol].protocol->stream_probe
                       : entries_[protocol].protocol->datagram_probe;
    switch (ask(side, seen)) {
    case ProbeAnswer::kNo: break;
    case ProbeAnswer::kPerhaps: unsure.push_back(protocol); break;
    case ProbeAnswer::kYes:
      if (ProtocolAnalyzer* made = attach(flow, protocol)) replay(flow, *made, detection);
      break;
    }
  }
  detection.candidates = std::move(unsure);
  bool is_over = seen.size() >= count_of(buffer_size_, 1024) ||
                 detection.chunks.size() >= count_of(max_packets_, 100);
  if (!detection.candidates.empty() && !is_over) return;
  analyzers.detection.reset();
  sweep(flow);
}

void Protocols::replay(Flow& flow, ProtocolAnalyzer& analyzer, const Detection& detection) {
  if (misses_begin(flow, analyzer)) return;
  std::array<size_t, 2> at{};
  queue_.set_source(analyzer.id());
  for (const Detection::Chunk& chunk : detection.chunks) {
    size_t& from = at[size_t(chunk.side)];
    ByteSpan bytes = ByteSpan(detection.bytes[size_t(chunk.side)]).subspan(from, chunk.length);
    from += chunk.length;
    if (flow.transport == Transport::kTcp)
      analyzer.data(chunk.side, bytes);
    else
      analyzer.datagram(chunk.side, bytes, chunk.length);
  }
  queue_.set_source(0);
}

// ---- What analyzers report ----------------------------------------------------------

void Protocols::confirm(ProtocolAnalyzer& analyzer) {
  analyzer.confirmed_ = true;
  if (!confirmation_.wanted()) return;
  Record* info = confirmation_info_.make(
      machine_.heap(), {connection(*analyzer.flow_), Value::of_count(analyzer.id_)});
  confirmation_.raise({Value::of_int(entries_[analyzer.protocol_].tag), Value::of(info)});
}

void Protocols::violate(ProtocolAnalyzer& analyzer, std::string_view reason,
                        std::string_view data) {
  // In the middle of something anything may stand.
  if (analyzer.is_from_the_middle()) return;
  uint64_t limit = std::min<uint64_t>(count_of(max_violations_, 1000), UINT16_MAX - 1);
  if (analyzer.violations_ > limit) return;
  if (++analyzer.violations_ > limit) {
    weird(analyzer, "too_many_analyzer_violations", {});
    return;
  }
  if (!violation_.wanted()) return;
  Heap& heap = machine_.heap();
  auto text = [&](std::string_view bytes) { return Value::of(make_string(heap, bytes)); };
  Record* info = violation_info_.make(
      heap, {text(reason), connection(*analyzer.flow_), Value::of_count(analyzer.id_)});
  if (!data.empty()) violation_info_.set(info, 3, text(data));
  violation_.raise({Value::of_int(entries_[analyzer.protocol_].tag), Value::of(info)});
}

void Protocols::weird(ProtocolAnalyzer& analyzer, std::string_view name,
                      std::string_view additional, std::string_view source) {
  auto* weirds = machine_.try_service<Weirds>();
  if (weirds && !weirds->admit(name, *analyzer.flow_)) return;
  if (!conn_weird_.wanted()) return;
  Heap& heap = machine_.heap();
  auto text = [&](std::string_view bytes) { return Value::of(make_string(heap, bytes)); };
  std::string_view who = source.empty() ? entries_[analyzer.protocol_].protocol->name : source;
  conn_weird_.raise({text(name), connection(*analyzer.flow_), text(additional),
                     text(who == "-" ? std::string_view() : who)});
}

}  // namespace avocet
