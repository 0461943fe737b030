#include "signature/flow_state.h"

#include <algorithm>
#include <cstring>

namespace avocet {

namespace {

constexpr uint32_t kOfResp = uint32_t(1) << 31;

}  // namespace

void SeenBytes::add(Side side, ByteSpan bytes) {
  uint32_t head = uint32_t(bytes.size()) | (side == Side::kResp ? kOfResp : 0);
  size_t at = held_.size();
  held_.resize(at + kHead);
  std::memcpy(held_.data() + at, &head, kHead);
  held_.insert(held_.end(), bytes.begin(), bytes.end());
}

std::vector<SeenPiece> SeenBytes::pieces() const {
  std::vector<SeenPiece> all;
  for (ByteSpan rest = held_; rest.size() >= kHead;) {
    uint32_t head = 0;
    std::memcpy(&head, rest.data(), kHead);
    Side side = head & kOfResp ? Side::kResp : Side::kOrig;
    all.push_back({side, rest.subspan(kHead, head & ~kOfResp)});
    rest = rest.subspan(kHead + all.back().bytes.size());
  }
  return all;
}

bool SignatureWatch::FlowState::remembers() const {
  return std::any_of(sides.groups.begin(), sides.groups.end(),
                     [](const RuleGroup* group) { return group && group->enables; });
}

std::optional<uint64_t> SignatureWatch::FlowState::payload_size(Side side) const {
  uint32_t size = payload_sizes[size_t(side)];
  return size == kNoSize ? std::nullopt : std::optional<uint64_t>(size);
}

void SignatureWatch::FlowState::note_payload_size(Side side, size_t size) {
  payload_sizes[size_t(side)] = uint32_t(std::min<size_t>(size, kNoSize - 1));
}

void SignatureWatch::FlowState::flip() {
  sides.flip();
  std::swap(progress[0], progress[1]);
  std::swap(payload_sizes[0], payload_sizes[1]);
  std::swap(ended[0], ended[1]);
  for (KindStream& known : streams) known.side = other(known.side);
}

void SignatureWatch::FlowState::forget_pieces() {
  pieces.clear();
  account.close();
}

void SignatureWatch::FlowState::begin_again() {
  again = Again::kNo;
  seen = 0;
  exhausted = false;
  stopped = false;
  forget_pieces();
  streams.clear();
  progress = {};
  payload_sizes = {kNoSize, kNoSize};
}

uint16_t SignatureWatch::FlowState::missing(Side side, uint32_t position) const {
  const auto& known = progress[size_t(side)];
  return known ? known->missing[position] : group(side)->sizes[position];
}

bool SignatureWatch::FlowState::has_matched(Side side, uint32_t position) const {
  const auto& known = progress[size_t(side)];
  return known && known->matched[position];
}

SignatureWatch::FlowState::Progress& SignatureWatch::FlowState::ensure_progress(Side side) {
  std::unique_ptr<Progress>& known = progress[size_t(side)];
  if (!known) {
    const RuleGroup& rules = *group(side);
    known = std::make_unique<Progress>();
    known->missing = rules.sizes;
    known->matched.assign(rules.rules.size(), false);
  }
  return *known;
}

bool SignatureWatch::FlowState::has_matched_rule(Side side, uint32_t rule) const {
  if (!progress[size_t(side)]) return false;
  int position = group(side)->position_of(rule);
  return position >= 0 && has_matched(side, uint32_t(position));
}

PatternMatcher::Stream* SignatureWatch::FlowState::find_stream(Side side, ContentKind kind) {
  for (KindStream& known : streams)
    if (known.side == side && known.kind == kind) return &known.stream;
  return nullptr;
}

PatternMatcher::Stream& SignatureWatch::FlowState::ensure_stream(Side side, ContentKind kind,
                                                                 const RuleSet& rules) {
  if (PatternMatcher::Stream* known = find_stream(side, kind)) return *known;
  streams.push_back({side, kind, PatternMatcher::Stream(rules.matcher(*group(side), kind))});
  return streams.back().stream;
}

void SignatureWatch::FlowState::end_stream(Side side, ContentKind kind) {
  std::erase_if(streams, [side, kind](const KindStream& known) {
    return known.side == side && known.kind == kind;
  });
}

bool SignatureWatch::FlowState::is_payload_hopeless() {
  bool is_over = std::all_of(kSides.begin(), kSides.end(), [this](Side side) {
    if (!has_begun(side)) return false;
    const RuleGroup* rules = group(side);
    if (!rules || (rules->pure.empty() && !rules->wants(ContentKind::kPayload))) return true;
    if (!rules->pure.empty()) return false;
    PatternMatcher::Stream* payload = find_stream(side, ContentKind::kPayload);
    bool has_ended = ended[size_t(side)];
    return payload ? payload->done() || (has_ended && payload->is_end_in_vain()) : has_ended;
  });
  return is_over && !is_some_rule_waiting();
}

bool SignatureWatch::FlowState::is_some_rule_waiting() const {
  return std::any_of(kSides.begin(), kSides.end(), [this](Side side) {
    const auto& known = progress[size_t(side)];
    for (size_t at = 0; known && at < known->missing.size(); ++at)
      if (known->missing[at] == 0 && !known->matched[at]) return true;
    return false;
  });
}

bool SignatureWatch::FlowState::is_idle() const {
  if (!stopped || is_carried || matched_late || again != Again::kNo || !streams.empty())
    return false;
  bool is_left_alone = std::all_of(kSides.begin(), kSides.end(), [this](Side side) {
    const RuleGroup* rules = group(side);
    return has_begun(side) && (!rules || (rules->pure.empty() && rules->wants_payload_only()));
  });
  return is_left_alone && !is_some_rule_waiting();
}

}  // namespace avocet
