// Indices, slices and fields.
#include <algorithm>

#include "sema/analysis.h"
#include "type/kinds.h"

namespace avocet::sema {

namespace {

std::string key_count_text(const Type* table, size_t wanted, size_t given) {
  return type_text(table) + " is indexed by " + count_of(wanted, "value") + ", but here " +
         (given == 1 ? "is 1" : "are " + std::to_string(given));
}

// Whether the `$` of a field begins a line.
bool begins_line(NodeRef access) {
  const Source& source = access.ast().source();
  std::string_view text = source.text;
  text.remove_prefix(access.first_child().full_span().end() - source.base);
  size_t mark = text.find_first_not_of(" \t\r\n");
  return mark != text.npos && text.substr(0, mark).find('\n') != text.npos;
}

}  // namespace

// ---- Keys -------------------------------------------------------------------------------------

bool Analysis::key_nodes(NodeRef node, const TableType* type, const Expr* container,
                         std::vector<NodeRef>& out) {
  size_t wanted = type->keys.size();
  if (node.is(NodeKind::kListConstructor)) {
    for (NodeRef child : node.children()) out.push_back(child);
    if (out.size() == 1 && wanted == 1) return true;
    if (wanted == 1 && out.size() != 1) {
      // A vector, or an empty record, as the key.
      TypeKind k = type->keys[0]->kind;
      if (k == TypeKind::kVector || k == TypeKind::kRecord || k == TypeKind::kSet) {
        out.assign(1, node);
        return true;
      }
    }
  } else {
    out.push_back(node);
  }
  if (out.size() == wanted) return true;
  report.error(node.full_span(), "key-count", key_count_text(type, wanted, out.size()))
      .hint(wanted > 1 && out.size() == 1 ? "write all of them in brackets: [a, b]" : "")
      .echo(container ? suspect(container) : std::string());
  return false;
}

bool Analysis::multiply(const KeyParts& parts, Span span, std::vector<KeyRow>& rows) {
  constexpr size_t kMost = 100'000;
  size_t count = 1;
  for (size_t i = 0; i < parts.size(); ++i) {
    count *= parts[i].size();
    if (count > kMost) {
      report.error(span, "too-many", "these lists stand for too many elements");
      return false;
    }
  }
  for (size_t n = 0; n < count; ++n) {
    KeyRow row = make_row(parts.size());
    size_t rest = n;
    for (size_t i = parts.size(); i-- > 0;) {
      row[i] = parts[i][rest % parts[i].size()];
      rest /= parts[i].size();
    }
    rows.push_back(row);
  }
  return true;
}

// Two parts of an index that fit the other way round are one mistake.
bool Analysis::swapped_keys(const std::vector<Expr*>& given, const TableType* type) {
  if (given.size() < 2) return false;
  std::vector<size_t> wrong;
  for (size_t i = 0; i < given.size(); ++i) {
    if (is_error(given[i])) return false;
    if (!fits(given[i]->type, type->keys[i])) wrong.push_back(i);
  }
  bool is_swap = wrong.size() == 2 && fits(given[wrong[0]]->type, type->keys[wrong[1]]) &&
                 fits(given[wrong[1]]->type, type->keys[wrong[0]]);
  if (!is_swap) return false;
  report
      .error(Span::cover(given[wrong[0]]->span, given[wrong[1]]->span), "key-order",
             "the parts of an index of " + type_text(type) + " are the wrong way round")
      .hint("first comes " + a_type(type->keys[wrong[0]]) + ", then " +
            a_type(type->keys[wrong[1]]));
  return true;
}

bool Analysis::table_keys(NodeRef const* nodes, size_t count, const TableType* type,
                          const Expr* container, std::vector<Expr*>& out) {
  bool good = true;
  std::vector<Expr*> given;
  for (size_t i = 0; i < count; ++i) given.push_back(infer_value(nodes[i], type->keys[i]));
  if (swapped_keys(given, type)) return false;
  for (size_t i = 0; i < count; ++i) {
    const Type* wanted = type->keys[i];
    Expr* e = given[i];
    if (is_error(e)) {
      good = false;
      continue;
    }
    // By longest match, by any pattern that matches.
    bool looked_up =
        count == 1 && ((wanted->kind == TypeKind::kSubnet && e->type->kind == TypeKind::kAddr) ||
                       (wanted->kind == TypeKind::kPattern && e->type->kind == TypeKind::kString));
    if (!looked_up) e = coerce(e, {wanted, Role::kKey, {}, {}, type, uint32_t(i + 1), container});
    good = good && !is_error(e);
    out.push_back(e);
  }
  return good;
}

// ---- Access -----------------------------------------------------------------------------------

Expr* Analysis::infer_index(NodeRef node) {
  Span span = node.full_span();
  NodeRef container_node = node.first_child();
  Expr* container = infer_value(container_node);
  std::vector<NodeRef> nodes;
  for (NodeRef child = container_node.next_sibling(); child != node.next_sibling();
       child = child.next_sibling())
    nodes.push_back(child);
  if (is_error(container)) {
    for (NodeRef n : nodes) infer(n);
    return container;
  }
  std::vector<Expr*> keys;
  const Type* type = nullptr;
  if (const TableType* table = as_table(container->type); table && !table->unspecified()) {
    // t[[a, b]] is t[a, b].
    std::vector<NodeRef> inner;
    if (nodes.size() == 1 && table->keys.size() > 1 && nodes[0].is(NodeKind::kListConstructor)) {
      if (!key_nodes(nodes[0], table, container, inner)) return error_expr(span);
      nodes = inner;
    }
    if (nodes.size() != table->keys.size()) {
      // What is wrong about a value already may be why there are too few.
      bool good = true;
      for (NodeRef n : nodes) good = !is_error(infer(n)) && good;
      if (!good) return error_expr(span);
      report.error(span, "key-count", key_count_text(table, table->keys.size(), nodes.size()))
          .hint(table->keys.size() > nodes.size() ? "write all of them in brackets: [a, b]" : "")
          .fold("keys of " + std::string(node.first_child().text()))
          .echo(suspect(container));
      return error_expr(span);
    }
    if (!table_keys(nodes.data(), nodes.size(), table, container, keys)) return error_expr(span);
    type = table->is_set() ? basic(TypeKind::kVoid) : table->value;
    if (table->keys.size() == 1 && table->keys[0]->kind == TypeKind::kPattern &&
        keys[0]->type->kind == TypeKind::kString && !table->is_set())
      type = types.vector(table->value);
  } else if (as_vector(container->type) || container->type->kind == TypeKind::kString) {
    if (nodes.size() != 1) {
      report.error(span, "key-count", a_type(container->type) + " is indexed by one value");
      return error_expr(span);
    }
    Expr* key = infer_value(nodes[0]);
    if (is_error(key)) return key;
    if (key->type->kind == TypeKind::kAny) key = convert(key, basic(TypeKind::kInt));
    const VectorType* places = as_vector(container->type) ? as_vector(key->type) : nullptr;
    if (places && (is_integral(places->element) || places->element->kind == TypeKind::kBool)) {
      auto* e = make_expr<tree::IndexExpr>(ExprKind::kIndex, container->type, span);
      e->container = container;
      e->keys = keep(std::vector<Expr*>{key});
      return e;
    }
    if (!is_integral(key->type)) {
      bool are_strings = container->type->kind == TypeKind::kString && key->type == container->type;
      report
          .error(key->span, "type-mismatch",
                 "the index of " + a_type(container->type) +
                     " must be a count or an int, but this is " + a_type(key->type))
          .hint(are_strings ? "a string is indexed by places; a loop over it gives its characters"
                            : value_hint(key, basic(TypeKind::kCount)))
          .fold(suspect(container))
          .fold(suspect(key));
      return error_expr(span);
    }
    if (container->type->kind == TypeKind::kString)
      key = coerce(key, {basic(TypeKind::kInt), Role::kKey, {}, {}, container->type});
    if (is_error(key)) return key;
    keys.push_back(key);
    const VectorType* vector = as_vector(container->type);
    type = vector ? vector->element : container->type;
    if (type->kind == TypeKind::kVoid) {
      report
          .error(container->span, "untyped", "the type of the elements of this vector is not known")
          .hint("declare it with its type: `local v: vector of count`")
          .fold(suspect(container));
      return error_expr(span);
    }
  } else {
    Message m = report.error(span, "not-indexable", a_type(container->type) + " has no index");
    m.fold(suspect(container));
    if (container->type->kind == TypeKind::kAny)
      m.hint("say what the value of type any is: `(x as table[string] of count)[...]`");
    if (container->type->kind == TypeKind::kRecord) m.hint("fields are reached with `$`");
    if (container->type->kind == TypeKind::kFunction) m.hint("a call takes parentheses");
    if (as_table(container->type))
      m.hint("declare it with its type: `local t: table[string] of count`");
    return error_expr(span);
  }
  auto* e = make_expr<tree::IndexExpr>(ExprKind::kIndex, type, span);
  e->container = container;
  e->keys = keep(keys);
  return e;
}

Expr* Analysis::infer_slice(NodeRef node) {
  Span span = node.full_span();
  NodeRef container_node = node.first_child();
  NodeRef from_node = container_node.next_sibling();
  NodeRef to_node = from_node.next_sibling();
  Expr* container = infer_value(container_node);
  Target bound{basic(TypeKind::kInt), Role::kCondition, "the bound of a slice"};
  Expr* from = from_node.is_none() ? nullptr : check(from_node, bound);
  Expr* to = to_node.is_none() ? nullptr : check(to_node, bound);
  if (is_error(container) || (from && is_error(from)) || (to && is_error(to)))
    return error_expr(span);
  if (!as_vector(container->type) && container->type->kind != TypeKind::kString) {
    report
        .error(span, "not-indexable",
               "only strings and vectors have slices, but this is " + a_type(container->type))
        .echo(suspect(container));
    return error_expr(span);
  }
  auto* e = make_expr<tree::SliceExpr>(ExprKind::kSlice, container->type, span);
  e->container = container;
  e->from = from;
  e->to = to;
  return e;
}

void Analysis::note_deprecated_field(const RecordType* record, uint32_t field, Span span) {
  const RecordField& f = record->fields[field];
  if (f.flags & kFieldDeprecated)
    warn_deprecated("field `" + std::string(f.name) + "` of " + type_text(record), f.deprecation,
                    span);
}

Expr* Analysis::infer_field(NodeRef node, bool test) {
  Span span = node.full_span();
  Expr* record = infer_value(node.first_child());
  if (is_error(record)) return record;
  const RecordType* type = as_record(record->type);
  std::string_view field = node.text();
  if (!type) {
    Message m = report.error(record->span, "not-a-record",
                             quoted((test ? "?$" : "$") + std::string(field)) +
                                 " needs a record before it, but this is " + a_type(record->type));
    if (record->type->kind == TypeKind::kType)
      m.hint("this is a type: labels stand without it, and fields are those of a value");
    if (is_place(record)) m.hint(std::string(kPlaceHint));
    if (is_constant(record)) m.hint("is a `,` missing behind it?");
    if (record->type->kind == TypeKind::kAny)
      m.hint("say what the value of type any is: `(x as Conn::Info)$" + std::string(field) + "`");
    if (begins_line(node)) m.hint("is a `,` missing behind it?");
    if (as_table(record->type) || as_vector(record->type))
      m.hint("elements are reached with `[ ]`");
    if (std::string variable = suspect(record); !variable.empty()) m.fold("fields of " + variable);
    return error_expr(span);
  }
  int at = type->find(field);
  if (at < 0) {
    unknown_field(node, type, field);
    return error_expr(span);
  }
  note_deprecated_field(type, uint32_t(at), span);
  const Type* result = test ? basic(TypeKind::kBool) : type->fields[size_t(at)].type;
  if (result->kind == TypeKind::kError) return error_expr(span);
  if (!test && is_doubtful(type, uint32_t(at))) {
    report.count_silently();
    return error_expr(span);
  }
  auto* e = make_expr<tree::FieldExpr>(test ? ExprKind::kHasField : ExprKind::kField, result, span);
  e->record = record;
  e->field = uint32_t(at);
  return e;
}

}  // namespace avocet::sema
