// Function values where functions of another type are wanted.
//
// Slots have no tags, so a function that takes `any` cannot be called with a plain count, nor one
// that takes any number of arguments as one that takes two. Where such types meet, the value
// becomes a closure over it: a function of the wanted type that converts its arguments, calls, and
// converts what came back. Hooks stay what they are, since their bodies belong to the name: a call
// through a value converts the arguments to what the hook takes.
#include "sema/analysis.h"
#include "sema/flow.h"
#include "sema/walk.h"
#include "value/adapted.h"

namespace avocet::sema {

namespace {

// Whether values of both types are the same slots, so that a caller need not know which it is.
bool same_slots(const Type* a, const Type* b) {
  if (a == b || same_type(a, b)) return true;
  if (a->kind == TypeKind::kError || b->kind == TypeKind::kError) return true;
  return a->kind == b->kind && (a->kind == TypeKind::kEnum || a->kind == TypeKind::kOpaque ||
                                a->kind == TypeKind::kFile || a->kind == TypeKind::kType);
}

}  // namespace

bool Analysis::same_call(const FunctionType* from, const FunctionType* to) {
  if (from->variadic != to->variadic || from->parameters.size() != to->parameters.size())
    return false;
  for (size_t i = 0; i < from->parameters.size(); ++i)
    if (!same_slots(from->parameters[i].type, to->parameters[i].type)) return false;
  return same_slots(from->result, to->result);
}

// A function of `type` whose parameters are its first locals, and of which `callee`, if there is
// one, is the only capture. `body` makes the statement that it consists of, or null.
template <class Body>
tree::Function* Analysis::make_adapter(const FunctionType* type, const Type* captured, Span span,
                                       std::string_view name, Body&& body) {
  std::vector<Local*> locals;
  auto add = [&](std::string_view local_name, const Type* local_type) {
    auto* l = arena.make<Local>();
    l->name = local_name;
    l->type = local_type;
    l->span = span;
    l->index = uint32_t(locals.size());
    locals.push_back(l);
    return l;
  };
  for (const Parameter& p : type->parameters) add(p.name, p.type)->parameter = true;
  auto* function = arena.make<tree::Function>();
  function->parameters = keep(locals);
  if (captured) {
    add("captured", captured)->capture = true;
    function->captures = keep(std::vector<tree::Capture>{{nullptr, locals.back(), false}});
  }
  function->locals = keep(locals);
  Stmt* statement = body(function->locals);
  if (!statement) return nullptr;
  function->body = make_block({statement}, span);
  function->type = type;
  function->span = span;
  function->id = function_count_++;
  function->name =
      name.empty() ? arena.copy("lambda_<" + std::to_string(function->id) + ">") : name;
  // It declares nothing that could lack a value.
  function->may_lack_results = true;
  results_.note(*function, completes(function->body));
  consumer.define(*function, false);
  return function;
}

Expr* Analysis::read_local(Local* local, Span span) {
  auto* e = make_expr<tree::LocalExpr>(ExprKind::kLocal, local->type, span);
  e->local = local;
  return e;
}

Stmt* Analysis::return_or_drop(Expr* value, const Type* result, Span span) {
  if (result->kind == TypeKind::kVoid || value->type->kind == TypeKind::kVoid) {
    auto* s = make_stmt<tree::ExprStmt>(StmtKind::kExpr, span);
    s->expr = value;
    return s;
  }
  auto* s = make_stmt<tree::ReturnStmt>(StmtKind::kReturn, span);
  s->value = convert(value, result);
  return s->value ? s : nullptr;
}

// A call of `callee` with the first locals, converted; null if one cannot be.
tree::CallExpr* Analysis::call_adapted(Expr* callee, std::span<Local* const> parameters,
                                       Span span) {
  const FunctionType* from = as_function(callee->type);
  bool named = callee->kind == ExprKind::kFunctionValue;
  tree::Global* direct = named ? static_cast<tree::GlobalExpr*>(callee)->global : nullptr;
  bool native = direct && direct->kind == tree::GlobalKind::kNative;
  std::vector<Expr*> arguments;
  for (Local* local : parameters) {
    size_t i = arguments.size();
    const Type* wanted =
        i < from->parameters.size() ? from->parameters[i].type : basic(TypeKind::kAny);
    bool as_it_is = native && wanted->kind == TypeKind::kAny;
    Expr* argument = read_local(local, span);
    if (!as_it_is) argument = convert(argument, wanted);
    if (!argument) return nullptr;
    arguments.push_back(argument);
  }
  auto* call = make_expr<tree::CallExpr>(ExprKind::kCall, from->result, span);
  call->global = direct;
  call->callee = direct ? nullptr : callee;
  call->arguments = keep(arguments);
  call->function = from;
  return call;
}

// `function(parameters of to): result of to { return e(parameters, converted); }`; what is no name
// is captured.
tree::Function* Analysis::adapter(Expr* e, const FunctionType* to) {
  bool named = e->kind == ExprKind::kFunctionValue;
  return make_adapter(
      to, e->type, e->span, kAdapterName, [&](std::span<Local* const> locals) -> Stmt* {
        Expr* callee = named ? e : read_local(locals.back(), e->span);
        Expr* call = call_adapted(callee, locals.first(to->parameters.size()), e->span);
        return call ? return_or_drop(call, to->result, e->span) : nullptr;
      });
}

// For functions that attributes of globals name: what is no function itself is evaluated for each
// call.
Expr* Analysis::evaluated_late(Expr* e) {
  bool computed = e->kind != ExprKind::kLambda && e->kind != ExprKind::kConvert &&
                  e->kind != ExprKind::kConstant;
  if (e->kind == ExprKind::kFunctionValue)
    computed = static_cast<tree::GlobalExpr*>(e)->global->variable != nullptr;
  if (!computed || frame_ != &idle_) return e;
  const FunctionType* type = as_function(e->type);
  tree::Function* made =
      make_adapter(type, nullptr, e->span, {}, [&](std::span<Local* const> locals) -> Stmt* {
        Expr* call = call_adapted(e, locals, e->span);
        return call ? return_or_drop(call, type->result, e->span) : nullptr;
      });
  if (!made) return e;
  auto* lambda = make_expr<tree::LambdaExpr>(ExprKind::kLambda, type, e->span);
  lambda->function = made;
  return lambda;
}

// A &default that reads locals is evaluated where the table is made: the table gets a closure that
// yields (a copy of) the value.
Expr* Analysis::captured_default(Expr* value, const TableType* table) {
  if (is_error(value) || value->type->kind == TypeKind::kFunction || !tree::needs_locals(value))
    return value;
  const FunctionType* type = called_with(table->keys, {}, nullptr, table->value);
  tree::Function* made = make_adapter(
      type, value->type, value->span, {}, [&](std::span<Local* const> locals) -> Stmt* {
        auto* copy = make_expr<tree::UnaryExpr>(ExprKind::kUnary, value->type, value->span);
        copy->op = tree::UnaryOp::kClone;
        copy->operand = read_local(locals.back(), value->span);
        return return_or_drop(copy, table->value, value->span);
      });
  auto* e = make_expr<tree::ConvertExpr>(ExprKind::kConvert, type, value->span);
  e->convert = tree::Convert::kFunction;
  e->operand = value;
  e->adapter = made;
  return e;
}

// Makes of a function that an attribute names one that is called as `call` says, if that is
// possible.
bool Analysis::adapt_function(Expr*& e, const FunctionType* call) {
  if (same_call(as_function(e->type), call)) return true;
  Expr* made = convert_function(evaluated_late(e), call);
  if (made) e = made;
  return made != nullptr;
}

Expr* Analysis::convert_function(Expr* e, const FunctionType* to) {
  const FunctionType* from = as_function(e->type);
  if (!function_fits(from, to, 0)) return nullptr;
  if (same_call(from, to) || from->flavor == Flavor::kHook)
    return make_convert(tree::Convert::kContainerType, e, to);
  if (from->flavor != Flavor::kFunction || to->variadic) return nullptr;
  const tree::Global* named =
      e->kind == ExprKind::kFunctionValue ? static_cast<tree::GlobalExpr*>(e)->global : nullptr;
  tree::Function* made = nullptr;
  if (named) made = adapters_[{named, to}];
  if (!made) made = adapter(e, to);
  if (!made) return nullptr;
  if (named) adapters_[{named, to}] = made;
  Expr* converted = make_convert(tree::Convert::kFunction, e, to);
  static_cast<tree::ConvertExpr*>(converted)->adapter = made;
  return converted;
}

}  // namespace avocet::sema
