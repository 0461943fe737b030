// Defaults of parameters: which calls may leave arguments out.
//
// A type is the same whatever defaults its author gave the parameters, so the defaults belong to
// the place that a callee comes from: a variable, a parameter or a field has those of its type as
// it was written, or without one those of its first value; an element those of its container's; a
// result those of the function's. The value that a place happens to hold changes nothing.
#include "sema/analysis.h"
#include "sema/as_written.h"

namespace avocet::sema {

using tree::CallDefaults;

const CallDefaults* Analysis::defaults_of(const Signature& signature) {
  if (!signature.any_default && !signature.result_defaults) return nullptr;
  auto* out = arena.make<CallDefaults>();
  if (signature.any_default) {
    std::vector<Expr*> parameters = signature.defaults;
    parameters.resize(signature.type->parameters.size());  // what stands for any rest has none
    out->parameters = keep(parameters);
  }
  out->result = signature.result_defaults;
  return out;
}

const CallDefaults* Analysis::defaults_of_container(const CallDefaults* element) const {
  if (!element) return nullptr;
  auto* out = arena.make<CallDefaults>();
  out->element = element;
  return out;
}

// Without a type in writing its elements are like the first.
const CallDefaults* Analysis::defaults_of_items(const tree::ContainerExpr* container) const {
  if (container->items.empty() || !container->items[0].value) return nullptr;
  return defaults_of_container(defaults_of(container->items[0].value));
}

const CallDefaults* Analysis::defaults_of_element(const Expr* container) const {
  const CallDefaults* held = defaults_of(container);
  return held ? held->element : nullptr;
}

namespace {

// t[key] of a table[pattern], v[places]: again a container of the same elements.
bool gives_several(const tree::IndexExpr* index) {
  const VectorType* several = as_vector(index->type);
  if (!several) return false;
  if (as_vector(index->container->type)) return index->type == index->container->type;
  const TableType* table = as_table(index->container->type);
  return table && table->value == several->element;
}

}  // namespace

const CallDefaults* Analysis::defaults_of(const Expr* value) const {
  value = as_written(value);
  if (auto it = written_defaults_.find(value); it != written_defaults_.end()) return it->second;
  switch (value->kind) {
  case ExprKind::kLocal: return static_cast<const tree::LocalExpr*>(value)->local->defaults;
  case ExprKind::kGlobal:
  case ExprKind::kFunctionValue:
    return static_cast<const tree::GlobalExpr*>(value)->global->defaults;
  case ExprKind::kLambda: return static_cast<const tree::LambdaExpr*>(value)->function->defaults;
  case ExprKind::kField: {
    const auto* field = static_cast<const tree::FieldExpr*>(value);
    return field_info(as_record(field->record->type), field->field).defaults;
  }
  case ExprKind::kIndex: {
    const auto* index = static_cast<const tree::IndexExpr*>(value);
    return gives_several(index) ? defaults_of(index->container)
                                : defaults_of_element(index->container);
  }
  case ExprKind::kSlice: return defaults_of(static_cast<const tree::SliceExpr*>(value)->container);
  case ExprKind::kCall: {
    const auto* call = static_cast<const tree::CallExpr*>(value);
    const CallDefaults* called = call->global ? call->global->defaults : defaults_of(call->callee);
    return called ? called->result : nullptr;
  }
  case ExprKind::kConditional:
    return defaults_of(static_cast<const tree::ConditionalExpr*>(value)->yes);
  case ExprKind::kAssign: return defaults_of(static_cast<const tree::AssignExpr*>(value)->target);
  case ExprKind::kUnary: return defaults_of(static_cast<const tree::UnaryExpr*>(value)->operand);
  case ExprKind::kContainer:
    return defaults_of_items(static_cast<const tree::ContainerExpr*>(value));
  case ExprKind::kConstant:
  case ExprKind::kBinary:
  case ExprKind::kCompound:
  case ExprKind::kStep:
  case ExprKind::kHasField:
  case ExprKind::kIn:
  case ExprKind::kRecord:
  case ExprKind::kConvert:
  case ExprKind::kCast:
  case ExprKind::kIs:
  case ExprKind::kSchedule:
  case ExprKind::kListAssign: return nullptr;
  }
  UNREACHABLE();
}

std::span<Expr* const> Analysis::parameter_defaults(const tree::Global* global, const Expr* callee,
                                                    const FunctionType* type) const {
  const CallDefaults* held = global ? global->defaults : callee ? defaults_of(callee) : nullptr;
  // A conversion may have made another call of it.
  bool is_same = held && held->parameters.size() == type->parameters.size();
  for (size_t i = 0; is_same && i < type->parameters.size(); ++i)
    is_same =
        !held->parameters[i] || same_type(held->parameters[i]->type, type->parameters[i].type);
  return is_same ? held->parameters : std::span<Expr* const>{};
}

}  // namespace avocet::sema
