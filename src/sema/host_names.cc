// Names of hosts as constants: `www.example.com`.
#include <algorithm>

#include "sema/analysis.h"
#include "syntax/foreign_syntax.h"
#include "value/table.h"

namespace avocet::sema {

// Whether what stands before the first dot means something: then a field was meant.
bool Analysis::begins_with_variable(std::string_view host) {
  NameId first = names.intern(host.substr(0, host.find('.')));
  return find_local(first) || look_up(first) || symbols.is_module(first);
}

namespace {

// What stands for `x.name` here.
std::string instead_of_dot(std::string_view host) {
  size_t dot = host.find('.');
  std::string x(host.substr(0, dot));
  if (std::string meaning = method_meaning(host.substr(dot + 1), x); !meaning.empty())
    return meaning;
  std::string field(host);
  std::replace(field.begin(), field.end(), '.', '$');
  return "the field of a record is written `" + field + "`";
}

}  // namespace

// `x.name` was meant to be something else than a host.
Expr* Analysis::dotted_variable(NodeRef node) {
  Span span = node.full_span();
  std::string host(node.text());
  size_t dot = host.find('.');
  std::string name = host.substr(dot + 1);
  NameId first = names.intern(std::string_view(host).substr(0, dot));
  bool is_module = !find_local(first) && !look_up(first);
  std::string hint = is_module ? "names of modules are joined with `::`: `" + host.substr(0, dot) +
                                     "::" + name + "`"
                               : instead_of_dot(host);
  Entry* function = is_module ? nullptr : look_up(names.intern("::" + name));
  if (function && function->global && function->global->callable() &&
      method_meaning(name, "x").empty())
    hint = "functions are called with what they work on: `" + name + "(" + host.substr(0, dot) +
           ", ...)`";
  if (Binding* b = find_local(first)) b->is_used = true;
  report.error(span, "bad-field", quoted(host) + " is the name of a host, not a field").hint(hint);
  return error_expr(span);
}

// The elements of a set, as they are at this point of loading.
bool Analysis::members(Expr* set, const Type* type, std::vector<Expr*>& out) {
  std::optional<Value> value = host.evaluate(set);
  if (!value || value->is_null()) {
    report.error(set->span, "not-constant", "the elements of this set must be known while loading");
    return false;
  }
  const Type* key = as_table(set->type)->keys[0];
  TableEntry entry;
  uint32_t position = 0;
  while (next_entry(value->table(), position, entry)) {
    CopyResult copied = make_copy(heap, key, entry.keys[0]);
    if (copied.error) return false;
    make_immortal(key, copied.value);
    out.push_back(convert(constant(key, copied.value, set->span), type));
  }
  return true;
}

// `www.example.com`: the set of the addresses that the host has while scripts load.
Expr* Analysis::host_addresses(NodeRef node, const Type* wanted) {
  Span span = node.full_span();
  std::string host(node.text());
  if (begins_with_variable(host)) return dotted_variable(node);
  if (wanted && wanted->kind == TypeKind::kString) {
    report
        .error(span, "type-mismatch",
               quoted(host) + " is the name of a host, but a string is wanted here")
        .hint("a text stands in quotes");
    return error_expr(span);
  }
  Entry* native = look_up(names.intern("::blocking_lookup_hostname"));
  const FunctionType* type = native ? as_function(native->type) : nullptr;
  const Type* address = basic(TypeKind::kAddr);
  const TableType* addresses = types.set({&address, 1});
  std::vector<Expr*> found;
  if (type) {
    auto* look_up = make_expr<tree::CallExpr>(ExprKind::kCall, type->result, span);
    look_up->global = native->global;
    look_up->callee = nullptr;
    look_up->arguments = keep(std::vector<Expr*>{string_constant(host, span)});
    look_up->function = type;
    if (!members(look_up, address, found)) return error_expr(span);
  }
  if (found.empty())
    report.warning(span, "no-such-host", "nobody knows the host " + quoted(host))
        .hint("it stands for no address");
  std::vector<tree::ContainerItem> items;
  for (Expr* e : found) items.push_back({keep(std::vector<Expr*>{e}), nullptr});
  return make_container(addresses, items, span);
}

}  // namespace avocet::sema
