// Records, tables, sets, vectors and lists written out.
//
// What `[ ]`, `{ }`, `table()`, `set()` and `vector()` make is told by what is wanted there (the
// hint). With a hint every element is checked against it, so that an error stands at the element
// that is wrong; without one the elements' types are merged.
#include "sema/analysis.h"

namespace avocet::sema {

namespace {

const VectorType* typed_vector(const Type* t) {
  const VectorType* v = t ? as_vector(t) : nullptr;
  return v && v->element->kind != TypeKind::kVoid ? v : nullptr;
}

const TableType* typed_table(const Type* t, TypeKind kind) {
  return t && t->kind == kind && !as_table(t)->unspecified() ? as_table(t) : nullptr;
}

// What was found so far guides what follows, but for unnamed records: their fields add up.
const Type* guide(const Type* t) { return t && as_record(t) && t->name.empty() ? nullptr : t; }

Target key_target(const TableType* table, size_t i) {
  return {table->keys[i], Role::kKey, {}, {}, table, uint32_t(i + 1)};
}

bool all_assignments(const std::vector<NodeRef>& nodes) {
  for (NodeRef n : nodes)
    if (!n.is(NodeKind::kAssign)) return false;
  return !nodes.empty();
}

}  // namespace

std::vector<NodeRef> Analysis::elements(NodeRef node) {
  std::vector<NodeRef> out;
  for (NodeRef child : node.children())
    if (!child.is(NodeKind::kAttributes)) out.push_back(child);
  return out;
}

Expr* Analysis::make_container(const Type* type, const std::vector<tree::ContainerItem>& items,
                               Span span) {
  auto* e = make_expr<tree::ContainerExpr>(ExprKind::kContainer, type, span);
  e->items = keep(items);
  e->attributes = nullptr;
  return e;
}

void Analysis::attach_attributes(NodeRef node, Expr* e) {
  if (!node.has_children() || is_error(e)) return;
  NodeRef last = node.last_child();
  if (!last.is(NodeKind::kAttributes) || !last.has_children()) return;
  Attributes* attributes = read_attributes(last, Place::kConstructor, e->type, {});
  if (e->kind == ExprKind::kContainer)
    static_cast<tree::ContainerExpr*>(e)->attributes = attributes;
}

Expr* Analysis::infer_constructor(NodeRef node, const Type* hint) {
  Span span = node.full_span();
  Expr* e = nullptr;
  switch (node.kind()) {
  case NodeKind::kRecordConstructor:
  case NodeKind::kRecordCall: {
    std::vector<NodeRef> fields = elements(node);
    const RecordType* record = hint ? as_record(hint) : nullptr;
    if (!record) return anonymous_record(fields, span);
    Expr* made = infer_record(fields, record, span);
    if (node.is(NodeKind::kRecordConstructor)) note_bare_record(made, record);
    return made;
  }
  case NodeKind::kVectorCall: e = infer_vector(elements(node), typed_vector(hint), span); break;
  case NodeKind::kSetCall:
    e = infer_set(elements(node), typed_table(hint, TypeKind::kSet), span);
    break;
  case NodeKind::kTableCall:
    e = infer_table(elements(node), typed_table(hint, TypeKind::kTable), span);
    break;
  default: UNREACHABLE();  // no constructor
  }
  attach_attributes(node, e);
  return e;
}

Expr* Analysis::infer_list(NodeRef node, const Type* hint) {
  Span span = node.full_span();
  std::vector<NodeRef> nodes = elements(node);
  if (hint && as_record(hint) && nodes.empty()) return infer_record(nodes, as_record(hint), span);
  if (typed_vector(hint)) return infer_vector(nodes, typed_vector(hint), span);
  if (typed_table(hint, TypeKind::kSet)) return infer_set(nodes, as_table(hint), span);
  if (typed_table(hint, TypeKind::kTable)) return infer_table(nodes, as_table(hint), span);
  bool lacks_dollar = hint && as_record(hint) && all_assignments(nodes) &&
                      nodes[0].first_child().is(NodeKind::kName);
  if (lacks_dollar) return infer_record(nodes, as_record(hint), span);
  if (all_assignments(nodes)) return infer_table(nodes, nullptr, span);
  if (nodes.empty()) return anonymous_record(nodes, span);
  // One value in brackets is that value: tables of strings are written `[1] = ["one"]`.
  if (nodes.size() == 1 && hint && !as_record(hint) && hint->kind != TypeKind::kError)
    return infer_value(nodes[0], hint);
  size_t before = report.errors();
  for (NodeRef n : nodes) infer_value(n);
  if (report.errors() != before) return error_expr(span);
  if (hint && hint->kind == TypeKind::kError) {
    report.count_silently();
    return error_expr(span);
  }
  Message m = report.error(span, "bad-list", "a list in brackets has no meaning here");
  m.hint(hint && as_record(hint) ? "a record is written [$field=value]"
                                 : "did you mean vector(...) or set(...)?");
  return error_expr(span);
}

Expr* Analysis::infer_braces(NodeRef node, const Type* hint) {
  Span span = node.full_span();
  std::vector<NodeRef> nodes = elements(node);
  if (typed_vector(hint)) return infer_vector(nodes, typed_vector(hint), span);
  if (typed_table(hint, TypeKind::kSet)) return infer_set(nodes, as_table(hint), span);
  if (typed_table(hint, TypeKind::kTable)) return infer_table(nodes, as_table(hint), span);
  if (hint && as_record(hint) && nodes.empty()) return infer_record(nodes, as_record(hint), span);
  if (nodes.empty() && hint && hint->kind == TypeKind::kError) return error_expr(span);
  if (nodes.empty()) {
    report.error(span, "untyped", "the type of this `{ }` is not known")
        .hint("declare the variable with a type: `x: set[string] = { }`");
    return error_expr(span);
  }
  if (all_assignments(nodes)) return infer_table(nodes, nullptr, span);
  return infer_set(nodes, nullptr, span);
}

// ---- Vectors ----------------------------------------------------------------------------------

Expr* Analysis::infer_vector(const std::vector<NodeRef>& nodes, const VectorType* hint, Span span) {
  std::vector<tree::ContainerItem> items;
  bool good = true;
  const Type* element = hint ? hint->element : nullptr;
  for (NodeRef node : nodes) {
    if (!good) {
      infer(node, guide(element));  // one wrong element tells it all
      continue;
    }
    Expr* value = hint ? check(node, {element, Role::kElement, {}, {}, hint})
                       : infer_value(node, guide(element));
    if (is_error(value)) {
      good = false;
      continue;
    }
    items.push_back({{}, value});
    if (hint) continue;
    const Type* merged = element ? merge(element, value->type) : value->type;
    if (!merged || (merged->kind == TypeKind::kAny && element && element->kind != TypeKind::kAny)) {
      report.error(value->span, "type-mismatch",
                   "the elements of a vector must have one type, but this is " +
                       a_type(value->type) + " and those before are " + a_type(element));
      return error_expr(span);
    }
    element = merged;
  }
  if (!good) return error_expr(span);
  if (!element) element = basic(TypeKind::kVoid);
  const Type* type = hint ? hint : types.vector(element);
  if (!hint)
    for (tree::ContainerItem& item : items) {
      item.value = coerce(item.value, {element, Role::kElement, {}, {}, type});
      if (is_error(item.value)) return item.value;
    }
  return make_container(type, items, span);
}

// ---- Sets -------------------------------------------------------------------------------------

Expr* Analysis::infer_set(const std::vector<NodeRef>& nodes, const TableType* hint, Span span) {
  if (!hint && !nodes.empty()) return infer_untyped_set(nodes, span);
  const TableType* type = hint ? hint : types.set({});
  std::vector<tree::ContainerItem> items;
  std::vector<KeyRow> rows;
  size_t sets_in_front = 0;  // one that all of them make
  bool good = true;
  for (NodeRef node : nodes) {
    if (!good) break;  // one wrong element tells it all
    if (node.is(NodeKind::kAssign)) {
      report
          .error(node.full_span(), "bad-element",
                 "a set has elements only, no values: this is " + a_type(type))
          .hint("`[key] = value` needs a table");
      good = false;
      continue;
    }
    KeyRow keys;
    if (type->keys.size() == 1 && !node.is(NodeKind::kListConstructor)) {
      const Type* wanted = type->keys[0];
      Expr* e = infer_value(node, wanted);
      if (!is_error(e) && e->type->kind == TypeKind::kSet && wanted->kind != TypeKind::kSet &&
          fits(e->type, type)) {
        Expr* set = convert(e, type);
        // Sets in front are joined: the order of their elements, with seeds, is that of `|`.
        if (sets_in_front == items.size() && sets_in_front == 1)
          set = make_binary(tree::BinaryOp::kBitOr, items[0].keys[0], set, type, span);
        if (sets_in_front == items.size()) {
          items.clear();
          sets_in_front = 1;
        }
        items.push_back({keep(std::vector<Expr*>{set}), nullptr});
        continue;
      }
      keys = make_row(1);
      keys[0] = coerce(e, {wanted, Role::kElement, {}, {}, type});
      good = good && !is_error(keys[0]);
    } else {
      std::vector<NodeRef> key_list;
      good = key_nodes(node, type, nullptr, key_list) && key_rows(key_list, type, rows) && good;
      for (KeyRow row : rows) items.push_back({row, nullptr});
      rows.clear();
      continue;
    }
    items.push_back({keys, nullptr});
  }
  if (!good) return error_expr(span);
  return make_container(type, items, span);
}

Analysis::KeyRow Analysis::make_row(size_t keys) {
  return {static_cast<Expr**>(arena.allocate(keys * sizeof(Expr*), alignof(Expr*))), keys};
}

// A part of a key may be a list that stands for each of its members: `["USER", [230, 331]]` is two
// keys.
template <class Each> void Analysis::for_alternatives(NodeRef part, const Type* wanted, Each each) {
  bool spread = part.is(NodeKind::kListConstructor) && part.has_children();
  if (wanted) {
    TypeKind k = wanted->kind;
    spread = spread && k != TypeKind::kRecord && k != TypeKind::kVector && k != TypeKind::kSet &&
             k != TypeKind::kTable;
  }
  if (!spread) return each(part);
  for (NodeRef choice : elements(part)) each(choice);
}

// A set as a part of a key stands for each of its elements when the key is evaluated.
Expr* Analysis::spread(Expr* set, const Type* key) {
  const Type* type = types.set({&key, 1});
  return same_type(set->type, type) ? set : make_convert(tree::Convert::kTable, set, type);
}

bool Analysis::key_rows(const std::vector<NodeRef>& nodes, const TableType* type,
                        std::vector<KeyRow>& rows) {
  // Long tables have one key a row, which stands for itself.
  if (nodes.size() == 1 && !nodes[0].is(NodeKind::kListConstructor)) {
    const Type* wanted = type->keys[0];
    Expr* e = infer_value(nodes[0], wanted);
    if (e->type->kind != TypeKind::kSet || wanted->kind == TypeKind::kSet) {
      Role role = type->is_set() ? Role::kElement : Role::kKey;
      e = coerce(e, {wanted, role, {}, {}, type, 1});
      if (is_error(e)) return false;
      rows.push_back(make_row(1));
      rows.back()[0] = e;
      return true;
    }
    return spread_keys(nodes, type, e, rows);
  }
  return spread_keys(nodes, type, nullptr, rows);
}

bool Analysis::spread_keys(const std::vector<NodeRef>& nodes, const TableType* type, Expr* first,
                           std::vector<KeyRow>& rows) {
  bool good = true;
  KeyParts parts(nodes.size());
  std::vector<Expr*> given;
  for (size_t i = 0; i < nodes.size(); ++i)
    for_alternatives(nodes[i], type->keys[i], [&](NodeRef choice) {
      given.push_back(first ? first : infer_value(choice, type->keys[i]));
    });
  if (given.size() == nodes.size() && swapped_keys(given, type)) return false;
  size_t next = 0;
  for (size_t i = 0; i < nodes.size(); ++i) {
    Target target = key_target(type, i);
    if (type->keys.size() == 1 && type->is_set()) target.role = Role::kElement;
    for_alternatives(nodes[i], type->keys[i], [&](NodeRef) {
      Expr* e = given[next++];
      const TableType* set =
          e->type->kind == TypeKind::kSet && type->keys[i]->kind != TypeKind::kSet
              ? as_table(e->type)
              : nullptr;
      if (set && set->keys.size() == 1 && fits(set->keys[0], type->keys[i])) {
        parts.choices.push_back(spread(e, type->keys[i]));
        return;
      }
      parts.choices.push_back(coerce(e, target));
      good = good && !is_error(parts.choices.back());
    });
    parts.end_part();
  }
  return good && multiply(parts, nodes[0].full_span(), rows);
}

// The parts of a key whose type is not known: `[a, b]` has two.
std::vector<NodeRef> Analysis::key_parts(NodeRef node) {
  if (node.is(NodeKind::kListConstructor)) return elements(node);
  return {node};
}

// Takes one more key, or the several that it stands for, into the types found so far. False if it
// was reported.
bool Analysis::merge_key(NodeRef node, std::vector<const Type*>& key_types,
                         std::vector<KeyRow>& rows) {
  std::vector<NodeRef> nodes = key_parts(node);
  bool first = key_types.empty();
  if (nodes.empty() || (!first && nodes.size() != key_types.size())) {
    report.error(node.full_span(), "key-count",
                 nodes.empty() ? "an empty list is no element"
                               : "this has another number of parts than the elements before");
    return false;
  }
  KeyParts parts(nodes.size());
  bool good = true;
  for (size_t i = 0; i < nodes.size() && good; ++i) {
    for_alternatives(nodes[i], nullptr, [&](NodeRef choice) {
      if (!good) return;
      const Type* before = i < key_types.size() ? key_types[i] : nullptr;
      Expr* e = infer_value(choice, guide(before));
      good = !is_error(e);
      if (!good) return;
      parts.choices.push_back(e);
      const Type* merged = before ? merge(before, e->type) : e->type;
      good = merged != nullptr;
      if (!good) {
        report.error(e->span, "type-mismatch",
                     "the elements must have one type, but this is " + a_type(e->type) +
                         " and those before are " + a_type(before));
      } else if (before) {
        key_types[i] = merged;
      } else {
        key_types.push_back(merged);
      }
    });
    parts.end_part();
  }
  return good && multiply(parts, node.full_span(), rows);
}

// The type of the set that an element stands for whose type is not known: `{ hosts, 10.0.0.1 }` has
// all of `hosts`. Null if it is an element itself.
const TableType* Analysis::set_among_elements(NodeRef node) {
  bool names_one = node.is(NodeKind::kName) || node.is(NodeKind::kFieldAccess);
  if (!names_one) return nullptr;
  Expr* e = infer_value(node);
  if (e->type->kind != TypeKind::kSet) return nullptr;
  const TableType* set = as_table(e->type);
  return set->keys.size() == 1 && !set->unspecified() ? set : nullptr;
}

Expr* Analysis::infer_untyped_set(const std::vector<NodeRef>& nodes, Span span) {
  std::vector<const Type*> key_types;
  std::vector<KeyRow> all;
  for (NodeRef node : nodes)
    if (const TableType* set = set_among_elements(node)) return infer_set(nodes, set, span);
  for (NodeRef node : nodes) {
    if (node.is(NodeKind::kAssign)) {
      report.error(node.full_span(), "bad-element", "a set has elements only, no values")
          .hint("`[key] = value` needs a table");
      return error_expr(span);
    }
    if (!merge_key(node, key_types, all)) return error_expr(span);
  }
  const TableType* type = types.set(key_types);
  for (const Type* k : key_types)
    if (!is_key_type(k, span, type)) return error_expr(span);
  std::vector<tree::ContainerItem> items;
  for (KeyRow keys : all) {
    for (size_t i = 0; i < keys.size(); ++i) {
      keys[i] = coerce(keys[i], key_target(type, i));
      if (is_error(keys[i])) return keys[i];
    }
    items.push_back({keys, nullptr});
  }
  return make_container(type, items, span);
}

// ---- Tables -----------------------------------------------------------------------------------

Expr* Analysis::infer_table(const std::vector<NodeRef>& nodes, const TableType* hint, Span span) {
  if (nodes.empty())
    return make_container(hint ? hint : types.table({}, basic(TypeKind::kVoid)), {}, span);
  struct Row {
    KeyRow keys;
    Expr* value;
  };
  std::vector<Row> all;
  std::vector<const Type*> key_types;
  const Type* value_type = nullptr;
  bool good = true;
  all.reserve(nodes.size());
  std::vector<KeyRow> rows;
  std::vector<NodeRef> key_list;
  for (NodeRef node : nodes) {
    if (!good) break;  // one wrong element tells it all
    rows.clear();
    key_list.clear();
    if (!node.is(NodeKind::kAssign) || node.assign_op() != AssignOp::kSet) {
      report.error(node.full_span(), "bad-element",
                   "an element of a table is written `[key] = value`" +
                       (hint ? ": this is " + a_type(hint) : std::string()));
      good = false;
      continue;
    }
    NodeRef key = node.first_child();
    // An IPv6 address looks like an index: `[::1] = "local"`.
    bool bracketed = key.is(NodeKind::kListConstructor) || key.is(NodeKind::kAddress);
    if (!bracketed) {
      report
          .error(key.full_span(), "bad-element",
                 "the index of an element of a table stands in `[ ]`")
          .hint("write `[key] = value`");
      good = false;
      continue;
    }
    Expr* value = nullptr;
    if (hint) {
      good = key_nodes(key, hint, nullptr, key_list) && key_rows(key_list, hint, rows) && good;
      value = good ? check(key.next_sibling(), {hint->value, Role::kYield, {}, {}, hint})
                   : infer(key.next_sibling(), hint->value);
      good = good && !is_error(value);
    } else {
      if (!merge_key(key, key_types, rows)) return error_expr(span);
      value = infer_value(key.next_sibling(), guide(value_type));
      if (is_error(value)) return error_expr(span);
      const Type* merged = value_type ? merge(value_type, value->type) : value->type;
      if (!merged) {
        report.error(value->span, "type-mismatch",
                     "the values of a table must have one type, but this is " +
                         a_type(value->type) + " and those before are " + a_type(value_type));
        return error_expr(span);
      }
      value_type = merged;
    }
    for (KeyRow row : rows) all.push_back({row, value});
  }
  if (!good) return error_expr(span);
  const TableType* type = hint ? hint : types.table(key_types, value_type);
  if (!hint)
    for (const Type* k : key_types)
      if (!is_key_type(k, span, type)) return error_expr(span);
  std::vector<tree::ContainerItem> items;
  items.reserve(all.size());
  for (Row& row : all) {
    for (size_t i = 0; !hint && i < key_types.size(); ++i) {
      row.keys[i] = coerce(row.keys[i], key_target(type, i));
      if (is_error(row.keys[i])) return row.keys[i];
    }
    if (!hint) row.value = coerce(row.value, {value_type, Role::kYield, {}, {}, type});
    if (is_error(row.value)) return row.value;
    items.push_back({row.keys, row.value});
  }
  return make_container(type, items, span);
}

// ---- T(...) -----------------------------------------------------------------------------------

Expr* Analysis::named_constructor(NodeRef node, const WrittenType& written) {
  const Type* type = written.type;
  auto carrying = [&](Expr* e) {
    if (written.defaults) written_defaults_.emplace(e, written.defaults);
    return e;
  };
  Span span = node.full_span();
  std::vector<NodeRef> nodes;
  NodeRef callee = node.first_child();
  for (NodeRef child = callee.next_sibling(); child != node.next_sibling();
       child = child.next_sibling())
    nodes.push_back(child);
  switch (type->kind) {
  case TypeKind::kRecord: return infer_record(nodes, as_record(type), span);
  case TypeKind::kVector: return carrying(infer_vector(nodes, as_vector(type), span));
  case TypeKind::kSet: return infer_set(nodes, as_table(type), span);
  case TypeKind::kTable: return carrying(infer_table(nodes, as_table(type), span));
  case TypeKind::kError:
    // Assignments may be elements of what would have been a table.
    for (NodeRef n : nodes) {
      NodeRef value = n.is(NodeKind::kFieldInit) ? n.first_child() : n;
      infer(value.is(NodeKind::kAssign) ? value.first_child().next_sibling() : value, type);
    }
    return error_expr(span);
  case TypeKind::kVoid:
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
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: break;
  }
  report
      .error(callee.span(), "not-callable",
             quoted(type_text(type)) + " is a type and cannot be called")
      .hint(type->kind == TypeKind::kCount || type->kind == TypeKind::kInt ||
                    type->kind == TypeKind::kDouble
                ? "to_" + type_text(type) + "() makes one of a string"
            : type->kind == TypeKind::kString ? "cat() makes one of values"
            : type->kind == TypeKind::kEnum   ? "name one of its labels"
                                              : "`x as T` says what a value of type any is");
  return error_expr(span);
}

}  // namespace avocet::sema
