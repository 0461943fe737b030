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
}

void AcceptedOutput::decide(uint64_t datagram, Verdict verdict) {
  for (Waiting& waiting : waiting_) {
    if (waiting.datagram != datagram) continue;
    waiting.datagram = 0;
    waiting.verdict = verdict;
  }
}

void AcceptedOutput::release_front() {
  Waiting& front = waiting_.front();
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
