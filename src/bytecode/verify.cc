#include "bytecode/verify.h"

#include "bytecode/opcodes.h"

namespace avocet {

namespace {

class Verifier {
 public:
  Verifier(const Program& program, const Code& code) : program_(program), code_(code) {}

  Outcome run() {
    if (code_.instructions.empty()) return Error{"the body is empty"};
    if (code_.constants.size() != code_.constant_types.size())
      return Error{"a constant has no type"};
    if (code_.spans.size() != code_.instructions.size()) return Error{"an instruction has no span"};
    for (index_ = 0; index_ < code_.instructions.size(); ++index_) check_instruction();
    index_ = code_.instructions.size() - 1;
    check_pools();
    if (problem_.empty()) check_end();
    if (problem_.empty()) return {};
    return Error{"instruction " + std::to_string(index_of_problem_) + ": " + problem_};
  }

 private:
  void report(std::string what) {
    if (!problem_.empty()) return;
    problem_ = std::move(what);
    index_of_problem_ = index_;
  }
  void require(bool holds, const char* what) {
    if (!holds) report(what);
  }

  void check_pools() {
    for (FunctionId id : code_.functions) require(id < program_.functions.size(), "unknown function");
    for (GlobalId id : code_.globals) require(id < program_.globals.size(), "unknown global");
    for (const Type* type : code_.types) require(type != nullptr, "null type");
    for (const Type* type : code_.constant_types) require(type != nullptr, "constant without a type");
    for (const auto* attributes : code_.table_attributes)
      require(attributes != nullptr, "null attributes");
  }

  void check_end() {
    const Instruction& last = code_.instructions.back();
    require(kOpcodes[last.op].effects & kEnds, "the body runs off its end");
  }

  void check_instruction() {
    const Instruction& i = code_.instructions[index_];
    if (i.op >= kOpcodeCount) return report("unknown opcode " + std::to_string(i.op));
    if (Opcode(i.op) == Opcode::kLeaveMachine) return report("LeaveMachine is the machine's own");
    const auto& operands = kOpcodes[i.op].operands;
    check(operands[0], i.a);
    check(operands[1], i.b);
    if (!is_wide(operands[1])) check(operands[2], i.c);
    check_specials(i);
  }

  // What the operand kinds do not say.
  void check_specials(const Instruction& i) {
    switch (Opcode(i.op)) {
    case Opcode::kCall: check_call(i); break;
    case Opcode::kCallHook: check_window(i); break;
    case Opcode::kCallNative:
    case Opcode::kCallManagedNative:
    case Opcode::kCallVoidNative: check_native(i); break;
    case Opcode::kVectorApply: check_vector_apply(i); break;
    case Opcode::kLoadPatterns: check_length(i.b, 4, true, 2); break;
    case Opcode::kConditionVector: check_length(i.b, 3, true); break;
    default: break;
    }
  }

  const FunctionInfo* function(uint16_t n) {
    if (n >= code_.functions.size() || code_.functions[n] >= program_.functions.size()) {
      report("unknown function");
      return nullptr;
    }
    return &program_.functions[code_.functions[n]];
  }

  void check_window(const Instruction& i) {
    const FunctionInfo* callee = function(i.c);
    if (!callee) return;
    require(i.a + callee->plain_parameters <= code_.plain_registers,
            "the plain arguments of a call lie outside the window");
    require(i.b + callee->managed_parameters <= code_.managed_registers,
            "the managed arguments of a call lie outside the window");
  }
  void check_call(const Instruction& i) {
    check_window(i);
    const FunctionInfo* callee = function(i.c);
    if (callee) require(!callee->native, "Call of a native function");
  }
  void check_native(const Instruction& i) {
    const FunctionInfo* callee = function(i.b);
    if (!callee || !problem_.empty()) return;
    require(callee->native != nullptr, "native call of a script function");
    size_t given = code_.lists[i.c].size() - 1;
    if (callee->type && !callee->type->variadic)
      require(given == callee->type->parameters.size(), "wrong number of arguments");
  }
  void check_vector_apply(const Instruction& i) {
    if (!problem_.empty()) return;
    const auto& list = code_.lists[i.b];
    auto operation = VectorOperation(list[0] & 0xFF);
    require((list[0] & 0xFF) <= size_t(VectorOperation::kCountToInt), "unknown vector operation");
    require(list[0] >> 8 <= size_t(VectorShape::kScalarLeft), "unknown vector shape");
    bool unary = operation >= VectorOperation::kNegateInt;
    require(list.size() == (unary ? 3u : 4u), "wrong number of vector operands");
    require(code_.types[list[1]]->kind == TypeKind::kVector, "the result is no vector");
  }
  void check_length(uint16_t n, size_t length, bool managed, size_t first = 0) {
    if (!problem_.empty()) return;
    const auto& list = code_.lists[n];
    require(list.size() == length, "a list of the wrong length");
    for (size_t i = first; i < list.size(); ++i)
      require((list[i] & 1) == managed, "a register of the wrong stack");
  }

