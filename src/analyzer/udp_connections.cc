#include "analyzer/udp_connections.h"

#include <algorithm>
#include <array>
#include <vector>

namespace avocet {

namespace {

constexpr std::string_view kNewConnection = "udp_connection::new_connection";
constexpr std::string_view kReceivePacket = "udp_connection::receive_packet";
constexpr std::string_view kReceiveData = "udp_connection::receive_data";
constexpr std::string_view kEndConnection = "udp_connection::end_connection";

FlowRecord* record_of(Flow& flow) { return static_cast<FlowRecord*>(flow.data.get()); }

// In the sense of the first datagram, whatever the engine makes of the direction.
bool goes_up(const Flow& flow, Side side) { return (side == Side::kOrig) != bool(flow.flipped); }

bool is_valid(const PacketView& view) {
  return view.transport_checksum != Checksum::kBad && view.udp.length == view.payload_length + 8;
}

}  // namespace

bool UdpConnections::is_wanted(const Machine& machine) {
  auto is_handled = [&](std::string_view name) {
    FunctionId event = machine.program().find_function(name);
    return event != kNoFunction && machine.has_handlers(event);
  };
  return is_handled(kNewConnection) || is_handled(kReceivePacket) || is_handled(kReceiveData) ||
         is_handled(kEndConnection);
}

UdpConnections::UdpConnections(EventQueue& queue, Machine& machine, ConnectionRecords& connections,
                               const ShapeFinder& shapes, std::string& errors)
    : queue_(queue), machine_(machine), connections_(connections),
      flow_(shapes("udp_connection::Flow")), datagram_(shapes, "udp_connection::Datagram",
                                                       {{"srcip", TypeKind::kAddr},
                                                        {"dstip", TypeKind::kAddr},
                                                        {"srcport", TypeKind::kPort},
                                                        {"dstport", TypeKind::kPort},
                                                        {"length", TypeKind::kCount},
                                                        {"checksum", TypeKind::kCount},
                                                        {"valid", TypeKind::kBool},
                                                        {"payload", TypeKind::kString},
                                                        {"ts", TypeKind::kTime}},
                                                       errors) {
  RecordBinding flow(flow_, "udp_connection::Flow", errors);
  f_.srcip = flow.field("srcip", TypeKind::kAddr);
  f_.dstip = flow.field("dstip", TypeKind::kAddr);
  f_.srcport = flow.field("srcport", TypeKind::kPort);
  f_.dstport = flow.field("dstport", TypeKind::kPort);
  f_.id = flow.field("id", TypeKind::kCount);
  f_.conn = flow.field("conn", TypeKind::kRecord);
  f_.state = flow.field("state", TypeKind::kString);
  f_.packets[0] = flow.field("up_packets", TypeKind::kCount);
  f_.packets[1] = flow.field("down_packets", TypeKind::kCount);
  f_.bytes[0] = flow.field("up_bytes", TypeKind::kCount);
  f_.bytes[1] = flow.field("down_bytes", TypeKind::kCount);
  const Program& program = machine.program();
  new_connection_ = program.find_function(kNewConnection);
  receive_packet_ = program.find_function(kReceivePacket);
  receive_data_ = program.find_function(kReceiveData);
  end_connection_ = program.find_function(kEndConnection);
  drop_period_ = machine.find_global("udp_connection::drop_period");
  fail_open_ = machine.find_global("udp_connection::fail_open");
  auto text = [&](std::string_view word) {
    return Owned(Value::of(make_string(machine.heap(), word)));
  };
  up_ = text("up");
  down_ = text("down");
  new_ = text("new");
  established_ = text("established");
  dropped_ = text("dropped");
  closed_ = text("closed");
}

UdpConnections::~UdpConnections() = default;

NetInterval UdpConnections::drop_period() const {
  return drop_period_ ? NetInterval::from_seconds(drop_period_->d) : NetInterval::secs(60);
}

void UdpConnections::open(Flow& flow, const PacketView& view) {
  Record* connection = connections_.of(flow);
  Record* udp = make_record(machine_.heap(), *flow_);
  Heap& heap = machine_.heap();
  udp->set(f_.srcip, make_address(heap, view.ip.source));
  udp->set(f_.dstip, make_address(heap, view.ip.destination));
  udp->set(f_.srcport, Port{view.source_port, PortProtocol::kUdp}.value());
  udp->set(f_.dstport, Port{view.destination_port, PortProtocol::kUdp}.value());
  udp->set(f_.id, Value::of_count(++last_id_));
  udp->set(f_.conn, retained(Value::of(connection)));
  for (int direction : {0, 1}) {
    udp->set(f_.packets[direction], Value::of_count(0));
    udp->set(f_.bytes[direction], Value::of_count(0));
  }
  set_state(udp, new_.get());
  record_of(flow)->udp = udp;
}

void UdpConnections::count(Record* udp, bool is_up, const PacketView& view) {
  uint32_t packets = f_.packets[is_up ? 0 : 1], bytes = f_.bytes[is_up ? 0 : 1];
  udp->set(packets, Value::of_count(udp->at(packets).u + 1));
  udp->set(bytes, Value::of_count(udp->at(bytes).u + view.payload.size()));
}

Value UdpConnections::make_datagram(Record* udp, bool is_up, const PacketView& view,
                                    Value payload) const {
  Value source = udp->at(is_up ? f_.srcip : f_.dstip);
  Value target = udp->at(is_up ? f_.dstip : f_.srcip);
  return Value::of(datagram_.make(
      machine_.heap(),
      {retained(source), retained(target), Port{view.source_port, PortProtocol::kUdp}.value(),
       Port{view.destination_port, PortProtocol::kUdp}.value(), Value::of_count(view.udp.length),
       Value::of_count(view.udp.checksum), Value::of_bool(is_valid(view)), retained(payload),
       Value::of_double(view.time.seconds())}));
}

bool UdpConnections::handle(FunctionId event, Flow& flow, std::initializer_list<Value> taken) {
  std::array<Value, 3> arguments{};
  std::copy(taken.begin(), taken.end(), arguments.begin());
  uint64_t errors = machine_.limit_counters().errors;
  machine_.set_event_time(machine_.network_time());
  machine_.run_handlers(event, {arguments.data(), taken.size()});
  failed_ = machine_.limit_counters().errors != errors && !(fail_open_ && fail_open_->b());
  if (!failed_) queue_.drain();
  return !failed_ && !flow.dropped && !flow.skip_processing;
}

bool UdpConnections::datagram(Flow& flow, Side side, const PacketView& view) {
  failed_ = false;
  queue_.drain();
  if (flow.dropped || flow.skip_processing) return false;
  bool is_first = !flow.data || !record_of(flow)->udp;
  if (is_first)
    open(flow, view);
  else
    connections_.of(flow);  // brought up to date
  // Handlers may end the flow, and its record with it.
  Owned kept(retained(Value::of(record_of(flow)->udp)));
  Record* udp = kept.get().record();
  bool is_up = goes_up(flow, side);
  count(udp, is_up, view);

  Heap& heap = machine_.heap();
  bool is_bad = view.transport_checksum == Checksum::kBad;
  Owned payload(Value::of(make_string(
      heap, {reinterpret_cast<const char*>(view.payload.data()), view.payload.size()})));
  bool wants_new = is_first && wanted(new_connection_);
  bool wants_packet = wanted(receive_packet_);
  Owned shown;
  if (wants_new || wants_packet) shown = Owned(make_datagram(udp, is_up, view, payload.get()));

  if (wants_new && !handle(new_connection_, flow, {retained(kept.get()), retained(shown.get())}))
    return false;
  if (is_first) {
    record_of(flow)->udp_established = true;
    set_state(udp, established_.get());
  }
  Value direction = is_up ? up_.get() : down_.get();
  if (wants_packet && !handle(receive_packet_, flow,
                              {retained(kept.get()), retained(shown.get()), retained(direction)}))
    return false;
  // The receiver throws away what has a wrong checksum: it is no data.
  return is_bad || !wanted(receive_data_) ||
         handle(receive_data_, flow,
                {retained(kept.get()), retained(payload.get()), retained(direction)});
}

void UdpConnections::dropping(Flow& flow) {
  if (flow.data && record_of(flow)->udp) set_state(record_of(flow)->udp, dropped_.get());
}

void UdpConnections::ended(Flow& flow) {
  if (!flow.data) return;
  FlowRecord& kept = *record_of(flow);
  if (!kept.udp || kept.udp_over) return;
  kept.udp_over = true;
  if (!flow.dropped) set_state(kept.udp, closed_.get());
  if (!kept.udp_established || !wanted(end_connection_)) return;
  Value arguments[] = {retained(Value::of(kept.udp))};
  queue_.raise_by_engine(end_connection_, arguments);
}

void UdpConnections::finish(FlowTable& flows) {
  std::vector<Flow*> live;
  flows.for_each([&](Flow& flow) {
    if (flow.data && record_of(flow)->udp && !flow.dropped) live.push_back(&flow);
  });
  auto id = [this](Flow* flow) { return record_of(*flow)->udp->at(f_.id).u; };
  std::sort(live.begin(), live.end(), [&](Flow* a, Flow* b) { return id(a) > id(b); });
  for (Flow* flow : live) {
    // A handler may have dropped it meanwhile.
    if (flow->dropped) continue;
    ended(*flow);
    queue_.drain();
  }
}

}  // namespace avocet
