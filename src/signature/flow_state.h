// FlowState: what matching rules needs to remember of one flow, once it carried payload.
//
// There may be hundreds of thousands, so what is usually empty takes no memory, and what was seen
// is kept in one piece. Internal to signature/.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "flow/payload_budget.h"
#include "signature/rule_set.h"
#include "signature/signature_watch.h"

namespace avocet {

inline constexpr std::array<Side, 2> kSides = {Side::kOrig, Side::kResp};

// Pieces of both sides, in the order in which they came.
class SeenBytes {
 public:
  void add(Side side, ByteSpan bytes);
  // They point into this.
  std::vector<SeenPiece> pieces() const;
  void clear() { held_ = {}; }
  // What a piece takes, besides its bytes.
  static constexpr size_t kHead = sizeof(uint32_t);

 private:
  std::vector<uint8_t> held_;  // of each piece its head, the length and in the top bit the side
};

struct SignatureWatch::FlowState {
  // Where a side stands, once something of a rule was found; empty before.
  struct Progress {
    std::vector<uint16_t> missing;  // of each rule: contents not matched yet
    std::vector<bool> matched;      // of each rule
  };
  // Few kinds of content occur in one flow.
  struct KindStream {
    Side side;
    ContentKind kind;
    PatternMatcher::Stream stream;
  };

  std::array<RuleGroup*, 2> groups{};  // Sides::groups
  std::unique_ptr<std::array<Progress, 2>> progress;
  std::unique_ptr<std::vector<KindStream>> streams;  // null or not empty
  SeenBytes pieces;
  PayloadBudget::Account account;  // of the pieces; closed without any
  // Of the first packet or piece with payload of each side, or kNoSize.
  static constexpr uint32_t kNoSize = UINT32_MAX;
  std::array<uint32_t, 2> payload_sizes{kNoSize, kNoSize};
  uint32_t seen = 0;            // bytes of both sides; beyond its range it stays at the end
  uint32_t rest_of_next = 0;    // with Again::kBehindNext: bytes to look at, at the piece's end
  std::array<bool, 2> begun{};  // Sides::begun
  std::array<bool, 2> ended{};  // no stream continues on that side
  bool stopped : 1 = false;
  bool exhausted : 1 = false;  // not all that was seen is in `pieces`
  bool matched_late : 1 = false;
  bool is_carried : 1 = false;  // carried() has the payload
  bool by_packets : 1 = false;  // the payload of the packets is matched, not the stream
  // What asked for look_again() may still be looking at the piece that comes here next.
  enum class Again : uint8_t { kNo, kBehindNext, kNow } again = Again::kNo;

  Sides sides() const { return {groups, begun}; }
  void set_sides(const Sides& sides);
  RuleGroup* group(Side side) const { return groups[size_t(side)]; }
  bool has_begun(Side side) const { return begun[size_t(side)]; }
  void count_seen(size_t bytes);
  bool remembers() const;
  std::optional<uint64_t> payload_size(Side side) const;
  void note_payload_size(Side side, size_t size);
  // Originator and responder have changed places.
  void flip();
  void forget_pieces();
  // Another protocol begins: nothing was seen of it.
  void begin_again();

  // ---- Rules, by their positions in the group of the side. Precondition: it has one.
  uint16_t missing(Side side, uint32_t position) const;
  bool has_matched(Side side, uint32_t position) const;
  // Null: nothing of a rule was found.
  const Progress* find_progress(Side side) const;
  Progress& ensure_progress(Side side);
  // A rule by its number, of any side.
  bool has_matched_rule(Side side, uint32_t rule) const;

  // ---- Streams.
  PatternMatcher::Stream* find_stream(Side side, ContentKind kind);
  PatternMatcher::Stream& ensure_stream(Side side, ContentKind kind, const RuleSet& rules);
  void end_stream(Side side, ContentKind kind);
  // No rule can match any more in the payload of the streams, whatever comes.
  bool is_payload_hopeless();
  // All that some rule looks for was found, but it waits for other rules or the end of the flow.
  bool is_some_rule_waiting() const;
  // It was stopped, and would do nothing any more unless somebody has it look again.
  bool is_idle() const;
};

}  // namespace avocet
