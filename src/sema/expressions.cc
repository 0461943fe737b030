// Expressions of one operand, names, and the gate that all go through.
#include <algorithm>

#include "sema/analysis.h"

namespace avocet::sema {

Expr* Analysis::infer(NodeRef node, const Type* hint) {
  if (depth_ >= kMaxDepth) {
    if (!too_deep_) report.error(node.span(), "too-deep", "this expression is nested too deeply");
    too_deep_ = true;
    return error_expr(node.full_span());
  }
  ++depth_;
  // What is meant for something of an unknown type may be a label of it.
  bool outer = for_unknown_type_;
  for_unknown_type_ = outer || (hint && hint->kind == TypeKind::kError);
  Expr* e = infer_unguarded(node, hint);
  for_unknown_type_ = outer;
  --depth_;
  return e;
}

Expr* Analysis::infer_value(NodeRef node, const Type* hint) {
  Expr* e = infer(node, hint);
  if (e->type->kind != TypeKind::kVoid) return e;
  mismatch(e, {});
  return error_expr(e->span);
}

Expr* Analysis::infer_unguarded(NodeRef node, const Type* hint) {
  switch (node.kind()) {
  case NodeKind::kName: return infer_name(node, hint);
  case NodeKind::kBool:
  case NodeKind::kCount:
  case NodeKind::kDouble:
  case NodeKind::kInterval:
  case NodeKind::kPort:
  case NodeKind::kAddress:
  case NodeKind::kSubnet:
  case NodeKind::kString:
  case NodeKind::kPattern:
  case NodeKind::kDir:
  case NodeKind::kFilename: return literal(node);
  case NodeKind::kHostname: return host_addresses(node, hint);
  case NodeKind::kUnary: return infer_unary(node, hint);
  case NodeKind::kBinary: return infer_binary(node, hint);
  case NodeKind::kAssign: return infer_assign(node);
  case NodeKind::kConditional: return infer_conditional(node, hint);
  case NodeKind::kIndex: return infer_index(node);
  case NodeKind::kSlice: return infer_slice(node);
  case NodeKind::kFieldAccess: return infer_field(node, false);
  case NodeKind::kHasField: return infer_field(node, true);
  case NodeKind::kCall: return infer_call(node);
  case NodeKind::kHookCall: return infer_hook_call(node);
  case NodeKind::kCast: return infer_cast(node);
  case NodeKind::kCanCast:
  case NodeKind::kTypeTest: return infer_type_test(node);
  case NodeKind::kCopy: return infer_copy(node, hint);
  case NodeKind::kAdd:
  case NodeKind::kDelete:
    if (is_error(change_target(node))) return error_expr(node.full_span());
    report
        .error(node.span(), "no-value",
               std::string(node.is(NodeKind::kAdd) ? "`add`" : "`delete`") + " gives no value")
        .hint("write it as a statement of its own");
    return error_expr(node.full_span());
  case NodeKind::kListConstructor: return infer_list(node, hint);
  case NodeKind::kBraces: return infer_braces(node, hint);
  case NodeKind::kRecordConstructor:
  case NodeKind::kVectorCall:
  case NodeKind::kSetCall:
  case NodeKind::kTableCall:
  case NodeKind::kRecordCall: return infer_constructor(node, hint);
  case NodeKind::kLambda: return infer_lambda(node, hint);
  case NodeKind::kSchedule: return infer_schedule(node);
  case NodeKind::kTypeExpr: return type_constant(read_type(node.first_child()), node.full_span());
  case NodeKind::kWhenLocal: return infer_when_local(node);
  case NodeKind::kFieldInit:
    report.error(node.span(), "bad-field",
                 "`$" + std::string(node.text()) +
                     "=` is only possible in the constructor of a record");
    return error_expr(node.full_span());
  default:
    report.error(node.span(), "expected-expression", "an expression is expected here");
    return error_expr(node.full_span());
  }
}

// ---- Names ------------------------------------------------------------------------------------

Expr* Analysis::global_expr(Entry* entry, Span span) {
  switch (entry->kind) {
  case SymbolKind::kType: return type_constant(entry->type, span, entry->name);
  case SymbolKind::kEnumLabel:
    if (entry->type->kind == TypeKind::kError) return error_expr(span);
    return constant(entry->type, Value::of_int(entry->value), span);
  case SymbolKind::kGlobal: break;
  }
  if (!entry->global || !entry->type || entry->type->kind == TypeKind::kError)
    return error_expr(span);
  if (entry->constant) {
    tree::ConstantExpr* e = constant(entry->constant->type, entry->constant->value, span);
    e->declared = entry->span;
    return e;
  }
  tree::Global* global = entry->global;
  ExprKind kind = global->callable() ? ExprKind::kFunctionValue : ExprKind::kGlobal;
  auto* e = make_expr<tree::GlobalExpr>(kind, global->type, span);
  e->global = global;
  return e;
}

Expr* Analysis::local_expr(Binding* binding, Span span) {
  binding->read = true;
  used_behind_block(binding);
  auto* e = make_expr<tree::LocalExpr>(ExprKind::kLocal, binding->local->type, span);
  e->local = binding->local;
  return e;
}

Expr* Analysis::infer_name(NodeRef node, const Type* wanted) {
  NameId name = names.of(node);
  Span span = node.full_span();
  if (names[name].base == names.blank()) {
    report.error(node.span(), "blank", "the blank name `_` has no value")
        .hint("give the variable a name to use it");
    return error_expr(span);
  }
  if (Binding* b = find_local(name)) {
    if (in_condition_) {
      report.error(node.span(), "bad-condition",
                   "`@if` is decided while loading: it cannot use the local " +
                       quoted(node.text()));
      return error_expr(span);
    }
    if (b->local->type->kind == TypeKind::kError) return error_expr(span);
    if (b->frame != frame_) {
      missing_capture(node, b);
      return error_expr(span);
    }
    return local_expr(b, span);
  }
  const Type* outer = std::exchange(wanted_, wanted);
  Entry* entry = resolve(node, "name");
  wanted_ = outer;
  if (!entry) return error_expr(span);
  // A type of the name that a parameter has where its event is declared: the handler calls it
  // otherwise.
  const Entry* owner = entry->kind == SymbolKind::kType && !wanted ? frame_->owner : nullptr;
  const FunctionType* type = owner && owner->type ? as_function(owner->type) : nullptr;
  bool is_parameter = type && type->flavor != Flavor::kFunction &&
                      std::any_of(type->parameters.begin(), type->parameters.end(),
                                  [&](const Parameter& p) { return p.name == names.text(name); });
  if (is_parameter) {
    report.error(node.span(), "unknown-name", "unknown name " + quoted(node.text()))
        .hint("that is what the event is declared with: this handler calls it otherwise");
    missing_names_.push_back(name);
    frame_->lost_parameters = type->parameters.size();
    return error_expr(span);
  }
  return global_expr(entry, span);
}

// ---- Operators of one operand -----------------------------------------------------------------

Expr* Analysis::infer_unary(NodeRef node, const Type* hint) {
  switch (node.unary_op()) {
  case UnaryOp::kSize: return infer_size(node);
  case UnaryOp::kIncrement: return infer_step(node, true);
  case UnaryOp::kDecrement: return infer_step(node, false);
  case UnaryOp::kMinus: return infer_negative(node, hint);
  case UnaryOp::kNot:
  case UnaryOp::kComplement:
  case UnaryOp::kPlus: break;
  }
  Span span = node.full_span();
  Expr* operand = infer_value(node.first_child());
  if (is_error(operand)) return operand;
  std::string_view op_text = unary_op_name(node.unary_op());
  tree::UnaryOp op = tree::UnaryOp::kNot;
  const Type* type = operand->type;
  const VectorType* vector = as_vector(type);
  TypeKind kind = vector ? vector->element->kind : type->kind;
  bool good = false;
  if (node.unary_op() == UnaryOp::kNot) {
    if (type->kind == TypeKind::kCount || type->kind == TypeKind::kInt)  // as in C: whether it is 0
      return make_binary(tree::BinaryOp::kEqual, operand, constant(type, Value::of_count(0), span),
                         basic(TypeKind::kBool), span);
    if (kind != TypeKind::kBool) {
      operand = coerce(operand, {basic(TypeKind::kBool), Role::kOperand, op_text});
      if (is_error(operand)) return operand;
      type = operand->type;
    }
    good = true;
  } else if (node.unary_op() == UnaryOp::kComplement) {
    op = tree::UnaryOp::kComplement;
    good = kind == TypeKind::kCount;
  } else {
    op = tree::UnaryOp::kPlus;
    good = kind == TypeKind::kCount || kind == TypeKind::kInt || kind == TypeKind::kDouble ||
           kind == TypeKind::kInterval;
    if (good && kind == TypeKind::kCount) {
      const Type* to = vector ? static_cast<const Type*>(types.vector(basic(TypeKind::kInt)))
                              : basic(TypeKind::kInt);
      return coerce(operand, {to, Role::kOperand, op_text});
    }
  }
  if (!good) {
    report
        .error(operand->span, "type-mismatch",
               "the operand of " + quoted(op_text) + " must be " +
                   (op == tree::UnaryOp::kComplement ? "a count" : "a number") + ", but this is " +
                   a_type(operand->type))
        .hint(kind == TypeKind::kPattern && op == tree::UnaryOp::kComplement
                  ? "a text is tested with `/pattern/ in text`"
                  : "");
    return error_expr(span);
  }
  if (Expr* folded = fold_unary(op, operand, type, span)) return folded;
  auto* e = make_expr<tree::UnaryExpr>(ExprKind::kUnary, type, span);
  e->op = op;
  e->operand = operand;
  return e;
}

Expr* Analysis::infer_negative(NodeRef node, const Type* hint) {
  Span span = node.full_span();
  NodeRef child = node.first_child();
  if (child.is(NodeKind::kCount)) {
    constexpr uint64_t kLeast = uint64_t(1) << 63;
    if (child.word() > kLeast) {
      report.error(span, "literal-range", "the number is too small for an int")
          .hint("an int is at least -9223372036854775808");
      return error_expr(span);
    }
    return constant(basic(TypeKind::kInt), Value::of_int(int64_t(0 - child.word())), span);
  }
  Expr* operand = infer_value(child, hint);
  if (is_error(operand)) return operand;
  const VectorType* vector = as_vector(operand->type);
  const Type* element = vector ? vector->element : operand->type;
  const Type* type = operand->type;
  switch (element->kind) {
  case TypeKind::kCount: {
    const Type* to = vector ? static_cast<const Type*>(types.vector(basic(TypeKind::kInt)))
                            : basic(TypeKind::kInt);
    operand = coerce(operand, {to, Role::kOperand, "-"});
    if (is_error(operand)) return operand;
    type = to;
    break;
  }
  case TypeKind::kInt:
  case TypeKind::kDouble:
  case TypeKind::kInterval: break;
  default:
    report.error(operand->span, "type-mismatch",
                 "the operand of `-` must be a number or an interval, but this is " +
                     a_type(operand->type));
    return error_expr(span);
  }
  if (Expr* folded = fold_unary(tree::UnaryOp::kNegate, operand, type, span)) return folded;
  auto* e = make_expr<tree::UnaryExpr>(ExprKind::kUnary, type, span);
  e->op = tree::UnaryOp::kNegate;
  e->operand = operand;
  return e;
}

Expr* Analysis::infer_size(NodeRef node) {
  Span span = node.full_span();
  Expr* operand = infer_value(node.first_child());
  if (is_error(operand)) return operand;
  // A native of one argument that is always there.
  auto call_native = [&](std::string_view name, Expr* argument) -> Expr* {
    Entry* entry = look_up(names.intern(name));
    const FunctionType* f = entry && entry->global ? as_function(entry->global->type) : nullptr;
    if (!f || is_error(argument)) return error_expr(span);
    auto* e = make_expr<tree::CallExpr>(ExprKind::kCall, f->result, span);
    e->global = entry->global;
    e->callee = nullptr;
    e->arguments = keep(std::vector<Expr*>{argument});
    e->function = f;
    return e;
  };
  const Type* type = basic(TypeKind::kCount);
  switch (operand->type->kind) {
  case TypeKind::kDouble:
  case TypeKind::kInterval:
  case TypeKind::kTime:
  case TypeKind::kSubnet: type = basic(TypeKind::kDouble); break;
  case TypeKind::kFile: return call_native("file_size", call_native("get_file_name", operand));
  case TypeKind::kAny: type = operand->type; break;
  case TypeKind::kPattern:
  case TypeKind::kOpaque:
  case TypeKind::kType:
  case TypeKind::kList:
    report.error(span, "type-mismatch", a_type(operand->type) + " has no size")
        .fold(suspect(operand));
    return error_expr(span);
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kBool:
  case TypeKind::kInt:
  case TypeKind::kCount:
  case TypeKind::kEnum:
  case TypeKind::kPort:
  case TypeKind::kAddr:
  case TypeKind::kString:
  case TypeKind::kRecord:
  case TypeKind::kTable:
  case TypeKind::kSet:
  case TypeKind::kVector:
  case TypeKind::kFunction: break;
  }
  auto* e = make_expr<tree::UnaryExpr>(ExprKind::kUnary, type, span);
  e->op = tree::UnaryOp::kSize;
  e->operand = operand;
  return e;
}

Expr* Analysis::infer_step(NodeRef node, bool up) {
  Span span = node.full_span();
  Expr* target = target_of(node.first_child());
  if (is_error(target)) return target;
  TypeKind k = target->type->kind;
  if (k != TypeKind::kCount && k != TypeKind::kInt) {
    report
        .error(target->span, "type-mismatch",
               std::string(up ? "`++`" : "`--`") + " needs a count or an int, but this is " +
                   a_type(target->type))
        .hint(k == TypeKind::kDouble ? "use `+= 1.0` or `-= 1.0`" : "")
        .fold(suspect(target));
    return error_expr(span);
  }
  auto* e = make_expr<tree::StepExpr>(ExprKind::kStep, target->type, span);
  e->target = target;
  e->up = up;
  return e;
}

namespace {

// x = 5 && ready
bool assigns_truth(NodeRef assignment) {
  NodeRef value = assignment.first_child().next_sibling();
  return value.is(NodeKind::kBinary) &&
         (value.binary_op() == BinaryOp::kAnd || value.binary_op() == BinaryOp::kOr);
}

}  // namespace

// Whether something is assigned in a condition that was to be compared with the first part of it:
// what it is assigned to is no bool.
bool Analysis::is_meant_to_compare(NodeRef assignment) {
  if (!assigns_truth(assignment)) return false;
  report.mute();
  Expr* target = infer(assignment.first_child());
  report.unmute();
  return !is_error(target) && target->type->kind != TypeKind::kBool &&
         target->type->kind != TypeKind::kAny;
}

Expr* Analysis::condition(NodeRef node, std::string_view what) {
  bool sets_option = false;  // `if ( enabled = F )`
  if (node.is(NodeKind::kAssign) && node.first_child().is(NodeKind::kName) &&
      !find_local(names.of(node.first_child()))) {
    Entry* entry = look_up(names.of(node.first_child()));
    sets_option = entry && entry->global && !entry->global->callable() &&
                  entry->global->kind != tree::GlobalKind::kVariable;
  }
  bool is_comparison = node.is(NodeKind::kAssign) && is_meant_to_compare(node);
  if (sets_option || is_comparison) {
    if (!is_comparison) infer(node.first_child().next_sibling());
    report
        .error(node.full_span(), "type-mismatch",
               "`=` assigns a value, but " + std::string(what) + " must be a bool")
        .hint("`==` compares");
    return error_expr(node.full_span());
  }
  Expr* e = infer_value(node, basic(TypeKind::kBool));
  if (is_error(e)) return e;
  if (options.lint && e->kind == ExprKind::kAssign && e->type->kind == TypeKind::kBool)
    report.warning(e->span, "assignment-in-condition", "this assigns, it does not compare")
        .hint("did you mean `==`?");
  return coerce(e, {basic(TypeKind::kBool), Role::kCondition, what});
}

// A record that is written out has the fields that it gives and no others: on one side of `? :` it
// is of the type of the other side only if it gives all fields.
bool Analysis::same_literals(NodeRef yes, NodeRef no, const Type* yes_type, const Type* no_type) {
  auto is_literal = [](NodeRef n) {
    return n.is(NodeKind::kRecordConstructor) || n.is(NodeKind::kRecordCall);
  };
  if (!as_record(yes_type) || !as_record(no_type) || (!is_literal(yes) && !is_literal(no)))
    return true;
  auto fields = [&](NodeRef n, const Type* type) -> size_t {
    if (!is_literal(n)) return as_record(type)->fields.size();
    size_t given = 0;
    for (NodeRef child : n.children()) given += child.is(NodeKind::kFieldInit) ? 1 : 0;
    return given;
  };
  size_t first = fields(yes, yes_type), second = fields(no, no_type);
  if (first == second) return true;
  std::string_view name = is_literal(no) ? yes_type->name : no_type->name;
  report
      .error((is_literal(no) ? no : yes).full_span(), "type-mismatch",
             "both sides of `? :` must have the same fields, but one has " + std::to_string(first) +
                 " and the other " + std::to_string(second))
      .hint(name.empty() ? "give all fields on both sides"
                         : "write " + quoted(std::string(name) + "(...)"));
  return false;
}

Expr* Analysis::infer_conditional(NodeRef node, const Type* hint) {
  NodeRef question = node.first_child();
  NodeRef yes_node = question.next_sibling();
  NodeRef no_node = yes_node.next_sibling();
  Expr* test = infer_value(question, basic(TypeKind::kBool));
  const VectorType* choices = as_vector(test->type);
  if (choices && choices->element->kind != TypeKind::kBool) choices = nullptr;
  if (!choices)
    test = coerce(test, {basic(TypeKind::kBool), Role::kCondition, "the condition of `? :`"});
  Expr* yes = infer_value(yes_node, hint);
  Expr* no = infer_value(no_node, hint ? hint : is_error(yes) ? nullptr : yes->type);
  if (is_error(test) || is_error(yes) || is_error(no)) return error_expr(node.full_span());
  if (!same_literals(yes_node, no_node, yes->type, no->type)) return error_expr(node.full_span());
  const Type* type = merge(yes->type, no->type);
  // A record literal takes the type of the other side.
  Expr* y = type ? convert(yes, type) : nullptr;
  Expr* n = type ? convert(no, type) : nullptr;
  if (choices && !(type && as_vector(type))) y = nullptr;  // element by element
  bool strange = type && type->kind == TypeKind::kAny && yes->type->kind != no->type->kind && !hint;
  if (!y || !n || strange) {
    report.error(node.full_span(), "type-mismatch",
                 "both sides of `? :` must have one type, but one is " + a_type(yes->type) +
                     " and the other is " + a_type(no->type));
    return error_expr(node.full_span());
  }
  auto* e = make_expr<tree::ConditionalExpr>(ExprKind::kConditional, type, node.full_span());
  e->condition = test;
  e->yes = y;
  e->no = n;
  return e;
}

// ---- Casts ------------------------------------------------------------------------------------

namespace {

bool is_atomic(TypeKind k) {
  return is_plain(k) || k == TypeKind::kString || k == TypeKind::kAddr || k == TypeKind::kSubnet;
}

// `as` between a set and a vector of one element type.
bool set_and_vector(const Type* a, const Type* b) {
  const TableType* set = as_table(a->kind == TypeKind::kSet ? a : b);
  const VectorType* vector = as_vector(a->kind == TypeKind::kSet ? b : a);
  return set && vector && set->keys.size() == 1 && same_type(set->keys[0], vector->element);
}

}  // namespace

Expr* Analysis::infer_cast(NodeRef node) {
  Span span = node.full_span();
  Expr* operand = infer_value(node.first_child());
  auto [target, defaults] = read_written_type(node.first_child().next_sibling());
  if (is_error(operand) || target->kind == TypeKind::kError) return error_expr(span);
  const Type* from = operand->type;
  bool possible = from->kind == TypeKind::kAny || target->kind == TypeKind::kAny ||
                  from->kind == TypeKind::kOpaque || same_type(from, target) ||
                  (is_atomic(from->kind) && is_atomic(target->kind)) ||
                  set_and_vector(from, target) || fits(from, target) ||
                  from->name == "Broker::Data";
  if (!possible) {
    report
        .error(span, "bad-cast",
               "a value of type " + type_text(from) + " is never a " + type_text(target))
        .hint(conversion_hint(from, target));
    return error_expr(span);
  }
  // vector() as vector of count
  if (is_untyped(from) && from->kind == target->kind) return convert_container(operand, target);
  auto* e = make_expr<tree::CastExpr>(ExprKind::kCast, target, span);
  e->operand = operand;
  e->target = target;
  if (defaults) written_defaults_.emplace(e, defaults);
  return e;
}

Expr* Analysis::infer_type_test(NodeRef node) {
  Span span = node.full_span();
  Expr* operand = infer_value(node.first_child());
  const Type* target = read_type(node.first_child().next_sibling());
  if (is_error(operand) || target->kind == TypeKind::kError) return error_expr(span);
  auto* e = make_expr<tree::CastExpr>(ExprKind::kIs, basic(TypeKind::kBool), span);
  e->converts = node.is(NodeKind::kCanCast);
  e->operand = operand;
  e->target = target;
  return e;
}

Expr* Analysis::infer_copy(NodeRef node, const Type* hint) {
  Expr* operand = infer_value(node.first_child(), hint);
  if (is_error(operand)) return operand;
  auto* e = make_expr<tree::UnaryExpr>(ExprKind::kUnary, operand->type, node.full_span());
  e->op = tree::UnaryOp::kClone;
  e->operand = operand;
  return e;
}

// ---- add and delete ---------------------------------------------------------------------------

Expr* Analysis::change_target(NodeRef node) {
  return node.is(NodeKind::kAdd) ? add_target(node) : delete_target(node);
}

Expr* Analysis::add_target(NodeRef node) {
  Span span = node.full_span();
  NodeRef what = node.first_child();
  Expr* e = infer(what);
  if (is_error(e)) return e;
  const auto* index = e->kind == ExprKind::kIndex ? static_cast<tree::IndexExpr*>(e) : nullptr;
  if (!index || index->container->type->kind != TypeKind::kSet) {
    Message m =
        report.error(what.full_span(), "bad-add", "`add` needs an element of a set: `add s[x]`");
    if (index && index->container->type->kind == TypeKind::kTable)
      m.hint("assign to add to a table: `t[x] = y`");
    if (index && index->container->type->kind == TypeKind::kVector)
      m.hint("append to a vector with `v += x`");
    return error_expr(span);
  }
  const TableType* set = as_table(index->container->type);
  for (size_t i = 0; i < index->keys.size(); ++i) {
    Expr* key = coerce(index->keys[i], {set->keys[i], Role::kKey, {}, {}, set, uint32_t(i + 1)});
    if (is_error(key)) return key;
  }
  return e;
}

Expr* Analysis::delete_target(NodeRef node) {
  Span span = node.full_span();
  NodeRef what = node.first_child();
  Expr* e = infer(what);
  if (is_error(e)) return e;
  TypeKind kind = e->type->kind;
  bool good = kind == TypeKind::kTable || kind == TypeKind::kSet || kind == TypeKind::kVector;
  std::string hint;
  if (e->kind == ExprKind::kIndex) {
    TypeKind container = static_cast<tree::IndexExpr*>(e)->container->type->kind;
    good = container == TypeKind::kTable || container == TypeKind::kSet;
    if (container == TypeKind::kVector)
      hint = "elements of vectors cannot be deleted; assign a slice: `v[i:i+1] = vector()`";
  } else if (e->kind == ExprKind::kField) {
    const auto* field = static_cast<tree::FieldExpr*>(e);
    const RecordField& f = as_record(field->record->type)->fields[field->field];
    good = good || f.optional() || f.has_default();
    if (!good) {
      report
          .error(what.full_span(), "bad-delete",
                 "field " + quoted(f.name) +
                     " cannot be deleted: it is neither &optional nor has a &default")
          .note(field_span_of(as_record(field->record->type), field->field),
                "the field is declared here");
      return error_expr(span);
    }
  }
  if (!good) {
    report
        .error(what.full_span(), "bad-delete",
               "`delete` needs an element of a table or set, a field, or a whole container")
        .hint(hint);
    return error_expr(span);
  }
  return e;
}

}  // namespace avocet::sema
