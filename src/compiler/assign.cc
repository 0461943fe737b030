// Assignments of all kinds.
//
// `x = e` evaluates e, then what is needed to find x; `x op= e` and `++x` find x once, first. What
// can be done in the place itself (numbers in locals, fields and elements; strings that grow;
// containers that take elements) is done there.
#include "compiler/body.h"
#include "compiler/fold.h"
#include "compiler/operators.h"

namespace avocet {

using namespace tree;

struct BodyCompiler::Place {
  const Expr* target;
  Reg object{};  // the record or container
  Reg index{};   // of a vector's element; the bounds of a slice
  Key key{};     // of a table's element
};

// ---- Locals and globals

void BodyCompiler::wrote_local(const Local* local) {
  const LocalPlace& place = place_of(local);
  bool is_register = place.kind == LocalPlace::Kind::kRegister;
  if (is_register && place.flag != UINT16_MAX) emit<op::LoadNumber>(place.flag, 1);
}

void BodyCompiler::assign_local(const Local* local, const Expr* e) {
  Temporaries scope(*this);
  const LocalPlace& place = place_of(local);
  if (place.kind == LocalPlace::Kind::kRegister) {
    TargetScope target(*this, e, local);
    into(e, local_register(local));
    return wrote_local(local);
  }
  if (place.kind == LocalPlace::Kind::kNone) return effect(e);
  store_capture(place, value(e));
}

void BodyCompiler::store_capture(const LocalPlace& place, Reg v) {
  if (v.managed) return emit<op::StoreManagedCapture>(place.number, v);
  emit<op::StoreCapture>(place.number, v);
  if (place.flag == UINT16_MAX) return;
  Temporaries scope(*this);
  Reg is_set = temporary(false);
  emit<op::LoadNumber>(is_set, 1);
  emit<op::StoreCapture>(place.flag, is_set);
}

void BodyCompiler::store_global(const Global* global, Reg v, bool last_use) {
  uint32_t g = global_operand(global);
  if (!v.managed) return emit<op::StoreGlobal>(g, v);
  if (last_use && is_temporary(v)) return emit<op::StoreManagedGlobalTake>(g, v);
  emit<op::StoreManagedGlobal>(g, v);
}

// ---- Places

// Evaluates what has to be known to read and write `target`.
BodyCompiler::Place BodyCompiler::locate(const Expr* target) {
  Place place{target};
  if (target->kind == ExprKind::kField) place.object = value(as<FieldExpr>(target).record);
  if (target->kind == ExprKind::kSlice) {
    place.object = value(as<SliceExpr>(target).container);
    place.index = slice_bounds(as<SliceExpr>(target));
  }
  if (target->kind != ExprKind::kIndex) return place;
  auto& element = as<IndexExpr>(target);
  place.object = value(element.container);
  if (const TableType* table = as_table(element.container->type))
    place.key = key(table, element.keys);
  else
    place.index = value(element.keys[0]);
  return place;
}

Reg BodyCompiler::load(const Place& place) {
  const Expr* target = place.target;
  if (target->kind == ExprKind::kLocal) return value(target);
  Reg to = temporary(target->type);
  if (target->kind == ExprKind::kField) {
    uint32_t field = as<FieldExpr>(target).field;
    if (to.managed)
      emit<op::LoadManagedField>(to, place.object, field);
    else
      emit<op::LoadField>(to, place.object, field);
  } else if (target->kind == ExprKind::kIndex) {
    auto& element = as<IndexExpr>(target);
    if (const TableType* table = as_table(element.container->type))
      load_element(table, place.object, place.key, to);
    else if (place.index.managed)
      emit<op::SelectElements>(to, place.object, place.index);
    else if (to.managed)
      emit<op::LoadManagedElement>(to, place.object, place.index);
    else
      emit<op::LoadElement>(to, place.object, place.index);
  } else {
    into(target, to);
  }
  return to;
}

void BodyCompiler::store(const Place& place, Reg v, bool last_use) {
  const Expr* target = place.target;
  switch (target->kind) {
  case ExprKind::kLocal: {
    const Local* local = as<LocalExpr>(target).local;
    const LocalPlace& home = place_of(local);
    if (home.kind == LocalPlace::Kind::kCapture) return store_capture(home, v);
    if (last_use)
      move_last(local_register(local), v);
    else
      move(local_register(local), v);
    return wrote_local(local);
  }
  case ExprKind::kGlobal: return store_global(as<GlobalExpr>(target).global, v, last_use);
  case ExprKind::kFunctionValue:
    CHECK(as<GlobalExpr>(target).global->variable);
    return store_global(as<GlobalExpr>(target).global->variable, v, last_use);
  case ExprKind::kField:
    return store_in_field(place.object, as<FieldExpr>(target).field, v, last_use);
  case ExprKind::kIndex: {
    const Type* container = as<IndexExpr>(target).container->type;
    if (const TableType* table = as_table(container))
      return store_element(table, place.object, place.key, v, last_use);
    if (place.index.managed) return emit<op::StoreElements>(place.object, place.index, v);
    if (container->kind == TypeKind::kVector)
      return store_in_vector(place.object, place.index, v, last_use);
    return unexpected(target->span, "assigning to a part of this type");
  }
  case ExprKind::kSlice:
    if (as<SliceExpr>(target).container->type->kind != TypeKind::kVector)
      return unexpected(target->span, "assigning to a slice of this type");
    return emit<op::StoreSlice>(place.object, place.index, v);
  case ExprKind::kConvert: {
    // A target seen as another type of the same slots.
    Place inner = place;
    inner.target = as<ConvertExpr>(target).operand;
    return store(inner, v, last_use);
  }
  case ExprKind::kConstant:
  case ExprKind::kUnary:
  case ExprKind::kBinary:
  case ExprKind::kConditional:
  case ExprKind::kAssign:
  case ExprKind::kCompound:
  case ExprKind::kStep:
  case ExprKind::kHasField:
  case ExprKind::kCall:
  case ExprKind::kIn:
  case ExprKind::kRecord:
  case ExprKind::kContainer:
  case ExprKind::kLambda:
  case ExprKind::kCast:
  case ExprKind::kIs:
  case ExprKind::kSchedule:
  case ExprKind::kListAssign: return unexpected(target->span, "assigning to this expression");
  }
}

void BodyCompiler::store(const Expr* target, Reg v, bool last_use) {
  Temporaries scope(*this);
  store(locate(target), v, last_use);
}

// ---- Plain assignment

// `v[|v|] = e`. The value comes first, so that the size is what it is afterwards.
bool BodyCompiler::append_at_end(const IndexExpr& target, const Expr* e) {
  if (!optimise() || target.container->type->kind != TypeKind::kVector) return false;
  const Expr* at = same_value(target.keys[0]);
  if (at->kind != ExprKind::kUnary || as<UnaryExpr>(at).op != UnaryOp::kSize) return false;
  if (!same_place(target.container, as<UnaryExpr>(at).operand)) return false;
  Temporaries scope(*this);
  Reg v = value(e);
  append(value(target.container), v, true);
  return true;
}

// `s = s + a + b` for a local string: grows in place.
bool BodyCompiler::append_to_itself(const Expr* target, const Expr* e) {
  if (!optimise() || target->type->kind != TypeKind::kString) return false;
  const Local* local = as<LocalExpr>(target).local;
  if (place_of(local).kind != LocalPlace::Kind::kRegister) return false;
  std::vector<const Expr*> parts;
  while (e->kind == ExprKind::kBinary) {
    if (mentions(as<BinaryExpr>(e).right, local)) return false;
    parts.push_back(as<BinaryExpr>(e).right);
    e = as<BinaryExpr>(e).left;
  }
  if (parts.empty() || !same_place(e, target)) return false;
  Temporaries scope(*this);
  Reg home = read_local(local, e->span);
  std::vector<Reg> registers;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) registers.push_back(value(*part));
  for (Reg r : registers) emit<op::AppendString>(home, r);
  return true;
}

