// Functions within functions, and what they capture.
#include "sema/analysis.h"

namespace avocet::sema {

namespace {

// Whether a body says what it returns, functions within it aside.
bool returns_value(NodeRef node) {
  if (node.is_none() || node.kind() == NodeKind::kLambda) return false;
  if (node.kind() == NodeKind::kReturn) return !node.first_child().is_none();
  if (node.kind() == NodeKind::kWhen) return node.sub() == 1;
  for (NodeRef child : node.children())
    if (returns_value(child)) return true;
  return false;
}

}  // namespace

void Analysis::missing_capture(NodeRef node, Binding* binding) {
  // Once for each name and body.
  for (NameId known : frame_->missing_captures)
    if (known == binding->name) return;
  frame_->missing_captures.push_back(binding->name);
  // An unknown name in the list was meant to be one that is missing.
  if (frame_->unknown_captures > 0) {
    --frame_->unknown_captures;
    return report.count_silently();
  }
  // So is it in the branch for older versions, if nobody knows which version this is.
  if (undecided_) return report.count_silently();
  bool when = frame_->kind == Frame::Kind::kWhen;
  std::string name(node.text());
  report
      .error(node.span(), "missing-capture",
             quoted(name) + " is a local variable of the body around this " +
                 (when ? "`when`" : "function") + " and is not captured")
      .hint(when ? "list it: `when [" + name + "] ( ... )`"
                 : "list it: `function[" + name + "](...)`")
      .fold("missing-capture " + std::to_string(frame_->captured_at.begin))
      .note(binding->local->span, "it is declared here");
}

void Analysis::bind_captures(NodeRef captures, Frame& frame, std::vector<tree::Capture>& out,
                             std::vector<Binding*>& bound) {
  if (captures.is_none()) return;
  for (NodeRef node : captures.children()) {
    NameId name = names.of(node);
    Binding* outer = find_local(name);
    if (!outer) {
      Nearest nearest(node.text());
      for (Binding* b : frame_->bindings) nearest.offer(b->local->name);
      if (misses_head(node.span(), quoted(node.text()), true)) {
        bound.push_back(nullptr);
        add_local(frame, name, type_error(), node.span(), true)->capture = true;
        frame.bindings.back()->is_used = true;
        continue;
      }
      bool global = look_up(name) != nullptr;
      report
          .error(node.span(), "unknown-capture",
                 "there is no local variable " + quoted(node.text()) + " to capture")
          .hint(global ? "it is global: it needs no capture" : nearest.hint());
      if (!global) ++frame.unknown_captures;
      bound.push_back(nullptr);
      // Uses of it in the body say nothing new.
      Local* local = add_local(frame, name, type_error(), node.span(), true);
      local->capture = true;
      frame.bindings.back()->is_used = true;
      continue;
    }
    if (outer->frame != frame_) {
      missing_capture(node, outer);
      bound.push_back(nullptr);
      add_local(frame, name, type_error(), node.span(), true)->capture = true;
      frame.bindings.back()->is_used = true;
      continue;
    }
    outer->read = true;
    used_behind_block(outer);
    auto same = std::find_if(frame.bindings.begin(), frame.bindings.end(),
                             [&](const Binding* b) { return b->name == name; });
    if (same != frame.bindings.end()) {
      bool is_parameter = (*same)->local->parameter;
      report
          .error(node.span(), "redeclared",
                 is_parameter
                     ? quoted(node.text()) + " is captured, and is the name of a parameter, too"
                     : quoted(node.text()) + " is captured twice")
          .note((*same)->span, is_parameter ? "the parameter is declared here" : "it is here, too");
      ++frame.unknown_captures;  // another one was meant
      bound.push_back(nullptr);
      continue;
    }
    Local* local = add_local(frame, name, outer->local->type, node.span(), true);
    local->capture = true;
    report.derive(suspect_local(local), suspect_own(outer->local));
    local->defaults = outer->local->defaults;
    out.push_back({outer->local, local, node.sub() != 0});
    bound.push_back(frame.bindings.back());
  }
}

Expr* Analysis::infer_lambda(NodeRef node, const Type* hint) {
  Span span = node.full_span();
  NodeRef captures_node = node.first_child();
  NodeRef type_node = captures_node.next_sibling();
  NodeRef attributes_node = type_node.next_sibling();
  NodeRef body_node = attributes_node.next_sibling();
  size_t before = report.errors();
  Signature signature = read_signature(type_node, Flavor::kFunction);
  // `$f() = { return 1; }` returns what the field's type says; `{ }` may return nothing for `any`.
  const FunctionType* wanted = hint ? as_function(hint) : nullptr;
  bool is_silent = type_node.first_child().next_sibling().is_none();
  if (wanted && is_silent && wanted->flavor == Flavor::kFunction &&
      (wanted->result->kind != TypeKind::kAny || returns_value(body_node)))
    signature.type = types.function(Flavor::kFunction, signature.type->parameters, wanted->result,
                                    signature.type->variadic);
  for (NodeRef attribute : attributes_node.children())
    if (!attribute.first_child().is_none()) infer(attribute.first_child());
  auto* function = arena.make<tree::Function>();
  Frame frame;
  frame.outer = frame_;
  frame.kind = Frame::Kind::kLambda;
  frame.owner = frame_->owner;
  frame.captured_at = span;
  frame.errors_before = before;
  open_frame(frame, signature);
  std::vector<tree::Capture> captures;
  std::vector<Binding*> bound;
  bind_captures(captures_node, frame, captures, bound);
  function->type = signature.type;
  function->span = span;
  function->captures = keep(captures);
  // Without a result in writing, what is returned first says what it is.
  bool silent_result = is_silent && signature.type->result->kind == TypeKind::kVoid;
  frame.infers_result = silent_result;
  frame.drops_result = silent_result && wanted;
  check_body(frame, *function, body_node);
  if (silent_result && !frame.drops_result && frame.result) {
    signature.type = types.function(Flavor::kFunction, signature.type->parameters, frame.result,
                                    signature.type->variadic);
    function->type = signature.type;
    signature.result_defaults = frame.result_defaults;
  }
  function->defaults = defaults_of(signature);
  if (function->body && report.errors() == before)
    for (size_t i = 0; i < bound.size(); ++i)
      if (bound[i] && !bound[i]->read && !bound[i]->written)
        report
            .error(bound[i]->local->span, "unused-capture",
                   quoted(bound[i]->local->name) + " is captured but not used in the function")
            .hint("take it out of the list");
  close_frame(frame);
  if (signature.broken || !function->body || report.errors() != before) return error_expr(span);
  function->id = function_count_++;
  function->name = arena.copy("lambda_<" + std::to_string(function->id) + ">");
  consumer.define(*function, false);
  auto* e = make_expr<tree::LambdaExpr>(ExprKind::kLambda, signature.type, span);
  e->function = function;
  return e;
}

}  // namespace avocet::sema
