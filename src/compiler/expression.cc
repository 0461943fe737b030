// Values of expressions that are not arithmetic, calls, assignments or constructors.
#include "compiler/body.h"
#include "compiler/fold.h"
#include "compiler/operators.h"

namespace avocet {

using namespace tree;

// ---- Moving

void BodyCompiler::load_constant(Reg to, Value v, const Type* type) {
  if (!to.managed) {
    bool floating = type->kind == TypeKind::kDouble || type->kind == TypeKind::kTime ||
                    type->kind == TypeKind::kInterval;
    if (!floating && v.i == int32_t(v.i)) return emit<op::LoadNumber>(to, int32_t(v.i));
    return emit<op::LoadConstant>(to, plain_constant(v, type));
  }
  if (v.is_null()) return emit<op::ClearManaged>(to);
  emit<op::LoadManagedConstant>(to, b_.managed_constant(v, type));
}

void BodyCompiler::move(Reg to, Reg from) {
  if (to.number == from.number) return;
  if (to.managed)
    emit<op::CopyManaged>(to, from);
  else
    emit<op::MovePlain>(to, from);
}

void BodyCompiler::move_last(Reg to, Reg from) {
  if (to.managed && is_temporary(from) && to.number != from.number)
    emit<op::TakeManaged>(to, from);
  else
    move(to, from);
}

// ---- Entry points

// The expression whose value is the same slot: conversions that change the type alone.
const Expr* BodyCompiler::same_value(const Expr* e) {
  while (e->kind == ExprKind::kConvert) {
    auto& c = as<ConvertExpr>(e);
    bool same = c.convert == Convert::kBoolToInt || c.convert == Convert::kEnumToInt ||
                c.convert == Convert::kIntervalToDouble || c.convert == Convert::kDoubleToInterval;
    if (!same) break;
    e = c.operand;
  }
  return e;
}

Reg BodyCompiler::read_local(const Local* local, Span span) {
  const LocalPlace& place = place_of(local);
  CHECK(place.kind != LocalPlace::Kind::kNone);
  bool managed = local->type->managed();
  At at(*this, span);
  if (place.kind == LocalPlace::Kind::kCapture) {
    Reg to = temporary(managed);
    load_capture(to, local);
    return to;
  }
  Reg at_home{place.number, managed};
  if (place.flag != UINT16_MAX)
    emit<op::CheckFlag>(place.flag, b_.text(local->name));
  else if (managed && local->maybe_unset)
    emit<op::CheckManaged>(at_home, b_.text(local->name));
  return at_home;
}

// A register that says whether a plain variable is set.
Reg BodyCompiler::flag_of(const Local* local) {
  const LocalPlace& place = place_of(local);
  bool is_flagged = place.flag != UINT16_MAX;
  if (is_flagged && place.kind == LocalPlace::Kind::kRegister) return {place.flag, false};
  Reg flag = temporary(false);
  if (is_flagged)
    emit<op::LoadCapture>(flag, place.flag);
  else
    emit<op::LoadNumber>(flag, 1);
  return flag;
}

void BodyCompiler::load_capture(Reg to, const Local* local) {
  uint16_t number = place_of(local).number;
  if (place_of(local).flag != UINT16_MAX) {
    Temporaries scope(*this);
    emit<op::CheckFlag>(flag_of(local), b_.text(local->name));
  }
  if (!to.managed) return emit<op::LoadCapture>(to, number);
  emit<op::LoadManagedCapture>(to, number);
  if (local->maybe_unset) emit<op::CheckManaged>(to, b_.text(local->name));
}

Reg BodyCompiler::value(const Expr* e) {
  e = same_value(e);
  if (e->kind != ExprKind::kLocal) return fresh(e);
  const Local* local = as<LocalExpr>(e).local;
  Reg home = read_local(local, e->span);
  if (is_temporary(home) || !usage_.of(local).nested_write) return home;
  Reg copy = temporary(home.managed);
  move(copy, home);
  return copy;
}

Reg BodyCompiler::fresh(const Expr* e) {
  e = same_value(e);
  if (e->kind == ExprKind::kCall && !fold(e, compiler_)) return call(as<CallExpr>(e));
  Reg to = temporary(e->type);
  into(e, to);
  return to;
}

void BodyCompiler::into(const Expr* e, Reg to) {
  At at(*this, e->span);
  if (auto known = fold(e, compiler_)) return load_constant(to, *known, e->type);
  switch (e->kind) {
  case ExprKind::kConstant: return load_constant(to, as<ConstantExpr>(e).value, e->type);
  case ExprKind::kLocal: {
    const Local* local = as<LocalExpr>(e).local;
    if (place_of(local).kind == LocalPlace::Kind::kCapture) return load_capture(to, local);
    return move(to, read_local(local, e->span));
  }
  case ExprKind::kGlobal: return load_global(to, as<GlobalExpr>(e).global);
  case ExprKind::kFunctionValue: {
    const Global* named = as<GlobalExpr>(e).global;
    if (named->variable) return load_global(to, named->variable);
    Value f = Value::of(compiler_.function_value(compiler_.function_id(named->id)));
    return emit<op::LoadManagedConstant>(to, b_.managed_constant(f, e->type));
  }
  case ExprKind::kUnary: return unary(as<UnaryExpr>(e), to);
  case ExprKind::kBinary: return binary(as<BinaryExpr>(e), to);
  case ExprKind::kConditional: return conditional(as<ConditionalExpr>(e), to);
  case ExprKind::kAssign: {
    Temporaries scope(*this);
    return move(to, *assign(as<AssignExpr>(e), true));
  }
  case ExprKind::kCompound: {
    Temporaries scope(*this);
    return move(to, *compound(as<AssignExpr>(e), true));
  }
  case ExprKind::kStep: {
    Temporaries scope(*this);
    return move(to, *step(as<StepExpr>(e), true));
  }
  case ExprKind::kIndex: return index(as<IndexExpr>(e), to);
  case ExprKind::kSlice: return slice(as<SliceExpr>(e), to);
  case ExprKind::kField: return field(as<FieldExpr>(e), to);
  case ExprKind::kHasField: {
    Temporaries scope(*this);
    auto& f = as<FieldExpr>(e);
    return emit<op::HasField>(to, value(f.record), f.field);
  }
  case ExprKind::kCall: return call_into(as<CallExpr>(e), to);
  case ExprKind::kIn: return contains(as<InExpr>(e), to);
  case ExprKind::kRecord: return record(as<RecordExpr>(e), to);
  case ExprKind::kContainer: {
    auto& c = as<ContainerExpr>(e);
    return container(c, e->type, compiler_.table_attributes(c.attributes, e->type), to);
  }
  case ExprKind::kLambda: return lambda(as<LambdaExpr>(e), to);
  case ExprKind::kConvert: return convert(as<ConvertExpr>(e), to);
  case ExprKind::kCast: return cast(as<CastExpr>(e), to);
  case ExprKind::kIs: return is_type(as<CastExpr>(e), to);
  case ExprKind::kSchedule: return schedule(as<ScheduleExpr>(e));
  case ExprKind::kListAssign: return list_assign(as<ListAssignExpr>(e));
  }
}

void BodyCompiler::effect(const Expr* e) {
  Temporaries scope(*this);
  At at(*this, e->span);
  switch (e->kind) {
  case ExprKind::kAssign: assign(as<AssignExpr>(e), false); return;
  case ExprKind::kCompound: compound(as<AssignExpr>(e), false); return;
  case ExprKind::kStep: step(as<StepExpr>(e), false); return;
  case ExprKind::kCall: return call_for_effect(as<CallExpr>(e));
  case ExprKind::kSchedule: return schedule(as<ScheduleExpr>(e));
  case ExprKind::kListAssign: return list_assign(as<ListAssignExpr>(e));
  case ExprKind::kConvert:
    if (as<ConvertExpr>(e).convert == Convert::kVoid) return effect(as<ConvertExpr>(e).operand);
    break;
  default: break;
  }
  if (e->type->kind == TypeKind::kVoid) return into(e, Reg{0, false});
  if (e->type->plain() && e->type->kind == TypeKind::kBool) {
    Label end = b_.new_label();
    jump(e, true, end);
    return b_.bind(end);
  }
  fresh(e);
}

// ---- Names

void BodyCompiler::load_global(Reg to, const Global* global) {
  if (to.managed) return emit<op::LoadManagedGlobal>(to, global_operand(global));
  if (!global->initialised) emit<op::CheckGlobal>(global_operand(global));
  emit<op::LoadGlobal>(to, global_operand(global));
}

void BodyCompiler::lambda(const LambdaExpr& e, Reg to) {
  const tree::Function& f = *e.function;
  if (!f.captures.empty()) return closure(f, {}, to);
  Value v = Value::of(compiler_.function_value(compiler_.function_id(f.id)));
  emit<op::LoadManagedConstant>(to, b_.managed_constant(v, e.type));
}

// A closure of `f`, with places for further variables of its own that are unset.
void BodyCompiler::closure(const tree::Function& f, std::span<const Local* const> own, Reg to) {
  Operands scope(*this, to);
  std::vector<Reg> captures;
  for (const Capture& c : f.captures) {
    const LocalPlace& place = place_of(c.outer);
    bool managed = c.outer->type->managed();
    Reg v{place.number, managed};
    if (place.kind == LocalPlace::Kind::kCapture) {
      v = temporary(managed);
      if (managed)
        emit<op::LoadManagedCapture>(v, place.number);
      else
        emit<op::LoadCapture>(v, place.number);
    }
    if (c.deep_copy && managed) {
      Reg copy = temporary(true);
      emit<op::CopyDeep>(copy, v, type_operand(c.outer->type));
      v = copy;
    }
    captures.push_back(v);
  }
  for (const Local* local : own) {
    captures.push_back(temporary(local->type));
    if (captures.back().managed)
      emit<op::ClearManaged>(captures.back());
    else
      emit<op::LoadNumber>(captures.back(), 0);
  }
  CaptureFlags flags = compiler_.capture_flags(f);
  for (const Capture& c : f.captures)
    if (flags.take(c.inner) != CaptureFlags::kNone) captures.push_back(flag_of(c.outer));
  for (const Local* local : own) {
    if (flags.take(local) == CaptureFlags::kNone) continue;
    captures.push_back(temporary(false));
    emit<op::LoadNumber>(captures.back(), 0);
  }
  emit<op::MakeClosure>(to, b_.function(compiler_.function_id(f.id)), b_.register_list(captures));
}

// ---- Choice

void BodyCompiler::conditional(const ConditionalExpr& e, Reg to) {
  if (e.condition->type->kind == TypeKind::kVector) {
    Temporaries scope(*this);
    Reg operands[] = {value(e.condition), value(e.yes), value(e.no)};
    return emit<op::ConditionVector>(to, b_.register_list(operands));
  }
  if (auto known = fold(e.condition, compiler_)) return into(known->b() ? e.yes : e.no, to);
  Label no = b_.new_label(), end = b_.new_label();
  jump(e.condition, false, no);
  into(e.yes, to);
  emit<op::Jump>(end);
  b_.bind(no);
  into(e.no, to);
  b_.bind(end);
}

// ---- Parts of things

void BodyCompiler::index(const IndexExpr& e, Reg to) {
  Operands scope(*this, to);
  const Type* type = e.container->type;
  Reg c = value(e.container);
  if (type->kind == TypeKind::kVector) {
    Reg at = value(e.keys[0]);
    if (at.managed) return emit<op::SelectElements>(to, c, at);
    if (to.managed) return emit<op::LoadManagedElement>(to, c, at);
    return emit<op::LoadElement>(to, c, at);
  }
  if (type->kind == TypeKind::kString) return emit<op::IndexString>(to, c, value(e.keys[0]));
  const TableType* table = as_table(type);
  if (!table) return unexpected(e.span, "indexing this type");
  if (by_pattern(table, e.keys[0])) {
    Reg operands[] = {c, value(e.keys[0])};
    return emit<op::LoadPatterns>(to, b_.typed_list(0, e.type, operands));
  }
  if (!by_prefix(table, e.keys[0])) return load_element(table, c, key(table, e.keys), to);
  Reg k = value(e.keys[0]);
  bool address = e.keys[0]->type->kind == TypeKind::kAddr;
  if (to.managed && address) return emit<op::LoadManagedPrefixByAddress>(to, c, k);
  if (to.managed) return emit<op::LoadManagedPrefixBySubnet>(to, c, k);
  if (address) return emit<op::LoadPrefixByAddress>(to, c, k);
  emit<op::LoadPrefixBySubnet>(to, c, k);
}

// Two neighbouring registers: where a slice begins and ends.
Reg BodyCompiler::slice_bounds(const SliceExpr& e) {
  Reg from = temporary(false), end = temporary(false);
  auto bound = [&](const Expr* x, Reg to, int64_t otherwise) {
    if (x) return into(x, to);
    load_constant(to, Value::of_int(otherwise), program_.types.basic(TypeKind::kInt));
  };
  bound(e.from, from, 0);
  bound(e.to, end, INT64_MAX);
  return from;
}

void BodyCompiler::slice(const SliceExpr& e, Reg to) {
  Operands scope(*this, to);
  Reg c = value(e.container);
  Reg bounds = slice_bounds(e);
  if (e.container->type->kind == TypeKind::kVector) return emit<op::SliceVector>(to, c, bounds);
  emit<op::SliceString>(to, c, bounds);
}

void BodyCompiler::field(const FieldExpr& e, Reg to) {
  Operands scope(*this, to);
  if (e.record->kind == ExprKind::kField && optimise()) {
    auto& outer = as<FieldExpr>(e.record);
    if (outer.field < 256 && e.field < 256) {
      Reg r = value(outer.record);
      uint16_t pair = uint16_t(outer.field | e.field << 8);
      if (to.managed) return emit<op::LoadManagedFieldField>(to, r, pair);
      return emit<op::LoadFieldField>(to, r, pair);
    }
  }
  Reg r = value(e.record);
  if (to.managed) return emit<op::LoadManagedField>(to, r, e.field);
  emit<op::LoadField>(to, r, e.field);
}

void BodyCompiler::contains(const InExpr& e, Reg to) {
  Operands scope(*this, to);
  const Expr* first = e.keys[0];
  switch (e.in) {
  case InKind::kTable: {
    const TableType* table = as_table(e.container->type);
    if (by_pattern(table, first)) {
      Reg k = value(first);
      emit<op::InPatterns>(to, value(e.container), k);
    } else if (by_prefix(table, first)) {
      Reg k = value(first);
      if (first->type->kind == TypeKind::kAddr)
        emit<op::InPrefixByAddress>(to, value(e.container), k);
      else
        emit<op::InPrefixBySubnet>(to, value(e.container), k);
    } else {
      Key k = key(table, e.keys);
      contains_element(value(e.container), k, to);
    }
    break;
  }
  case InKind::kSubstring: {
    Reg part = value(first);
    emit<op::ContainsString>(to, part, value(e.container));
    break;
  }
  case InKind::kPattern: {
    Reg pattern = value(first);
    emit<op::MatchAnywhere>(to, pattern, value(e.container));
    break;
  }
  case InKind::kSubnet: {
    Reg inner = value(first);
    Reg outer = value(e.container);
    if (first->type->kind == TypeKind::kSubnet)
      emit<op::SubnetInSubnet>(to, inner, outer);
    else
      emit<op::AddressInSubnet>(to, inner, outer);
    break;
  }
  case InKind::kVectorIndex: {
    Reg at = value(first);
    emit<op::HasElement>(to, at, value(e.container));
    break;
  }
  }
  if (e.negated) emit<op::Not>(to, to);
}

// ---- Types

void BodyCompiler::convert(const ConvertExpr& e, Reg to) {
  // Conversions that the operand's own code does.
  switch (e.convert) {
  case Convert::kBoolToInt:
  case Convert::kEnumToInt:
  case Convert::kIntervalToDouble:
  case Convert::kDoubleToInterval: return into(e.operand, to);
  case Convert::kVoid: return effect(e.operand);
  case Convert::kContainerType:
    if (e.operand->kind != ExprKind::kContainer) break;
    return container(as<ContainerExpr>(e.operand), e.type,
                     compiler_.table_attributes(as<ContainerExpr>(e.operand).attributes, e.type),
                     to);
  default: break;
  }
  Operands scope(*this, to);
  Reg v = value(e.operand);
  switch (e.convert) {
  case Convert::kIntToDouble: return emit<op::IntToDouble>(to, v);
  case Convert::kCountToDouble: return emit<op::CountToDouble>(to, v);
  case Convert::kCountToInt: return emit<op::CountToInt>(to, v);
  case Convert::kIntToCount: return emit<op::IntToCount>(to, v);
  case Convert::kDoubleToInt: return emit<op::DoubleToInt>(to, v);
  case Convert::kDoubleToCount: return emit<op::DoubleToCount>(to, v);
  case Convert::kToAny:
    if (v.managed) return emit<op::BoxManaged>(to, v, type_operand(e.operand->type));
    return emit<op::BoxPlain>(to, v, type_operand(e.operand->type));
  case Convert::kFromAny:
    if (to.managed) return emit<op::UnboxManaged>(to, v, type_operand(e.type));
    return emit<op::UnboxPlain>(to, v, type_operand(e.type));
  case Convert::kRecord: return emit<op::ConvertRecord>(to, v, type_operand(e.type));
  case Convert::kContainerType:
  case Convert::kVector:
  case Convert::kTable: return emit<op::ConvertContainer>(to, v, type_operand(e.type));
  case Convert::kAddrToSubnet: return emit<op::AddressToSubnet>(to, v);
  case Convert::kFunction: {
    Reg captured[] = {v};
    return emit<op::MakeClosure>(to, b_.function(compiler_.function_id(e.adapter->id)),
                                 b_.register_list(captured));
  }
  default: UNREACHABLE();
  }
}

// The operand as `any`.
Reg BodyCompiler::box(const Expr* e) {
  Reg v = value(e);
  if (e->type->kind == TypeKind::kAny) return v;
  Reg to = temporary(true);
  if (v.managed)
    emit<op::BoxManaged>(to, v, type_operand(e->type));
  else
    emit<op::BoxPlain>(to, v, type_operand(e->type));
  return to;
}

void BodyCompiler::cast(const CastExpr& e, Reg to) {
  if (same_type(e.operand->type, e.target)) return into(e.operand, to);
  Operands scope(*this, to);
  TypeKind from = e.operand->type->kind, target = e.target->kind;
  bool doubles = is_floating(from) && is_floating(target);
  if (doubles && (from == TypeKind::kDouble || target == TypeKind::kDouble))
    return move(to, value(e.operand));
  if (from == TypeKind::kCount && target == TypeKind::kDouble)
    return emit<op::CountToDouble>(to, value(e.operand));
  if (from == TypeKind::kInt && target == TypeKind::kDouble)
    return emit<op::IntToDouble>(to, value(e.operand));
  Reg v = box(e.operand);
  if (target == TypeKind::kAny) return move_last(to, v);
  if (to.managed) return emit<op::CastManaged>(to, v, type_operand(e.target));
  emit<op::CastPlain>(to, v, type_operand(e.target));
}

void BodyCompiler::is_type(const CastExpr& e, Reg to) {
  Operands scope(*this, to);
  bool certain = !e.converts && e.operand->type->kind != TypeKind::kAny &&
                 same_type(e.operand->type, e.target);
  if (certain && optimise()) {
    effect(e.operand);
    return emit<op::LoadNumber>(to, 1);
  }
  Reg v = box(e.operand);
  if (e.converts)
    emit<op::CanCast>(to, v, type_operand(e.target));
  else
    emit<op::IsType>(to, v, type_operand(e.target));
}

void BodyCompiler::schedule(const ScheduleExpr& e) {
  Temporaries scope(*this);
  Reg delay = value(e.delay);
  if (!e.event || e.event->variable) {
    Reg event = e.event ? temporary(true) : value(e.callee);
    if (e.event) load_global(event, e.event->variable);
    std::vector<Reg> arguments = values(e.arguments);
    return emit<op::ScheduleValue>(delay, event, b_.register_list(arguments));
  }
  std::vector<Reg> arguments = values(e.arguments);
  emit<op::Schedule>(delay, function_operand(e.event), b_.register_list(arguments));
}

}  // namespace avocet