std::optional<Reg> BodyCompiler::assign(const AssignExpr& e, bool wanted) {
  At at(*this, e.span);
  const Expr* target = e.target;
  if (target->kind == ExprKind::kLocal) {
    const Local* local = as<LocalExpr>(target).local;
    if (!append_to_itself(target, e.value)) assign_local(local, e.value);
    if (!wanted) return std::nullopt;
    return read_local(local, target->span);
  }
  if (!wanted && target->kind == ExprKind::kIndex && append_at_end(as<IndexExpr>(target), e.value))
    return std::nullopt;
  if (!wanted && store_constant(target, e.value)) return std::nullopt;
  Reg v = value(e.value);
  store(target, v, !wanted);
  return v;
}

// `r$f = 5`, `v[i] = F`: without a register for the constant.
bool BodyCompiler::store_constant(const Expr* target, const Expr* e) {
  auto known = optimise() ? fold(e, compiler_) : std::nullopt;
  if (!known) return false;
  Temporaries scope(*this);
  if (target->kind == ExprKind::kField) {
    auto& field = as<FieldExpr>(target);
    return store_constant_in_field(value(field.record), field.field, *known, e->type);
  }
  if (target->kind != ExprKind::kIndex || !e->type->plain()) return false;
  auto& element = as<IndexExpr>(target);
  uint32_t c = plain_constant(*known, e->type);
  bool single = element.container->type->kind == TypeKind::kVector &&
                element.keys[0]->type->kind != TypeKind::kVector;
  if (!single || c > UINT16_MAX) return false;
  Place place = locate(target);
  emit<op::StoreElementConst>(place.object, place.index, c);
  return true;
}

