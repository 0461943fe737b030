// The end of a body: what nobody reads, what is not set, and where a value should be returned.
#include "sema/analysis.h"
#include "sema/flow.h"

namespace avocet::sema {

namespace {
// Whether a function of that result must return a value.
bool can_miss(const Type* result) {
  return result->kind != TypeKind::kAny && result->kind != TypeKind::kError;
}

const Stmt* last_statement(const Stmt* body) {
  while (body->kind == StmtKind::kBlock) {
    auto statements = static_cast<const tree::BlockStmt*>(body)->statements;
    if (statements.empty()) break;
    body = statements.back();
  }
  return body;
}

// The expression that a body ends with, if it ends with one.
const Expr* last_value(const Stmt* body) {
  const Stmt* last = last_statement(body);
  return last->kind == StmtKind::kExpr ? static_cast<const tree::ExprStmt*>(last)->expr : nullptr;
}

bool ends_in_when(const Stmt* body) { return last_statement(body)->kind == StmtKind::kWhen; }
}  // namespace

void Analysis::finish_body(Frame& frame, tree::Function& function, Stmt* body) {
  function.module = names.text(module_);
  size_t parameters = 0;
  while (parameters < frame.locals.size() && frame.locals[parameters]->parameter) ++parameters;
  function.locals = keep(frame.locals);
  function.parameters = function.locals.first(parameters);
  function.body = body;
  if (!body) return;
  bool returns = frame.result && !frame.drops_result && frame.flavor == Flavor::kFunction;
  bool is_end_reached = completes(body);
  bool waits = frame.kind == Frame::Kind::kWhen;  // what comes of it goes to no caller
  results_.note(function, is_end_reached && !waits);
  bool tells = options.lint || options.doubts;
  bool lacks_return = tells && returns && can_miss(frame.result) && is_end_reached;
  const Expr* value = lacks_return ? last_value(body) : nullptr;
  bool lacks_word = value && !frame.ignored.empty() && value == frame.ignored.back() &&
                    fits(value->type, frame.result);
  if (lacks_word) frame.ignored.pop_back();
  for (const Expr* e : frame.ignored) ignored_value(e);
  bool is_watched =
      !frame.tracked.empty() || std::any_of(frame.locals.begin(), frame.locals.end(),
                                            [](const Local* local) { return local->maybe_unset; });
  if (tells || is_watched) analyse_flow({body, frame.tracked, tells, options.doubts}, report);
  if (lacks_return) {
    Span end{body->span.end() > 0 ? body->span.end() - 1 : 0, 1};
    std::string result = a_type(frame.result);
    // Whoever waits for it goes on waiting, which may be meant.
    bool is_error = options.lint && (lacks_word || !waits);
    Span place = lacks_word ? value->span : end;
    std::string text =
        lacks_word
            ? "the function returns " + result + ", but the value of this statement goes nowhere"
        : waits ? "this body of `return when` can end here without returning " + result
                : "the function can end here without returning " + result;
    Message message = is_error ? report.error(place, "missing-return", std::move(text))
                               : report.warning(place, "missing-return", std::move(text));
    message.hint(lacks_word           ? "write `return` before it"
                 : ends_in_when(body) ? "`return when ( ... )` returns what its body returns"
                                      : "add a `return` with a value");
    // A `return` right behind may have got out of the body.
    message.echo("end of body " + std::to_string(end.begin));
  }
}

}  // namespace avocet::sema
