// What can be assigned to, and assignments.
#include <algorithm>

#include "sema/analysis.h"
#include "type/kinds.h"

namespace avocet::sema {

// ---- Targets ----------------------------------------------------------------------------------

Expr* Analysis::target_name(NodeRef node, Change change) {
  NameId name = names.of(node);
  Span span = node.full_span();
  auto in_place = [change](const Type* t) {
    return change == Change::kInPlace &&
           (t->kind == TypeKind::kTable || t->kind == TypeKind::kSet ||
            t->kind == TypeKind::kVector);
  };
  auto refuse = [&](std::string_view what, Span declared) {
    report.error(node.span(), "const", quoted(what) + " is a const and cannot be changed")
        .each()
        .note(declared, "it is declared here");
    return error_expr(span);
  };
  if (Binding* b = find_local(name); b && b->frame == frame_) {
    if (b->local->type->kind == TypeKind::kError) return infer_name(node);
    if (b->local->constant && !in_place(b->local->type)) return refuse(node.text(), b->local->span);
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
        .each()
        .hint(option ? "options are changed with Config::set_value()" : "")
        .note(global->span, "it is declared here");
    return error_expr(span);
  }
  Entry* entry = look_up(name);
  if (entry && entry->constant) return refuse(entry->name, entry->span);
  report.error(node.span(), "not-assignable", quoted(node.text()) + " cannot be assigned to");
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
        .hint(node.is(NodeKind::kBinary) ? "`=` assigns, `==` compares" : "")
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

namespace {

bool may_be_target(NodeRef node) {
  return node.is(NodeKind::kName) || node.is(NodeKind::kFieldAccess) || node.is(NodeKind::kIndex) ||
         node.is(NodeKind::kSlice);
}

}  // namespace

Expr* Analysis::infer_assign(NodeRef node) {
  NodeRef target_node = node.first_child();
  if (target_node.is(NodeKind::kListConstructor)) return assign_list(node);
  if (node.assign_op() == AssignOp::kAddTo) return compound_assign(node, tree::BinaryOp::kAdd);
  if (node.assign_op() == AssignOp::kRemoveFrom)
    return compound_assign(node, tree::BinaryOp::kSubtract);
  Expr* target = target_of(target_node);
  if (is_error(target)) {
    // Who writes `a && b = c` means `==`, and the operands are others.
    if (may_be_target(target_node)) infer(target_node.next_sibling(), type_error());
    return target;
  }
  Target wanted = assignment_target(target);
  Expr* given = infer_for(target_node.next_sibling(), wanted);
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
  Target element{vector->element, Role::kElement, {}, {}, vector, 0, target};
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