// ---- Compound assignment

// Whether the object that the target holds is what changes, not the place.
bool BodyCompiler::changes_object(const AssignExpr& e) const {
  switch (e.target->type->kind) {
  case TypeKind::kTable:
  case TypeKind::kSet:
  case TypeKind::kVector: return true;
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kBool:
  case TypeKind::kInt:
  case TypeKind::kCount:
  case TypeKind::kDouble:
  case TypeKind::kTime:
  case TypeKind::kInterval:
  case TypeKind::kEnum:
  case TypeKind::kPort:
  case TypeKind::kAddr:
  case TypeKind::kSubnet:
  case TypeKind::kString:
  case TypeKind::kPattern:
  case TypeKind::kRecord:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: return false;
  }
  UNREACHABLE();
}

// Changes the container in `object` by the right side.
void BodyCompiler::update(BinaryOp op, const AssignExpr& e, Reg object) {
  const Type* type = e.target->type;
  Reg v = value(e.value);
  if (type->kind == TypeKind::kVector) {
    if (e.append_all) return emit<op::AppendAll>(object, v);
    return append(object, v, true);
  }
  bool whole = as_table(e.value->type) != nullptr;
  if (!whole ||
      (type->kind == TypeKind::kSet && same_type(as_table(type)->keys[0], e.value->type) &&
       !same_type(type, e.value->type))) {
    Key k{v.managed ? Key::Form::kValue : Key::Form::kPlain, v.number};
    if (op == BinaryOp::kAdd) return add_element(object, k);
    return erase_element(object, k);
  }
  if (op == BinaryOp::kAdd || op == BinaryOp::kBitOr) return emit<op::AddAll>(object, v);
  if (op == BinaryOp::kBitAnd) return emit<op::KeepAll>(object, v);
  emit<op::RemoveAll>(object, v);
}

bool BodyCompiler::add_to_field(const FieldExpr& target, bool negative, const Expr* e, Span span) {
  TypeKind kind = target.type->kind;
  bool word = !is_floating(kind);
  uint32_t constant = UINT32_MAX;
  auto known = fold(e, compiler_);
  if (word && known) {
    uint64_t by = negative ? 0 - known->u : known->u;
    constant = kind == TypeKind::kInt ? b_.int_constant(int64_t(by)) : b_.count_constant(by);
  }
  if (word && negative && constant > UINT16_MAX) return false;
  Reg r = value(target.record);
  Reg v = constant > UINT16_MAX ? value(e) : Reg{};
  At at(*this, span);
  if (constant <= UINT16_MAX)
    emit<op::AddFieldIntConst>(r, target.field, constant);
  else if (word)
    emit<op::AddFieldInt>(r, target.field, v);
  else if (negative)
    emit<op::SubFieldDouble>(r, target.field, v);
  else
    emit<op::AddFieldDouble>(r, target.field, v);
  return true;
}

