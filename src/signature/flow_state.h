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
  // Where a side stands. There is one once something of a rule was found.
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

  Sides sides;
  std::array<std::unique_ptr<Progress>, 2> progress;
  std::vector<KindStream> streams;
  SeenBytes pieces;
  PayloadBudget::Account account;  // of the pieces; closed without any
  uint64_t seen = 0;               // bytes of both sides
  // Of the first packet or piece with payload of each side, or kNoSize.
  static constexpr uint32_t kNoSize = UINT32_MAX;
  std::array<uint32_t, 2> payload_sizes{kNoSize, kNoSize};
  std::array<bool, 2> ended{};  // no stream continues on that side
  bool stopped = false;
  bool exhausted = false;  // not all that was seen is in `pieces`
  bool matched_late = false;
  bool is_carried = false;  // carried() has the payload
  bool by_packets = false;  // the payload of the packets is matched, not the stream
  // What asked for look_again() may still be looking at the piece that comes here next.
  enum class Again : uint8_t { kNo, kBehindNext, kNow } again = Again::kNo;
  size_t rest_of_next = 0;  // how many bytes at the end of that piece are to be looked at

  RuleGroup* group(Side side) const { return sides.groups[size_t(side)]; }
  bool has_begun(Side side) const { return sides.begun[size_t(side)]; }
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
