#include "compiler/peephole.h"

#include "bytecode/opcodes.h"

namespace avocet {

namespace {

bool is(const Instruction& i, Opcode op) { return i.op == uint16_t(op); }

bool is_return(const Instruction& i) {
  return is(i, Opcode::kReturn) || is(i, Opcode::kReturnPlain) || is(i, Opcode::kReturnConstant);
}

// Where control goes from `target` on, unconditional jumps followed. Endless loops of jumps end the
// search.
int64_t final_target(const Code& code, int64_t target) {
  constexpr int kMaxSteps = 32;
  for (int step = 0; step < kMaxSteps; ++step) {
    const Instruction& at = code.instructions[size_t(target)];
    if (!is(at, Opcode::kJump)) return target;
    // A jump back counts down the budget: it has to stay the one that loops.
    if (at.bc() < 0) return target;
    target += 1 + at.bc();
  }
  return target;
}

void thread_narrow(const Code& code, size_t index, Instruction& i) {
  int64_t next = int64_t(index) + 1;
  int64_t offset = final_target(code, next + int16_t(i.c)) - next;
  if (offset == int16_t(offset) && (offset < 0) == (int16_t(i.c) < 0)) i.c = uint16_t(offset);
}

void thread_wide(const Code& code, size_t index, Instruction& i) {
  int64_t next = int64_t(index) + 1;
  int64_t target = final_target(code, next + i.bc());
  const Instruction& there = code.instructions[size_t(target)];
  if (is(i, Opcode::kJump) && is_return(there)) {
    i = there;
    return;
  }
  int64_t offset = target - next;
  if (offset == int32_t(offset) && (offset < 0) == (i.bc() < 0))
    i = Instruction::wide(i.op, i.a, int32_t(offset));
}

}  // namespace

void thread_jumps(Code& code) {
  for (size_t index = 0; index < code.instructions.size(); ++index) {
    Instruction& i = code.instructions[index];
    if (is(i, Opcode::kLanding)) continue;  // names a place, does not go there
    const auto& operands = kOpcodes[i.op].operands;
    if (operands[2] == Operand::kJump) thread_narrow(code, index, i);
    if (operands[1] == Operand::kWideJump) thread_wide(code, index, i);
  }
}

}  // namespace avocet