// Adds to a number within a record, vector or table without loading it. Only where the result is
// not wanted.
bool BodyCompiler::add_in_place(const Expr* target, BinaryOp op, const Expr* e, Span span) {
  TypeKind kind = target->type->kind;
  bool word = kind == TypeKind::kInt || kind == TypeKind::kCount;
  if (!optimise() || (!word && !is_floating(kind))) return false;
  if (op != BinaryOp::kAdd && op != BinaryOp::kSubtract) return false;
  if (op == BinaryOp::kSubtract && kind == TypeKind::kCount) return false;  // may warn
  auto known = fold(e, compiler_);
  bool negative = op == BinaryOp::kSubtract;
  if (target->kind == ExprKind::kGlobal) {
    const Global* global = as<GlobalExpr>(target).global;
    if (!word || negative || !global->initialised) return false;
    Reg v = value(e);
    At at(*this, span);
    emit<op::AddGlobalInt>(global_operand(global), v);
    return true;
  }
  if (target->kind == ExprKind::kField)
    return add_to_field(as<FieldExpr>(target), negative, e, span);
  if (target->kind != ExprKind::kIndex || (negative && !(word && known))) return false;
  auto& element = as<IndexExpr>(target);
  const TableType* table = as_table(element.container->type);
  if (table && !word) return false;
  if (!table && (element.container->type->kind != TypeKind::kVector ||
                 element.keys[0]->type->kind == TypeKind::kVector))
    return false;
  Place place = locate(target);
  Reg v;
  if (negative) {
    v = temporary(false);
    load_constant(v, Value::of_count(0 - known->u), program_.types.basic(TypeKind::kInt));
  } else {
    v = value(e);
  }
  At at(*this, span);
  if (!table) {
    if (word)
      emit<op::AddElementInt>(place.object, place.index, v);
    else
      emit<op::AddElementDouble>(place.object, place.index, v);
    return true;
  }
  switch (place.key.form) {
  case Key::Form::kPlain: emit<op::AddTableIntByPlain>(place.object, place.key.operand, v); break;
  case Key::Form::kString: emit<op::AddTableIntByString>(place.object, place.key.operand, v); break;
  case Key::Form::kValue: emit<op::AddTableIntByValue>(place.object, place.key.operand, v); break;
  case Key::Form::kList: emit<op::AddTableIntByKeys>(place.object, place.key.operand, v); break;
  }
  return true;
}

// `x += s` for a string in a global or field: grows where it is.
bool BodyCompiler::append_in_place(const Expr* target, const Expr* e) {
  if (target->kind == ExprKind::kGlobal) {
    Reg more = value(e);
    emit<op::AppendGlobalString>(global_operand(as<GlobalExpr>(target).global), more);
    return true;
  }
  if (target->kind != ExprKind::kField) return false;
  Reg record = value(as<FieldExpr>(target).record);
  emit<op::AppendFieldString>(record, as<FieldExpr>(target).field, value(e));
  return true;
}

std::optional<Reg> BodyCompiler::compound(const AssignExpr& e, bool wanted) {
  At at(*this, e.span);
  const Expr* target = e.target;
  const Type* type = target->type;
  if (changes_object(e)) {
    Reg object = value(target);
    Temporaries scope(*this);
    update(e.op, e, object);
    return object;
  }
  // The target is read first, unless nobody can tell.
  bool in_place = !wanted && optimise() && !has_effects(e.value);
  if (in_place && add_in_place(target, e.op, e.value, e.span)) return std::nullopt;
  bool in_register = target->kind == ExprKind::kLocal &&
                     place_of(as<LocalExpr>(target).local).kind == LocalPlace::Kind::kRegister;
  if (in_register && type->kind == TypeKind::kString && optimise() &&
      !usage_.of(as<LocalExpr>(target).local).nested_write) {
    Reg home = read_local(as<LocalExpr>(target).local, target->span);
    emit<op::AppendString>(home, value(e.value));
    return home;
  }
  if (in_place && type->kind == TypeKind::kString && append_in_place(target, e.value))
    return std::nullopt;
  if (in_register && type->plain()) {
    Reg home = local_register(as<LocalExpr>(target).local);
    if (is_floating(type->kind))
      double_arithmetic(e.op, home, target, e.value);
    else
      word_arithmetic(e.op, type->kind, home, target, e.value);
    return home;
  }
  Place place = locate(target);
  Reg now = load(place);
  Reg by = value(e.value);
  Reg result = is_temporary(now) ? now : temporary(type);
  if (type->plain())
    plain_operation(e.op, type, result, now, by);
  else if (type->kind == TypeKind::kPattern && e.op == BinaryOp::kBitOr)
    combine(e.op, type, result, by, now);  // what is added is shown first
  else
    combine(e.op, type, result, now, by);
  store(place, result, !wanted);
  return result;
}

