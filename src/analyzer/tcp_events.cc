#include "analyzer/tcp_events.h"

#include "value/table.h"

namespace avocet {

namespace {

// Whether the fields of the option are shown; of others its bytes are.
bool has_fields(const TcpOption& option) {
  bool is_opaque =
      option.kind == kTcpOptionAuthentication || option.kind == kTcpOptionFastOpenCookie;
  return is_known_tcp_option(option.kind) && !is_opaque && has_right_length(option);
}

}  // namespace

TcpEvents::TcpEvents(const EventMaker& maker)
    : maker_(maker), option_(maker.handle("tcp_option")), options_(maker.handle("tcp_options")),
      retransmission_(maker.handle("tcp_rexmit")), contents_(maker.handle("tcp_contents")),
      write_failure_(maker.handle("contents_file_write_failure")) {
  list_ = maker.list_parameter("tcp_options", 2);
  const Machine& machine = maker.machine;
  ports_[0] = machine.find_global("tcp_content_delivery_ports_orig");
  ports_[1] = machine.find_global("tcp_content_delivery_ports_resp");
  all_[0] = machine.find_global("tcp_content_deliver_all_orig");
  all_[1] = machine.find_global("tcp_content_deliver_all_resp");
}

void TcpEvents::add_interest(FlowInterest& interest) const {
  if (option_.wanted() || options_.wanted()) interest.add(FlowEvent::kTcpOptions);
  if (retransmission_.wanted()) interest.add(FlowEvent::kTcpRexmit);
  if (contents_.wanted()) interest.add(FlowEvent::kStream);
}

void TcpEvents::options(Flow& flow, Side side, const PacketView& packet) {
  TcpOptionReader reader(packet.tcp.options);
  const RecordType* type = list_ ? as_record(list_->element) : nullptr;
  bool collects = options_.wanted() && type && type->shape;
  Vector* list = collects ? make_vector(maker_.heap(), list_) : nullptr;
  while (auto option = reader.next()) {
    if (option_.wanted())
      option_.raise({maker_.connection(flow), EventMaker::side(side), Value::of_count(option->kind),
                     Value::of_count(option->length)});
    if (list) push(maker_.heap(), list, option_record(*type->shape, *option));
  }
  if (list) options_.raise({maker_.connection(flow), EventMaker::side(side), Value::of(list)});
}

Value TcpEvents::option_record(const RecordShape& shape, const TcpOption& option) const {
  NamedRecord record(maker_.heap(), shape);
  record.count("kind", option.kind).count("length", option.length);
  if (!has_fields(option)) {
    record.bytes("data", option.data);
    return record.take();
  }
  ByteReader reader(option.data);
  switch (option.kind) {
  case kTcpOptionEnd:
  case kTcpOptionNop:
  case kTcpOptionSackPermitted:
  case kTcpOptionUserTimeout: break;
  case kTcpOptionMss: record.count("mss", reader.u16()); break;
  case kTcpOptionWindowScale: record.count("window_scale", reader.u8()); break;
  case kTcpOptionSack: {
    Vector* blocks = record.vector("sack");
    while (blocks && reader.can_read(4)) push(maker_.heap(), blocks, Value::of_count(reader.u32()));
    break;
  }
  case kTcpOptionTimestamps:
    record.count("send_timestamp", reader.u32()).count("echo_timestamp", reader.u32());
    break;
  case kTcpOptionQuickStart:
    record.count("rate", reader.u8()).count("ttl_diff", reader.u8());
    record.count("qs_nonce", reader.u32());
    break;
  default: break;
  }
  return record.take();
}

void TcpEvents::retransmission(Flow& flow, Side side, const PacketView& packet, uint64_t seq,
                               uint64_t in_flight) {
  if (retransmission_.wanted())
    retransmission_.raise({maker_.connection(flow), EventMaker::side(side), Value::of_count(seq),
                           Value::of_count(packet.payload_length), Value::of_count(in_flight),
                           Value::of_count(packet.tcp.window)});
}

bool TcpEvents::wants_contents(const Flow& flow, Side side) const {
  size_t which = static_cast<size_t>(side);
  if (all_[which] && all_[which]->b()) return true;
  if (!ports_[which]) return false;
  Value port = Port{flow.resp_port, PortProtocol::kTcp}.value();
  const Value* deliver = peek_value(ports_[which]->table(), &port);
  return deliver && deliver->b();
}

void TcpEvents::data(Flow& flow, Side side, uint64_t seq, ByteSpan bytes) {
  if (contents_.wanted() && wants_contents(flow, side))
    contents_.raise({maker_.connection(flow), EventMaker::side(side), Value::of_count(seq),
                     maker_.bytes(bytes)});
  if (flow.record_contents)
    write(flow, side, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

void TcpEvents::gap(Flow& flow, Side side, uint64_t length) {
  if (flow.record_contents) write(flow, side, "\n<<gap " + std::to_string(length) + ">>\n");
}

void TcpEvents::write(Flow& flow, Side side, std::string_view bytes) {
  FlowRecord* record = FlowRecord::of(flow);
  if (!record) return;
  Value& file = record->contents[static_cast<size_t>(side)];
  if (file.is_null() || file.as<FileObject>()->append(bytes)) return;
  release(file);
  file = Value::null();
  if (write_failure_.wanted())
    write_failure_.raise({maker_.connection(flow), EventMaker::side(side),
                          maker_.text("the file could not be written")});
}

void TcpEvents::set_contents_file(FlowRecord& record, Side side, FileObject* file) {
  Value& kept = record.contents[static_cast<size_t>(side)];
  release(kept);
  kept = file ? retained(Value::of(file)) : Value::null();
}

}  // namespace avocet
