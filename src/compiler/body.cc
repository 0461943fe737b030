#include "compiler/body.h"

#include "bytecode/verify.h"
#include "compiler/peephole.h"

namespace avocet {

using namespace tree;

BodyCompiler::BodyCompiler(Compiler& compiler, FunctionId owner)
    : compiler_(compiler), program_(compiler.program()), b_(compiler.program(), owner),
      owner_(owner) {}

// ---- Registers

Reg BodyCompiler::temporary(bool managed) {
  uint32_t& top = managed ? managed_top_ : plain_top_;
  uint32_t number = top++;
  b_.reserve(plain_top_, managed_top_);  // reports windows that are too large
  return {uint16_t(number), managed};
}

BodyCompiler::LocalPlace& BodyCompiler::place_of(const Local* local) {
  if (local->index >= places_.size()) places_.resize(local->index + 1);
  return places_[local->index];
}

Reg BodyCompiler::local_register(const Local* local) const {
  return {places_[local->index].number, local->type->managed()};
}

// Gives a local its register, and a flag if it needs one. Locals nobody looks at get none.
void BodyCompiler::place_local(const Local* local) {
  LocalPlace& place = place_of(local);
  if (place.kind != LocalPlace::Kind::kNone || !usage_.of(local).used) return;
  place.kind = LocalPlace::Kind::kRegister;
  place.number = temporary(local->type).number;
  auto& names = local->type->managed() ? managed_names_ : plain_names_;
  names.emplace_back(local->name);
  if (!local->maybe_unset || local->type->managed()) return;
  place.flag = temporary(false).number;
  plain_names_.push_back(std::string(local->name) + "?");
}

// Parameters lie where the caller put them, in the order of the function's own type. A body with an
// alternate prototype names some of them differently, or not at all.
void BodyCompiler::place_parameters(const tree::Function& function) {
  const FunctionType* type = function.global ? as_function(function.global->type) : function.type;
  std::vector<Reg> registers;
  for (const Parameter& p : type->parameters) {
    registers.push_back(temporary(p.type));
    (p.type->managed() ? managed_names_ : plain_names_).emplace_back(p.name);
  }
  for (size_t i = 0; i < function.parameters.size(); ++i) {
    size_t argument = function.argument_map.empty() ? i : function.argument_map[i];
    LocalPlace& place = place_of(function.parameters[i]);
    place.kind = LocalPlace::Kind::kRegister;
    place.number = registers[argument].number;
    auto& names = registers[argument].managed ? managed_names_ : plain_names_;
    names[place.number] = std::string(function.parameters[i]->name);
  }
}

// A capture that the body assigns lives in the closure, so that the next call sees it; others are
// loaded once.
void BodyCompiler::place_captures(const tree::Function& function) {
  CaptureFlags flags = compiler_.capture_flags(function);
  for (size_t i = 0; i < function.captures.size(); ++i) {
    const Local* local = function.captures[i].inner;
    uint16_t flag = flags.take(local);
    if (!usage_.of(local).used) continue;
    if (usage_.of(local).changes()) {
      place_of(local) = {LocalPlace::Kind::kCapture, uint16_t(i), flag};
      continue;
    }
    LocalPlace& place = place_of(local);
    place.kind = LocalPlace::Kind::kRegister;
    place.number = temporary(local->type).number;
    (local->type->managed() ? managed_names_ : plain_names_).emplace_back(local->name);
    if (local->type->managed())
      emit<op::LoadManagedCapture>(place.number, i);
    else
      emit<op::LoadCapture>(place.number, i);
    if (flag == CaptureFlags::kNone) continue;
    place.flag = temporary(false).number;
    plain_names_.push_back(std::string(local->name) + "?");
    emit<op::LoadCapture>(place.flag, flag);
  }
}

// Variables of the condition of a `when` live in its closure, which the bodies share.
void BodyCompiler::place_when_locals(const tree::Function& function) {
  size_t number = function.captures.size();
  CaptureFlags flags = compiler_.capture_flags(function);
  for (const Capture& c : function.captures) flags.take(c.inner);
  for (const Local* local : compiler_.when_locals(function))
    place_of(local) = {LocalPlace::Kind::kCapture, uint16_t(number++), flags.take(local)};
}

// A register may hold leftovers of the caller's: makes a local unset for certain.
void BodyCompiler::clear_unset(const Local* local) {
  const LocalPlace& place = place_of(local);
  if (place.kind != LocalPlace::Kind::kRegister || !local->maybe_unset) return;
  if (place.flag != UINT16_MAX)
    emit<op::LoadNumber>(place.flag, 0);
  else if (local->type->managed())
    emit<op::ClearManaged>(place.number);
}

// ---- Whole bodies

const Code* BodyCompiler::function(const tree::Function& function) {
  usage_.add(function.body);
  result_ = function.type->result;
  is_hook_ = function.type->flavor == Flavor::kHook;
  may_lack_results_ = function.may_lack_results;
  is_condition_ = compiler_.is_condition(function);
  b_.set_span(function.span);
  place_parameters(function);
  place_captures(function);
  place_when_locals(function);
  for (const Local* local : function.locals) {
    if (place_of(local).kind != LocalPlace::Kind::kNone) continue;
    place_local(local);
    clear_unset(local);
  }
  plain_base_ = plain_top_;
  managed_base_ = managed_top_;
  statement(function.body);
  return finish(function.span);
}

const Code* BodyCompiler::action(const Action& given) {
  Action action = given;
  action.value = given.value_now();
  if (action.value) usage_.add(action.value);
  if (action.statement) usage_.add(action.statement);
  b_.set_span(action.span);
  may_lack_results_ = action.may_lack_results;
  for (const Local* local : action.locals) {
    place_local(local);
    clear_unset(local);
  }
  plain_base_ = plain_top_;
  managed_base_ = managed_top_;
  switch (action.kind) {
  case ActionKind::kInitialise: initialise(action); break;
  case ActionKind::kRedefine: redefine(action); break;
  case ActionKind::kStatement: statement(action.statement); break;
  }
  return finish(action.span);
}

const Code* BodyCompiler::expression(const Expr* expr) {
  usage_.add(expr);
  result_ = expr->type;
  b_.set_span(expr->span);
  if (expr->type->kind == TypeKind::kVoid)
    effect(expr);
  else
    return_value(expr);
  return finish(expr->span);
}

const Code* BodyCompiler::attributes_of(const Global& global) {
  b_.set_span(global.span);
  Reg table = temporary(true);
  load_global(table, &global);
  attach(table, compiler_.table_attributes(global.attributes, global.type));
  return finish(global.span);
}

const Code* BodyCompiler::finish(Span span) {
  if (!b_.unreachable()) {
    At at(*this, span);
    leave(false);
  }
  for (const LandingPlace& landing : landings_) {
    emit<op::Landing>(landing.behind);
    emit<op::Jump>(landing.target);
  }
  std::vector<std::string> names = std::move(plain_names_);
  names.insert(names.end(), managed_names_.begin(), managed_names_.end());
  b_.name_registers(std::move(names));
  const Code* code = b_.finish();
  if (!code) {
    compiler_.diagnostics().error(span, b_.problem());
    return nullptr;
  }
  // The code is the program's, and nobody has seen it yet.
  if (optimise()) thread_jumps(const_cast<Code&>(*code));
#ifndef NDEBUG
  Outcome verified = verify(program_, *code);
  DCHECK(verified.ok());
#endif
  return code;
}

// ---- What cannot be compiled

void BodyCompiler::unexpected(Span span, std::string_view what) {
  compiler_.unexpected(span, std::string(what));
  fail("internal error: " + std::string(what) + " came to the compiler");
}

void BodyCompiler::fail(std::string_view text) {
  Temporaries scope(*this);
  Reg message = temporary(true);
  emit<op::LoadManagedConstant>(message, b_.text(text));
  emit<op::Fail>(message);
}

}  // namespace avocet
