#include "protocol/dns/analyzer.h"

#include <utility>

#include "protocol/dns/message_events.h"

namespace avocet {

namespace {

constexpr uint16_t kNetbiosPort = 137;
constexpr size_t kLengthSize = 2;

// The size of the message that begins here with its length, both counted; zero if it is not known.
size_t framed_size(ByteSpan bytes) {
  ByteReader reader(bytes);
  size_t size = reader.u16();
  return reader.failed() ? 0 : size + kLengthSize;
}

}  // namespace

DnsAnalyzer::DnsAnalyzer(const DnsBinding& binding, const Flow& flow)
    : binding_(binding), is_netbios_(flow.resp_port == kNetbiosPort) {}

void DnsAnalyzer::datagram(Side side, ByteSpan payload, uint32_t) {
  if (!has_begun_) side = begin(side, payload);
  message(side, payload);
}

// A flow that begins with a reply was seen from its middle on, and the wrong way round. Not so with
// NetBIOS, where replies go without requests, nor with what a host tells many.
Side DnsAnalyzer::begin(Side side, ByteSpan bytes) {
  has_begun_ = true;
  start_session_timer();
  std::optional<DnsHeader> header = DnsReader(bytes, 0).header();
  if (flow().resp_addr.is_multicast()) return side;
  if (is_netbios_ || side != Side::kOrig || !header || !header->is_reply()) return side;
  flip_flow();
  return Side::kResp;
}

void DnsAnalyzer::message(Side side, ByteSpan bytes) { DnsMessage(*this, side, bytes).read(); }

void DnsAnalyzer::data(Side side, ByteSpan bytes) {
  Stream& stream = streams_[size_t(side)];
  if (stream.lost) return;
  // What waits is completed first; whole messages are read where they lie.
  while (!stream.waiting.empty() && !bytes.empty()) {
    size_t size = framed_size(stream.waiting);
    size_t wanted = size == 0 ? kLengthSize : size;
    size_t take = std::min(wanted - stream.waiting.size(), bytes.size());
    stream.waiting.insert(stream.waiting.end(), bytes.begin(), bytes.begin() + ptrdiff_t(take));
    bytes = bytes.subspan(take);
    size = framed_size(stream.waiting);
    if (size == 0 || stream.waiting.size() < size) continue;
    std::vector<uint8_t> whole = std::move(stream.waiting);
    stream.waiting.clear();
    message(side, ByteSpan(whole).subspan(kLengthSize));
  }
  while (!bytes.empty()) {
    size_t size = framed_size(bytes);
    if (size == 0 || bytes.size() < size) break;
    message(side, bytes.subspan(kLengthSize, size - kLengthSize));
    bytes = bytes.subspan(size);
  }
  stream.waiting.insert(stream.waiting.end(), bytes.begin(), bytes.end());
}

void DnsAnalyzer::gap(Side side, uint64_t) {
  Stream& stream = streams_[size_t(side)];
  stream.lost = true;
  stream.waiting = {};
}

// What the sender has not finished is read as far as it goes.
void DnsAnalyzer::end(Side side) {
  std::vector<uint8_t> rest = std::exchange(streams_[size_t(side)].waiting, {});
  if (rest.size() > kLengthSize) message(side, ByteSpan(rest).subspan(kLengthSize));
}

void DnsAnalyzer::done() {
  if (flow().transport != Transport::kUdp) {
    for (Side side : {Side::kOrig, Side::kResp}) end(side);
  } else if (binding_.udp_session_done.wanted()) {
    binding_.udp_session_done.raise({connection()});
  }
}

}  // namespace avocet