  void plain(uint32_t n) { require(n < code_.plain_registers, "plain register outside the window"); }
  void managed(uint32_t n) {
    require(n < code_.managed_registers, "managed register outside the window");
  }
  void constant(uint32_t n, bool is_managed) {
    if (n >= code_.constants.size()) return report("no such constant");
    const Type* type = code_.constant_types[n];
    if (!type) return report("constant without a type");
    require(type->managed() == is_managed, "a constant of the wrong stack");
    Value v = code_.constants[n];
    if (is_managed && !v.is_null() && !v.is_inline())
      require(v.object->immortal(), "a constant that is not immortal");
  }
  void text(uint32_t n) {
    constant(n, true);
    if (problem_.empty())
      require(code_.constant_types[n]->kind == TypeKind::kString, "a text that is no string");
  }
  void target(int64_t at) {
    require(at >= 0 && at < int64_t(code_.instructions.size()), "a jump out of the body");
  }
  void jump(int64_t offset) { target(int64_t(index_) + 1 + offset); }

  const std::vector<uint32_t>* list(uint32_t n) {
    if (n < code_.lists.size()) return &code_.lists[n];
    report("no such list");
    return nullptr;
  }
  void registers(const std::vector<uint32_t>& entries, size_t first) {
    for (size_t i = first; i < entries.size(); ++i)
      entries[i] & 1 ? managed(entries[i] >> 1) : plain(entries[i] >> 1);
  }
  void register_list(uint32_t n) {
    if (const auto* entries = list(n)) {
      registers(*entries, 0);
      bool keys = entries->size() <= kMaxTableKeys;
      Opcode op = Opcode(code_.instructions[index_].op);
      bool limited = op != Opcode::kConcat && op != Opcode::kMakeClosure;
      require(keys || !limited, "a list of more than 32 registers");
    }
  }
  void argument_list(uint32_t n) {
    const auto* entries = list(n);
    if (!entries) return;
    if (entries->empty()) return report("an argument list without types");
    registers(*entries, 1);
    require((*entries)[0] + uint64_t(entries->size()) - 1 <= code_.types.size(),
            "no types for the arguments");
  }
  void typed_list(uint32_t n) {
    const auto* entries = list(n);
    if (!entries) return;
    if (entries->size() < 3) return report("a list that is too short");
    require((*entries)[1] < code_.types.size(), "no such type");
    registers(*entries, 2);
  }
  void switch_list(uint32_t n, bool types) {
    const auto* entries = list(n);
    if (!entries) return;
    if (entries->size() % 2 == 0) return report("a switch list of even length");
    target((*entries)[0]);
    bool is_managed = Opcode(code_.instructions[index_].op) == Opcode::kSwitchValue;
    for (size_t i = 1; i < entries->size(); i += 2) {
      if (types) require((*entries)[i] < code_.types.size(), "no such type");
      else constant((*entries)[i], is_managed);
      target((*entries)[i + 1]);
    }
  }

  void check(Operand kind, uint16_t n) {
    int32_t wide = code_.instructions[index_].bc();
    switch (kind) {
    case Operand::kNone:
    case Operand::kImmediate:
    case Operand::kWideImmediate:
    case Operand::kNumber:
    case Operand::kField:      // checked against the record when it runs
    case Operand::kFieldPair: return;
    case Operand::kPlainIn:
    case Operand::kPlainOut:
    case Operand::kPlainInOut:
    case Operand::kPlainWindow: return plain(n);
    case Operand::kManagedIn:
    case Operand::kManagedOut:
    case Operand::kManagedInOut:
    case Operand::kManagedTake:
    case Operand::kManagedWindow: return managed(n);
    case Operand::kPlainPair: return plain(uint32_t(n) + 1);
    case Operand::kConstant: return constant(n, false);
    case Operand::kWideConstant: return constant(uint32_t(wide), false);
    case Operand::kText: return text(n);
    case Operand::kManagedConstant: return constant(n, true);
    case Operand::kWideManagedConstant: return constant(uint32_t(wide), true);
    case Operand::kGlobal: return require(n < code_.globals.size(), "no such global");
    case Operand::kFunction: return require(n < code_.functions.size(), "no such function");
    case Operand::kType: return require(n < code_.types.size(), "no such type");
    case Operand::kAttributes:
      return require(n == kNoAttributes || n < code_.table_attributes.size(), "no such attributes");
    case Operand::kJump: return jump(int16_t(n));
    case Operand::kWideJump: return jump(wide);
    case Operand::kRegisterList: return register_list(n);
    case Operand::kArgumentList: return argument_list(n);
    case Operand::kTypedList: return typed_list(n);
    case Operand::kSwitchList: return switch_list(n, false);
    case Operand::kTypeSwitchList: return switch_list(n, true);
    }
    UNREACHABLE();
  }

  const Program& program_;
  const Code& code_;
  size_t index_ = 0;
  size_t index_of_problem_ = 0;
  std::string problem_;
};

}  // namespace

Outcome verify(const Program& program, const Code& code) { return Verifier(program, code).run(); }

}  // namespace avocet
