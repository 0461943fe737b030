// FlowDataSlot: what upper rooms keep with a flow.
//
// Most flows of a scan never carry a byte, and all that upper rooms know of them is what they would
// begin with if one came. That fits into FlowMarks, which lie in the place of the pointer; an
// object is made when a room has more to keep, and has the marks then.
#pragma once

#include <bit>
#include <cstdint>
#include <memory>

#include "base/check.h"

namespace avocet {

struct FlowMarks {
  // Of the analyzer room: what is to be attached with the first payload (no plan: nothing is), and
  // the first of the ids that are kept for the flow and that; 0: none are.
  uint32_t first_id = 0;
  uint16_t plan = 0;  // at most kMostPlans
  // Of the signature room.
  uint16_t rules = 0;

  static constexpr uint16_t kMostPlans = INT16_MAX;
  friend constexpr bool operator==(const FlowMarks&, const FlowMarks&) = default;
};

// What an upper room attaches to a flow. Destroyed with the flow, after
// connection_state_remove was reported.
class FlowData {
 public:
  virtual ~FlowData() = default;

 private:
  friend class FlowDataSlot;
  FlowMarks marks_;
};

class FlowDataSlot {
 public:
  FlowDataSlot() = default;
  FlowDataSlot(const FlowDataSlot&) = delete;
  FlowDataSlot& operator=(const FlowDataSlot&) = delete;
  ~FlowDataSlot() { reset(); }

  // Null: there is none.
  FlowData* get() const {
    return holds_marks() ? nullptr : std::bit_cast<FlowData*>(uintptr_t{bits_});
  }
  explicit operator bool() const { return get() != nullptr; }
  FlowDataSlot& operator=(std::unique_ptr<FlowData> data) {
    FlowMarks kept = marks();
    reset();
    if (data) bits_ = uint64_t{std::bit_cast<uintptr_t>(data.release())};
    set_marks(kept);
    return *this;
  }
  // Ends the object, and the marks.
  void reset() {
    std::unique_ptr<FlowData> ended(get());
    bits_ = kMarks;
  }

  FlowMarks marks() const {
    if (!holds_marks()) return get()->marks_;
    return {static_cast<uint32_t>(bits_ >> 32), static_cast<uint16_t>(bits_ >> 1 & INT16_MAX),
            static_cast<uint16_t>(bits_ >> 16)};
  }
  void set_marks(FlowMarks marks) {
    DCHECK(marks.plan <= FlowMarks::kMostPlans);
    if (FlowData* data = get())
      data->marks_ = marks;
    else
      bits_ = uint64_t{marks.first_id} << 32 | uint64_t{marks.rules} << 16 |
              uint64_t{marks.plan} << 1 | kMarks;
  }

 private:
  // Set where there is no object: addresses of objects are even.
  static constexpr uint64_t kMarks = 1;
  bool holds_marks() const { return (bits_ & kMarks) != 0; }

  uint64_t bits_ = kMarks;
};

static_assert(sizeof(FlowDataSlot) == 8 && sizeof(uintptr_t) == 8);

}  // namespace avocet
