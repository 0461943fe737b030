#include "bytecode/disassemble.h"

#include <set>

#include "bytecode/opcodes.h"

namespace avocet {

namespace {

// Spells the operands of one instruction. Tolerates damaged code: what is out of range is shown as
// a number.
class Speller {
 public:
  Speller(const Program& program, const Code& code, size_t index)
      : program_(program), code_(code), index_(index), instruction_(code.instructions[index]) {}

  std::string spell() {
    if (instruction_.op >= kOpcodeCount) return "?" + std::to_string(instruction_.op);
    const OpcodeInfo& info = kOpcodes[instruction_.op];
    std::string out(info.name);
    const uint16_t numbers[] = {instruction_.a, instruction_.b, instruction_.c};
    const char* separator = " ";
    for (size_t place = 0; place < 3; ++place) {
      if (info.operands[place] == Operand::kNone) continue;
      out += separator;
      separator = ", ";
      out += operand(info.operands[place], numbers[place]);
    }
    return out;
  }

 private:
  std::string operand(Operand kind, uint16_t n) {
    switch (kind) {
    case Operand::kNone: return {};
    case Operand::kPlainIn:
    case Operand::kPlainOut:
    case Operand::kPlainInOut: return plain(n);
    case Operand::kManagedIn:
    case Operand::kManagedOut:
    case Operand::kManagedInOut: return managed(n);
    case Operand::kManagedTake: return "take " + managed(n);
    case Operand::kPlainWindow: return "r" + std::to_string(n) + "..";
    case Operand::kManagedWindow: return "m" + std::to_string(n) + "..";
    case Operand::kPlainPair: return plain(n) + ":" + plain(n + 1);
    case Operand::kConstant:
    case Operand::kText:
    case Operand::kManagedConstant: return constant(n);
    case Operand::kWideConstant:
    case Operand::kWideManagedConstant: return constant(uint32_t(instruction_.bc()));
    case Operand::kField: return "$" + std::to_string(n);
    case Operand::kFieldPair: return "$" + std::to_string(n & 0xFF) + "$" + std::to_string(n >> 8);
    case Operand::kGlobal: return global(n);
    case Operand::kFunction: return function(n);
    case Operand::kType: return type(n);
    case Operand::kAttributes: return n == kNoAttributes ? "-" : "attributes " + std::to_string(n);
    case Operand::kJump: return target(int16_t(n));
    case Operand::kWideJump: return target(instruction_.bc());
    case Operand::kImmediate: return std::to_string(int16_t(n));
    case Operand::kWideImmediate: return std::to_string(instruction_.bc());
    case Operand::kNumber: return std::to_string(n);
    case Operand::kRegisterList: return registers(n, 0);
    case Operand::kArgumentList: return registers(n, 1);
    case Operand::kTypedList: return typed_list(n);
    case Operand::kWhenList: return when_list(n);
    case Operand::kSwitchList: return switch_list(n, false);
    case Operand::kTypeSwitchList: return switch_list(n, true);
    }
    UNREACHABLE();
  }

  std::string plain(uint32_t n) const { return "r" + std::to_string(n); }
  std::string managed(uint32_t n) const { return "m" + std::to_string(n); }
  std::string target(int64_t offset) const {
    return "-> " + std::to_string(int64_t(index_) + 1 + offset);
  }

  std::string constant(uint32_t n) const {
    if (n >= code_.constants.size() || n >= code_.constant_types.size())
      return "constant " + std::to_string(n);
    const Type* type = code_.constant_types[n];
    std::string text;
    append(text, type, code_.constants[n]);
    if (type->kind != TypeKind::kString) return text;
    std::string quoted = "\"";
    for (char c : text) {
      if (c == '\n')
        quoted += "\\n";
      else if (c == '"')
        quoted += "\\\"";
      else
        quoted += c;
    }
    return quoted + "\"";
  }
  std::string global(uint32_t n) const {
    if (n >= code_.globals.size() || code_.globals[n] >= program_.globals.size())
      return "global " + std::to_string(n);
    return program_.globals[code_.globals[n]].name;
  }
  std::string function(uint32_t n) const {
    if (n >= code_.functions.size() || code_.functions[n] >= program_.functions.size())
      return "function " + std::to_string(n);
    return std::string(program_.functions[code_.functions[n]].name);
  }
  std::string type(uint32_t n) const {
    return n < code_.types.size() ? to_string(code_.types[n]) : "type " + std::to_string(n);
  }
  std::string registers(uint32_t n, size_t first) const {
    if (n >= code_.lists.size()) return "list " + std::to_string(n);
    const auto& list = code_.lists[n];
    std::string out = "[";
    for (size_t i = first; i < list.size(); ++i) {
      if (i > first) out += ", ";
      out += list[i] & 1 ? managed(list[i] >> 1) : plain(list[i] >> 1);
    }
    return out + "]";
  }
  std::string typed_list(uint32_t n) const {
    if (n >= code_.lists.size() || code_.lists[n].size() < 2) return "list " + std::to_string(n);
    const auto& list = code_.lists[n];
    return std::to_string(list[0]) + " " + type(list[1]) + " " + registers(n, 2);
  }
  std::string when_list(uint32_t n) const {
    if (n >= code_.lists.size() || code_.lists[n].size() < 4) return "list " + std::to_string(n);
    const auto& list = code_.lists[n];
    std::string out = "{" + function(list[0]);
    if (list[2] != UINT32_MAX) out += ", " + plain(list[2]);
    if (list[1] != UINT32_MAX) out += ": " + function(list[1]);
    return out + "}";
  }
  std::string switch_list(uint32_t n, bool types) const {
    if (n >= code_.lists.size()) return "list " + std::to_string(n);
    const auto& list = code_.lists[n];
    std::string out = "{";
    for (size_t i = 1; i + 1 < list.size(); i += 2)
      out +=
          (types ? type(list[i]) : constant(list[i])) + " -> " + std::to_string(list[i + 1]) + ", ";
    return out + "else -> " + (list.empty() ? std::string("?") : std::to_string(list[0])) + "}";
  }

