// Any bytes as bytecode: the disassembler must spell it, the verifier must judge it, and what the
// verifier lets pass must run without harm. Registers carry no types, so only code without managed
// registers is run.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "bytecode/disassemble.h"
#include "vm/test_world.h"

namespace avocet {
namespace {

class Bytes {
 public:
  Bytes(const uint8_t* data, size_t size) : data_(data), size_(size) {}
  uint8_t byte() { return at_ < size_ ? data_[at_++] : 0; }
  uint16_t word() { return uint16_t(byte() | byte() << 8); }
  // Mostly small numbers, which are more often right.
  uint16_t operand() {
    uint8_t n = byte();
    return n < 0xF0 ? n % 8 : word();
  }
  bool done() const { return at_ >= size_; }

 private:
  const uint8_t* data_;
  size_t size_;
  size_t at_ = 0;
};

Limits small_limits() {
  Limits limits;
  limits.steps = 2000;
  limits.frames = 100;
  limits.memory = 16 << 20;
  return limits;
}

void fill_pools(TestWorld& world, Bytes& bytes, Code& code) {
  for (int i = 0; i < 4; ++i) {
    code.constants.push_back(Value::of_count(bytes.byte()));
    code.constant_types.push_back(world.count);
  }
  code.types = {world.count, world.real, world.boolean, world.string};
  for (FunctionId id = 0; id < world.program.functions.size(); ++id) code.functions.push_back(id);
  code.globals = {0};
  for (int i = 0; i < 4; ++i) {
    std::vector<uint32_t> list;
    for (uint8_t n = bytes.byte() % 8; n > 0; --n) list.push_back(bytes.operand());
    code.lists.push_back(std::move(list));
  }
}

// Replaces what the verifier refuses, so that nearly every input yields something to run.
bool mend(const Program& program, Code& code) {
  for (size_t tries = code.instructions.size() + 1; tries > 0; --tries) {
    Outcome outcome = verify(program, code);
    if (outcome.ok()) return true;
    unsigned at = 0;
    if (std::sscanf(outcome.error().message.c_str(), "instruction %u:", &at) != 1) return false;
    bool last = at + 1 == code.instructions.size();
    code.instructions[at] = {uint16_t(last ? Opcode::kReturnPlain : Opcode::kMovePlain), 0, 0, 0};
  }
  return false;
}

void run(const uint8_t* data, size_t size) {
  Bytes bytes(data, size);
  TestWorld world(small_limits());
  FunctionId main = world.function("main", {world.count, world.count}, world.count);
  world.event("event", {world.count});
  world.hook("hook", {world.count});
  world.native("native", {world.count}, world.count,
               [](NativeCall& call) { return Value::of_count(call.number(0) + 1); });
  world.global("global", world.count);
  Code* code = world.program.add_code();
  code->owner = main;
  code->plain_registers = 2 + bytes.byte() % 16;
  code->managed_registers = bytes.byte() % 4 == 0 ? 3 : 0;
  fill_pools(world, bytes, *code);
  while (!bytes.done() && code->instructions.size() < 1000) {
    uint16_t op = bytes.word();
    code->instructions.push_back({uint16_t(op < 0xF000 ? op % kOpcodeCount : op), bytes.operand(),
                                  bytes.operand(), bytes.operand()});
    code->spans.push_back({});
  }
  (void)disassemble(world.program, *code);
  if (!mend(world.program, *code) || code->managed_registers != 0) return;
  Body body;
  body.code = code;
  world.program.functions[main].bodies.push_back(body);
  world.call(main, {Value::of_count(3), Value::of_count(5)});
}

}  // namespace
}  // namespace avocet

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  avocet::run(data, size);
  return 0;
}
