// Loops. The condition of a `while` stands behind its body, so that a turn costs one jump.
#include "compiler/body.h"
#include "compiler/fold.h"

namespace avocet {

using namespace tree;

void BodyCompiler::loop_body(const Stmt* body, Label next, Label exit) {
  breakables_.push_back({exit, next, true});
  statement(body);
  breakables_.pop_back();
}

void BodyCompiler::while_statement(const WhileStmt& s) {
  auto known = fold(s.condition, compiler_);
  if (known && !known->b()) return;
  Label top = b_.new_label(), test = b_.new_label(), exit = b_.new_label();
  if (!known) emit<op::Jump>(test);
  b_.bind(top);
  loop_body(s.body, test, exit);
  b_.bind(test);
  jump(s.condition, true, top);
  b_.bind(exit);
}

void BodyCompiler::for_statement(const ForStmt& s) {
  for (const Local* key : s.keys) place_local(key);
  if (s.value) place_local(s.value);
  const Type* type = s.container->type;
  if (const TableType* table = as_table(type)) return for_table(s, table);
  if (const VectorType* vector = as_vector(type)) return for_vector(s, vector);
  if (type->kind == TypeKind::kString) return for_string(s);
  unexpected(s.span, "a loop over this type");
}

// What is iterated stays what it is when the loop started, whatever is assigned to the variable
// that held it.
Reg BodyCompiler::loop_container(const ForStmt& s) {
  const Expr* e = same_value(s.container);
  Reg r = value(e);
  if (is_temporary(r) || !usage_.of(as<LocalExpr>(e).local).changes()) return r;
  Reg copy = temporary(true);
  move(copy, r);
  return copy;
}

// Where a turn of a loop puts a variable: in its register, or, if it lives in the closure, in one
// that wrote_loop_variable() takes it from.
Reg BodyCompiler::loop_register(const Local* local) {
  bool captured = place_of(local).kind == LocalPlace::Kind::kCapture;
  return captured ? temporary(local->type) : local_register(local);
}

void BodyCompiler::wrote_loop_variable(const Local* local, Reg value) {
  const LocalPlace& place = place_of(local);
  if (place.kind == LocalPlace::Kind::kCapture)
    store_capture(place, value);
  else
    wrote_local(local);
}

void BodyCompiler::bind_key(const Local* local, Reg cursor, uint32_t number) {
  if (place_of(local).kind == LocalPlace::Kind::kNone) return;
  Reg to = loop_register(local);
  if (to.managed)
    emit<op::EntryManagedKey>(to, cursor, number);
  else
    emit<op::EntryKey>(to, cursor, number);
  // The table's keys must not change by what the body does to its variable.
  if (to.managed && is_mutable(local->type)) emit<op::CopyDeep>(to, to, type_operand(local->type));
  wrote_loop_variable(local, to);
}

void BodyCompiler::for_table(const ForStmt& s, const TableType*) {
  Reg table = loop_container(s);
  Reg cursor = temporary(true);
  emit<op::BeginEntries>(cursor, table);
  Label next = b_.new_label(), exit = b_.new_label();
  b_.bind(next);
  emit<op::NextEntry>(cursor, exit);
  for (uint32_t i = 0; i < s.keys.size(); ++i) bind_key(s.keys[i], cursor, i);
  if (s.value && place_of(s.value).kind != LocalPlace::Kind::kNone) {
    Reg to = loop_register(s.value);
    if (to.managed)
      emit<op::EntryManagedValue>(to, cursor);
    else
      emit<op::EntryValue>(to, cursor);
    wrote_loop_variable(s.value, to);
  }
  loop_body(s.body, next, exit);
  if (!b_.unreachable()) emit<op::Jump>(next);
  b_.bind(exit);
  emit<op::ClearManaged>(cursor);
}

void BodyCompiler::for_vector(const ForStmt& s, const VectorType*) {
  Reg vector = loop_container(s);
  const Local* key = s.keys[0];
  const LocalPlace& home = place_of(key);
  // The variable itself counts, unless somebody else changes it or sees it behind the loop, where
  // it is what it was in the last turn.
  bool direct = home.kind == LocalPlace::Kind::kRegister && home.flag == UINT16_MAX &&
                !usage_.of(key).written && !usage_.of(key).given;
  Reg at = direct ? local_register(key) : temporary(false);
  emit<op::LoadNumber>(at, -1);
  Label next = b_.new_label(), exit = b_.new_label();
  b_.bind(next);
  emit<op::NextElement>(at, vector, exit);
  if (place_of(key).kind != LocalPlace::Kind::kNone && !direct) {
    Reg to = loop_register(key);
    move(to, at);
    wrote_loop_variable(key, to);
  }
  if (s.value && place_of(s.value).kind != LocalPlace::Kind::kNone) {
    Reg to = loop_register(s.value);
    if (to.managed)
      emit<op::LoadManagedElement>(to, vector, at);
    else
      emit<op::LoadElement>(to, vector, at);
    wrote_loop_variable(s.value, to);
  }
  loop_body(s.body, next, exit);
  if (!b_.unreachable()) emit<op::Jump>(next);
  b_.bind(exit);
}

void BodyCompiler::for_string(const ForStmt& s) {
  Reg text = loop_container(s);
  Reg at = temporary(false);
  emit<op::LoadNumber>(at, -1);
  Label next = b_.new_label(), exit = b_.new_label();
  b_.bind(next);
  emit<op::NextByte>(at, text, exit);
  const Local* key = s.keys[0];
  if (place_of(key).kind != LocalPlace::Kind::kNone) {
    Reg to = loop_register(key);
    emit<op::IndexString>(to, text, at);
    wrote_loop_variable(key, to);
  }
  loop_body(s.body, next, exit);
  if (!b_.unreachable()) emit<op::Jump>(next);
  b_.bind(exit);
}

}  // namespace avocet
