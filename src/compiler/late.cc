// Which initialisers may wait until somebody wants to see what they make.

#include <algorithm>

#include "compiler/compiler.h"
#include "compiler/fold.h"
#include "sema/walk.h"

namespace avocet {

using namespace tree;

namespace {

// Whether tables with these attributes only differ in what they say of keys that are not there.
bool are_passive(const TableAttributes* a) {
  if (!a) return true;
  bool is_watched = a->expiry != avocet::Expiry::kNone || !a->expire_function.is_null() ||
                    !a->change_function.is_null();
  bool has_own_default = a->default_kind != TableAttributes::Default::kNone &&
                         (a->default_value.is_null() || a->default_expression != UINT32_MAX);
  return !is_watched && !has_own_default;
}

}  // namespace

// Whether an expression is made of constants alone, so that it has the same value at any time.
bool Compiler::is_self_contained(const Expr* expr) {
  switch (expr->kind) {
  case ExprKind::kConstant: return true;
  case ExprKind::kContainer:
    if (!are_passive(table_attributes(as<ContainerExpr>(expr).attributes, expr->type)))
      return false;
    break;
  case ExprKind::kConvert:
    if (as<ConvertExpr>(expr).convert == Convert::kFunction) return false;
    break;
  case ExprKind::kRecord: {
    const RecordType* type = as_record(expr->type);
    for (const FieldShape& field : program_.shape(type).fields)
      if (field.init == FieldInit::kFunction) return false;
    if (std::find(records_made_.begin(), records_made_.end(), type) == records_made_.end())
      records_made_.push_back(type);
    break;
  }
  case ExprKind::kCall: {
    const Global* callee = as<CallExpr>(expr).global;
    if (!callee || callee->kind != GlobalKind::kNative) return false;
    uint16_t effects = program_.functions[function_id(callee->id)].native_effects;
    if (!(effects & (kFoldable | kSameResult))) return false;
    break;
  }
  default: return fold(expr, *this).has_value();
  }
  bool all = true;
  for_each_operand(expr, [&](const Expr* x) { all = all && is_self_contained(x); });
  return all;
}

// When the default of a field is computed can be told, so records of its type are made in their
// turn.
void Compiler::hurry(const RecordType* record) {
  for (size_t initialiser : waiting_[record]) program_.initialisers[initialiser].may_wait = false;
}

// Tables that are watched or expire are made in their turn.
bool Compiler::may_wait(const Action& action) {
  if (!options_.optimise || action.kind == ActionKind::kStatement || !action.locals.empty())
    return false;
  const Type* type = action.global->type;
  if (!as_table(type) && type->kind != TypeKind::kVector) return false;
  const GlobalInfo& info = program_.globals[global_id(action.global->id)];
  if (!are_passive(info.attributes) || info.flags & kGlobalBackend) return false;
  const Attributes* own = action.attributes ? action.attributes : action.global->attributes;
  if (own && (own->add_function || own->delete_function)) return false;
  if (!are_passive(table_attributes(own, type))) return false;
  records_made_.clear();
  return !action.value || is_self_contained(action.value);
}

}  // namespace avocet
