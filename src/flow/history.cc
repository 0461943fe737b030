#include "flow/history.h"

#include <string>

#include "base/check.h"
#include "flow/flow_detail.h"

namespace avocet {
namespace {

// The history is bounded for flows whose peers go on sending oddities forever.
constexpr size_t kMaxHistory = 1000;

uint32_t seen_bit(char letter) {
  switch (letter) {
  case 'S':
  case 'H': return 1 << 0;  // both are 'a packet with SYN'
  case 'F': return 1 << 1;
  case 'R': return 1 << 2;
  case 'A': return 1 << 3;
  case 'D': return 1 << 4;
  case 'I': return 1 << 5;
  case 'Q': return 1 << 6;
  case 'X': return 1 << 7;
  default: UNREACHABLE();
  }
}

bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

}  // namespace

void History::append(Flow& flow, char letter) {
  FlowOddities* odd = flow.oddities();
  if (odd != nullptr && !odd->long_history.empty()) {
    if (odd->long_history.size() < kMaxHistory) odd->long_history += letter;
    return;
  }
  if (flow.history_size_ < flow.history_.size()) {
    flow.history_[flow.history_size_++] = letter;
    return;
  }
  std::string& history = flow.ensure_oddities().long_history;
  history.assign(flow.history_.data(), flow.history_size_);
  history += letter;
}

void History::add(Flow& flow, Side side, char letter) {
  append(flow, side == Side::kOrig ? letter : static_cast<char>(letter | 0x20));
}

bool History::add_once(Flow& flow, Side side, char letter) {
  Endpoint& endpoint = flow.endpoint(side);
  uint32_t bit = seen_bit(letter);
  if ((endpoint.history_seen & bit) != 0) return false;
  endpoint.history_seen |= bit;
  add(flow, side, letter);
  return true;
}

uint32_t History::add_scaled(Flow& flow, Side side, char letter, uint32_t& count) {
  if (count == UINT32_MAX) return 0;
  ++count;
  uint32_t power = 1;
  while (power < count && power < 1'000'000'000) power *= 10;
  if (power != count) return 0;
  add(flow, side, letter);
  return power;
}

void History::add_flip(Flow& flow) { append(flow, '^'); }

void History::turn(Flow& flow) {
  std::string turned = "^";
  for (char c : flow.history()) turned += is_letter(c) ? static_cast<char>(c ^ 0x20) : c;
  flow.history_size_ = 0;
  if (FlowOddities* odd = flow.oddities()) odd->long_history.clear();
  for (char c : turned) append(flow, c);
}

}  // namespace avocet
