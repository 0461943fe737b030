// Attributes: what `&default`, `&create_expire` and their kin ask of what they stand at.
#include "sema/analysis.h"
#include "value/table.h"

namespace avocet::sema {

namespace {

bool is_container(const Type* t) {
  return t->kind == TypeKind::kTable || t->kind == TypeKind::kSet;
}

// Whether what a set or vector that is logged holds can be written: one value each.
bool loggable_element(const Type* t) {
  return t->kind != TypeKind::kRecord && t->kind != TypeKind::kSet &&
         t->kind != TypeKind::kVector && t->kind != TypeKind::kTable && t->kind != TypeKind::kAny;
}

// Whether the logging framework can write it.
bool loggable(const Type* t) {
  switch (t->kind) {
  case TypeKind::kTable:
  case TypeKind::kAny:
  case TypeKind::kOpaque:
  case TypeKind::kType:
  case TypeKind::kList:
  case TypeKind::kVoid: return false;
  case TypeKind::kSet:
    return as_table(t)->keys.empty() ||
           (as_table(t)->keys.size() == 1 && loggable_element(as_table(t)->keys[0]));
  case TypeKind::kVector: return loggable_element(as_vector(t)->element);
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
  case TypeKind::kFile: return true;
  }
  UNREACHABLE();
}

// Forms that are a table themselves, so no value of one.
bool is_table_form(NodeRef node) {
  if (node.is(NodeKind::kListConstructor) && node.has_children())
    return node.first_child().is(NodeKind::kAssign);
  return node.is(NodeKind::kTableCall) || node.is(NodeKind::kBraces);
}

NodeRef value_of_attribute(NodeRef attribute) { return attribute.first_child(); }

bool stands_alone(AttributeKind kind) {
  return kind == AttributeKind::kRedef || kind == AttributeKind::kOptional ||
         kind == AttributeKind::kLog || kind == AttributeKind::kOrdered ||
         kind == AttributeKind::kRawOutput || kind == AttributeKind::kIsAssigned ||
         kind == AttributeKind::kIsUsed;
}

}  // namespace

bool Analysis::needs_value(NodeRef node) {
  if (!value_of_attribute(node).is_none()) return true;
  report.error(node.span(), "attribute",
               std::string(attribute_name(node.attribute())) + " needs a value");
  return false;
}

// global x &redef = 5;
bool Analysis::stands_behind_attributes(NodeRef attributes, std::string_view name) {
  for (NodeRef attribute : attributes.children()) {
    NodeRef value = value_of_attribute(attribute);
    // `&default=0 & expire = f` is an attribute with a wrong name.
    bool assigns = !value.is_none() && value.is(NodeKind::kAssign) &&
                   !value.first_child().is(NodeKind::kBinary);
    if (!assigns && (!stands_alone(attribute.attribute()) || value.is_none())) continue;
    report
        .error(value.full_span(), "untyped",
               "the initial value of " + quoted(name) + " stands behind an attribute")
        .hint("write `" + std::string(name) + " = value " +
              std::string(attribute_name(attribute.attribute())) + "`");
    return true;
  }
  return false;
}

bool Analysis::only_for(NodeRef node, bool holds, std::string_view what) {
  if (holds) return true;
  report.error(node.full_span(), "attribute",
               std::string(attribute_name(node.attribute())) + " is only possible for " +
                   std::string(what));
  return false;
}

namespace {
constexpr std::string_view kErrorHandlers = "only the events reporter_info, reporter_warning and "
                                            "reporter_error have it, from the start";
}  // namespace

void Analysis::has_no_effect(NodeRef node, std::string_view why) {
  if (options.lint)
    report.warning(node.full_span(), "attribute",
                   std::string(attribute_name(node.attribute())) +
                       " has no effect here: " + std::string(why));
}

std::string_view Analysis::string_of(NodeRef attribute) {
  NodeRef value = value_of_attribute(attribute);
  if (value.is_none()) return {};
  Expr* e = check(
      value, {basic(TypeKind::kString), Role::kAttribute, attribute_name(attribute.attribute())});
  if (is_error(e)) return {};
  if (is_constant(e)) return value_of(e).string()->view();
  report.error(value.full_span(), "attribute",
               "the value of " + std::string(attribute_name(attribute.attribute())) +
                   " must be a constant string");
  return {};
}

namespace {

// Without the errors behind the first.
std::vector<Reporter::Held> first_error_of(std::vector<Reporter::Held> held) {
  bool is_told = false;
  std::erase_if(held, [&is_told](const Reporter::Held& h) {
    return h.diagnostic.severity == Severity::kError && std::exchange(is_told, true);
  });
  return held;
}

}  // namespace

Attributes* Analysis::read_attributes(NodeRef node, Place place, const Type* type,
                                      std::string_view name) {
  if (!node.has_children()) return nullptr;
  auto* a = arena.make<Attributes>();
  NodeRef seen[kAttributeKindCount];
  // That it lacks its value is no news where it is given twice.
  auto comes_again = [&](NodeRef attribute) {
    if (!value_of_attribute(attribute).is_none()) return false;
    for (NodeRef other : node.children())
      if (other.attribute() == attribute.attribute() && !value_of_attribute(other).is_none())
        return true;
    return false;
  };
  report.hold();
  for (NodeRef attribute : node.children()) {
    NodeRef& first = seen[size_t(attribute.attribute())];
    if (first &&
        !(value_of_attribute(first).is_none() && value_of_attribute(attribute).is_none())) {
      report
          .error(attribute.full_span(), "duplicate-attribute",
                 std::string(attribute_name(attribute.attribute())) + " is given twice")
          .note(first.full_span(), "it is given here before");
      continue;
    }
    if (!first) first = attribute;
    if (!comes_again(attribute)) read_attribute(attribute, place, type, name, *a);
  }
  // Where one does not go with the type, others do not, either.
  report.deliver(first_error_of(report.take_held()));
  NodeRef expired = seen[size_t(AttributeKind::kExpireFunc)];
  if (expired && a->expire_function && !a->expire_interval)
    has_no_effect(expired, "it is called where &create_expire, &read_expire or &write_expire ends");
  return a;
}

void Analysis::takes_no_value(NodeRef node) {
  if (stands_alone(node.attribute()) && !value_of_attribute(node).is_none())
    report.error(node.full_span(), "attribute",
                 std::string(attribute_name(node.attribute())) + " takes no value");
}

// Whether a function of &add_func or &delete_func takes an old and a new value of that type and
// returns one; otherwise it is reported.
bool Analysis::changes_values_of(const Type* type, const Expr* function, NodeRef attribute) {
  const FunctionType* f = as_function(function->type);
  bool good = f->flavor == Flavor::kFunction && f->result && fits(f->result, type) &&
              (f->variadic || f->parameters.size() == 2);
  for (const Parameter& p : f->parameters) good = good && fits(type, p.type);
  if (good) return true;
  report
      .error(attribute.full_span(), "type-mismatch",
             "the value of " + std::string(attribute_name(attribute.attribute())) +
                 " must be a function that takes two values, the old and the given one, and "
                 "returns the new one, all of type " +
                 type_text(type) + ", but this is " + a_type(f))
      .fold(suspect(function));
  return false;
}

void Analysis::read_attribute(NodeRef node, Place place, const Type* type, std::string_view name,
                              Attributes& into) {
  bool silent = type->kind == TypeKind::kError;
  auto value_type = [&] {
    return Target{nullptr, Role::kAttribute, attribute_name(node.attribute())};
  };
  takes_no_value(node);
  switch (node.attribute()) {
  case AttributeKind::kRedef:
    if (place == Place::kLocal || place == Place::kField || place == Place::kParameter)
      has_no_effect(node, "globals can be redefined");
    into.redefinable = true;
    return;
  case AttributeKind::kOptional:
    if (only_for(node, place == Place::kField, "fields of records")) into.optional = true;
    return;
  case AttributeKind::kDefault:
  case AttributeKind::kDefaultInsert: return read_default(node, place, type, name, into);
  case AttributeKind::kAddFunc:
  case AttributeKind::kDeleteFunc: {
    if (!needs_value(node)) return;
    Expr* e = infer_value(value_of_attribute(node));
    if (is_error(e) ||
        !only_for(node, e->type->kind == TypeKind::kFunction, "a function as its value") ||
        (!silent && !changes_values_of(type, e, node)))
      return;
    (node.attribute() == AttributeKind::kAddFunc ? into.add_function : into.delete_function) = e;
    return;
  }
  case AttributeKind::kReadExpire:
  case AttributeKind::kWriteExpire:
  case AttributeKind::kCreateExpire: return read_expiry(node, type, into);
  case AttributeKind::kExpireFunc: return read_expire_function(node, type, into);
  case AttributeKind::kOnChange: return read_on_change(node, type, into);
  case AttributeKind::kPublishOnChange:
    if (!value_of_attribute(node).is_none()) infer_value(value_of_attribute(node));
    return;
  case AttributeKind::kRawOutput:
    if (silent || only_for(node, type->kind == TypeKind::kFile, "files")) into.raw_output = true;
    return;
  case AttributeKind::kPriority:
  case AttributeKind::kGroup: only_for(node, false, "the bodies of events and hooks"); return;
  case AttributeKind::kLog:
    if (silent) return;
    if (place == Place::kField && !loggable(type)) {
      report
          .error(node.full_span(), "attribute",
                 "&log is given to " + a_value(type) + ", which cannot be logged")
          .hint("use a set, a vector, or a string made from it");
      return;
    }
    if (place == Place::kGlobal || place == Place::kOption || place == Place::kLocal ||
        place == Place::kParameter)
      has_no_effect(node, "fields of records are logged");
    into.log = true;
    return;
  case AttributeKind::kTypeColumn: into.type_column = string_of(node); return;
  case AttributeKind::kBackend:
  case AttributeKind::kBrokerStore: {
    if (!needs_value(node)) return;
    if (!silent && !is_container(type)) has_no_effect(node, "tables and sets are kept in stores");
    Expr* e = check(value_of_attribute(node), value_type());
    into.backend = is_constant(e) && e->type->kind == TypeKind::kString
                       ? value_of(e).string()->view()
                       : "enum";
    return;
  }
  case AttributeKind::kIsAssigned: into.is_assigned = true; return;
  case AttributeKind::kIsUsed:
    if (place == Place::kField) has_no_effect(node, "nobody asks whether fields are used");
    into.is_used = true;
    return;
  case AttributeKind::kDeprecated:
    into.deprecated = true;
    into.deprecation = string_of(node);
    return;
  case AttributeKind::kOrdered:
    if (silent || only_for(node, is_container(type), "tables and sets")) into.ordered = true;
    return;
  case AttributeKind::kErrorHandler:
    if (!name.starts_with("reporter_")) has_no_effect(node, kErrorHandlers);
    return;
  case AttributeKind::kBrokerAllowComplexType:
  case AttributeKind::kNoZamOpt:
  case AttributeKind::kNoCppOpt: return;
  }
}

void Analysis::read_default(NodeRef node, Place place, const Type* type, std::string_view name,
                            Attributes& into) {
  bool insert = node.attribute() == AttributeKind::kDefaultInsert;
  if (!needs_value(node)) {
    into.default_value = error_expr(node.full_span());
    return;
  }
  NodeRef value = value_of_attribute(node);
  if (into.default_value) {
    report.error(node.full_span(), "attribute", "&default and &default_insert exclude each other");
    return;
  }
  const TableType* table = type->kind == TypeKind::kTable ? as_table(type) : nullptr;
  bool silent = type->kind == TypeKind::kError;
  if (silent) {
    infer(value);
    into.default_value = error_expr(value.full_span());
    return;
  }
  bool of_variable = place == Place::kGlobal || place == Place::kOption || place == Place::kLocal ||
                     place == Place::kConstructor;
  if (insert && !only_for(node, table != nullptr, "tables")) return;
  if (of_variable && !table) {
    report
        .error(node.full_span(), "attribute", "&default of a variable is only possible for tables")
        .hint("give the variable an initial value: `= ...`");
    return;
  }
  if (!table || (!insert && !of_variable && is_table_form(value))) {
    into.default_value = check(value, {type, Role::kDefault, name});
    return;
  }
  // A table as such, or what the table is to yield for a missing index?
  Expr* e = infer_value(value, table->value);
  bool own = !insert && !of_variable && !is_error(e) && e->type->kind == TypeKind::kTable &&
             fits(e->type, type) && !fits(e->type, table->value);
  if (own) {
    into.default_value = coerce(e, {type, Role::kDefault, name});
    return;
  }
  into.default_value = table_default(e, table, name);
  into.default_is_yield = true;
  into.default_insert = insert;
}

// function(before..., keys..., last): result
const FunctionType* Analysis::called_with(std::span<const Type* const> keys,
                                          std::initializer_list<const Type*> before,
                                          const Type* last, const Type* result) {
  std::vector<Parameter> parameters;
  auto add = [&](const Type* type) {
    parameters.push_back({arena.copy("p" + std::to_string(parameters.size())), type});
  };
  for (const Type* type : before) add(type);
  for (const Type* type : keys) add(type);
  if (last) add(last);
  return types.function(Flavor::kFunction, parameters, result);
}

Expr* Analysis::table_default(Expr* e, const TableType* type, std::string_view name) {
  if (type->unspecified()) return e;
  const FunctionType* f = is_error(e) ? nullptr : as_function(e->type);
  if (!f || type->value->kind == TypeKind::kFunction)
    return captured_default(coerce(e, {type->value, Role::kDefault, name}), type);
  bool keys_fit = f->variadic || f->parameters.size() == type->keys.size();
  for (size_t i = 0; keys_fit && !f->variadic && i < type->keys.size(); ++i)
    keys_fit = fits(type->keys[i], f->parameters[i].type);
  if (keys_fit && fits(f->result, type->value)) {
    const FunctionType* call = called_with(type->keys, {}, nullptr, type->value);
    if (same_call(f, call)) return e;
    if (Expr* made = convert_function(e, call)) return made;
  }
  std::string wanted;
  for (const Type* k : type->keys) wanted += (wanted.empty() ? "" : ", ") + type_text(k);
  report.error(e->span, "type-mismatch",
               "the function that makes defaults of " + type_text(type) + " must take (" + wanted +
                   ") and return " + a_type(type->value));
  return error_expr(e->span);
}

void Analysis::read_expiry(NodeRef node, const Type* type, Attributes& into) {
  if (!needs_value(node)) return;
  if (type->kind != TypeKind::kError && !only_for(node, is_container(type), "tables and sets"))
    return;
  Expiry expiry = node.attribute() == AttributeKind::kCreateExpire ? Expiry::kCreate
                  : node.attribute() == AttributeKind::kReadExpire ? Expiry::kRead
                                                                   : Expiry::kWrite;
  if (into.expire_interval) {
    report.error(node.full_span(), "attribute",
                 "a table can have one of &create_expire, &read_expire and &write_expire");
    return;
  }
  into.expire_interval =
      check(value_of_attribute(node),
            {basic(TypeKind::kInterval), Role::kAttribute, attribute_name(node.attribute())});
  into.expiry = uint8_t(expiry);
}

void Analysis::read_expire_function(NodeRef node, const Type* type, Attributes& into) {
  if (!needs_value(node)) return;
  if (type->kind != TypeKind::kError && !only_for(node, is_container(type), "tables and sets"))
    return;
  Expr* e = infer_value(value_of_attribute(node));
  if (is_error(e) || type->kind == TypeKind::kError) return;
  bool is_function = e->kind == ExprKind::kFunctionValue;
  if (is_function && is_judged(static_cast<const tree::GlobalExpr*>(e)->global))
    return report.count_silently();
  const FunctionType* f = as_function(e->type);
  const TableType* table = as_table(type);
  bool good = f && f->flavor == Flavor::kFunction && fits(f->result, basic(TypeKind::kInterval)) &&
              (f->variadic || (!f->parameters.empty() && fits(type, f->parameters[0].type)));
  if (good && !table->unspecified()) {
    // Several keys may come as one `any`, which whoever calls sees to.
    bool as_any = f->parameters.size() == 2 && (f->parameters[1].type->kind == TypeKind::kAny ||
                                                f->parameters[1].type->kind == TypeKind::kList);
    if (!as_any) {
      const FunctionType* call =
          called_with(table->keys, {type}, nullptr, basic(TypeKind::kInterval));
      good = adapt_function(e, call);
    }
  }
  if (!good) {
    report
        .error(node.full_span(), "type-mismatch",
               "the value of &expire_func must be a function that takes the table and the index "
               "and returns an interval, "
               "but this is " +
                   a_type(e->type))
        .fold(suspect(e));
    return;
  }
  into.expire_function = evaluated_late(e);
}

void Analysis::read_on_change(NodeRef node, const Type* type, Attributes& into) {
  if (!needs_value(node)) return;
  if (type->kind != TypeKind::kError && !only_for(node, is_container(type), "tables and sets"))
    return;
  Expr* e = infer_value(value_of_attribute(node));
  if (is_error(e) || type->kind == TypeKind::kError) return;
  const FunctionType* f = as_function(e->type);
  const TableType* table = as_table(type);
  bool good = f && f->flavor == Flavor::kFunction;
  if (good && !table->unspecified()) {
    Entry* change = look_up(names.intern("TableChange"));
    const Type* change_type = change ? change->type : basic(TypeKind::kAny);
    const Type* value = table->is_set() ? nullptr : table->value;
    const FunctionType* call = called_with(table->keys, {type, change_type}, value, f->result);
    good = adapt_function(e, call);
  }
  if (!good) {
    report.error(node.full_span(), "type-mismatch",
                 "the value of &on_change must be a function that takes the table, a TableChange, "
                 "the index and the value, "
                 "but this is " +
                     a_type(e->type));
    return;
  }
  into.on_change = evaluated_late(e);
}

BodyAttributes Analysis::read_body_attributes(NodeRef node, Flavor flavor) {
  BodyAttributes out;
  std::vector<std::string_view> groups;
  for (NodeRef attribute : node.children()) {
    if (!node.has_children()) break;
    takes_no_value(attribute);
    switch (attribute.attribute()) {
    case AttributeKind::kPriority: {
      if (!needs_value(attribute)) break;
      if (flavor == Flavor::kFunction)
        has_no_effect(attribute, "events and hooks have bodies that follow each other");
      Expr* e = check(value_of_attribute(attribute),
                      {basic(TypeKind::kInt), Role::kAttribute, "&priority"});
      if (is_error(e)) break;
      std::optional<Value> v = is_constant(e) ? value_of(e) : host.evaluate(e);
      if (v && v->i >= INT32_MIN && v->i <= INT32_MAX) {
        out.priority = int32_t(v->i);
      } else {
        report.error(attribute.full_span(), "attribute", "&priority must be a constant number");
      }
      break;
    }
    case AttributeKind::kGroup:
      if (only_for(attribute, flavor != Flavor::kFunction, "events and hooks") &&
          needs_value(attribute))
        groups.push_back(string_of(attribute));
      break;
    case AttributeKind::kDeprecated:
      out.deprecated = true;
      out.deprecation = string_of(attribute);
      break;
    case AttributeKind::kIsUsed: out.is_used = true; break;
    case AttributeKind::kIsAssigned:
    case AttributeKind::kNoZamOpt:
    case AttributeKind::kNoCppOpt: break;
    case AttributeKind::kErrorHandler: has_no_effect(attribute, kErrorHandlers); break;
    case AttributeKind::kRedef:
      if (flavor != Flavor::kFunction)
        has_no_effect(attribute, "every body of an event or a hook adds to the others");
      break;
    case AttributeKind::kOptional:
    case AttributeKind::kDefault:
    case AttributeKind::kDefaultInsert:
    case AttributeKind::kAddFunc:
    case AttributeKind::kDeleteFunc:
    case AttributeKind::kExpireFunc:
    case AttributeKind::kReadExpire:
    case AttributeKind::kWriteExpire:
    case AttributeKind::kCreateExpire:
    case AttributeKind::kOnChange:
    case AttributeKind::kPublishOnChange:
    case AttributeKind::kRawOutput:
    case AttributeKind::kLog:
    case AttributeKind::kTypeColumn:
    case AttributeKind::kBackend:
    case AttributeKind::kBrokerStore:
    case AttributeKind::kBrokerAllowComplexType:
    case AttributeKind::kOrdered:
      report.error(attribute.full_span(), "attribute",
                   std::string(attribute_name(attribute.attribute())) + " means nothing for " +
                       a_type_of_flavor(flavor));
      break;
    }
  }
  // The handlers that stand in a module are a group, apart from those that scripts name.
  if (flavor != Flavor::kFunction && module_ != names.global_module())
    groups.push_back(arena.copy("module:" + std::string(names.text(module_))));
  out.groups = keep(groups);
  return out;
}

}  // namespace avocet::sema
