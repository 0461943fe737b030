// Any order of segments of one TCP connection: what is delivered is in order, each byte once and as
// it was sent, and nothing is held in the end.
//
// Six bytes of input are a segment: flags, where it begins, how long it is, what it acknowledges.
// What a byte of the stream is follows from its sequence number, so that all copies agree.
#include <cstdlib>

#include "flow/pipeline.h"
#include "packet/test_packets.h"

using namespace avocet;

namespace {

constexpr int kMaxSegments = 300;

void demand(bool what) {
  if (!what) std::abort();
}

// The hosts, whoever of them is the originator.
uint8_t byte_at(size_t host, uint32_t number) {
  return static_cast<uint8_t>((number * 2654435761u) >> 24) ^ static_cast<uint8_t>(host);
}

size_t host_of(const Flow& flow, Side side) {
  const IpAddress& address = side == Side::kOrig ? flow.orig_addr : flow.resp_addr;
  return address == *IpAddress::parse("10.0.0.1") ? 0 : 1;
}

class Checker final : public FlowObserver {
 public:
  void flow_event(FlowEvent event, Flow&) override {
    if (event != FlowEvent::kNewConnection) return;
    for (uint64_t& next : next_) next = 0;
  }
  void stream_data(Flow& flow, Side side, uint64_t begin, ByteSpan bytes) override {
    demand(!bytes.empty());
    size_t host = host_of(flow, side);
    expect(host, begin, bytes.size());
    uint32_t start = flow.endpoint(side).sequence.start;
    for (size_t i = 0; i < bytes.size(); ++i)
      demand(bytes[i] == byte_at(host, start + static_cast<uint32_t>(begin + i)));
  }
  void stream_gap(Flow& flow, Side side, uint64_t begin, uint64_t length) override {
    demand(length > 0);
    expect(host_of(flow, side), begin, length);
  }
  void rexmit_inconsistency(Flow&, Side, ByteSpan, ByteSpan, uint8_t) override { demand(false); }

 private:
  void expect(size_t host, uint64_t begin, uint64_t length) {
    uint64_t& next = next_[host];
    demand(next == 0 || begin == next);
    next = begin + length;
  }
  uint64_t next_[2] = {0, 0};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteReader input(ByteSpan(data, size));
  FlowOptions options;
  uint8_t how = input.u8();
  options.tcp_max_old_segments = how & 3;
  options.max_reassembly_bytes = (how & 4) != 0 ? 2000 : 0;
  options.partial_connection_ok = true;
  Checker checker;
  PacketObserver packets;
  FlowInterest interest = FlowInterest::everything();
  FlowUids uids(0);
  Pipeline pipeline({}, options, packets, checker, interest, uids);
  uint32_t starts[2] = {input.u32(), input.u32()};
  bool has_sent[2] = {false, false};
  double time = 1;
  for (int count = 0; count < kMaxSegments && input.can_read(6); ++count) {
    uint8_t kind = input.u8();
    size_t host = kind & 1;
    test::TcpFields fields;
    // ACK, FIN and RST, PSH, and a SYN at first.
    fields.flags = static_cast<uint8_t>((kind & 2 ? kTcpAck : 0) | (kind % 16 == 12 ? kTcpFin : 0) |
                                        (kind == 0xf0 ? kTcpRst : 0));
    // A later SYN would move the start of the stream, and with it all that is expected.
    if (!has_sent[host] && (kind & 4) == 0) fields.flags |= kTcpSyn;
    has_sent[host] = true;
    uint32_t begin = starts[host] + input.u16();
    fields.ack = starts[1 - host] + input.u16();
    size_t length = input.u8();
    if ((fields.flags & kTcpSyn) != 0) {
      begin = starts[host];
      length = 0;
    }
    for (uint32_t i = 0; i < length; ++i)
      fields.payload += static_cast<char>(byte_at(host, begin + i));
    fields.seq = begin;
    if (host == 1) {
      std::swap(fields.source, fields.destination);
      std::swap(fields.source_port, fields.destination_port);
    }
    time += 0.001;
    pipeline.process(test::raw(test::tcp_frame(fields), time));
  }
  pipeline.flows().finish();
  demand(pipeline.flows().statistics().reassembly_bytes == 0);
  return 0;
}
