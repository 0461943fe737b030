#include <gtest/gtest.h>

#include <set>

#include "bytecode/disassemble.h"
#include "bytecode/emit.h"
#include "bytecode/verify.h"

namespace avocet {
namespace {

// One script function `f` with a count and a string as parameters and a count as its result.
struct SmallProgram {
  Program program;
  const Type* count = program.types.basic(TypeKind::kCount);
  const Type* string = program.types.basic(TypeKind::kString);
  FunctionId f;

  SmallProgram() {
    std::vector<Parameter> parameters{{"n", count}, {"s", string}};
    FunctionInfo info;
    info.name = "f";
    info.type = program.types.function(Flavor::kFunction, program.arena.copy(parameters), count);
    info.plain_parameters = 1;
    info.managed_parameters = 1;
    program.functions.push_back(info);
    f = 0;
    program.globals.push_back({"g", count});
  }
  Code code(std::vector<Instruction> instructions) {
    Code made;
    made.instructions = std::move(instructions);
    made.spans.resize(made.instructions.size());
    made.plain_registers = 4;
    made.managed_registers = 4;
    made.owner = f;
    return made;
  }
  std::string verdict(const Code& code) {
    Outcome outcome = verify(program, code);
    return outcome.ok() ? "good" : outcome.error().message;
  }
};

Instruction op_of(Opcode op, uint16_t a = 0, uint16_t b = 0, uint16_t c = 0) {
  return {uint16_t(op), a, b, c};
}

// ---- The list of opcodes --------------------------------------------------------------

TEST(Opcodes, EachHasAUniqueNameAndASentence) {
  std::set<std::string_view> names;
  for (const OpcodeInfo& info : kOpcodes) {
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_FALSE(info.doc.empty()) << info.name;
    EXPECT_EQ(info.doc.back(), '.') << info.name;
  }
}

TEST(Opcodes, WideOperandsStandSecondAndAlone) {
  for (const OpcodeInfo& info : kOpcodes) {
    EXPECT_FALSE(is_wide(info.operands[0])) << info.name;
    EXPECT_FALSE(is_wide(info.operands[2])) << info.name;
    if (is_wide(info.operands[1])) {
      EXPECT_EQ(info.operands[2], Operand::kNone) << info.name;
    }
    EXPECT_NE(info.operands[0], Operand::kJump) << info.name;
    EXPECT_NE(info.operands[1], Operand::kJump) << info.name;
  }
}

TEST(Opcodes, EffectsAgreeWithOperands) {
  for (const OpcodeInfo& info : kOpcodes) {
    bool jumps = false, lists = false;
    for (Operand o : info.operands) {
      jumps |= is_jump(o);
      lists |= o == Operand::kSwitchList || o == Operand::kTypeSwitchList;
    }
    EXPECT_EQ(jumps || lists, (info.effects & kJumps) != 0) << info.name;
    if (info.effects & kPure) {
      EXPECT_EQ(info.operands[0], Operand::kPlainOut) << info.name;
      EXPECT_FALSE(info.effects & (kFails | kCalls | kJumps | kEnds)) << info.name;
    }
  }
}

TEST(Opcodes, EachDisassemblesAndStandsInTheReference) {
  SmallProgram small;
  std::string reference = describe_opcodes();
  for (size_t op = 0; op < kOpcodeCount; ++op) {
    Code code = small.code({op_of(Opcode(op), 1, 2, 3)});
    std::string text = disassemble(small.program, code, 0);
    EXPECT_EQ(text.substr(0, text.find(' ')), kOpcodes[op].name);
    EXPECT_NE(reference.find("| " + std::string(kOpcodes[op].name) + " |"), std::string::npos);
  }
}

// Operands far out of every range: each opcode that has any must be refused.
TEST(Opcodes, EachIsRefusedWithOperandsOutOfRange) {
  SmallProgram small;
  for (size_t op = 0; op < kOpcodeCount; ++op) {
    bool checked = false;
    for (Operand o : kOpcodes[op].operands)
      checked |= o != Operand::kNone && o != Operand::kNumber && o != Operand::kField &&
                 o != Operand::kFieldPair && o != Operand::kImmediate &&
                 o != Operand::kWideImmediate;
    if (!checked) continue;
    Code code =
        small.code({op_of(Opcode(op), 0x7FF0, 0x7FF0, 0x7FF0), op_of(Opcode::kReturnPlain, 0)});
    EXPECT_NE(small.verdict(code), "good") << kOpcodes[op].name;
  }
}

// ---- CodeBuilder ----------------------------------------------------------------------

TEST(CodeBuilder, ResolvesJumpsInBothDirections) {
  SmallProgram small;
  CodeBuilder b(small.program, small.f);
  b.reserve(1, 1);
  Label top = b.new_label(), end = b.new_label();
  b.bind(top);
  b.emit<op::JumpIfLessCountConst>(0, b.count_constant(2), end);
  b.emit<op::SubIntConst>(0, 0, b.count_constant(1));
  b.emit<op::Jump>(top);
  b.bind(end);
  b.emit<op::ReturnPlain>(0);
  const Code* code = b.finish();
  ASSERT_NE(code, nullptr);
  EXPECT_EQ(small.verdict(*code), "good");
  EXPECT_EQ(disassemble(small.program, *code), "f (1 plain, 1 managed)\n"
                                               ">    0  JumpIfLessCountConst r0, 2, -> 3\n"
                                               "     1  SubIntConst r0, r0, 1\n"
                                               "     2  Jump -> 0\n"
                                               ">    3  ReturnPlain r0\n");
}

TEST(CodeBuilder, WidensJumpsThatAreTooFar) {
  for (bool backward : {false, true}) {
    SmallProgram small;
    CodeBuilder b(small.program, small.f);
    b.reserve(1, 1);
    Label target = b.new_label();
    if (backward) b.bind(target);
    if (!backward) b.emit<op::JumpIfLessCountConst>(0, b.count_constant(2), target);
    for (int i = 0; i < 40'000; ++i) b.emit<op::MovePlain>(1, 0);
    if (backward) b.emit<op::JumpIfLessCountConst>(0, b.count_constant(2), target);
    if (!backward) b.bind(target);
    b.emit<op::ReturnPlain>(0);
    const Code* code = b.finish();
    ASSERT_NE(code, nullptr);
    EXPECT_EQ(code->instructions.size(), 40'004u);
    EXPECT_EQ(small.verdict(*code), "good");
    size_t at = backward ? 40'000 : 0;
    EXPECT_EQ(disassemble(small.program, *code, at),
              "JumpIfLessCountConst r0, 2, -> " + std::to_string(at + 2));
    EXPECT_EQ(disassemble(small.program, *code, at + 1), "Jump -> " + std::to_string(at + 3));
    EXPECT_EQ(disassemble(small.program, *code, at + 2), backward ? "Jump -> 0" : "Jump -> 40003");
  }
}

TEST(CodeBuilder, SharesEqualPoolEntries) {
  SmallProgram small;
  CodeBuilder b(small.program, small.f);
  EXPECT_EQ(b.count_constant(7), b.count_constant(7));
  EXPECT_NE(b.count_constant(7), b.int_constant(7));
  EXPECT_EQ(b.text("abc"), b.text("abc"));
  EXPECT_EQ(b.type(small.count), b.type(small.count));
  Register one[] = {{0, false}, {1, true}};
  EXPECT_EQ(b.register_list(one), b.register_list(one));
  const Type* types[] = {small.count, small.string};
  EXPECT_EQ(b.argument_list(one, types), b.argument_list(one, types));
  EXPECT_EQ(b.attributes(nullptr), kNoAttributes);
}

TEST(CodeBuilder, SortsSwitchesAndKeepsTheFirstOfEqualCases) {
  SmallProgram small;
  CodeBuilder b(small.program, small.f);
  b.reserve(1, 1);
  Label one = b.new_label(), other = b.new_label(), otherwise = b.new_label();
  CodeBuilder::Case cases[] = {
      {Value::of_count(9), other}, {Value::of_count(1), one}, {Value::of_count(9), one}};
  b.emit<op::SwitchPlain>(0, b.switch_list(cases, small.count, otherwise));
  b.bind(one);
  b.emit<op::ReturnPlain>(0);
  b.bind(other);
  b.emit<op::ReturnPlain>(0);
  b.bind(otherwise);
  b.emit<op::ReturnPlain>(0);
  const Code* code = b.finish();
  ASSERT_NE(code, nullptr);
  EXPECT_EQ(small.verdict(*code), "good");
  EXPECT_EQ(disassemble(small.program, *code, 0), "SwitchPlain r0, {1 -> 1, 9 -> 2, else -> 3}");
}

TEST(CodeBuilder, KnowsWhenTheEndCannotBeReached) {
  SmallProgram small;
  CodeBuilder b(small.program, small.f);
  EXPECT_FALSE(b.unreachable());
  b.emit<op::ReturnPlain>(0);
  EXPECT_TRUE(b.unreachable());
  Label label = b.new_label();
  b.bind(label);
  EXPECT_FALSE(b.unreachable());
}

TEST(CodeBuilder, CountsTheRegistersItNames) {
  SmallProgram small;
  CodeBuilder b(small.program, small.f);
  Register keys[] = {{9, false}, {7, true}};
  b.emit<op::InTableByKeys>(3, 2, b.register_list(keys));
  b.emit<op::SliceString>(1, 1, 11);
  b.emit<op::ReturnPlain>(0);
  const Code* code = b.finish();
  ASSERT_NE(code, nullptr);
  EXPECT_EQ(code->plain_registers, 13);
  EXPECT_EQ(code->managed_registers, 8);
}

// ---- Verifier -------------------------------------------------------------------------

TEST(Verifier, RefusesWhatLeavesWindowsPoolsAndCode) {
  SmallProgram small;
  const Instruction end = op_of(Opcode::kReturnPlain);
  auto verdict = [&](Instruction i) { return small.verdict(small.code({i, end})); };
  EXPECT_EQ(verdict(op_of(Opcode::kMovePlain, 3, 3)), "good");
  EXPECT_EQ(verdict(op_of(Opcode::kMovePlain, 4, 0)),
            "instruction 0: plain register outside the window");
  EXPECT_EQ(verdict(op_of(Opcode::kTakeManaged, 0, 4)),
            "instruction 0: managed register outside the window");
  EXPECT_EQ(verdict(Instruction::wide(uint16_t(Opcode::kJump), 0, 1)),
            "instruction 0: a jump out of the body");
  EXPECT_EQ(verdict(Instruction::wide(uint16_t(Opcode::kJump), 0, -2)),
            "instruction 0: a jump out of the body");
  EXPECT_EQ(verdict(Instruction::wide(uint16_t(Opcode::kLoadConstant), 0, -1)),
            "instruction 0: no such constant");
  EXPECT_EQ(verdict(op_of(Opcode::kMakeRecord, 0, 0)), "instruction 0: no such type");
  EXPECT_EQ(verdict(op_of(Opcode::kLoadGlobal, 0, 0)), "instruction 0: no such global");
  EXPECT_EQ(verdict(op_of(Opcode::kLeaveMachine)),
            "instruction 0: LeaveMachine is the machine's own");
  EXPECT_EQ(verdict({0xFFFF, 0, 0, 0}), "instruction 0: unknown opcode 65535");
  EXPECT_EQ(verdict(op_of(Opcode::kReturn)), "instruction 0: Return without a result");
  EXPECT_EQ(verdict(op_of(Opcode::kReturnManaged)),
            "instruction 0: a managed result where another is declared");
  EXPECT_EQ(verdict(op_of(Opcode::kLoadCapture)), "instruction 0: no such capture");
  Instruction landing = Instruction::wide(uint16_t(Opcode::kLanding), 0, -1);
  EXPECT_EQ(verdict(landing), "good");
  EXPECT_EQ(small.verdict(small.code({end, landing})), "instruction 1: a landing without its jump");
  EXPECT_EQ(small.verdict(small.code({op_of(Opcode::kMovePlain)})),
            "instruction 0: the body runs off its end");
  EXPECT_EQ(small.verdict(small.code({})), "the body is empty");
}

TEST(Verifier, RefusesConstantsOfTheWrongStack) {
  SmallProgram small;
  Code code = small.code({Instruction::wide(uint16_t(Opcode::kLoadManagedConstant), 0, 0),
                          op_of(Opcode::kReturnPlain)});
  code.constants = {Value::of_count(12345)};
  code.constant_types = {small.count};
  EXPECT_EQ(small.verdict(code), "instruction 0: a constant of the wrong stack");
  code.constant_types = {small.string};
  code.constants = {Value::of(make_string(small.program.heap, "mortal"))};
  EXPECT_EQ(small.verdict(code), "instruction 0: a constant that is not immortal");
  release(code.constants[0]);
}

TEST(Verifier, RefusesCallsThatDoNotFitTheirFunction) {
  SmallProgram small;
  const Instruction end = op_of(Opcode::kReturnPlain);
  Code code = small.code({op_of(Opcode::kCall, 3, 3, 0), end});
  code.functions = {small.f};
  EXPECT_EQ(small.verdict(code), "good");
  small.program.functions[0].plain_parameters = 2;
  EXPECT_EQ(small.verdict(code),
            "instruction 0: the plain arguments of a call lie outside the window");
  small.program.functions[0].plain_parameters = 1;
  code.instructions[0] = op_of(Opcode::kCallHook, 0, 0, 0);
  EXPECT_EQ(small.verdict(code), "instruction 0: CallHook of what is no hook");
  code.instructions[0] = op_of(Opcode::kRaise, 0, 0, 0);
  code.lists = {{}};
  EXPECT_EQ(small.verdict(code), "instruction 0: raising what is no event");
}

TEST(Verifier, RefusesArgumentsOfTheWrongStack) {
  SmallProgram small;
  Code code = small.code({op_of(Opcode::kPrint, 0, 0, 0), op_of(Opcode::kReturnPlain)});
  code.instructions[0] = {uint16_t(Opcode::kPrint), 0, 0, 0};
  code.types = {small.string};
  code.lists = {{0, plain_in_list(1)}};
  EXPECT_EQ(small.verdict(code), "instruction 0: an argument of the wrong stack");
  code.lists = {{0, managed_in_list(1)}};
  EXPECT_EQ(small.verdict(code), "good");
  code.lists = {{1, managed_in_list(1)}};
  EXPECT_EQ(small.verdict(code), "instruction 0: no types for the arguments");
}

}  // namespace
}  // namespace avocet
