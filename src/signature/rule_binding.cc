#include "signature/rule_binding.h"

namespace avocet {

namespace {

bool is_state(const Type* type, const Program& program) {
  const Type* state = program.find_type("signature_state");
  return state && same_type(type, state);
}

// An event takes (state, msg, data, end_of_match), without msg if the rule gives none, and without
// the last where no script asks for it.
void bind_event(const EventAction& action, const Program& program, BoundRule& bound,
                DiagnosticSink& sink) {
  FunctionId event = program.find_function(action.event);
  if (event == kNoFunction) return;  // nobody handles it
  const FunctionInfo& function = program.functions[event];
  std::vector<TypeKind> wanted = {TypeKind::kString};
  if (action.message) wanted.push_back(TypeKind::kString);
  auto parameters = function.type->parameters;
  bool fits = function.type->flavor == Flavor::kEvent && !parameters.empty() &&
              is_state(parameters[0].type, program);
  bool with_end = parameters.size() == wanted.size() + 2;
  if (with_end) wanted.push_back(TypeKind::kCount);
  fits = fits && parameters.size() == wanted.size() + 1;
  for (size_t i = 0; fits && i < wanted.size(); ++i)
    fits = parameters[i + 1].type->kind == wanted[i];
  if (fits) {
    bound.events.push_back({event, &action, with_end});
    return;
  }
  Diagnostic wrong;
  wrong.span = action.span;
  wrong.message = "`" + action.event + "` cannot take what a signature says";
  wrong.hint = std::string("it must be an event with the parameters (state: signature_state, ") +
               (action.message ? "msg: string, " : "") +
               "data: string), and may have a last one, end_of_match: count";
  if (function.span.known()) wrong.notes.push_back({function.span, "it is declared here"});
  sink.report(std::move(wrong));
}

void bind_eval(const EvalCondition& eval, const Program& program, BoundRule& bound,
               DiagnosticSink& sink) {
  FunctionId id = program.find_function(eval.function);
  const FunctionType* type = id == kNoFunction ? nullptr : program.functions[id].type;
  bool fits = type && type->flavor == Flavor::kFunction && type->parameters.size() == 2 &&
              is_state(type->parameters[0].type, program) &&
              type->parameters[1].type->kind == TypeKind::kString &&
              type->result->kind == TypeKind::kBool;
  if (fits) {
    bound.evals.push_back(id);
    return;
  }
  Diagnostic wrong;
  wrong.span = eval.span;
  wrong.message = type ? "`" + eval.function + "` cannot decide about a signature"
                       : "there is no function `" + eval.function + "`";
  wrong.hint = "`eval` calls a function(state: signature_state, data: string): bool";
  if (type && program.functions[id].span.known())
    wrong.notes.push_back({program.functions[id].span, "it is declared here"});
  sink.report(std::move(wrong));
}

}  // namespace

BoundRule bind_rule(const SignatureRule& rule, const Program& program, const KnowsAnalyzer& knows,
                    DiagnosticSink& sink) {
  BoundRule bound;
  for (const EventAction& action : rule.events) bind_event(action, program, bound, sink);
  for (const EvalCondition& eval : rule.evals) bind_eval(eval, program, bound, sink);
  for (const EnableAction& enable : rule.enables) {
    if (!knows(enable.analyzer))
      sink.warning(enable.span, "no analyzer is called `" + enable.analyzer + "`",
                   "this action of signature `" + rule.id + "` does nothing");
  }
  return bound;
}

}  // namespace avocet
