#include "engine/accepted_output.h"

namespace avocet {

namespace {
constexpr size_t kMaxWaitingBytes = 64 << 20;
constexpr NetInterval kMaxWaitingTime = NetInterval::secs(30);
}  // namespace

void AcceptedOutput::packet(const RawPacket& packet, Verdict verdict,
                            const PacketDecoder::FragmentOf& fragment) {
  if (fragment.completes) decide(fragment.datagram, verdict);
  bool is_open = fragment.datagram != 0 && !fragment.completes && verdict == Verdict::kAccept;
  if (!is_open && waiting_.empty()) {
    if (verdict == Verdict::kAccept) write(packet);
    return;
  }
  hold(packet, is_open ? fragment.datagram : 0, verdict);
  while (waiting_bytes_ > kMaxWaitingBytes ||
         packet.time - waiting_.front().packet.time > kMaxWaitingTime) {
    release_front();
    if (waiting_.empty()) return;
  }
  write_decided();
}

void AcceptedOutput::hold(const RawPacket& packet, uint64_t datagram, Verdict verdict) {
  waiting_.push_back({packet, {packet.data.begin(), packet.data.end()}, datagram, verdict});
  waiting_.back().packet.data = waiting_.back().bytes;
  waiting_bytes_ += sizeof(Waiting) + packet.data.size();
  if (datagram == 0) return;
  Waiting* fragment = &waiting_.back();
  auto [others, is_first] = fragments_.try_emplace(datagram, Fragments{fragment, fragment});
  if (!is_first) others->second.last = others->second.last->next = fragment;
}

void AcceptedOutput::decide(uint64_t datagram, Verdict verdict) {
  auto found = fragments_.find(datagram);
  if (found == fragments_.end()) return;
  for (Waiting* waiting = found->second.first; waiting; waiting = waiting->next) {
    waiting->datagram = 0;
    waiting->verdict = verdict;
  }
  fragments_.erase(found);
}

// The first packet that waits is the first of its datagram, too.
void AcceptedOutput::forget_front() {
  auto found = fragments_.find(waiting_.front().datagram);
  DCHECK(found != fragments_.end() && found->second.first == &waiting_.front());
  found->second.first = waiting_.front().next;
  if (!found->second.first) fragments_.erase(found);
}

void AcceptedOutput::release_front() {
  Waiting& front = waiting_.front();
  if (front.datagram != 0) forget_front();
  if (front.verdict == Verdict::kAccept) write(front.packet);
  waiting_bytes_ -= sizeof(Waiting) + front.bytes.size();
  waiting_.pop_front();
}

void AcceptedOutput::write_decided() {
  while (!waiting_.empty() && waiting_.front().datagram == 0) release_front();
}

void AcceptedOutput::write(const RawPacket& packet) {
  if (!trouble_) return;
  trouble_ = dumper_->write(packet);
}

Outcome AcceptedOutput::finish() {
  while (!waiting_.empty()) release_front();
  Outcome flushed = dumper_->flush();
  return trouble_ ? flushed : trouble_;
}

}  // namespace avocet
