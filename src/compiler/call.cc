// Calls, events, print.
#include "compiler/body.h"
#include "compiler/fold.h"

namespace avocet {

using namespace tree;

std::vector<Reg> BodyCompiler::values(std::span<Expr* const> es) {
  std::vector<Reg> registers;
  for (const Expr* e : es) registers.push_back(value(e));
  return registers;
}

uint32_t BodyCompiler::argument_list(std::span<Expr* const> es) {
  std::vector<const Type*> types;
  for (const Expr* e : es) types.push_back(e->type);
  std::vector<Reg> registers = values(es);
  return b_.argument_list(registers, types);
}

// Natives borrow their arguments from wherever they are.
Reg BodyCompiler::call_native(const CallExpr& e, std::optional<Reg> to) {
  const Type* result = e.function->result;
  // Arguments lie above the result, so that it stays at the top.
  if (!to && result->kind != TypeKind::kVoid) to = temporary(result);
  Temporaries scope(*this);
  uint32_t arguments = argument_list(e.arguments);
  uint32_t function = function_operand(e.global);
  if (!to || result->kind == TypeKind::kVoid) {
    emit<op::CallVoidNative>(function, arguments);
    return Reg{0, false};
  }
  if (to->managed)
    emit<op::CallManagedNative>(*to, function, arguments);
  else
    emit<op::CallNative>(*to, function, arguments);
  return *to;
}

// Arguments side by side from the tops on: the callee's windows.
Reg BodyCompiler::call_function(const Global* function, std::span<const Expr* const> arguments,
                                const Type* result) {
  uint32_t plain = plain_top_, managed = managed_top_;
  {
    Temporaries scope(*this);
    for (const Expr* argument : arguments) fresh(argument);
    bool hook = function->kind == GlobalKind::kHook;
    if (hook)
      emit<op::CallHook>(plain, managed, function_operand(function));
    else
      emit<op::Call>(plain, managed, function_operand(function));
  }
  if (result->kind == TypeKind::kVoid) return Reg{0, false};
  return temporary(result);
}

// A native by its value: it borrows its arguments and sees their own types, as when called by name.
void BodyCompiler::call_variadic(const CallExpr& e, Reg function) {
  uint32_t plain = plain_top_, managed = managed_top_;
  std::vector<Reg> registers{function};
  std::vector<const Type*> types{e.function};
  // What the result may overwrite is nobody's argument.
  temporary(false);
  temporary(true);
  for (const Expr* argument : e.arguments) {
    bool boxed = argument->kind == ExprKind::kConvert &&
                 as<ConvertExpr>(argument).convert == Convert::kToAny;
    const Expr* own = boxed ? as<ConvertExpr>(argument).operand : argument;
    registers.push_back(value(own));
    types.push_back(own->type);
  }
  emit<op::CallVariadic>(plain, managed, b_.argument_list(registers, types));
}

void BodyCompiler::note_landing(const CallExpr& e) {
  if (!end_of_statement_ || !owes_result(e)) return;
  if (!*end_of_statement_) *end_of_statement_ = b_.new_label();
  Label behind = b_.new_label();
  b_.bind(behind);
  landings_.push_back({behind, **end_of_statement_});
}

Reg BodyCompiler::call(const CallExpr& e) {
  At at(*this, e.span);
  const Type* result = e.function->result;
  bool direct = e.global && !e.global->variable;
  if (direct && e.global->kind == GlobalKind::kNative) return call_native(e, std::nullopt);
  if (direct) {
    Reg from = call_function(e.global, e.arguments, result);
    note_landing(e);
    return from;
  }
  // Through a value, which is kept below the windows.
  uint32_t managed_before = managed_top_;
  Reg function = temporary(true);
  if (e.global)
    load_global(function, e.global->variable);
  else
    into(e.callee, function);
  if (e.function->flavor == Flavor::kHook) {
    uint32_t plain_before = plain_top_;
    uint32_t arguments = argument_list(e.arguments);
    managed_top_ = managed_before;
    plain_top_ = plain_before;
    Reg completed = temporary(false);
    emit<op::CallHookValue>(completed, function, arguments);
    return completed;
  }
  uint32_t plain = plain_top_, managed = managed_top_;
  {
    Temporaries scope(*this);
    if (e.function->variadic) {
      call_variadic(e, function);
    } else {
      for (const Expr* argument : e.arguments) fresh(argument);
      emit<op::CallValue>(plain, managed, function);
      note_landing(e);
    }
  }
  if (result->kind == TypeKind::kVoid) return Reg{0, false};
  if (!result->managed()) {
    managed_top_ = managed_before;
    return temporary(false);
  }
  // The result comes one above the place of the function, which is where the caller wants it.
  Reg came = temporary(true);
  emit<op::TakeManaged>(function, came);
  managed_top_ = managed_before + 1;
  return function;
}

void BodyCompiler::call_for_effect(const CallExpr& e) {
  Temporaries scope(*this);
  call(e);
  bool is_known = e.global && e.global->kind == GlobalKind::kNative;
  if (owes_result(e) || (is_known && e.function->result->managed())) emit<op::ResultUnused>();
}

void BodyCompiler::call_into(const CallExpr& e, Reg to) {
  Temporaries scope(*this);
  At at(*this, e.span);
  if (e.global && !e.global->variable && e.global->kind == GlobalKind::kNative) {
    call_native(e, to);
    return;
  }
  Reg from = call(e);
  if (e.function->result->kind != TypeKind::kVoid) move_last(to, from);
}

void BodyCompiler::raise(const EventStmt& s) {
  Temporaries scope(*this);
  At at(*this, s.span);
  if (!s.event || s.event->variable) {
    Reg event = s.event ? temporary(true) : value(s.callee);
    if (s.event) load_global(event, s.event->variable);
    std::vector<Reg> arguments = values(s.arguments);
    return emit<op::RaiseValue>(event, b_.register_list(arguments));
  }
  Label end = b_.new_label();
  bool pure = !s.arguments.empty();
  for (const Expr* argument : s.arguments) pure = pure && is_pure(argument);
  if (pure) emit<op::JumpUnlessWanted>(function_operand(s.event), end);
  std::vector<Reg> arguments = values(s.arguments);
  emit<op::Raise>(function_operand(s.event), b_.register_list(arguments));
  b_.bind(end);
}

void BodyCompiler::print(const PrintStmt& s) {
  Temporaries scope(*this);
  emit<op::Print>(argument_list(s.values));
}

}  // namespace avocet