  const Program& program_;
  const Code& code_;
  size_t index_;
  Instruction instruction_;
};

void add_switch_targets(const Code& code, uint32_t list_index, std::set<int64_t>& targets) {
  if (list_index >= code.lists.size() || code.lists[list_index].empty()) return;
  const auto& list = code.lists[list_index];
  targets.insert(list[0]);
  for (size_t i = 2; i < list.size(); i += 2) targets.insert(list[i]);
}

std::set<int64_t> jump_targets(const Code& code) {
  std::set<int64_t> targets;
  for (size_t index = 0; index < code.instructions.size(); ++index) {
    const Instruction& i = code.instructions[index];
    if (i.op >= kOpcodeCount) continue;
    const auto& operands = kOpcodes[i.op].operands;
    if (operands[1] == Operand::kWideJump) targets.insert(int64_t(index) + 1 + i.bc());
    if (operands[2] == Operand::kJump) targets.insert(int64_t(index) + 1 + int16_t(i.c));
    if (operands[1] == Operand::kSwitchList || operands[1] == Operand::kTypeSwitchList)
      add_switch_targets(code, i.b, targets);
  }
  return targets;
}

std::string heading(const Program& program, const Code& code) {
  std::string_view name =
      code.owner < program.functions.size() ? program.functions[code.owner].name : "?";
  return std::string(name) + " (" + std::to_string(code.plain_registers) + " plain, " +
         std::to_string(code.managed_registers) + " managed)\n";
}

}  // namespace

std::string disassemble(const Program& program, const Code& code, size_t index) {
  return Speller(program, code, index).spell();
}

std::string disassemble(const Program& program, const Code& code) {
  std::string out = heading(program, code);
  for (size_t i = 0; i < code.register_names.size(); ++i)
    if (!code.register_names[i].empty())
      out += "  ; " + std::to_string(i) + " is " + code.register_names[i] + "\n";
  std::set<int64_t> targets = jump_targets(code);
  for (size_t index = 0; index < code.instructions.size(); ++index) {
    std::string number = std::to_string(index);
    out += targets.count(int64_t(index)) ? "> " : "  ";
    out += std::string(number.size() < 4 ? 4 - number.size() : 0, ' ') + number + "  ";
    out += disassemble(program, code, index) + "\n";
  }
  return out;
}

std::string disassemble(const Program& program) {
  std::string out;
  for (const FunctionInfo& function : program.functions)
    for (const Body& body : function.bodies)
      if (body.code) out += disassemble(program, *body.code) + "\n";
  return out;
}

namespace {

std::string_view operand_name(Operand kind) {
  switch (kind) {
  case Operand::kNone: return "";
  case Operand::kPlainIn:
  case Operand::kPlainOut:
  case Operand::kPlainInOut: return "plain register";
  case Operand::kManagedIn:
  case Operand::kManagedOut:
  case Operand::kManagedInOut: return "managed register";
  case Operand::kManagedTake: return "managed register, emptied";
  case Operand::kConstant:
  case Operand::kWideConstant: return "constant";
  case Operand::kText: return "text";
  case Operand::kManagedConstant:
  case Operand::kWideManagedConstant: return "managed constant";
  case Operand::kField: return "field";
  case Operand::kFieldPair: return "two fields";
  case Operand::kGlobal: return "global";
  case Operand::kFunction: return "function";
  case Operand::kType: return "type";
  case Operand::kAttributes: return "attributes";
  case Operand::kJump:
  case Operand::kWideJump: return "target";
  case Operand::kImmediate:
  case Operand::kWideImmediate:
  case Operand::kNumber: return "number";
  case Operand::kPlainWindow: return "plain window";
  case Operand::kManagedWindow: return "managed window";
  case Operand::kPlainPair: return "two plain registers";
  case Operand::kRegisterList: return "registers";
  case Operand::kArgumentList: return "arguments";
  case Operand::kTypedList: return "typed list";
  case Operand::kWhenList: return "body and timeout";
  case Operand::kSwitchList: return "cases";
  case Operand::kTypeSwitchList: return "types";
  }
  UNREACHABLE();
}

}  // namespace

std::string describe_opcodes() {
  std::string out = "| opcode | operands | meaning |\n|---|---|---|\n";
  for (const OpcodeInfo& info : kOpcodes) {
    out += "| " + std::string(info.name) + " | ";
    const char* separator = "";
    for (Operand kind : info.operands) {
      if (kind == Operand::kNone) continue;
      out += separator + std::string(operand_name(kind));
      separator = ", ";
    }
    out += " | ";
    for (char c : info.doc) out += c == '|' ? std::string("\\|") : std::string(1, c);
    out += " |\n";
  }
  return out;
}

}  // namespace avocet
