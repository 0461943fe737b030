#include "bytecode/verify.h"

#include "bytecode/opcodes.h"

namespace avocet {

namespace {

class Verifier {
 public:
  Verifier(const Program& program, const Code& code) : program_(program), code_(code) {}

  Outcome run() {
    if (code_.instructions.empty()) return Error{"the body is empty"};
    if (code_.owner >= program_.functions.size()) return Error{"the body belongs to no function"};
    check_windows();
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

  // The parameters of the owner lie in the windows.
  void check_windows() {
    const FunctionInfo& owner = program_.functions[code_.owner];
    require(owner.plain_parameters <= code_.plain_registers &&
                owner.managed_parameters <= code_.managed_registers,
            "the windows are smaller than the parameters");
  }

  void check_pools() {
    for (FunctionId id : code_.functions)
      require(id < program_.functions.size(), "unknown function");
    for (GlobalId id : code_.globals) require(id < program_.globals.size(), "unknown global");
    for (const Type* type : code_.types) require(type != nullptr, "null type");
    for (const Type* type : code_.constant_types)
      require(type != nullptr, "constant without a type");
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
    if (is_of_machine(Opcode(i.op)))
      return report(std::string(kOpcodes[i.op].name) + " is the machine's own");
    const auto& operands = kOpcodes[i.op].operands;
    check(operands[0], i.a);
    check(operands[1], i.b);
    if (!is_wide(operands[1])) check(operands[2], i.c);
    check_specials(i);
  }

  // What the operand kinds do not say.
  void check_specials(const Instruction& i) {
    Opcode op = Opcode(i.op);
    if (!problem_.empty()) return;
    if (op == Opcode::kCall) check_call(i);
    if (op == Opcode::kCallHook) check_hook(i);
    if (is_native_call(op)) check_native(i);
    if (op == Opcode::kCallVariadic) check_variadic(i);
    if (op == Opcode::kLanding) check_landing();
    if (op == Opcode::kRaise) check_event(i.a, i.b);
    if (op == Opcode::kSchedule) check_event(i.b, i.c);
    if (op == Opcode::kMakeClosure) check_closure(i);
    if (op == Opcode::kVectorApply) check_vector_apply(i);
    if (op == Opcode::kLoadPatterns) check_length(i.b, 4, true, 2);
    if (op == Opcode::kConditionVector) check_length(i.b, 3, true);
    if (op == Opcode::kConcat) check_length(i.b, code_.lists[i.b].size(), true);
    check_captures(op, i);
    check_return(op);
    check_globals(op, i);
  }

  // What the caller goes on with.
  void check_landing() {
    require(index_ + 1 < code_.instructions.size(), "a landing without its jump");
  }

  static bool is_of_machine(Opcode op) {
    return op == Opcode::kLeaveMachine || op == Opcode::kRunBody || op == Opcode::kRunLastBody ||
           op == Opcode::kEndIfBroken || op == Opcode::kEndBodies;
  }

  static bool is_native_call(Opcode op) {
    return op == Opcode::kCallNative || op == Opcode::kCallManagedNative ||
           op == Opcode::kCallVoidNative;
  }

  void check_captures(Opcode op, const Instruction& i) {
    bool load = op == Opcode::kLoadCapture || op == Opcode::kLoadManagedCapture;
    bool store = op == Opcode::kStoreCapture || op == Opcode::kStoreManagedCapture;
    if (!load && !store) return;
    uint16_t n = load ? i.b : i.a;
    const auto& captures = program_.functions[code_.owner].captures;
    if (n >= captures.size()) return report("no such capture");
    bool is_managed = op == Opcode::kLoadManagedCapture || op == Opcode::kStoreManagedCapture;
    require(captures[n]->managed() == is_managed, "a capture of the wrong stack");
  }

  void check_return(Opcode op) {
    const FunctionInfo& owner = program_.functions[code_.owner];
    if (!owner.type) return;
    const Type* result = owner.type->result;
    bool is_void = result->kind == TypeKind::kVoid;
    if (op == Opcode::kReturn) require(is_void, "Return without a result");
    if (op == Opcode::kReturnPlain || op == Opcode::kReturnConstant)
      require(result->plain(), "a plain result where another is declared");
    if (op == Opcode::kReturnManaged)
      require(result->managed(), "a managed result where another is declared");
  }

  void check_globals(Opcode op, const Instruction& i) {
    if (op == Opcode::kLoadGlobal) check_global(i.b, false);
    if (op == Opcode::kStoreGlobal || op == Opcode::kAddGlobalInt || op == Opcode::kCheckGlobal)
      check_global(i.a, false);
    if (op == Opcode::kLoadManagedGlobal) check_global(i.b, true);
    if (op == Opcode::kStoreManagedGlobal || op == Opcode::kStoreManagedGlobalTake)
      check_global(i.a, true);
  }
  void check_global(uint16_t n, bool is_managed) {
    if (code_.globals[n] >= program_.globals.size()) return report("unknown global");
    const Type* type = program_.globals[code_.globals[n]].type;
    require(type->managed() == is_managed, "a global of the wrong stack");
  }

  // Registers of a list against the types that are expected in them.
  template <class TypeOf> void check_kinds(uint16_t n, size_t first, size_t count, TypeOf type_of) {
    const auto& entries = code_.lists[n];
    if (entries.size() != first + count) return report("a list of the wrong length");
    for (size_t i = 0; i < count; ++i)
      require((entries[first + i] & 1) == type_of(i)->managed(), "a register of the wrong stack");
  }
  void check_event(uint16_t n, uint16_t list) {
    const FunctionInfo* event = function(n);
    if (!event) return;
    require(event->type->flavor == Flavor::kEvent, "raising what is no event");
    check_kinds(list, 0, event->type->parameters.size(),
                [&](size_t i) { return event->type->parameters[i].type; });
  }
  void check_closure(const Instruction& i) {
    const FunctionInfo* closure = function(i.b);
    if (!closure) return;
    check_kinds(i.c, 0, closure->captures.size(), [&](size_t k) { return closure->captures[k]; });
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
    if (!callee) return;
    require(!callee->native, "Call of a native function");
    require(callee->type->flavor == Flavor::kFunction, "Call of an event or hook");
    require(callee->captures.empty(), "Call of a closure");
  }
  void check_hook(const Instruction& i) {
    check_window(i);
    const FunctionInfo* callee = function(i.c);
    if (callee) require(callee->type->flavor == Flavor::kHook, "CallHook of what is no hook");
  }
  void check_native(const Instruction& i) {
    const FunctionInfo* callee = function(i.b);
    if (!callee || !problem_.empty()) return;
    require(callee->native != nullptr, "native call of a script function");
    size_t given = code_.lists[i.c].size() - 1;
    bool managed_call = Opcode(i.op) == Opcode::kCallManagedNative;
    if (managed_call)
      require(callee->type->result->managed(), "a native with another result");
    else
      require(!callee->type->result->managed(), "a native with another result");
    if (!callee->type->variadic)
      require(given == callee->type->parameters.size(), "wrong number of arguments");
  }
  void check_variadic(const Instruction& i) {
    const auto& list = code_.lists[i.c];
    bool calls =
        list.size() > 1 && (list[1] & 1) != 0 && code_.types[list[0]]->kind == TypeKind::kFunction;
    require(calls, "CallVariadic of what is no function");
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

  void plain(uint32_t n) {
    require(n < code_.plain_registers, "plain register outside the window");
  }
  void managed(uint32_t n) {
    require(n < code_.managed_registers, "managed register outside the window");
  }
  void constant(uint32_t n, bool is_managed) {
    if (n >= code_.constants.size()) return report("no such constant");
    const Type* type = code_.constant_types[n];
    if (!type) return report("constant without a type");
    if (type->managed() != is_managed) return report("a constant of the wrong stack");
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
  void when_list(uint32_t n) {
    const auto* entries = list(n);
    if (!entries) return;
    if (entries->size() < 4) return report("a list that is too short");
    const auto& l = *entries;
    if (l[2] != UINT32_MAX) plain(l[2]);
    size_t body = when_captures(l[0], true);
    size_t timeout = when_captures(l[1], l[1] != UINT32_MAX);
    require(l[3] == body && l.size() == 4 + body + timeout, "a list of the wrong length");
  }
  size_t when_captures(uint32_t n, bool there) {
    if (!there) return 0;
    if (n >= code_.functions.size() || code_.functions[n] >= program_.functions.size()) {
      report("unknown function");
      return 0;
    }
    return program_.functions[code_.functions[n]].captures.size();
  }
  // Switches count down no budget: they never jump back.
  void case_target(int64_t at) {
    target(at);
    require(at > int64_t(index_), "a switch that jumps back");
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
    uint64_t first = (*entries)[0];
    if (first + entries->size() - 1 > code_.types.size())
      return report("no types for the arguments");
    for (size_t i = 1; i < entries->size(); ++i) {
      const Type* type = code_.types[first + i - 1];
      require(type && type->managed() == ((*entries)[i] & 1), "an argument of the wrong stack");
    }
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
    case_target((*entries)[0]);
    bool is_managed = Opcode(code_.instructions[index_].op) == Opcode::kSwitchValue;
    for (size_t i = 1; i < entries->size(); i += 2) {
      if (types)
        require((*entries)[i] < code_.types.size(), "no such type");
      else
        constant((*entries)[i], is_managed);
      case_target((*entries)[i + 1]);
    }
  }

  void check(Operand kind, uint16_t n) {
    int32_t wide = code_.instructions[index_].bc();
    switch (kind) {
    case Operand::kNone:
    case Operand::kImmediate:
    case Operand::kWideImmediate:
    case Operand::kNumber:
    case Operand::kField:  // checked against the record when it runs
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
    case Operand::kWhenList: return when_list(n);
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
