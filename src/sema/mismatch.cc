// What to say when a value does not fit.
#include <optional>

#include "sema/analysis.h"
#include "type/kinds.h"

namespace avocet::sema {

namespace {

std::string element_word(const Type* owner) { return "an element of " + type_text(owner); }

std::string key_word(const Target& t) {
  const TableType* table = as_table(t.owner);
  if (table && table->keys.size() > 1)
    return "the " + ordinal(t.position) + " index of " + type_text(t.owner);
  return "the index of " + type_text(t.owner);
}

// "must be a count, but this is a string".
std::string must_be(const Type* wanted, const Type* found) {
  return " must be " + a_type(wanted) + ", but this is " + a_type(found);
}

std::string sentence(const Type* found, const Target& t) {
  switch (t.role) {
  case Role::kValue: return "expected " + a_type(t.type) + ", but this is " + a_type(found);
  case Role::kAssign:
    return quoted(t.name) + " is " + a_type(t.type) + ", but what is assigned is " + a_type(found);
  case Role::kInitialise:
    return quoted(t.name) + " is declared as " + a_type(t.type) + ", but its initial value is " +
           a_type(found);
  case Role::kArgument:
    return "the " + ordinal(t.position) + " argument of " + quoted(t.name) + must_be(t.type, found);
  case Role::kField:
    return "field " + quoted(t.name) +
           (t.owner && !t.owner->name.empty() ? " of " + type_text(t.owner) : "") +
           must_be(t.type, found);
  case Role::kReturn:
    return "the function returns " + a_type(t.type) + ", but this is " + a_type(found);
  case Role::kCondition: return std::string(t.name) + must_be(t.type, found);
  case Role::kElement: return element_word(t.owner) + must_be(t.type, found);
  case Role::kKey: return key_word(t) + must_be(t.type, found);
  case Role::kYield: return "a value of " + type_text(t.owner) + must_be(t.type, found);
  case Role::kDefault:
    return "the &default" + (t.name.empty() ? std::string() : " of " + quoted(t.name)) +
           must_be(t.type, found);
  case Role::kAttribute: return "the value of " + std::string(t.name) + must_be(t.type, found);
  case Role::kOperand: return "the operand of " + quoted(t.name) + must_be(t.type, found);
  }
  UNREACHABLE();
}

// Whether `container` is written out and holds one value of that type.
bool holds_one(const Expr* container, const Type* type) {
  if (container->kind != ExprKind::kContainer) return false;
  const TableType* table = as_table(container->type);
  const VectorType* vector = as_vector(container->type);
  return (table && table->is_set() && table->keys.size() == 1 && same_type(table->keys[0], type)) ||
         (vector && same_type(vector->element, type));
}

// How to write a constant text as what is wanted.
std::optional<std::string> constant_hint(std::string_view text, const Type* to) {
  switch (to->kind) {
  case TypeKind::kBool:
    for (std::string_view known : {"T", "F", "true", "false", "True", "False", "yes", "no"})
      if (text == known) return "a bool is `T` or `F`, without quotes";
    return std::nullopt;
  case TypeKind::kCount:
  case TypeKind::kInt:
  case TypeKind::kDouble: {
    bool is_number = !text.empty() && text.find_first_not_of("0123456789.-") == text.npos;
    if (is_number) return "write the number without quotes";
    return std::nullopt;
  }
  default: return std::nullopt;
  }
}

// Of a record where one of its fields is wanted, and of a field where its record is.
std::string record_hint(const Expr* e, const Type* to) {
  constexpr size_t kMost = 3;
  if (e->kind == ExprKind::kField) {
    const auto* f = static_cast<const tree::FieldExpr*>(e);
    const RecordType* owner = as_record(f->record->type);
    if (same_type(owner, to) && owner->name == to->name)
      return "leave " + quoted("$" + std::string(owner->fields[f->field].name)) + " out";
    if (to->kind == TypeKind::kBool && owner->fields[f->field].optional())
      return "whether a field is set is asked with `?$" +
             std::string(owner->fields[f->field].name) + "`";
  }
  if (to->kind == TypeKind::kBool && e->kind == ExprKind::kIndex &&
      as_table(static_cast<const tree::IndexExpr*>(e)->container->type))
    return "whether an element is there is asked with `key in t`";
  const RecordType* from = as_record(e->type);
  if (!from || e->kind == ExprKind::kRecord) return {};
  std::string list;
  size_t n = 0;
  for (const RecordField& f : from->fields) {
    if (!same_type(f.type, to)) continue;
    if (++n > kMost) return {};
    list += (list.empty() ? "`$" : " or `$") + std::string(f.name) + "`";
  }
  return n == 0 ? "" : "did you mean its field " + list + "?";
}

// A set or vector where one element stands, or the other kind of container.
std::string container_hint(const Expr* e, const Type* to) {
  const TableType* set = to->kind == TypeKind::kSet ? as_table(to) : nullptr;
  const VectorType* vector = as_vector(to);
  const Type* element = set && set->keys.size() == 1 ? set->keys[0]
                        : vector                     ? vector->element
                                                     : nullptr;
  if (element && (same_type(e->type, element) || holds_one(e, element) ||
                  (as_vector(e->type) && same_type(as_vector(e->type)->element, element))))
    return set ? "a set is written `set(x, y)`" : "a vector is written `vector(x, y)`";
  return holds_one(e, to) ? "leave the brackets around the value out" : "";
}

}  // namespace

// x =+ 1
std::string Analysis::turned_sign_hint(const Expr* e) const {
  const Source* source = tree_ ? &tree_->source() : nullptr;
  if (!source || e->span.begin <= source->base ||
      e->span.end() > source->base + source->text.size())
    return {};
  std::string_view text = source->text;
  size_t at = e->span.begin - source->base;
  if (text[at] != '+' && text[at] != '-') at = text.find_last_not_of(' ', at - 1);
  if (at == text.npos) return {};
  bool is_sign = text[at] == '+' || text[at] == '-';
  if (!is_sign || at == 0 || text[at - 1] != '=') return {};
  return std::string("to add or subtract, write `") + text[at] + "=`";
}

std::string Analysis::value_hint(const Expr* e, const Type* to) {
  if (is_constant(e) && e->type->kind == TypeKind::kString)
    if (auto hint = constant_hint(value_of(e).string()->view(), to)) return *hint;
  if (!is_constant(e) && e->type->kind == TypeKind::kString && to->kind == TypeKind::kPattern)
    return "string_to_pattern() makes one of a string";
  if (std::string hint = container_hint(e, to); !hint.empty()) return hint;
  if (std::string hint = record_hint(e, to); !hint.empty()) return hint;
  if (std::string hint = turned_sign_hint(e); !hint.empty()) return hint;
  return conversion_hint(e->type, to);
}

// What has no value stands where one is wanted.
void Analysis::no_value(const Expr* e) {
  const Expr* set =
      e->kind == ExprKind::kIndex ? static_cast<const tree::IndexExpr*>(e)->container : nullptr;
  if (set && set->type->kind == TypeKind::kSet) {
    report
        .error(e->span, "no-value",
               "the elements of " + a_type(set->type) + " have no values, and no places")
        .hint("whether it holds one is asked with `x in s`; a `vector` is indexed by places")
        .fold(suspect(set));
    return;
  }
  report.error(e->span, "no-value", "this gives no value")
      .hint(e->kind == ExprKind::kCall ? "the function that is called returns nothing" : "");
}

// Errors that one wrong declaration leads to.
void Analysis::blame(Message& m, const Expr* e, const Target& target) {
  m.fold(suspect(e));
  if (target.container) m.fold(suspect(target.container));
  bool is_part =
      target.role == Role::kElement || target.role == Role::kKey || target.role == Role::kYield;
  if (is_part && !target.container) m.echo(suspect_place(filled_));
  // A type that is not what its author thought: every place that relies on it is wrong alike.
  std::string place = suspect_place(target.declared);
  if (!place.empty() && target.role == Role::kArgument)
    place += " " + std::to_string(target.position) + " " + type_text(e->type);
  m.echo(std::move(place));
  if (target.role == Role::kArgument) m.echo(suspect_argument(target.declared, target.position));
  if (failure_) m.echo(suspect_place(failure_->declared));
  if (failure_ && e->type->kind == TypeKind::kRecord) m.echo("record " + failure_->message);
  bool is_written = is_constant(e) && is_number(e->type) && suspect(e).empty();
  if (failure_ && is_written) m.each();
  if (e->kind == ExprKind::kFunctionValue) {
    const tree::Global* function = static_cast<const tree::GlobalExpr*>(e)->global;
    m.echo(parameters_of(function->name));
    const FunctionType* wanted = as_function(target.type);
    if (wanted)
      m.echo("function " + std::string(function->name) + " returns " + type_text(wanted->result));
    auto given = as_function(function->type)->parameters;
    for (size_t i = 0; wanted && i < given.size() && i < wanted->parameters.size(); ++i)
      if (!same_type(given[i].type, wanted->parameters[i].type))
        m.echo(suspect_argument(function->span, uint32_t(i + 1)));
  }
  if (target.role != Role::kReturn) return;
  m.fold(suspect_body() + " returns " + type_text(e->type));
  // The declaration may be what is wrong: calls are not judged by it.
  if (frame_->owner) frame_->owner->result_is_wrong = true;
}

// local now = network_time; where it is used for what a call gives.
bool Analysis::tell_missing_call(const Expr* e, const Target& target) {
  const FunctionType* type = as_function(e->type);
  if (e->kind != ExprKind::kLocal || !type || type->flavor != Flavor::kFunction ||
      !type->parameters.empty() || !fits(type->result, target.type))
    return false;
  const Local* local = static_cast<const tree::LocalExpr*>(e)->local;
  if (local->parameter || local->capture) return false;
  report
      .error(local->span, "type-mismatch",
             quoted(local->name) + " is a function here, not " + a_type(target.type))
      .note(e->span, "it is used as " + a_type(target.type) + " here")
      .hint("a call needs parentheses: `" + std::string(local->name) + " = f()`")
      .fold(suspect_local(local));
  return true;
}

void Analysis::mismatch(const Expr* e, const Target& target) {
  if (e->type->kind == TypeKind::kVoid) return no_value(e);
  if (failure_ && failure_->message.empty()) return report.count_silently();
  // Of a record of another type one wants to know which it is, of one that is written out what is
  // wrong in it.
  const RecordType* from = as_record(e->type);
  const RecordType* to = as_record(target.type);
  bool is_other = from && to && !from->name.empty() && !to->name.empty() &&
                  e->kind != ExprKind::kRecord && target.role != Role::kValue;
  if (failure_ && !is_other) {
    Message m = report.error(e->span, "type-mismatch", failure_->message);
    m.hint(failure_->hint).note(failure_->declared, failure_->note);
    blame(m, e, target);
    return;
  }
  if (e->kind == ExprKind::kAssign && target.role == Role::kCondition) {
    report
        .error(e->span, "type-mismatch",
               "`=` assigns a value, but " + std::string(target.name) + " must be a bool")
        .hint("`==` compares");
    return;
  }
  if (tell_missing_call(e, target)) return;
  Message m = report.error(e->span, "type-mismatch", sentence(e->type, target));
  std::string hint = value_hint(e, target.type);
  // s[0]
  bool by_place = target.role == Role::kKey && target.owner->kind == TypeKind::kSet &&
                  e->type->kind == TypeKind::kCount && is_constant(e) && value_of(e).u <= 1;
  if (by_place) hint = "a set has no first and second element: `for` goes through all";
  if (e->kind == ExprKind::kAssign && target.type->kind == TypeKind::kBool)
    hint = "`==` compares, `=` assigns";
  if (e->type->kind == TypeKind::kFunction && target.type->kind != TypeKind::kFunction &&
      as_function(e->type)->flavor == Flavor::kFunction)
    hint = "is a call meant? then it needs arguments in parentheses";
  if (e->type->kind == TypeKind::kInt && target.type->kind == TypeKind::kCount && is_constant(e) &&
      value_of(e).i < 0)
    hint = "a count cannot be negative; the type of whole numbers that can is `int`";
  if (is_place(e)) hint = kPlaceHint;
  if (e->type->kind == TypeKind::kType) hint = "this is a type, not a value";
  const TableType* set = target.type->kind == TypeKind::kSet ? as_table(target.type) : nullptr;
  if (set && target.role == Role::kAssign && set->keys.size() == 1 &&
      same_type(set->keys[0], e->type))
    hint = "an element is put into a set with " + quoted("add " + std::string(target.name) + "[x]");
  for (size_t i = 0; is_other && i < from->fields.size(); ++i)
    if (same_type(from->fields[i].type, to))
      hint = "its field " + quoted("$" + std::string(from->fields[i].name)) + " is one";
  if (e->kind == ExprKind::kField && is_other && !record_hint(e, target.type).empty())
    hint = record_hint(e, target.type);
  if (is_other && failure_ && hint.empty()) hint = failure_->message;
  m.hint(hint);
  blame(m, e, target);
  if (target.declared.known()) {
    std::string what = target.name.empty() ? std::string("it") : quoted(target.name);
    m.note(target.declared, what + " is declared here");
  }
}

}  // namespace avocet::sema
