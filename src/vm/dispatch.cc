// The dispatch loop, built from the list of opcodes.
//
// Each opcode's run() is inlined behind a label of its own, followed by its own fetch and indirect
// jump, which the processor predicts by place. Nothing may be shared between opcodes: this file is
// compiled with -fno-gcse -fno-crossjumping, or gcc merges the jumps into one and the loop takes
// twice the time.
//
// The view of the running frame (Execution) must stay in registers. It does as long as every run()
// is inlined and slow work goes through Operations, a temporary that holds nothing but the machine.

#include <type_traits>

#include "bytecode/opcodes.h"
#include "vm/execution.h"

namespace avocet {

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"  // labels as values

namespace {

// Opcodes that cannot fail yield nothing.
template <class O> [[gnu::always_inline]] inline bool step(Execution& x, Instruction i) {
  if constexpr (std::is_void_v<decltype(O::run(x, i))>) {
    O::run(x, i);
    return true;
  } else {
    return O::run(x, i);
  }
}

}  // namespace

bool Machine::dispatch(Frame* const boundary) {
#define AVOCET_LABEL(Name) &&label_##Name,
  static const void* const kLabels[] = {AVOCET_OPCODES(AVOCET_LABEL)};
#undef AVOCET_LABEL

  Execution x(*this);

#define AVOCET_NEXT() goto* kLabels[(x.pc++)->op]

  AVOCET_NEXT();

  // The operands are read behind the jump: variables that live across it would take registers from
  // the frame's view.
#define AVOCET_BODY(Name)                                                                          \
  label_##Name : {                                                                                 \
    if constexpr (std::is_same_v<op::Name, op::LeaveMachine>) {                                    \
      return true;                                                                                 \
    }                                                                                              \
    if (!step<op::Name>(x, x.pc[-1])) [[unlikely]]                                                 \
      goto failed;                                                                                 \
    AVOCET_NEXT();                                                                                 \
  }
  AVOCET_OPCODES(AVOCET_BODY)
#undef AVOCET_BODY

failed:
  frame_->pc = x.pc;
  if (waiting_ != Waiting::kNot) {
    save_frames(boundary);
    return false;
  }
  if (!error_located_) locate_error();
  if (go_on_behind_error(boundary)) {
    x.look_anew();
    AVOCET_NEXT();
  }
  unwind(boundary);
  return false;
#undef AVOCET_NEXT
}

#pragma GCC diagnostic pop

}  // namespace avocet
