// What every opcode struct is made of.
//
// An opcode is a struct with
//
//   operands   three kinds (bytecode/instruction.h), by its base class
//   effects    what the verifier and the compiler want to know, by its base class
//   doc        one sentence for the reference page
//   run(x, i)  its meaning: a template over the execution, inlined into the dispatch loop
//
// and its name stands in the X-list at the end of its file. `x` is the machine's view of the
// current frame; it lives in registers of the dispatch loop, so its address never leaves an inlined
// function:
//
//   x.r, x.m       the two windows
//   x.constants    Code::constants
//   x.code         the Code
//   x.pc           the next instruction
//   x.vm()         the slow halves of opcodes; slow paths get slots and operands, never `x`
//   x.jump(n)      pc += n, and counts down the budget if n < 0; false if that ended the handler
//   x.fail(text)   records a run-time error of this instruction; false
//   x.sync()       writes pc to the frame: before anything that may call scripts or ask for the
//   call stack
//
// run() yields void, or bool: false is an error already recorded, which unwinds to the handler's
// entry.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "bytecode/instruction.h"
#include "bytecode/program.h"
#include "value/record.h"
#include "value/table.h"
#include "value/value.h"
#include "value/vector.h"

namespace avocet {

enum Effect : uint16_t {
  kFails = 1,  // may be a run-time error
  kCalls = 2,  // may run script code or a native: globals and containers may change
  kJumps = 4,  // may continue elsewhere
  kEnds = 8,   // never continues at the next instruction
  kPure = 16,  // does nothing but write its output
};

namespace op {

using enum Operand;

template <Operand A = kNone, Operand B = kNone, Operand C = kNone, uint16_t E = 0> struct Op {
  static constexpr std::array<Operand, 3> operands{A, B, C};
  static constexpr uint16_t effects = E;
};

// Writes a managed register. `v` comes with its count.
template <class X> [[gnu::always_inline]] inline void put_managed(X& x, uint16_t reg, Value v) {
  Value old = x.m[reg];
  x.m[reg] = v;
  release(old);
}

// Empties a managed register and yields what it owned.
template <class X> [[gnu::always_inline]] inline Value take_managed(X& x, uint16_t reg) {
  Value v = x.m[reg];
  x.m[reg] = Value::null();
  return v;
}

}  // namespace op
}  // namespace avocet
