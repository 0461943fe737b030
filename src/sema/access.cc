// Indices, slices and fields; what can be assigned to, and assignments.
#include <algorithm>

#include "sema/analysis.h"
#include "type/kinds.h"

namespace avocet::sema {

namespace {

std::string count_of(size_t n, std::string_view what) {
  std::string_view ending = n == 1 ? "" : what.back() == 'x' ? "es" : "s";
  return std::to_string(n) + " " + std::string(what) + std::string(ending);
}

std::string key_count_text(const Type* table, size_t wanted, size_t given) {
  return type_text(table) + " is indexed by " + count_of(wanted, "value") + ", but here " +
         (given == 1 ? "is 1" : "are " + std::to_string(given));
}

}  // namespace

// ---- Keys -------------------------------------------------------------------------------------

bool Analysis::key_nodes(NodeRef node, size_t wanted, const Type* type, std::vector<NodeRef>& out) {
  if (node.is(NodeKind::kListConstructor)) {
    for (NodeRef child : node.children()) out.push_back(child);
    if (out.size() == 1 && wanted == 1) return true;
    if (wanted == 1 && out.size() != 1) {
      // A vector, or an empty record, as the key.
      TypeKind k = as_table(type)->keys[0]->kind;
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
      .hint(wanted > 1 && out.size() == 1 ? "write all of them in brackets: [a, b]" : "");
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
      if (!key_nodes(nodes[0], table->keys.size(), table, inner)) return error_expr(span);
      nodes = inner;
    }
    if (nodes.size() != table->keys.size()) {
      // What is wrong about a value already may be why there are too few.
      bool good = true;
      for (NodeRef n : nodes) good = !is_error(infer(n)) && good;
      if (!good) return error_expr(span);
      report.error(span, "key-count", key_count_text(table, table->keys.size(), nodes.size()))
          .hint(table->keys.size() > nodes.size() ? "write all of them in brackets: [a, b]" : "")
          .fold("keys of " + std::string(node.first_child().text()));
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
    report.error(span, "not-indexable",
                 "only strings and vectors have slices, but this is " + a_type(container->type));
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
    if (as_table(record->type) || as_vector(record->type))
      m.hint("elements are reached with `[ ]`");
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
  auto* e = make_expr<tree::FieldExpr>(test ? ExprKind::kHasField : ExprKind::kField, result, span);
  e->record = record;
  e->field = uint32_t(at);
  return e;
}

// ---- Targets ----------------------------------------------------------------------------------

Expr* Analysis::target_name(NodeRef node, Change change) {
  NameId name = names.of(node);
  Span span = node.full_span();
  auto in_place = [change](const Type* t) {
    return change == Change::kInPlace &&
           (t->kind == TypeKind::kTable || t->kind == TypeKind::kSet ||
            t->kind == TypeKind::kVector);
  };
  if (Binding* b = find_local(name); b && b->frame == frame_) {
    if (b->local->constant && !in_place(b->local->type)) {
      report.error(node.span(), "const", quoted(node.text()) + " is a const and cannot be changed")
          .note(b->local->span, "it is declared here");
      return error_expr(span);
    }
    // What is changed in place may be what others hold, too: that is a use.
    bool read = b->read || in_place(b->local->type);
    Expr* e = infer_name(node);
    b->read = read;
    b->written = true;
    return e;
  }
  is_target_ = true;
  Expr* e = infer_name(node);
  is_target_ = false;
  if (is_error(e)) return e;
  if (e->kind == ExprKind::kFunctionValue) {
    tree::Global* global = static_cast<tree::GlobalExpr*>(e)->global;
    if (global->kind == tree::GlobalKind::kNative) {
      report.error(node.span(), "not-assignable", "a built-in function cannot be assigned to")
          .note(global->span, quoted(global->name) + " is declared here");
      return error_expr(span);
    }
    make_variable_of(global);
    return e;
  }
  if (e->kind == ExprKind::kGlobal) {
    tree::Global* global = static_cast<tree::GlobalExpr*>(e)->global;
    if (global->kind == tree::GlobalKind::kVariable || in_place(global->type)) return e;
    bool option = global->kind == tree::GlobalKind::kOption;
    report
        .error(node.span(), "const",
               quoted(global->name) + (option ? " is an option and cannot be assigned to"
                                              : " is a const and cannot be changed"))
        .hint(option ? "options are changed with Config::set_value()" : "")
        .note(global->span, "it is declared here");
    return error_expr(span);
  }
  Entry* entry = look_up(name);
  if (entry && entry->constant) {
    report.error(node.span(), "const", quoted(entry->name) + " is a const and cannot be changed")
        .note(entry->span, "it is declared here");
  } else {
    report.error(node.span(), "not-assignable", quoted(node.text()) + " cannot be assigned to");
  }
  return error_expr(span);
}

Expr* Analysis::target_of(NodeRef node, Change change) {
  Span span = node.full_span();
  switch (node.kind()) {
  case NodeKind::kName: return target_name(node, change);
  case NodeKind::kFieldAccess: return infer_field(node, false);
  case NodeKind::kIndex: {
    Expr* e = infer_index(node);
    if (is_error(e)) return e;
    auto* index = static_cast<tree::IndexExpr*>(e);
    const Type* container = index->container->type;
    if (container->kind == TypeKind::kSet) {
      report.error(span, "not-assignable", "elements of a set have no value to assign")
          .hint("`add s[x]` puts an element in, `delete s[x]` takes it out");
      return error_expr(span);
    }
    if (container->kind == TypeKind::kString) {
      report.error(span, "not-assignable", "a part of a string cannot be assigned to");
      return error_expr(span);
    }
    if (const TableType* table = as_table(container)) {
      for (size_t i = 0; i < index->keys.size(); ++i) {
        Expr* key =
            coerce(index->keys[i], {table->keys[i], Role::kKey, {}, {}, table, uint32_t(i + 1)});
        if (is_error(key)) return key;
      }
    }
    return e;
  }
  case NodeKind::kSlice: {
    Expr* e = infer_slice(node);
    if (!is_error(e) && e->type->kind == TypeKind::kString) {
      report.error(span, "not-assignable", "a part of a string cannot be assigned to");
      return error_expr(span);
    }
    return e;
  }
  default: {
    if (node.is(NodeKind::kHostname) && begins_with_variable(node.text()))
      return dotted_variable(node);
    // `char *s = "x";` is meant to declare `s`, and what follows uses it.
    NodeRef right = node.is(NodeKind::kBinary) ? node.first_child().next_sibling() : NodeRef{};
    if (right && right.is(NodeKind::kName) && !look_up(names.of(right)) &&
        !find_local(names.of(right))) {
      if (is_meant_as_attribute(right)) {
        unknown_name(right, "name", right.span());
        return error_expr(span);
      }
      add_local(*frame_, names.of(right), type_error(), right.span(), true);
    }
    report.error(span, "not-assignable", "this cannot be assigned to")
        .hint(node.is(NodeKind::kBinary) && node.binary_op() == BinaryOp::kMultiply
                  ? "a variable is declared with `local name: type = value`"
                  : "")
        .hint(node.is(NodeKind::kAdd) ? "`add` takes an element alone: `add s[x]`" : "")
        .hint("variables, fields and elements of tables and vectors can");
    return error_expr(span);
  }
  }
}

Target Analysis::assignment_target(const Expr* target) {
  Target t{target->type, Role::kAssign};
  switch (target->kind) {
  case ExprKind::kLocal: {
    const Local* local = static_cast<const tree::LocalExpr*>(target)->local;
    t.name = local->name;
    t.declared = local->span;
    break;
  }
  case ExprKind::kGlobal:
  case ExprKind::kFunctionValue: {
    const tree::Global* global = static_cast<const tree::GlobalExpr*>(target)->global;
    t.name = global->name;
    t.declared = global->span;
    break;
  }
  case ExprKind::kField: {
    const auto* f = static_cast<const tree::FieldExpr*>(target);
    const RecordType* record = as_record(f->record->type);
    t.role = Role::kField;
    t.name = record->fields[f->field].name;
    t.owner = record;
    t.declared = field_span_of(record, f->field);
    break;
  }
  case ExprKind::kIndex: {
    t.container = static_cast<const tree::IndexExpr*>(target)->container;
    t.owner = t.container->type;
    t.role = as_vector(t.owner) ? Role::kElement : Role::kYield;
    break;
  }
  default: t.role = Role::kValue; break;
  }
  return t;
}

// ---- Assignments ------------------------------------------------------------------------------

// What a variable takes with a warning, fields and elements take, too, and what is appended.
Target Analysis::with_numbers_taken(Target target, const Expr* given) {
  bool integer = target.type->kind == TypeKind::kInt || target.type->kind == TypeKind::kCount;
  TypeKind k = given->type->kind;
  bool is_cut = k == TypeKind::kDouble || (k == TypeKind::kInt && !is_constant(given));
  if (integer && is_cut) target.role = Role::kAssign;
  return target;
}

Expr* Analysis::infer_assign(NodeRef node) {
  NodeRef target_node = node.first_child();
  if (target_node.is(NodeKind::kListConstructor)) return assign_list(node);
  if (node.assign_op() == AssignOp::kAddTo) return compound_assign(node, tree::BinaryOp::kAdd);
  if (node.assign_op() == AssignOp::kRemoveFrom)
    return compound_assign(node, tree::BinaryOp::kSubtract);
  Expr* target = target_of(target_node);
  if (is_error(target)) {
    infer(target_node.next_sibling());
    return target;
  }
  Target wanted = assignment_target(target);
  Expr* given = infer(target_node.next_sibling(), wanted.type);
  Expr* value = coerce(given, with_numbers_taken(wanted, given));
  if (is_error(value)) return value;
  auto* e = make_expr<tree::AssignExpr>(ExprKind::kAssign, target->type, node.full_span());
  e->target = target;
  e->value = value;
  e->op = tree::BinaryOp::kAdd;
  e->append_all = false;
  return e;
}

// `[a, b] = index`: takes the parts of a composite index that came as `any`.
Expr* Analysis::assign_list(NodeRef node) {
  Span span = node.full_span();
  std::vector<Expr*> targets;
  bool good = true;
  for (NodeRef child : node.first_child().children()) {
    targets.push_back(target_of(child));
    good = good && !is_error(targets.back());
  }
  NodeRef right = node.first_child().next_sibling();
  if (right.is(NodeKind::kListConstructor)) return assign_parts(targets, right, span);
  Expr* value = infer_value(right);
  if (!good || is_error(value)) return error_expr(span);
  if (value->type->kind != TypeKind::kAny) {
    report.error(value->span, "bad-list",
                 "only an index of several parts or a list of values can be assigned to a list, "
                 "but this is " +
                     a_type(value->type));
    return error_expr(span);
  }
  auto* e = make_expr<tree::ListAssignExpr>(ExprKind::kListAssign, basic(TypeKind::kVoid), span);
  e->targets = keep(targets);
  e->value = value;
  e->values = {};
  return e;
}

// `[a, b] = [x, y]`: all values first, so that it exchanges, too.
Expr* Analysis::assign_parts(const std::vector<Expr*>& targets, NodeRef right, Span span) {
  std::vector<NodeRef> parts = elements(right);
  std::vector<Expr*> values;
  bool good = true;
  for (size_t i = 0; i < parts.size(); ++i) {
    bool known = i < targets.size() && !is_error(targets[i]);
    values.push_back(known ? check(parts[i], assignment_target(targets[i])) : infer(parts[i]));
    good = good && (known || i >= targets.size()) && !is_error(values.back());
  }
  if (good && parts.size() != targets.size()) {
    report.error(right.full_span(), "bad-list",
                 count_of(targets.size(), "variable") + " cannot take " +
                     count_of(parts.size(), "value"));
    return error_expr(span);
  }
  if (!good) return error_expr(span);
  auto* e = make_expr<tree::ListAssignExpr>(ExprKind::kListAssign, basic(TypeKind::kVoid), span);
  e->targets = keep(targets);
  e->values = keep(values);
  e->value = nullptr;
  return e;
}

Expr* Analysis::make_compound(NodeRef node, tree::BinaryOp op, Expr* target, Expr* value,
                              bool append_all) {
  if (is_error(value)) return value;
  auto* e = make_expr<tree::AssignExpr>(ExprKind::kCompound, target->type, node.full_span());
  e->target = target;
  e->value = value;
  e->op = op;
  e->append_all = append_all;
  return e;
}

Expr* Analysis::append(NodeRef node, Expr* target, NodeRef value_node) {
  const auto* vector = as_vector(target->type);
  if (value_node.is(NodeKind::kBraces)) {
    Expr* list = check(value_node, assignment_target(target));
    return make_compound(node, tree::BinaryOp::kAdd, target, list, true);
  }
  Expr* value = infer_value(value_node, vector->element);
  if (is_error(value)) return value;
  bool all = as_vector(value->type) && !as_vector(vector->element) &&
             vector->element->kind != TypeKind::kAny && fits(value->type, vector);
  all = all || (as_vector(value->type) && same_type(value->type, vector) &&
                !same_type(value->type, vector->element));
  if (all) return make_compound(node, tree::BinaryOp::kAdd, target, convert(value, vector), true);
  Target element{vector->element, Role::kElement, {}, {}, vector};
  return make_compound(node, tree::BinaryOp::kAdd, target,
                       coerce(value, with_numbers_taken(element, value)));
}

Expr* Analysis::compound_assign(NodeRef node, tree::BinaryOp op) {
  NodeRef target_node = node.first_child();
  NodeRef value_node = target_node.next_sibling();
  Expr* target = target_of(target_node, Change::kInPlace);
  if (is_error(target)) {
    infer(value_node);
    return target;
  }
  bool add = op == tree::BinaryOp::kAdd;
  Target whole = assignment_target(target);
  switch (target->type->kind) {
  case TypeKind::kCount:
  case TypeKind::kInt:
  case TypeKind::kDouble:
  case TypeKind::kInterval: return make_compound(node, op, target, check(value_node, whole));
  case TypeKind::kTime:
    whole.type = basic(TypeKind::kInterval);
    whole.role = Role::kValue;
    return make_compound(node, op, target, check(value_node, whole));
  case TypeKind::kString:
    if (add) return make_compound(node, op, target, check(value_node, whole));
    break;
  case TypeKind::kPattern:
    if (add) return make_compound(node, tree::BinaryOp::kBitOr, target, check(value_node, whole));
    break;
  case TypeKind::kVector:
    if (add && as_vector(target->type)->element->kind != TypeKind::kVoid)
      return append(node, target, value_node);
    break;
  case TypeKind::kSet: return make_compound(node, op, target, check(value_node, whole));
  case TypeKind::kTable: {
    if (add) return make_compound(node, op, target, check(value_node, whole));
    Expr* value = infer_value(value_node, target->type);
    if (is_error(value) || value->type->kind == TypeKind::kSet)
      return make_compound(node, op, target, value);
    return make_compound(node, op, target, coerce(value, whole));
  }
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kBool:
  case TypeKind::kEnum:
  case TypeKind::kPort:
  case TypeKind::kAddr:
  case TypeKind::kSubnet:
  case TypeKind::kRecord:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: break;
  }
  if (is_error(infer(value_node))) return error_expr(node.full_span());
  report
      .error(node.full_span(), "bad-operands",
             std::string(add ? "`+=`" : "`-=`") + " is not possible for " + a_type(target->type))
      .hint(is_untyped(target->type) ? "declare it with its type: `local v: vector of count`" : "")
      .fold(suspect(target));
  return error_expr(node.full_span());
}

}  // namespace avocet::sema
