#include "bytecode/emit.h"
#include "type/kinds.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace avocet {

namespace {

constexpr uint32_t kLimit = 0xFFFF;  // of 16-bit operands

}  // namespace

CodeBuilder::CodeBuilder(Program& program, FunctionId owner)
    : program_(program), code_(program.add_code()) {
  code_->owner = owner;
}

Label CodeBuilder::new_label() {
  labels_.push_back(kUnbound);
  return {uint32_t(labels_.size() - 1)};
}

void CodeBuilder::bind(Label label) {
  DCHECK(labels_[label.id] == kUnbound);
  labels_[label.id] = uint32_t(size());
  last_bound_ = uint32_t(size());
}

bool CodeBuilder::unreachable() const {
  if (code_->instructions.empty() || last_bound_ == size()) return false;
  return kOpcodes[code_->instructions.back().op].effects & kEnds;
}

// ---- Instructions -------------------------------------------------------------------

size_t CodeBuilder::append(Opcode op, std::span<const Given> given) {
  const OpcodeInfo& info = kOpcodes[size_t(op)];
  Instruction made{uint16_t(op), 0, 0, 0};
  size_t next = 0;
  for (size_t place = 0; place < 3; ++place)
    if (info.operands[place] != Operand::kNone)
      set_operand(made, place, info.operands[place], given[next++]);
  code_->instructions.push_back(made);
  code_->spans.push_back(span_);
  return size() - 1;
}

void CodeBuilder::set_operand(Instruction& to, size_t place, Operand kind, Given given) {
  DCHECK(given.is_label == is_jump(kind));
  if (is_jump(kind)) {
    fixups_.push_back({uint32_t(size()), uint32_t(given.number), kind == Operand::kWideJump});
    return;
  }
  if (is_wide(kind)) {
    DCHECK(place == 1);
    if (int32_t(given.number) != given.number) problem_ = "a number in a body exceeds 32 bits";
    to = Instruction::wide(to.op, to.a, int32_t(given.number));
    return;
  }
  bool fits = kind == Operand::kImmediate ? int16_t(given.number) == given.number
                                          : uint64_t(given.number) <= kLimit;
  if (!fits) problem_ = "a body is too large: more than 65535 registers, constants or fields";
  uint16_t Instruction::*const places[] = {&Instruction::a, &Instruction::b, &Instruction::c};
  to.*places[place] = uint16_t(given.number);
}

// ---- Pools --------------------------------------------------------------------------

uint32_t CodeBuilder::constant(Value value, const Type* type) {
  auto [it, is_new] = constants_.try_emplace({value.u, type}, uint32_t(code_->constants.size()));
  if (is_new) {
    code_->constants.push_back(value);
    code_->constant_types.push_back(type);
  }
  return it->second;
}
uint32_t CodeBuilder::count_constant(uint64_t n) {
  return constant(Value::of_count(n), program_.types.basic(TypeKind::kCount));
}
uint32_t CodeBuilder::int_constant(int64_t n) {
  return constant(Value::of_int(n), program_.types.basic(TypeKind::kInt));
}
uint32_t CodeBuilder::double_constant(double d) {
  return constant(Value::of_double(d), program_.types.basic(TypeKind::kDouble));
}
uint32_t CodeBuilder::managed_constant(Value value, const Type* type) {
  return constant(value, type);
}

uint32_t CodeBuilder::text(std::string_view text) {
  auto it = texts_.find(text);
  if (it != texts_.end()) return it->second;
  const Type* type = program_.types.basic(TypeKind::kString);
  Value made = Value::of(make_string(program_.heap, text));
  make_immortal(type, made);
  uint32_t index = constant(made, type);
  texts_.emplace(text, index);
  return index;
}

uint32_t CodeBuilder::type(const Type* type) {
  auto [it, is_new] = types_.try_emplace(type, uint32_t(code_->types.size()));
  if (is_new) code_->types.push_back(type);
  return it->second;
}
uint32_t CodeBuilder::function(FunctionId id) {
  auto [it, is_new] = functions_.try_emplace(id, uint32_t(code_->functions.size()));
  if (is_new) code_->functions.push_back(id);
  return it->second;
}
uint32_t CodeBuilder::global(GlobalId id) {
  auto [it, is_new] = globals_.try_emplace(id, uint32_t(code_->globals.size()));
  if (is_new) code_->globals.push_back(id);
  return it->second;
}
uint32_t CodeBuilder::attributes(const TableAttributes* attributes) {
  if (!attributes) return kNoAttributes;
  auto [it, is_new] = attributes_.try_emplace(attributes, uint32_t(code_->table_attributes.size()));
  if (is_new) code_->table_attributes.push_back(attributes);
  return it->second;
}

