// Instructions: what the compiler emits and the machine runs.
//
// The machine has two stacks of slots: plain and managed. A frame is a window on each.
// Plain registers (r0, r1, ...) hold bool, int, count, double, time, interval, port, enum: nobody
// counts references for them. Managed registers (m0, m1, ...) hold everything else (addresses too):
// each owns one count of its object, or is null. So arithmetic never looks at a count, and leaving
// a frame releases exactly one range. Invariants:
//
//   1. A managed slot is null or owns a count, always, and every one that is not null belongs to
//   the window of
//      a live frame. Leaving a frame releases and nulls all its Code::managed_registers. At entry
//      the parameters are set; other managed registers may hold leftovers of the caller's
//      temporaries: a body that tests a local for being unset clears it first (op::ClearManaged)
//      where it is declared.
//   2. A managed register is written by replacing: the old object is released.
//   3. Parameters come first: the i-th plain parameter is r<i>, the j-th managed one is m<j>.
//      A caller writes arguments where the callee's windows begin (its own r<a> and m<b>), so a
//      call copies nothing; the callee owns its parameters and releases them on return.
//   4. A result arrives in r<a> or m<b>, the first register of the callee's window.
//   5. Temporaries are above the locals; a value dead after its last use is moved, not copied.
//   6. Jumps are relative to the next instruction. A back edge (negative jump) and a call count
//   down the
//      budget; when it reaches zero the machine looks at limits, signals and time.
//   7. Arguments of natives, keys of several parts, captured values and arguments of events are not
//   put into
//      windows: a list names the registers they are in, and they are borrowed.
//   8. A register read as managed holds an object, except where the opcode says that null is
//   allowed. A body
//      in which a local may be unset tests it (op::CheckManaged) before using it.
//
// An instruction is 8 bytes: an opcode and three 16-bit operands; `bc()` joins two into a signed
// 32-bit one. Opcodes are the structs below src/bytecode/op/, one struct each; numbers, names,
// operand kinds, disassembly, verification and dispatch derive from the list at the end of each of
// those files.
#pragma once

#include <cstdint>

namespace avocet {

struct Instruction {
  uint16_t op;
  uint16_t a;
  uint16_t b;
  uint16_t c;

  int32_t bc() const { return int32_t(uint32_t(b) | uint32_t(c) << 16); }
  static Instruction wide(uint16_t op, uint16_t a, int32_t bc) {
    return {op, a, uint16_t(uint32_t(bc) & 0xFFFF), uint16_t(uint32_t(bc) >> 16)};
  }
};
static_assert(sizeof(Instruction) == 8);

// What an operand is; drives disassembly and the verifier. Wide kinds stand second and use b and c.
//
// Lists (Code::lists) hold 32-bit numbers. A register in a list is `number << 1 | managed`; values
// are borrowed from there, so that arguments of natives, keys and captured values need no window.
enum class Operand : uint8_t {
  kNone,
  kPlainIn,
  kPlainOut,
  kPlainInOut,  // rN
  kManagedIn,
  kManagedOut,
  kManagedInOut,         // mN; In borrows
  kManagedTake,          // mN is read and left null (its last use)
  kConstant,             // index into Code::constants, a plain one
  kWideConstant,         // the same, b and c
  kText,                 // index into Code::constants, an immortal String
  kManagedConstant,      // index into Code::constants, immortal or inline
  kWideManagedConstant,  // the same, b and c
  kField,                // index of a record field
  kFieldPair,   // two field indices below 256: the outer in the low byte, the inner in the high one
  kGlobal,      // index into Code::globals, which holds slots of the world's globals
  kFunction,    // index into Code::functions, which holds function ids
  kType,        // index into Code::types
  kAttributes,  // index into Code::table_attributes, or kNoAttributes
  kJump,        // relative to the next instruction, 16 bits
  kWideJump,    // relative, b and c
  kImmediate,   // 16 bits, signed
  kWideImmediate,  // b and c, signed
  kPlainWindow,    // first plain register of a callee's window: parameters there, result there
  kManagedWindow,
  kPlainPair,       // two neighbouring plain registers, read
  kNumber,          // a number whose meaning the opcode's sentence tells
  kRegisterList,    // list of registers
  kArgumentList,    // list: [first type, registers...]; Code::types from `first type` on has their
                    // static types
  kTypedList,       // list: [a number, index of a type, registers...]
  kWhenList,        // list: see op::When
  kSwitchList,      // list: [default target, then pairs (index of constant, target)]; targets are
                    // absolute
  kTypeSwitchList,  // list: [default target, then pairs (index of type, target)]
};

// In a kAttributes operand: the table has none.
constexpr uint16_t kNoAttributes = 0xFFFF;

constexpr uint32_t plain_in_list(uint32_t r) { return r << 1; }
constexpr uint32_t managed_in_list(uint32_t m) { return m << 1 | 1; }

}  // namespace avocet
