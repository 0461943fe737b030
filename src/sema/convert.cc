// Which type fits where, and how a value of one becomes a value of another.
//
// The rules, in the order they are tried. `any` takes everything and is taken everywhere (tested at
// run time). A count may become an int or a double, an int a double, a time or interval a double
// (its seconds); nothing becomes less by itself. A record becomes another one field by field, by
// name: each of its fields must exist there and fit, and what the other one needs must be given.
// Containers fit if their parts are the same; vectors and tables whose parts need converting are
// converted element by element. An empty `table()`, `set()`, `vector()` or `{}` takes whatever type
// is wanted.
#include <cmath>

#include "sema/analysis.h"
#include "sema/walk.h"
#include "type/kinds.h"

namespace avocet::sema {

// Containers and records make themselves; other fields must be given unless they say otherwise.
bool Analysis::must_be_given(const RecordType* record, uint32_t field) const {
  const RecordField& f = record->fields[field];
  return !f.optional() && !f.has_default() && !tree::makes_itself(f.type) &&
         f.type->kind != TypeKind::kError;
}

Expr* Analysis::make_convert(tree::Convert how, Expr* e, const Type* to) {
  auto* c = make_expr<tree::ConvertExpr>(ExprKind::kConvert, to, e->span);
  c->convert = how;
  c->operand = e;
  return c;
}

Expr* Analysis::infer_for(NodeRef node, const Target& target) {
  Span outer = std::exchange(filled_, target.declared);
  Expr* e = infer(node, target.type);
  filled_ = outer;
  return e;
}

Expr* Analysis::check(NodeRef node, const Target& target) {
  return coerce(infer_for(node, target), target);
}

Expr* Analysis::coerce(Expr* e, const Target& target) {
  if (is_error(e)) return e;
  if (!target.type) return e;
  if (target.type->kind == TypeKind::kError) return error_expr(e->span);
  failure_.reset();
  bool assigned = target.role == Role::kAssign || target.role == Role::kInitialise;
  if (assigned && e->type->kind == TypeKind::kInt && target.type->kind == TypeKind::kCount &&
      !is_constant(e)) {
    report
        .warning(e->span, "int-to-count",
                 "an int is assigned to a count; this fails if it is negative")
        .hint(turned_sign_hint(e))
        .hint("convert it with int_to_count()");
    return make_convert(tree::Convert::kIntToCount, e, target.type);
  }
  bool is_integer = target.type->kind == TypeKind::kInt || target.type->kind == TypeKind::kCount;
  bool is_slip = is_constant(e) && frame_ == &idle_;  // the value of a global
  if (assigned && e->type->kind == TypeKind::kDouble && is_integer && !is_slip)
    return cut_double(e, target.type);
  if (Expr* converted = convert(e, target.type)) {
    if (target.type->kind == TypeKind::kEnum && e->type->kind == TypeKind::kEnum)
      mixed_enums(e->type, target.type, e->span);
    return converted;
  }
  mismatch(e, target);
  return error_expr(e->span);
}

// As Zeek does where something is assigned, and only there.
Expr* Analysis::cut_double(Expr* e, const Type* to) {
  std::string of = "double_to_" + type_text(to) + "()";
  report
      .warning(e->span, "double-to-integer",
               "a double is assigned to " + a_type(to) + ", which cuts its fraction off")
      .hint("convert it with " + of);
  return make_convert(to->kind == TypeKind::kInt ? tree::Convert::kDoubleToInt
                                                 : tree::Convert::kDoubleToCount,
                      e, to);
}

Expr* Analysis::convert(Expr* e, const Type* to) {
  const Type* from = e->type;
  if (from == to || is_error(e)) return e;
  if (to->kind == TypeKind::kError) return error_expr(e->span);
  if (from->kind == TypeKind::kVoid || to->kind == TypeKind::kVoid) return nullptr;
  if (to->kind == TypeKind::kAny) return make_convert(tree::Convert::kToAny, e, to);
  if (from->kind == TypeKind::kAny) return make_convert(tree::Convert::kFromAny, e, to);
  if (is_number(from->kind) && is_number(to->kind)) return convert_number(e, to);
  if (is_duration(from->kind) && to->kind == TypeKind::kDouble)
    return is_constant(e) ? constant(to, value_of(e), e->span)
                          : make_convert(tree::Convert::kIntervalToDouble, e, to);
  // 0 is the same in every unit.
  if (is_number(from->kind) && is_duration(to->kind) && is_constant(e) && value_of(e).u == 0)
    return constant(to, Value::of_double(0), e->span);
  if (from->kind != to->kind) return nullptr;
  switch (to->kind) {
  case TypeKind::kRecord: return convert_record(e, as_record(to));
  case TypeKind::kTable:
  case TypeKind::kSet:
  case TypeKind::kVector: return convert_container(e, to);
  case TypeKind::kFunction: return convert_function(e, as_function(to));
  case TypeKind::kEnum: return e;  // Zeek allows it; coerce() warns
  case TypeKind::kOpaque: return from->name == to->name ? e : nullptr;
  case TypeKind::kFile:
  case TypeKind::kType: return e;
  case TypeKind::kList: return fits(from, to) ? e : nullptr;
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kBool:
  case TypeKind::kInt:
  case TypeKind::kCount:
  case TypeKind::kDouble:
  case TypeKind::kTime:
  case TypeKind::kInterval:
  case TypeKind::kPort:
  case TypeKind::kAddr:
  case TypeKind::kSubnet:
  case TypeKind::kString:
  case TypeKind::kPattern:
  case TypeKind::kAny: return e;
  }
  UNREACHABLE();
}

Expr* Analysis::convert_number(Expr* e, const Type* to) {
  TypeKind from = e->type->kind;
  if (to->kind == TypeKind::kCount || from == TypeKind::kDouble) return nullptr;
  if (is_constant(e)) {
    Value v = value_of(e);
    if (to->kind == TypeKind::kDouble)
      return constant(to, Value::of_double(from == TypeKind::kInt ? double(v.i) : double(v.u)),
                      e->span);
    if (v.i < 0) {
      failure_ = Failure{
          "the number is too large for an int", "an int is at most 9223372036854775807", {}, {}};
      return nullptr;
    }
    return constant(to, v, e->span);
  }
  if (to->kind == TypeKind::kInt) return make_convert(tree::Convert::kCountToInt, e, to);
  return make_convert(
      from == TypeKind::kInt ? tree::Convert::kIntToDouble : tree::Convert::kCountToDouble, e, to);
}

Expr* Analysis::convert_record(Expr* e, const RecordType* to) {
  const RecordType* from = as_record(e->type);
  if (same_type(from, to))
    return from->name == to->name ? e : make_convert(tree::Convert::kRecord, e, to);
  for (size_t i = 0; i < from->fields.size(); ++i) {
    const RecordField& f = from->fields[i];
    int at = to->find(f.name);
    if (at < 0) {
      Nearest nearest(f.name);
      for (const RecordField& known : to->fields) nearest.offer(known.name);
      failure_ = Failure{type_text(to) + " has no field " + quoted(f.name), nearest.hint(), {}, {}};
      if (unread_.mentions(f.name) || unread_.extends(to->name)) failure_ = Failure{};
      return nullptr;
    }
    if (!fits(f.type, to->fields[size_t(at)].type)) {
      const Type* wanted = to->fields[size_t(at)].type;
      failure_ = Failure{"field " + quoted(f.name) + " of " + type_text(to) + " must be " +
                             a_type(wanted) + ", but here it is " + a_type(f.type),
                         conversion_hint(f.type, wanted), field_span_of(to, uint32_t(at)),
                         "the field is declared here"};
      if (is_doubtful(to, uint32_t(at))) failure_ = Failure{};
      return nullptr;
    }
  }
  for (uint32_t i = 0; i < to->fields.size(); ++i) {
    bool is_wanted = must_be_given(to, i) || lacks_record(to, i);
    if (!is_wanted || from->find(to->fields[i].name) >= 0) continue;
    failure_ =
        Failure{"field " + quoted(to->fields[i].name) + " of " + type_text(to) + " is missing",
                {},
                field_span_of(to, i),
                "the field is declared here; it has no default"};
    return nullptr;
  }
  return make_convert(tree::Convert::kRecord, e, to);
}

bool Analysis::is_untyped(const Type* container) {
  if (const TableType* table = as_table(container)) return table->unspecified();
  const VectorType* vector = as_vector(container);
  return vector && vector->element->kind == TypeKind::kVoid;
}

Expr* Analysis::convert_container(Expr* e, const Type* to) {
  const Type* from = e->type;
  bool untyped = is_untyped(from);
  if (untyped && e->kind == ExprKind::kContainer) {
    e->type = to;  // a literal of ours that nobody has seen yet
    return e;
  }
  if (untyped) return make_convert(tree::Convert::kContainerType, e, to);
  if (same_type(from, to)) return e;
  if (!fits(from, to)) return nullptr;
  return make_convert(as_vector(from) ? tree::Convert::kVector : tree::Convert::kTable, e, to);
}

bool Analysis::function_fits(const FunctionType* from, const FunctionType* to, int depth) {
  if (from->flavor != to->flavor) return false;
  // Hooks convert their arguments when called; functions within containers are not adapted one by
  // one.
  bool adaptable = depth == 0 && from->flavor == Flavor::kFunction && !to->variadic;
  if (!adaptable && from->flavor != Flavor::kHook && !same_call(from, to)) return false;
  if (to->variadic || from->variadic) return from->variadic == to->variadic || from->variadic;
  if (from->parameters.size() != to->parameters.size()) return false;
  auto agree = [&](const Type* a, const Type* b) {
    if (a == b || same_type(a, b)) return true;
    if (a->kind == TypeKind::kAny || b->kind == TypeKind::kAny) return true;
    if (a->kind == TypeKind::kError || b->kind == TypeKind::kError) return true;
    // Within containers and functions too, `any` stands for everything.
    return depth < 8 && a->kind == b->kind && !is_number(a->kind) && a->kind != TypeKind::kRecord &&
           fits(a, b, depth + 1);
  };
  for (size_t i = 0; i < from->parameters.size(); ++i)
    if (!agree(from->parameters[i].type, to->parameters[i].type)) return false;
  return agree(from->result, to->result);
}

bool Analysis::record_fits(const RecordType* from, const RecordType* to, int depth) {
  for (const RecordField& f : from->fields) {
    int at = to->find(f.name);
    if (at < 0 || !fits(f.type, to->fields[size_t(at)].type, depth + 1)) return false;
  }
  for (uint32_t i = 0; i < to->fields.size(); ++i)
    if (must_be_given(to, i) && from->find(to->fields[i].name) < 0) return false;
  return true;
}

bool Analysis::fits(const Type* from, const Type* to, int depth) {
  if (from == to || from->kind == TypeKind::kError || to->kind == TypeKind::kError) return true;
  if (from->kind == TypeKind::kVoid || to->kind == TypeKind::kVoid) return false;
  if (from->kind == TypeKind::kAny || to->kind == TypeKind::kAny) return true;
  if (same_type(from, to)) return true;
  if (is_number(from->kind) && is_number(to->kind))
    return to->kind == TypeKind::kDouble ||
           (to->kind == TypeKind::kInt && from->kind == TypeKind::kCount);
  if (is_duration(from->kind) && to->kind == TypeKind::kDouble) return true;
  if (from->kind != to->kind || depth > 8) return false;
  if (const RecordType* r = as_record(from)) return record_fits(r, as_record(to), depth);
  if (const VectorType* v = as_vector(from))
    return v->element->kind == TypeKind::kVoid ||
           fits(v->element, as_vector(to)->element, depth + 1);
  if (const TableType* t = as_table(from)) {
    const TableType* u = as_table(to);
    if (t->unspecified()) return true;
    if (t->keys.size() != u->keys.size()) return false;
    for (size_t i = 0; i < t->keys.size(); ++i)
      if (!same_type(t->keys[i], u->keys[i])) return false;
    return t->is_set() || fits(t->value, u->value, depth + 1);
  }
  if (const FunctionType* f = as_function(from)) return function_fits(f, as_function(to), depth);
  if (from->kind == TypeKind::kOpaque) return from->name == to->name;
  if (from->kind == TypeKind::kEnum || from->kind == TypeKind::kFile ||
      from->kind == TypeKind::kType)
    return true;
  return false;
}

// Both sides' fields; those that one side lacks become optional.
const Type* Analysis::merge_records(const RecordType* a, const RecordType* b) {
  RecordType* out = types.record({});
  std::vector<FieldInfo> info;
  for (const RecordField& f : a->fields) {
    RecordField joined = f;
    int at = b->find(f.name);
    if (at < 0) {
      joined.flags |= kFieldOptional;
    } else {
      joined.type = merge(f.type, b->fields[size_t(at)].type);
      joined.flags = uint16_t(joined.flags | b->fields[size_t(at)].flags);
      if (!joined.type) return nullptr;
    }
    out->add(joined);
    info.push_back(field_info(a, uint32_t(a->find(f.name))));
  }
  for (const RecordField& f : b->fields) {
    if (out->find(f.name) >= 0) continue;
    RecordField joined = f;
    joined.flags |= kFieldOptional;
    out->add(joined);
    info.push_back(field_info(b, uint32_t(b->find(f.name))));
  }
  fields_of(out) = std::move(info);
  return out;
}

void Analysis::mixed_enums(const Type* a, const Type* b, Span span) {
  // The tags of all kinds of analyzers have one numbering.
  constexpr std::string_view kAll = "AllAnalyzers::Tag";
  if (a->name == b->name || a->name == kAll || b->name == kAll) return;
  report.warning(span, "mixed-enums",
                 "this mixes the enums " + type_text(a) + " and " + type_text(b));
}

const Type* Analysis::merge(const Type* a, const Type* b) {
  if (a == b || b->kind == TypeKind::kError) return a;
  if (a->kind == TypeKind::kError) return b;
  if (a->kind == TypeKind::kAny || b->kind == TypeKind::kAny) return basic(TypeKind::kAny);
  if (is_number(a->kind) && is_number(b->kind)) {
    if (a->kind == TypeKind::kDouble || b->kind == TypeKind::kDouble)
      return basic(TypeKind::kDouble);
    return basic(TypeKind::kInt);
  }
  if (same_type(a, b)) return a->name.empty() ? b : a;
  if (a->kind != b->kind || is_number(a->kind)) return nullptr;
  if (const RecordType* r = as_record(a)) {
    if (!r->name.empty() && !as_record(b)->name.empty()) return nullptr;
    if (record_fits(as_record(b), r, 0) && !r->name.empty()) return a;
    if (record_fits(r, as_record(b), 0) && !b->name.empty()) return b;
    return a->name.empty() && b->name.empty() ? merge_records(r, as_record(b)) : nullptr;
  }
  if (is_untyped(a)) return b;
  if (is_untyped(b)) return a;
  if (as_function(a) && function_fits(as_function(b), as_function(a), 0)) return a;
  return nullptr;
}

}  // namespace avocet::sema