uint32_t CodeBuilder::add_list(std::vector<uint32_t> list) {
  auto [it, is_new] = lists_.try_emplace(list, uint32_t(code_->lists.size()));
  if (is_new) code_->lists.push_back(std::move(list));
  return it->second;
}

namespace {
void add_registers(std::vector<uint32_t>& list, std::span<const Register> registers) {
  for (Register r : registers)
    list.push_back(r.managed ? managed_in_list(r.number) : plain_in_list(r.number));
}
}  // namespace

uint32_t CodeBuilder::register_list(std::span<const Register> registers) {
  std::vector<uint32_t> list;
  add_registers(list, registers);
  return add_list(std::move(list));
}

uint32_t CodeBuilder::argument_list(std::span<const Register> registers,
                                    std::span<const Type* const> types) {
  DCHECK(registers.size() == types.size());
  std::vector<const Type*> run(types.begin(), types.end());
  auto [it, is_new] = type_runs_.try_emplace(run, uint32_t(code_->types.size()));
  if (is_new) code_->types.insert(code_->types.end(), run.begin(), run.end());
  std::vector<uint32_t> list{it->second};
  add_registers(list, registers);
  return add_list(std::move(list));
}

uint32_t CodeBuilder::typed_list(uint32_t number, const Type* of,
                                 std::span<const Register> registers) {
  std::vector<uint32_t> list{number, type(of)};
  add_registers(list, registers);
  return add_list(std::move(list));
}

uint32_t CodeBuilder::when_list(FunctionId body, FunctionId timeout_body, uint32_t timeout,
                                std::span<const uint32_t> body_captures,
                                std::span<const uint32_t> timeout_captures) {
  std::vector<uint32_t> list{function(body),
                             timeout_body == kNoFunction ? UINT32_MAX : function(timeout_body),
                             timeout, uint32_t(body_captures.size())};
  list.insert(list.end(), body_captures.begin(), body_captures.end());
  list.insert(list.end(), timeout_captures.begin(), timeout_captures.end());
  return add_list(std::move(list));
}

// Lists of switches hold labels until finish(), so they are never shared.
uint32_t CodeBuilder::switch_list(std::span<const Case> cases, const Type* of, Label otherwise) {
  std::vector<Case> sorted(cases.begin(), cases.end());
  if (of->plain() && !is_floating(of->kind)) {
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Case& a, const Case& b) { return a.first.u < b.first.u; });
    auto same = [](const Case& a, const Case& b) { return a.first.u == b.first.u; };
    sorted.erase(std::unique(sorted.begin(), sorted.end(), same), sorted.end());
  }
  std::vector<uint32_t> list{otherwise.id};
  for (const auto& [value, label] : sorted) {
    list.push_back(constant(value, of));
    list.push_back(label.id);
  }
  code_->lists.push_back(std::move(list));
  switches_.push_back(uint32_t(code_->lists.size() - 1));
  return switches_.back();
}

uint32_t CodeBuilder::type_switch_list(std::span<const std::pair<const Type*, Label>> cases,
                                       Label otherwise) {
  std::vector<uint32_t> list{otherwise.id};
  for (const auto& [of, label] : cases) {
    list.push_back(type(of));
    list.push_back(label.id);
  }
  code_->lists.push_back(std::move(list));
  switches_.push_back(uint32_t(code_->lists.size() - 1));
  return switches_.back();
}

// ---- Sizes of the windows -------------------------------------------------------------

void CodeBuilder::reserve(uint32_t plain, uint32_t managed) {
  plain_ = std::max(plain_, plain);
  managed_ = std::max(managed_, managed);
}

void CodeBuilder::count_list(Operand kind, const std::vector<uint32_t>& list) {
  size_t first = kind == Operand::kRegisterList ? 0 : kind == Operand::kArgumentList ? 1 : 2;
  for (size_t i = first; i < list.size(); ++i)
    list[i] & 1 ? reserve(0, (list[i] >> 1) + 1) : reserve((list[i] >> 1) + 1, 0);
}

