#include "vm/body_sequences.h"

#include "bytecode/opcodes.h"

namespace avocet {

bool BodySequences::is_sequence(const Code& code) {
  Opcode first = Opcode(code.instructions.front().op);
  return first == Opcode::kRunBody || first == Opcode::kRunLastBody;
}

const Code* BodySequences::make(FunctionId id) {
  const FunctionInfo& function = program_.functions[id];
  size_t count = function.bodies.size();
  if (count == 0 || count > UINT16_MAX) return nullptr;
  Code& code = made_.emplace_back();
  code.owner = id;
  code.plain_registers = function.plain_parameters;
  code.managed_registers = function.managed_parameters;
  code.constants.resize(count, Value::null());
  bool is_hook = function.type->flavor == Flavor::kHook;
  for (size_t body = 0; body + 1 < count; ++body) {
    code.instructions.push_back({uint16_t(Opcode::kRunBody), uint16_t(body),
                                 function.plain_parameters, function.managed_parameters});
    if (is_hook)
      code.instructions.push_back(
          {uint16_t(Opcode::kEndIfBroken), function.plain_parameters, 0, 0});
  }
  code.instructions.push_back({uint16_t(Opcode::kRunLastBody), uint16_t(count - 1), 0, 0});
  code.instructions.push_back({uint16_t(Opcode::kEndBodies), 0, 0, 0});
  code.spans.resize(code.instructions.size());
  return codes_[id] = &code;
}

void BodySequences::keep(const Code& sequence, size_t body, const Code* code) {
  for (Code& made : made_)
    if (&made == &sequence) made.constants[body].u = reinterpret_cast<uintptr_t>(code);
}

void BodySequences::forget_changed() {
  for (const Code& code : made_) {
    const std::vector<Body>& bodies = program_.functions[code.owner].bodies;
    bool is_changed = bodies.size() != code.constants.size();
    for (size_t i = 0; i < code.constants.size() && !is_changed; ++i)
      is_changed = body_of(code.constants[i]) && body_of(code.constants[i]) != bodies[i].code;
    if (is_changed && codes_[code.owner] == &code) codes_[code.owner] = nullptr;
  }
}

}  // namespace avocet
