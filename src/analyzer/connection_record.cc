#include "analyzer/connection_record.h"

namespace avocet {

namespace {

PortProtocol port_protocol(Transport transport) {
  switch (transport) {
  case Transport::kTcp: return PortProtocol::kTcp;
  case Transport::kUdp: return PortProtocol::kUdp;
  case Transport::kIcmp: return PortProtocol::kIcmp;
  case Transport::kNone:
  case Transport::kOther: return PortProtocol::kUnknown;
  }
  UNREACHABLE();
}

void set_string(Heap& heap, Record* record, uint32_t field, std::string_view text) {
  record->set(field, Value::of(make_string(heap, text)));
}

}  // namespace

std::string mac_text(const MacAddress& mac) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text(mac.size() * 3 - 1, ':');
  char* at = text.data();
  for (uint8_t byte : mac) {
    at[0] = kHex[byte >> 4];
    at[1] = kHex[byte & 15];
    at += 3;
  }
  return text;
}

ConnectionRecords::ConnectionRecords(Heap& heap, const ShapeFinder& shape_of, FlowUids& uids,
                                     std::function<void(Record*)> made, std::string& errors)
    : heap_(heap), uids_(uids), made_(std::move(made)), connection_(shape_of("connection")) {
  const RecordShape* connection = connection_;
  RecordBinding c(connection, "connection", errors);
  c_id_ = c.field("id", TypeKind::kRecord);
  c_orig_ = c.field("orig", TypeKind::kRecord);
  c_resp_ = c.field("resp", TypeKind::kRecord);
  c_start_time_ = c.field("start_time", TypeKind::kTime);
  c_duration_ = c.field("duration", TypeKind::kInterval);
  c_history_ = c.field("history", TypeKind::kString);
  c_uid_ = c.field("uid", TypeKind::kString);
  c_vlan_ = c.optional_field("vlan", TypeKind::kInt);
  c_inner_vlan_ = c.optional_field("inner_vlan", TypeKind::kInt);
  c_removal_hooks_ = c.optional_field("removal_hooks", TypeKind::kSet);

  c_tunnel_ = c.optional_field("tunnel", TypeKind::kVector);
  if (c_tunnel_ >= 0) {
    const VectorType* layers = as_vector(connection->type->fields[size_t(c_tunnel_)].type);
    const RecordType* layer = layers ? as_record(layers->element) : nullptr;
    tunnel_ = layer ? shape_of(layer->name) : nullptr;
    RecordBinding t(tunnel_, "Tunnel::EncapsulatingConn", errors);
    t_cid_ = t.field("cid", TypeKind::kRecord);
    t_type_ = t.field("tunnel_type", TypeKind::kEnum);
    t_uid_ = t.field("uid", TypeKind::kString);
  }
  id_ = c.nested("id");
  RecordBinding id(id_, "conn_id", errors);
  id_orig_h_ = id.field("orig_h", TypeKind::kAddr);
  id_orig_p_ = id.field("orig_p", TypeKind::kPort);
  id_resp_h_ = id.field("resp_h", TypeKind::kAddr);
  id_resp_p_ = id.field("resp_p", TypeKind::kPort);
  id_proto_ = id.optional_field("proto", TypeKind::kCount);
  id_ctx_ = id.optional_field("ctx", TypeKind::kRecord);
  ctx_ = id_ctx_ >= 0 ? id.nested("ctx") : nullptr;
  if (ctx_) {
    // Scripts may have fields of these names for something else.
    auto number = [this](std::string_view name) {
      int index = ctx_->type->find(name);
      bool fits = index >= 0 && ctx_->type->fields[size_t(index)].type->kind == TypeKind::kInt;
      return fits ? index : -1;
    };
    ctx_vlan_ = number("vlan");
    ctx_inner_vlan_ = number("inner_vlan");
  }

  endpoint_ = c.nested("orig");
  RecordBinding e(endpoint_, "endpoint", errors);
  e_.size = e.field("size", TypeKind::kCount);
  e_.state = e.field("state", TypeKind::kCount);
  e_.num_pkts = e.field("num_pkts", TypeKind::kCount);
  e_.num_bytes_ip = e.field("num_bytes_ip", TypeKind::kCount);
  e_.flow_label = e.field("flow_label", TypeKind::kCount);
  e_.l2_addr = e.optional_field("l2_addr", TypeKind::kString);
}

Record* ConnectionRecords::of(Flow& flow) {
  FlowRecord* kept = &FlowRecord::ensure(flow);
  if (!kept->record) {
    kept->record = build(flow);
    kept->flipped = flow.flipped;
    update(kept->record, flow);
    made_(kept->record);
    return kept->record;
  }
  if (kept->flipped != flow.flipped) {
    kept->flipped = flow.flipped;
    set_identity(kept->record, flow);
  }
  update(kept->record, flow);
  return kept->record;
}

bool ConnectionRecords::has_removal_hooks(Flow& flow) const {
  Record* record = existing(flow);
  return record && c_removal_hooks_ >= 0 && record->stored(uint32_t(c_removal_hooks_));
}

void ConnectionRecords::set_address(Record* id, uint32_t field, const IpAddress& address) {
  id->set(field, make_address(heap_, address));
}

Record* ConnectionRecords::make_id(const Flow& flow) {
  PortProtocol protocol = port_protocol(flow.transport);
  Record* id = make_id({flow.orig_addr,
                        flow.resp_addr,
                        {flow.orig_port, protocol},
                        {flow.resp_port, protocol},
                        flow.ip_protocol});
  if (ctx_vlan_ >= 0) set_vlans(id, flow);
  return id;
}

