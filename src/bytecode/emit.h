// CodeBuilder: a small assembler. The compiler emits typed opcodes; labels, pools, spans and the
// sizes of the windows are kept here.
//
//   CodeBuilder b(program, function_id);
//   auto end = b.new_label();
//   b.set_span(span);
//   b.emit<op::JumpIfLessIntConst>(0, b.constant(Value::of_int(2), int_type), end);
//   ...
//   b.bind(end);
//   const Code* code = b.finish();   // null if a limit of the format was exceeded: b.problem()
//   says which
//
// Operands are given in order, those of kind kNone left out; jumps take labels. A conditional jump
// too far for its 16 bits is turned into one around a wide jump.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "bytecode/opcodes.h"

namespace avocet {

struct Label {
  uint32_t id = UINT32_MAX;
};

// A register as lists name it.
struct Register {
  uint16_t number;
  bool managed;
};

class CodeBuilder {
 public:
  CodeBuilder(Program& program, FunctionId owner);

  // Appends an instruction and yields its index (before widening: good for at() only).
  template <class O, class... Args> size_t emit(Args... args) {
    static_assert(sizeof...(Args) == operand_count(O::operands),
                  "one argument for each operand of the opcode");
    Given given[] = {to_given(args)..., Given{}};
    return append(opcode_of<O>, std::span<const Given>(given, sizeof...(Args)));
  }

  Label new_label();
  // The label's place is the next instruction. Each label is bound once.
  void bind(Label label);
  bool bound(Label label) const { return labels_[label.id] != kUnbound; }

  // The source of the instructions that follow.
  void set_span(Span span) { span_ = span; }
  Span span() const { return span_; }

  // ---- Pools: the operand for a thing; equal things share a place.
  uint32_t constant(Value plain, const Type* type);
  uint32_t count_constant(uint64_t n);
  uint32_t int_constant(int64_t n);
  uint32_t double_constant(double d);
  // Inline, or immortal and kept alive by the program.
  uint32_t managed_constant(Value value, const Type* type);
  // An immortal string.
  uint32_t text(std::string_view text);
  uint32_t type(const Type* type);
  uint32_t function(FunctionId id);
  uint32_t global(GlobalId id);
  uint32_t attributes(const TableAttributes* attributes);  // null: kNoAttributes
  uint32_t register_list(std::span<const Register> registers);
  // `types` are the static types of the arguments.
  uint32_t argument_list(std::span<const Register> registers, std::span<const Type* const> types);
  uint32_t typed_list(uint32_t number, const Type* type, std::span<const Register> registers);
  // `timeout_body`: kNoFunction for none; `timeout`: the plain register, or kNoRegister.
  static constexpr uint32_t kNoRegister = UINT32_MAX;
  uint32_t when_list(FunctionId body, FunctionId timeout_body, uint32_t timeout,
                     std::span<const uint32_t> body_captures,
                     std::span<const uint32_t> timeout_captures);
  // Cases in order of the source; of equal constants the first counts.
  using Case = std::pair<Value, Label>;
  uint32_t switch_list(std::span<const Case> cases, const Type* type, Label otherwise);
  uint32_t type_switch_list(std::span<const std::pair<const Type*, Label>> cases, Label otherwise);

  // Makes the windows at least this large. Registers that instructions name are counted anyway.
  void reserve(uint32_t plain, uint32_t managed);
  void name_registers(std::vector<std::string> names) { code_->register_names = std::move(names); }

  size_t size() const { return code_->instructions.size(); }
  Instruction& at(size_t index) { return code_->instructions[index]; }
  // True if the last instruction never continues at the next one and no label is bound here.
  bool unreachable() const;

  // Resolves labels and yields the code, owned by the program; the builder is then spent.
  // Precondition: every label used is bound, and the last instruction does not run off the end.
  const Code* finish();
  // Empty, or what went beyond the format: "a body uses more than 65535 registers".
  const std::string& problem() const { return problem_; }

 private:
  struct Given {
    int64_t number = 0;
    bool is_label = false;
  };
  struct Fixup {
    uint32_t instruction;
    uint32_t label;
    bool wide;
    bool widened = false;
  };
  static constexpr uint32_t kUnbound = UINT32_MAX;

  static constexpr size_t operand_count(const std::array<Operand, 3>& operands) {
    size_t n = 0;
    for (Operand o : operands) n += o != Operand::kNone;
    return n;
  }
  static Given to_given(Label label) { return {label.id, true}; }
  template <class T> static Given to_given(T number) {
    static_assert(std::is_integral_v<T> || std::is_enum_v<T>);
    return {static_cast<int64_t>(number), false};
  }

  size_t append(Opcode op, std::span<const Given> given);
  void set_operand(Instruction& to, size_t place, Operand kind, Given given);
  uint32_t add_list(std::vector<uint32_t> list);
  void count_registers();
  void count_list(Operand kind, const std::vector<uint32_t>& list);
  void use_register(Operand kind, uint32_t number);
  std::vector<uint32_t> place_instructions();
  void rewrite(const std::vector<uint32_t>& places);
  void resolve_switches(const std::vector<uint32_t>& places);
  int64_t distance(const Fixup& fixup, const std::vector<uint32_t>& places) const;

  Program& program_;
  Code* code_;
  Span span_{};
  std::string problem_;
  uint32_t plain_ = 0;
  uint32_t managed_ = 0;
  std::vector<uint32_t> labels_;  // instruction index, or kUnbound
  uint32_t last_bound_ = kUnbound;
  std::vector<Fixup> fixups_;       // by instruction
  std::vector<uint32_t> switches_;  // lists whose targets are labels until finish()
  std::map<std::pair<uint64_t, const Type*>, uint32_t> constants_;
  std::map<std::string, uint32_t, std::less<>> texts_;
  std::unordered_map<const void*, uint32_t> types_;
  std::unordered_map<const void*, uint32_t> attributes_;
  std::unordered_map<uint32_t, uint32_t> functions_;
  std::unordered_map<uint32_t, uint32_t> globals_;
  std::map<std::vector<uint32_t>, uint32_t> lists_;
  std::map<std::vector<const Type*>, uint32_t> type_runs_;
};

}  // namespace avocet
