#include "flow/flow.h"

#include "flow/flow_detail.h"
#include "flow/flow_detail_pool.h"
#include "flow/sequence.h"

namespace avocet {
namespace {

// What the sequence numbers say, without the octets of SYN and FIN.
uint64_t tcp_size(const Endpoint& self, const Endpoint& peer) {
  // A SYN that its sender took back before any answer carried nothing (half-open scan).
  bool took_syn_back = self.previous_state == static_cast<uint8_t>(TcpState::kSynSent) &&
                       self.tcp_state() == TcpState::kReset &&
                       peer.tcp_state() == TcpState::kInactive;
  if (took_syn_back) return 0;
  const SequenceState& sequence = self.sequence;
  uint64_t size = furthest(sequence) - sequence.start;
  if (size > 0) --size;
  if (size > 0 && self.seen_fin) --size;
  return size;
}

}  // namespace

Flow::Flow()
    : has_macs(false), active(true), flipped(false), skip_processing(false), dropped(false),
      record_packets(true), record_contents(false), finished(false), removing(false),
      seen_first_ack(false), split_routing_reported(false), in_tunnel(false), carries_tunnel(false),
      sure_of_tunnel(false), icmp_one_way(false), has_session_timer(false) {}

Flow::~Flow() = default;

void FlowDetailReturn::operator()(FlowDetail* detail) const {
  if (pool)
    pool->release(*detail);
  else
    std::default_delete<FlowDetail>()(detail);
}

uint64_t Flow::size(Side side) const {
  if (transport != Transport::kTcp) return endpoint(side).payload_bytes;
  return tcp_size(endpoint(side), endpoint(other(side)));
}

std::string_view Flow::history() const {
  const FlowOddities* odd = oddities();
  if (odd != nullptr && !odd->long_history.empty()) return odd->long_history;
  return {history_.data(), history_size_};
}

uint64_t Flow::missed_bytes() const {
  const FlowOddities* odd = oddities();
  return odd != nullptr ? odd->missed_bytes : 0;
}

const std::vector<Encapsulation>& Flow::tunnels() const {
  static const std::vector<Encapsulation> kNone;
  const FlowOddities* odd = oddities();
  return odd != nullptr ? odd->tunnels : kNone;
}

FlowOddities* Flow::oddities() const { return detail_ ? detail_->oddities.get() : nullptr; }

FlowOddities& Flow::ensure_oddities() {
  std::unique_ptr<FlowOddities>& odd = ensure_detail().oddities;
  if (!odd) odd = std::make_unique<FlowOddities>();
  return *odd;
}

FlowDetail& Flow::ensure_detail() {
  if (!detail_) {
    FlowDetailPool* pool = detail_.get_deleter().pool;
    detail_.reset(pool ? &pool->acquire() : std::make_unique<FlowDetail>().release());
    if (transport == Transport::kTcp) {
      for (size_t side = 0; side < 2; ++side) {
        detail_->sides[side].noted_syn = endpoints[side].sequence.start;
      }
    }
  }
  return *detail_;
}

}  // namespace avocet
