// What to blame: a variable whose type was not what its author thought makes many places wrong, a
// function that was declared to return something else each `return`, a lost line with the head of a
// body each of its names. Such errors share a key and become notes of the first of them.
#include <algorithm>

#include "base/spelling.h"
#include "sema/analysis.h"
#include "sema/as_written.h"
#include "syntax/pasted_lines.h"

namespace avocet::sema {

std::string Analysis::suspect_local(const Local* local) {
  return "variable " + std::to_string(local->span.begin);
}

// The key of what is declared there, or empty: what other scripts say is true.
std::string Analysis::suspect_place(Span declared) const {
  if (!tree_) return {};
  const Source& source = tree_->source();
  bool is_here = declared.known() && declared.begin >= source.base &&
                 declared.end() <= source.base + source.text.size();
  return is_here ? "variable " + std::to_string(declared.begin) : std::string();
}

// Whether it stands in lines that repeat those before them: nothing else was meant.
bool Analysis::is_pasted(Span span) const {
  return !suspect_place(span).empty() &&
         pasted_lines(tree_->source().text, span.begin - tree_->source().base);
}

// The key of an argument of what is declared there, or empty: its parameter may have a wrong type.
std::string Analysis::suspect_argument(Span declared, uint32_t position) const {
  std::string function = suspect_place(declared);
  return function.empty() ? function : function + " argument " + std::to_string(position);
}

// The key of a variable of the body that is being read. What the prototype of an event says of its
// parameters is true: empty.
std::string Analysis::suspect_own(const Local* local) const {
  bool is_given =
      frame_->flavor != Flavor::kFunction && (!frame_->owner || frame_->owner->prototyped);
  if (local->parameter && is_given) return {};
  bool is_own = local->parameter && frame_->kind == Frame::Kind::kFunction && frame_->owner;
  return is_own ? suspect_argument(frame_->owner->span, local->index + 1) : suspect_local(local);
}

// The key of a variable, or empty. What other scripts say of theirs is true.
std::string Analysis::suspect(const Expr* e) const {
  e = as_written(e);
  if (e->kind == ExprKind::kLocal)
    return suspect_own(static_cast<const tree::LocalExpr*>(e)->local);
  if (e->kind == ExprKind::kConstant)
    return suspect_place(static_cast<const tree::ConstantExpr*>(e)->declared);
  if (e->kind == ExprKind::kField) {
    const auto* f = static_cast<const tree::FieldExpr*>(e);
    return suspect_place(field_span_of(as_record(f->record->type), f->field));
  }
  // What a table holds is of the type that it was declared with.
  if (e->kind == ExprKind::kIndex)
    return suspect(static_cast<const tree::IndexExpr*>(e)->container);
  if (e->kind != ExprKind::kGlobal && e->kind != ExprKind::kFunctionValue) return {};
  return suspect_place(static_cast<const tree::GlobalExpr*>(e)->global->span);
}

bool Analysis::is_place(const Expr* e) const {
  e = as_written(e);
  return e->kind == ExprKind::kLocal &&
         places_.contains(static_cast<const tree::LocalExpr*>(e)->local);
}

// The key of the function whose body is being read.
std::string Analysis::suspect_body() const {
  if (frame_->kind == Frame::Kind::kLambda)
    return "function " + std::to_string(frame_->captured_at.begin);
  return frame_->owner ? "function " + std::string(frame_->owner->name) : std::string();
}

// `{ ... }` at top level that uses a parameter or returns was the body of something. False if it is
// no such block; otherwise that was said.
bool Analysis::misses_head(Span span, std::string_view what, bool is_name) {
  if (frame_ != &top_level_ || !headless_.known()) return false;
  report
      .error(headless_, "headless-body",
             "nothing heads this block, in which " + std::string(what) +
                 (is_name ? " is unknown" : " stands"))
      .hint("is a line such as `event name(...)` missing above it?")
      .note(span, (is_name ? "it is used here" : "it is here"))
      .fold("head " + std::to_string(headless_.begin));
  lose_name(Lost::kCallable);
  return true;
}

namespace {

// Whether a name stands where a function or hook may be meant: behind `hook`, or as a value that
// is handed on.
bool may_be_callable(NodeRef node, const Type* wanted) {
  if (wanted && wanted->kind != TypeKind::kAny) return wanted->kind == TypeKind::kFunction;
  const Source& source = node.ast().source();
  std::string_view text = source.text;
  std::string_view before = text.substr(0, node.span().begin - source.base);
  before = before.substr(0, before.find_last_not_of(" \t\r\n") + 1);
  size_t behind = text.find_first_not_of(" \t\r\n", node.span().end() - source.base);
  if (before.ends_with("hook")) return true;
  // &expire_func=f
  size_t word = before.find_last_of(" \t&");
  if (before.ends_with('=') && word != before.npos && before[word] == '&') return true;
  return !before.empty() && std::string_view("(,=").find(before.back()) != before.npos &&
         behind != text.npos && std::string_view("),]").find(text[behind]) != before.npos;
}

}  // namespace

// Whether what is lost, as was told, would have declared that name perhaps: the first unknown one
// that is used as such.
bool Analysis::is_of_lost_name(NodeRef node, std::string_view what) {
  bool is_value = what == "name";
  bool is_used_so = false;
  switch (lost_name_) {
  case Lost::kNothing: return false;
  case Lost::kVariable: is_used_so = is_value; break;
  case Lost::kType: is_used_so = !is_value; break;  // or its constructor
  case Lost::kCallable:
    is_used_so = what != "type" && (!is_value || may_be_callable(node, wanted_));
    break;
  }
  if (headless_.known() || !is_used_so) return false;
  lost_name_ = Lost::kNothing;
  missing_names_.push_back(names.of(node));
  return true;
}

// The parameter of the handler that is being read which its declaration gives that name, and the
// handler one that is nearly the same.
const Binding* Analysis::misspelt_parameter(std::string_view name) const {
  constexpr int kTwoSlips = 4;
  const Entry* owner = frame_->owner;
  const FunctionType* type = owner && owner->type ? as_function(owner->type) : nullptr;
  if (!type || type->flavor == Flavor::kFunction) return nullptr;
  auto declares = [&](std::string_view word) {
    return std::any_of(type->parameters.begin(), type->parameters.end(),
                       [&](const Parameter& p) { return p.name == word; });
  };
  if (!declares(name)) return nullptr;
  for (const Binding* b : frame_->bindings)
    if (b->local->parameter && !declares(b->local->name) &&
        spelling_distance(b->local->name, name, kTwoSlips) <= kTwoSlips)
      return b;
  return nullptr;
}

// The parameters of a body that does not match its declaration: where the two differ nobody knows
// which is right.
void Analysis::open_doubtful_frame(Frame& frame, const Signature& signature, const Type* declared) {
  const FunctionType* known = declared ? as_function(declared) : nullptr;
  if (!known || !signature.type) return open_frame(frame, signature);
  frame.in_hook = frame.in_hook || known->flavor == Flavor::kHook;
  std::vector<Parameter> doubtful(signature.type->parameters.begin(),
                                  signature.type->parameters.end());
  for (size_t i = 0; i < doubtful.size(); ++i) {
    const Type* type = i < known->parameters.size() ? known->parameters[i].type : nullptr;
    for (const Parameter& p : known->parameters)
      if (p.name == doubtful[i].name) type = p.type;
    if (!type || !same_type(type, doubtful[i].type)) doubtful[i].type = type_error();
  }
  Signature open = signature;
  open.type = types.function(signature.type->flavor, doubtful, signature.type->result,
                             signature.type->variadic);
  open_frame(frame, open);
  bool is_same_result =
      known->result && signature.type->result && same_type(known->result, signature.type->result);
  if (known->flavor == Flavor::kFunction && !is_same_result) frame.result = type_error();
  if (known->parameters.size() > doubtful.size())
    frame.lost_parameters += known->parameters.size() - doubtful.size();
  for (const Parameter& p : known->parameters) {
    NameId name = names.intern(p.name);
    bool is_given =
        std::find(signature.names.begin(), signature.names.end(), name) != signature.names.end();
    if (is_given || look_up(name)) continue;
    add_local(frame, name, type_error(), Span{}, true);
    frame.bindings.back()->is_used = true;
  }
}

}  // namespace avocet::sema
