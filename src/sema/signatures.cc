// What is written of a function, event or hook between its name and its body.
#include <algorithm>

#include "sema/analysis.h"

namespace avocet::sema {

// Whether a parameter of that name is there already, which is told: one of the two has another
// name, or stands there twice.
bool Analysis::is_doubled(NodeRef parameter, NameId name, Signature& signature) {
  if (name == names.blank()) return false;
  auto first = std::find(signature.names.begin(), signature.names.end(), name);
  if (first == signature.names.end()) return false;
  size_t at = size_t(first - signature.names.begin());
  bool is_told = std::exchange(signature.doubled, int(at)) >= 0;
  if (is_told)
    report.count_silently();
  else
    report
        .error(parameter.span(), "redeclared",
               "there is already a parameter " + quoted(parameter.text()))
        .note(signature.spans[at], "it is declared here");
  signature.broken = true;
  return true;
}

Signature Analysis::read_signature(NodeRef node, Flavor flavor) {
  NodeRef list = node.first_child();
  NodeRef result_node = list.next_sibling();
  Signature out;
  size_t count = list.child_count();
  std::vector<Parameter> parameters;
  parameters.reserve(count);
  out.defaults.reserve(count);
  out.parameter_defaults.reserve(count);
  out.names.reserve(count);
  out.spans.reserve(count);
  for (NodeRef p : list.children()) {
    NodeRef type_node = p.first_child();
    NameId name = names.of(p);
    auto [type, held] = read_written_type(type_node);
    out.broken = out.broken || type->kind == TypeKind::kError;
    if (names[name].module != kNoModule)
      report.error(p.span(), "bad-name", "a parameter has no module in its name");
    if (is_doubled(p, name, out)) {
      if (same_type(parameters[size_t(out.doubled)].type, type)) continue;
      parameters[size_t(out.doubled)].type = type = type_error();
    }
    Attributes* attributes =
        read_attributes(type_node.next_sibling(), Place::kParameter, type, p.text());
    Parameter parameter;
    parameter.name = names.text(name);
    parameter.type = type;
    Expr* value = attributes ? attributes->default_value : nullptr;
    if (attributes && attributes->default_is_yield) value = nullptr;
    parameter.has_default = value != nullptr;
    if (!value && out.any_default) {
      report
          .error(p.span(), "default-order",
                 "parameter " + quoted(p.text()) + " needs a &default: one before it has one")
          .hint("arguments are left out from the end: those with defaults come last");
      out.broken = true;
    }
    if (attributes) parameter.deprecation = attributes->deprecation;
    out.any_default = out.any_default || value;
    out.defaults.push_back(value);
    out.parameter_defaults.push_back(held);
    out.names.push_back(name);
    out.spans.push_back(p.span());
    parameters.push_back(parameter);
  }
  const Type* result = basic(flavor == Flavor::kHook ? TypeKind::kBool : TypeKind::kVoid);
  if (!result_node.is_none()) {
    auto [given, held] = read_written_type(result_node);
    out.result_defaults = held;
    out.broken = out.broken || given->kind == TypeKind::kError;
    bool allowed =
        flavor == Flavor::kFunction || (flavor == Flavor::kHook && given->kind == TypeKind::kBool);
    if (!allowed && given->kind != TypeKind::kError) {
      report.error(result_node.full_span(), "bad-signature",
                   a_type_of_flavor(flavor) + " returns nothing");
      out.broken = true;
      result = type_error();  // what its body returns says nothing new
    } else {
      result = given;
    }
  }
  // What Zeek writes for `...`: further arguments of any number and type.
  bool variadic = !parameters.empty() && parameters.back().name == "va_args" &&
                  parameters.back().type->kind == TypeKind::kAny;
  if (variadic) parameters.pop_back();
  if (out.doubled >= 0) variadic = true;  // how many it takes nobody knows
  out.type = types.function(flavor, parameters, result, variadic);
  return out;
}

}  // namespace avocet::sema
