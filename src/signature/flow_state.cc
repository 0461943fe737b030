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
  return std::any_of(groups.begin(), groups.end(),
                     [](const RuleGroup* group) { return group && group->enables; });
}

std::optional<uint64_t> SignatureWatch::FlowState::payload_size(Side side) const {
  uint32_t size = payload_sizes[size_t(side)];
  return size == kNoSize ? std::nullopt : std::optional<uint64_t>(size);
}

void SignatureWatch::FlowState::note_payload_size(Side side, size_t size) {
  payload_sizes[size_t(side)] = uint32_t(std::min<size_t>(size, kNoSize - 1));
}

void SignatureWatch::FlowState::set_sides(const Sides& sides) {
  groups = sides.groups;
  begun = sides.begun;
}

void SignatureWatch::FlowState::count_seen(size_t bytes) {
  seen += uint32_t(std::min<size_t>(bytes, UINT32_MAX - seen));
}

void SignatureWatch::FlowState::flip() {
  Sides flipped = sides();
  flipped.flip();
  set_sides(flipped);
  if (progress) std::swap((*progress)[0], (*progress)[1]);
  std::swap(payload_sizes[0], payload_sizes[1]);
  std::swap(ended[0], ended[1]);
  if (!streams) return;
  for (KindStream& known : *streams) known.side = other(known.side);
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
  streams.reset();
  progress.reset();
  payload_sizes = {kNoSize, kNoSize};
}

const SignatureWatch::FlowState::Progress*
SignatureWatch::FlowState::find_progress(Side side) const {
  if (!progress) return nullptr;
  const Progress& known = (*progress)[size_t(side)];
  return known.missing.empty() ? nullptr : &known;
}

SignatureWatch::FlowState::Progress& SignatureWatch::FlowState::ensure_progress(Side side) {
  if (!progress) progress = std::make_unique<std::array<Progress, 2>>();
  Progress& known = (*progress)[size_t(side)];
  if (known.missing.empty()) {
    const RuleGroup& rules = *group(side);
    known.missing = rules.sizes;
    known.matched.assign(rules.rules.size(), false);
  }
  return known;
}

uint16_t SignatureWatch::FlowState::missing(Side side, uint32_t position) const {
  const Progress* known = find_progress(side);
  return known ? known->missing[position] : group(side)->sizes[position];
}

bool SignatureWatch::FlowState::has_matched(Side side, uint32_t position) const {
  const Progress* known = find_progress(side);
  return known && known->matched[position];
}

bool SignatureWatch::FlowState::has_matched_rule(Side side, uint32_t rule) const {
  if (!find_progress(side)) return false;
  int position = group(side)->position_of(rule);
  return position >= 0 && has_matched(side, uint32_t(position));
}

PatternMatcher::Stream* SignatureWatch::FlowState::find_stream(Side side, ContentKind kind) {
  if (!streams) return nullptr;
  for (KindStream& known : *streams)
    if (known.side == side && known.kind == kind) return &known.stream;
  return nullptr;
}

PatternMatcher::Stream& SignatureWatch::FlowState::ensure_stream(Side side, ContentKind kind,
                                                                 const RuleSet& rules) {
  if (PatternMatcher::Stream* known = find_stream(side, kind)) return *known;
  if (!streams) streams = std::make_unique<std::vector<KindStream>>();
  streams->push_back({side, kind, PatternMatcher::Stream(rules.matcher(*group(side), kind))});
  return streams->back().stream;
}

void SignatureWatch::FlowState::end_stream(Side side, ContentKind kind) {
  if (!streams) return;
  std::erase_if(*streams, [side, kind](const KindStream& known) {
    return known.side == side && known.kind == kind;
  });
  if (streams->empty()) streams.reset();
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
    const Progress* known = find_progress(side);
    for (size_t at = 0; known && at < known->missing.size(); ++at)
      if (known->missing[at] == 0 && !known->matched[at]) return true;
    return false;
  });
}

bool SignatureWatch::FlowState::is_idle() const {
  if (!stopped || is_carried || matched_late || again != Again::kNo || streams) return false;
  bool is_left_alone = std::all_of(kSides.begin(), kSides.end(), [this](Side side) {
    const RuleGroup* rules = group(side);
    return has_begun(side) && (!rules || (rules->pure.empty() && rules->wants_payload_only()));
  });
  return is_left_alone && !is_some_rule_waiting();
}

}  // namespace avocet