Record* ConnectionRecords::make_id(const Tuple& tuple) {
  Record* id = make_record(heap_, *id_);
  set_address(id, id_orig_h_, tuple.orig);
  set_address(id, id_resp_h_, tuple.resp);
  id->set(id_orig_p_, tuple.orig_port.value());
  id->set(id_resp_p_, tuple.resp_port.value());
  if (id_proto_ >= 0) id->set(uint32_t(id_proto_), Value::of_count(tuple.protocol));
  return id;
}

// Only scripts that tell connections apart by VLAN (policy/frameworks/conn_key) declare the fields.
void ConnectionRecords::set_vlans(Record* id, const Flow& flow) {
  if (flow.vlan == kNoVlan) return;
  Record* context = make_record(heap_, *ctx_);
  context->set(uint32_t(ctx_vlan_), Value::of_int(flow.vlan));
  if (ctx_inner_vlan_ >= 0 && flow.inner_vlan != kNoVlan)
    context->set(uint32_t(ctx_inner_vlan_), Value::of_int(flow.inner_vlan));
  id->set(uint32_t(id_ctx_), Value::of(context));
}

// What scripts added to an id stays when the flow is turned.
void ConnectionRecords::keep_additions(Record* from, Record* to) const {
  if (from->shape != to->shape) return;
  const auto& fields = from->type()->fields;
  for (uint32_t field = 0; field < fields.size(); ++field) {
    bool is_ours = field == id_orig_h_ || field == id_orig_p_ || field == id_resp_h_ ||
                   field == id_resp_p_ || int(field) == id_proto_ || int(field) == id_ctx_;
    if (is_ours || !from->stored(field)) continue;
    Value kept = from->at(field);
    to->set(field, fields[field].type->managed() ? retained(kept) : kept);
  }
}

void ConnectionRecords::set_identity(Record* connection, Flow& flow) {
  Record* id = make_id(flow);
  if (connection->stored(c_id_)) keep_additions(connection->at(c_id_).record(), id);
  connection->set(c_id_, Value::of(id));
  for (Side side : {Side::kOrig, Side::kResp}) {
    Record* endpoint = make_record(heap_, *endpoint_);
    if (flow.has_macs && e_.l2_addr >= 0)
      set_string(heap_, endpoint, uint32_t(e_.l2_addr),
                 mac_text(side == Side::kOrig ? flow.orig_mac : flow.resp_mac));
    connection->set(side == Side::kOrig ? c_orig_ : c_resp_, Value::of(endpoint));
  }
}

Record* ConnectionRecords::build(Flow& flow) {
  Record* connection = make_record(heap_, *connection_);
  set_identity(connection, flow);
  connection->set(c_start_time_, Value::of_double(flow.start_time.seconds()));
  set_string(heap_, connection, c_uid_, uids_.text(uids_.of(flow)));
  if (c_vlan_ >= 0 && flow.vlan != kNoVlan)
    connection->set(uint32_t(c_vlan_), Value::of_int(flow.vlan));
  if (c_inner_vlan_ >= 0 && flow.inner_vlan != kNoVlan)
    connection->set(uint32_t(c_inner_vlan_), Value::of_int(flow.inner_vlan));
  if (c_tunnel_ >= 0 && tunnel_ && !flow.tunnels().empty())
    connection->set(uint32_t(c_tunnel_), make_tunnels(flow.tunnels()));
  return connection;
}

Value ConnectionRecords::make_tunnels(const std::vector<Encapsulation>& tunnels) {
  const Type* type = connection_->type->fields[size_t(c_tunnel_)].type;
  Vector* layers = make_vector(heap_, as_vector(type));
  for (const Encapsulation& layer : tunnels) {
    Record* made = make_record(heap_, *tunnel_);
    PortProtocol protocol = layer.protocol == 17 ? PortProtocol::kUdp : PortProtocol::kUnknown;
    Record* id = make_id({layer.orig,
                          layer.resp,
                          {layer.orig_port, protocol},
                          {layer.resp_port, protocol},
                          layer.protocol});
    made->set(t_cid_, Value::of(id));
    made->set(t_type_, Value::of_int(int64_t(layer.type)));
    set_string(heap_, made, t_uid_, uids_.text({layer.uid_high, layer.uid_low}));
    push(heap_, layers, Value::of(made));
  }
  return Value::of(layers);
}

void ConnectionRecords::update_endpoint(Record* endpoint, const Flow& flow, Side side) {
  const Endpoint& e = flow.endpoint(side);
  endpoint->set(e_.size, Value::of_count(flow.size(side)));
  endpoint->set(e_.state, Value::of_count(e.state));
  if (is_counting_) {
    endpoint->set(e_.num_pkts, Value::of_count(e.packets));
    endpoint->set(e_.num_bytes_ip, Value::of_count(e.ip_bytes));
  }
  endpoint->set(e_.flow_label, Value::of_count(e.flow_label));
}

void ConnectionRecords::update(Record* connection, Flow& flow) {
  // A script may have put records of its own in place of these: they are filled just the same.
  if (connection->stored(c_orig_))
    update_endpoint(connection->at(c_orig_).record(), flow, Side::kOrig);
  if (connection->stored(c_resp_))
    update_endpoint(connection->at(c_resp_).record(), flow, Side::kResp);
  connection->set(c_duration_,
                  Value::of_double(flow.last_time.seconds() - flow.start_time.seconds()));
  std::string_view history = flow.history();
  if (!connection->stored(c_history_) || connection->at(c_history_).string()->view() != history)
    set_string(heap_, connection, c_history_, history);
}

}  // namespace avocet