void CodeBuilder::use_register(Operand kind, uint32_t number) {
  switch (kind) {
  case Operand::kPlainIn:
  case Operand::kPlainOut:
  case Operand::kPlainInOut:
  case Operand::kPlainWindow: reserve(number + 1, 0); break;
  case Operand::kPlainPair: reserve(number + 2, 0); break;
  case Operand::kManagedIn:
  case Operand::kManagedOut:
  case Operand::kManagedInOut:
  case Operand::kManagedTake:
  case Operand::kManagedWindow: reserve(0, number + 1); break;
  case Operand::kRegisterList:
  case Operand::kArgumentList:
  case Operand::kTypedList: count_list(kind, code_->lists[number]); break;
  case Operand::kWhenList:
    if (code_->lists[number][2] != kNoRegister) reserve(code_->lists[number][2] + 1, 0);
    break;
  case Operand::kNone:
  case Operand::kConstant:
  case Operand::kWideConstant:
  case Operand::kText:
  case Operand::kManagedConstant:
  case Operand::kWideManagedConstant:
  case Operand::kField:
  case Operand::kFieldPair:
  case Operand::kGlobal:
  case Operand::kFunction:
  case Operand::kType:
  case Operand::kAttributes:
  case Operand::kJump:
  case Operand::kWideJump:
  case Operand::kImmediate:
  case Operand::kWideImmediate:
  case Operand::kNumber:
  case Operand::kSwitchList:
  case Operand::kTypeSwitchList: break;
  }
}

void CodeBuilder::count_registers() {
  for (const Instruction& i : code_->instructions) {
    const auto& operands = kOpcodes[i.op].operands;
    use_register(operands[0], i.a);
    use_register(operands[1], i.b);
    use_register(operands[2], i.c);
  }
  if (plain_ > kLimit || managed_ > kLimit) problem_ = "a body uses more than 65535 registers";
  code_->plain_registers = uint16_t(plain_);
  code_->managed_registers = uint16_t(managed_);
}

// ---- Jumps ----------------------------------------------------------------------------
//
// A short jump whose target is out of reach becomes three instructions:
//
//     op a, b, +1        taken: skips the next
//     Jump +1            not taken: over the wide one
//     Jump target

int64_t CodeBuilder::distance(const Fixup& fixup, const std::vector<uint32_t>& places) const {
  uint32_t from = places[fixup.instruction] + 1;
  return int64_t(places[labels_[fixup.label]]) - from;
}

// Where each instruction lies once enough jumps are widened; one more entry for the end.
std::vector<uint32_t> CodeBuilder::place_instructions() {
  std::vector<uint32_t> places(size() + 1);
  bool changed = true;
  while (changed) {
    changed = false;
    uint32_t place = 0;
    size_t next = 0;
    for (uint32_t i = 0; i < size(); ++i) {
      places[i] = place++;
      for (; next < fixups_.size() && fixups_[next].instruction == i; ++next)
        if (fixups_[next].widened) place += 2;
    }
    places[size()] = place;
    for (Fixup& fixup : fixups_) {
      if (fixup.wide || fixup.widened) continue;
      int64_t offset = distance(fixup, places);
      if (offset == int16_t(offset)) continue;
      fixup.widened = true;
      changed = true;
    }
  }
  return places;
}

void CodeBuilder::rewrite(const std::vector<uint32_t>& places) {
  std::vector<Instruction> old = std::move(code_->instructions);
  std::vector<Span> old_spans = std::move(code_->spans);
  code_->instructions.clear();
  code_->spans.clear();
  size_t next = 0;
  auto add = [&](Instruction i, Span span) {
    code_->instructions.push_back(i);
    code_->spans.push_back(span);
  };
  for (uint32_t i = 0; i < old.size(); ++i) {
    Instruction made = old[i];
    if (next == fixups_.size() || fixups_[next].instruction != i) {
      add(made, old_spans[i]);
      continue;
    }
    const Fixup& fixup = fixups_[next++];
    int64_t offset = distance(fixup, places);
    if (fixup.wide) {
      add(Instruction::wide(made.op, made.a, int32_t(offset)), old_spans[i]);
      continue;
    }
    made.c = fixup.widened ? 1 : uint16_t(offset);
    add(made, old_spans[i]);
    if (!fixup.widened) continue;
    add(Instruction::wide(uint16_t(Opcode::kJump), 0, 1), old_spans[i]);
    add(Instruction::wide(uint16_t(Opcode::kJump), 0, int32_t(offset - 2)), old_spans[i]);
  }
}

void CodeBuilder::resolve_switches(const std::vector<uint32_t>& places) {
  for (uint32_t index : switches_) {
    auto& list = code_->lists[index];
    list[0] = places[labels_[list[0]]];
    for (size_t i = 2; i < list.size(); i += 2) list[i] = places[labels_[list[i]]];
  }
}

const Code* CodeBuilder::finish() {
  // Numbers that do not fit were cut: they name nothing.
  if (problem_.empty()) count_registers();
  if (!problem_.empty()) return nullptr;
  for (const Fixup& fixup : fixups_) CHECK(labels_[fixup.label] != kUnbound);
  std::vector<uint32_t> places = place_instructions();
  rewrite(places);
  resolve_switches(places);
  return problem_.empty() ? code_ : nullptr;
}

}  // namespace avocet
