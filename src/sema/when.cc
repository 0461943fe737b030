// when: a condition, a body and a timeout that run later, with values captured now.
#include "sema/analysis.h"
#include "sema/flow.h"

namespace avocet::sema {

Expr* Analysis::infer_when_local(NodeRef node) {
  Span span = node.full_span();
  Expr* value = infer_value(node.first_child());
  if (!frame_->when_condition) {
    report.error(node.span(), "bad-local",
                 "`local` within an expression is only possible in the condition of a `when`");
    return error_expr(span);
  }
  Local* local = declare_local(node, value->type, node.span());
  local->defaults = defaults_of(value);
  if (Binding* b = find_local(names.of(node))) b->is_used = true;
  if (is_error(value)) return value;
  auto* target = make_expr<tree::LocalExpr>(ExprKind::kLocal, local->type, node.span());
  target->local = local;
  auto* e = make_expr<tree::AssignExpr>(ExprKind::kAssign, value->type, span);
  e->target = target;
  e->value = value;
  e->op = tree::BinaryOp::kAdd;
  e->append_all = false;
  // The condition waits for it; that it is there makes it true.
  auto* is = make_expr<tree::CastExpr>(ExprKind::kIs, basic(TypeKind::kBool), span);
  is->operand = e;
  is->target = value->type;
  return is;
}

tree::Function* Analysis::when_part(WhenPart& part, NodeRef captures, const FunctionType* type,
                                    std::string_view name) {
  part.frame.outer = frame_;
  part.frame.kind = Frame::Kind::kWhen;
  part.frame.errors_before = report.errors();
  part.frame.owner = frame_->owner;
  part.frame.flavor = frame_->flavor;
  part.function = arena.make<tree::Function>();
  part.function->type = type;
  part.function->name = name;
  bind_captures(captures, part.frame, part.captures, part.bound);
  return part.function;
}

Stmt* Analysis::when_statement(NodeRef node) {
  NodeRef captures_node = node.first_child();
  NodeRef condition_node = captures_node.next_sibling();
  NodeRef body_node = condition_node.next_sibling();
  NodeRef timeout_node = body_node.next_sibling();
  NodeRef timeout_body_node = timeout_node.next_sibling();
  bool is_return = node.sub() != 0;
  if (is_return && frame_->owner) frame_->owner->waits = true;
  size_t before = report.errors();
  const Type* result = is_return && frame_->result ? frame_->result : nullptr;
  const Type* no_value = basic(TypeKind::kVoid);
  const FunctionType* test_type = types.function(Flavor::kFunction, {}, basic(TypeKind::kBool));
  const FunctionType* body_type = types.function(Flavor::kFunction, {}, result ? result : no_value);

  WhenPart test, body, timeout;
  when_part(test, captures_node, test_type, "when condition");
  test.frame.captured_at = node.full_span();
  size_t declared = test.frame.bindings.size();
  Frame* outer = std::exchange(frame_, &test.frame);
  frame_->when_condition = true;
  Expr* condition_value = condition(condition_node, "the condition of `when`");
  // `when ( f() )`: the variable that would have been declared there is unknown in the body.
  size_t lost = is_error(condition_value) && test.frame.bindings.size() == declared ? 1 : 0;
  frame_->when_condition = false;
  frame_ = outer;
  std::vector<Binding*> shared(test.frame.bindings.begin() + std::ptrdiff_t(declared),
                               test.frame.bindings.end());
  close_frame(test.frame);

  auto check_part = [&](WhenPart& part, NodeRef block, std::string_view name) {
    when_part(part, captures_node, body_type, name);
    part.frame.captured_at = node.full_span();
    part.frame.lost_parameters = lost;
    part.frame.unknown_captures = test.frame.unknown_captures;
    part.frame.result = frame_->result;  // without `return when` what is returned goes nowhere
    part.frame.drops_result = !is_return;
    part.frame.missing_captures = test.frame.missing_captures;  // said once for all parts
    for (Binding* b : shared) {
      Local* local = add_local(part.frame, b->name, b->local->type, b->local->span, true);
      local->capture = true;
      local->defaults = b->local->defaults;
      part.frame.bindings.back()->is_used = true;
      part.captures.push_back({b->local, local, false});
    }
    Frame* around = std::exchange(frame_, &part.frame);
    Stmt* s = statement(block);
    frame_ = around;
    lost = part.frame.lost_parameters;
    test.frame.missing_captures = part.frame.missing_captures;
    test.frame.unknown_captures = part.frame.unknown_captures;
    finish_body(part.frame, *part.function, s);
    close_frame(part.frame);
    part.function->captures = keep(part.captures);
    part.function->span = block.full_span();
  };
  check_part(body, body_node, "when body");
  if (!timeout_body_node.is_none()) check_part(timeout, timeout_body_node, "when timeout");
  Expr* limit = timeout_node.is_none()
                    ? nullptr
                    : check(timeout_node, {basic(TypeKind::kInterval), Role::kCondition,
                                           "the timeout of `when`"});

  bool whole = body.function->body && (timeout_body_node.is_none() || timeout.function->body);
  if (whole && !is_error(condition_value) && report.errors() == before) {
    for (size_t i = 0; i < test.bound.size(); ++i) {
      auto used = [&](const WhenPart& p) {
        return i < p.bound.size() && p.bound[i] && (p.bound[i]->read || p.bound[i]->written);
      };
      if (used(test) || used(body) || used(timeout)) continue;
      report
          .error(test.bound[i]->local->span, "unused-capture",
                 quoted(test.bound[i]->local->name) + " is captured but not used in the `when`")
          .hint("take it out of the list");
    }
  }
  if (report.errors() != before) return nullptr;
  auto* last = make_stmt<tree::ReturnStmt>(StmtKind::kReturn, condition_node.full_span());
  last->value = condition_value;
  finish_body(test.frame, *test.function, make_block({last}, last->span));
  test.function->captures = keep(test.captures);
  test.function->span = condition_node.full_span();
  // A variable of the condition may be unset behind it, and where time is over before it is true.
  for (Binding* b : shared) {
    if (!timeout.function && sets_always(condition_value, b->local, report)) continue;
    b->local->maybe_unset = true;
    for (tree::Function* f : {body.function, timeout.function})
      if (f) mark_captures(*f, b->local);
  }
  for (tree::Function* f : {test.function, body.function, timeout.function}) {
    if (!f) continue;
    f->id = function_count_++;
    consumer.define(*f, false);
  }
  auto* s = make_stmt<tree::WhenStmt>(StmtKind::kWhen, node.full_span());
  s->condition = test.function;
  s->body = body.function;
  s->timeout_body = timeout.function;
  s->timeout = limit;
  s->captures = test.function->captures;
  s->is_return = is_return;
  return s;
}

}  // namespace avocet::sema