std::optional<Reg> BodyCompiler::step(const StepExpr& e, bool wanted) {
  At at(*this, e.span);
  const Type* type = e.target->type;
  bool word = type->kind == TypeKind::kInt || type->kind == TypeKind::kCount;
  if (!word && type->kind != TypeKind::kDouble) {
    unexpected(e.span, "stepping this type");
    return temporary(type);
  }
  auto change = [&](Reg r, Reg from) {
    if (!word) return emit<op::AddDoubleConst>(r, from, b_.double_constant(e.up ? 1 : -1));
    if (!e.up && type->kind == TypeKind::kCount)
      return emit<op::SubCountConst>(r, from, b_.count_constant(1));
    uint32_t by = type->kind == TypeKind::kInt ? b_.int_constant(e.up ? 1 : -1)
                                               : b_.count_constant(e.up ? 1 : UINT64_MAX);
    emit<op::AddIntConst>(r, from, by);
  };
  if (e.target->kind == ExprKind::kLocal) {
    const Local* local = as<LocalExpr>(e.target).local;
    Reg home = read_local(local, e.target->span);
    change(home, home);
    if (place_of(local).kind == LocalPlace::Kind::kCapture)
      emit<op::StoreCapture>(place_of(local).number, home);
    return home;
  }
  ConstantExpr one{{ExprKind::kConstant, type, e.span},
                   word ? Value::of_count(1) : Value::of_double(1)};
  if (!wanted && add_in_place(e.target, e.up ? BinaryOp::kAdd : BinaryOp::kSubtract, &one, e.span))
    return std::nullopt;
  Place place = locate(e.target);
  Reg now = load(place);
  change(now, now);
  store(place, now, false);
  return now;
}

// `[a, b] = [x, y]`. A value may lie where another target does: each is kept apart first.
void BodyCompiler::assign_values(const ListAssignExpr& e) {
  Temporaries scope(*this);
  At at(*this, e.span);
  std::vector<Reg> kept;
  for (const Expr* v : e.values) {
    kept.push_back(temporary(v->type));
    into(v, kept.back());
  }
  for (size_t i = 0; i < kept.size(); ++i) store(e.targets[i], kept[i], true);
}

// `[a, b] = e`: the parts of an index that came as `any`. One part is the value itself, several are
// a vector of any.
void BodyCompiler::list_assign(const ListAssignExpr& e) {
  if (!e.value) return assign_values(e);
  Temporaries scope(*this);
  At at(*this, e.span);
  Reg whole = value(e.value);
  const Type* any = program_.types.basic(TypeKind::kAny);
  bool alone = e.targets.size() == 1;
  if (!alone) {
    Reg list = temporary(true);
    emit<op::UnboxManaged>(list, whole, type_operand(program_.types.vector(any)));
    whole = list;
  }
  for (uint32_t i = 0; i < e.targets.size(); ++i) {
    Temporaries one(*this);
    Reg box = whole;
    if (!alone) {
      Reg place = temporary(false);
      emit<op::LoadNumber>(place, int32_t(i));
      box = temporary(true);
      emit<op::LoadManagedElement>(box, whole, place);
    }
    const Type* type = e.targets[i]->type;
    Reg part = temporary(type);
    if (part.managed)
      emit<op::UnboxManaged>(part, box, type_operand(type));
    else
      emit<op::UnboxPlain>(part, box, type_operand(type));
    store(e.targets[i], part, true);
  }
}

}  // namespace avocet
