#include "compiler/compiler.h"

#include <algorithm>

#include "compiler/body.h"
#include "compiler/fold.h"
#include "sema/describe.h"
#include "sema/walk.h"

namespace avocet {

using namespace tree;

Compiler::Compiler(Program& program, DiagnosticSink& diagnostics, CompilerOptions options)
    : program_(program), diagnostics_(diagnostics), options_(options),
      initialiser_type_(
          program.types.function(Flavor::kFunction, {}, program.types.basic(TypeKind::kVoid))) {
  program_.compile_hook = &Compiler::compile_on_demand;
  program_.compile_context = this;
  text_ = program_.arena.make<BodyText>(this);
  // Room for what the shipped scripts declare: growing by and by would copy it again and again.
  program_.functions.reserve(6000);
  program_.globals.reserve(3000);
}

Compiler::~Compiler() {
  text_->compiler = nullptr;  // functions may be shown when the trees are gone
  if (program_.compile_context != this) return;
  program_.compile_hook = nullptr;
  program_.compile_context = nullptr;
}

void Compiler::unexpected(Span span, std::string what) {
  Diagnostic diagnostic;
  diagnostic.span = span;
  diagnostic.message = "internal error: " + what + " came to the compiler";
  diagnostic.hint = "the checker should have refused it; please report this script";
  diagnostic.code = "internal";
  diagnostics_.report(std::move(diagnostic));
}

// ---- Declarations

namespace {

void set_type(FunctionInfo& info, const FunctionType* type) {
  info.type = type;
  info.plain_parameters = info.managed_parameters = 0;
  for (const Parameter& p : type->parameters) {
    if (p.type->managed())
      ++info.managed_parameters;
    else
      ++info.plain_parameters;
  }
}

// Remembers what the checker's number stands for.
void note_id(std::vector<uint32_t>& ids, uint32_t of_tree, uint32_t id) {
  if (of_tree >= ids.size()) ids.resize(of_tree + 1, UINT32_MAX);
  ids[of_tree] = id;
}

}  // namespace

FunctionId Compiler::add_function(std::string_view name, const FunctionType* type, Span span) {
  auto id = FunctionId(program_.functions.size());
  FunctionInfo& info = program_.functions.emplace_back();
  info.name = program_.arena.copy(name);
  info.span = span;
  set_type(info, type);
  return id;
}

void Compiler::declare(const Global& global) {
  if (!global.callable()) {
    auto id = GlobalId(program_.globals.size());
    note_id(global_ids_, global.id, id);
    program_.globals.emplace_back();
    program_.global_ids[global.name] = id;
    return update(global);
  }
  FunctionId id = add_function(global.name, as_function(global.type), global.span);
  note_id(function_ids_, global.id, id);
  program_.function_ids[program_.functions[id].name] = id;
  if (global.kind == GlobalKind::kNative && bind_native_)
    bind_native_(global, program_.functions[id]);
  function_value(id);
}

namespace {

uint16_t flags_of(const Global& global) {
  uint16_t flags = global.exported ? kGlobalExported : 0;
  const tree::Attributes* a = global.attributes;
  if (!a) return flags;
  auto set = [&flags](bool is_set, GlobalFlag flag) { flags |= is_set ? flag : 0; };
  set(a->redefinable, kGlobalRedefinable);
  set(a->deprecated, kGlobalDeprecated);
  set(a->is_used, kGlobalIsUsed);
  set(a->is_assigned, kGlobalIsAssigned);
  set(a->raw_output, kGlobalRawOutput);
  set(!a->backend.empty(), kGlobalBackend);
  return flags;
}

}  // namespace

void Compiler::update(const Global& global) {
  if (global.callable()) {
    FunctionInfo& function = program_.functions[function_id(global.id)];
    function.exported = global.exported;
    return set_type(function, as_function(global.type));
  }
  GlobalInfo& info = program_.globals[global_id(global.id)];
  bool known = info.type != nullptr;
  info.name = std::string(global.name);
  info.type = global.type;
  info.is_const = global.kind == GlobalKind::kConst;
  info.is_option = global.kind == GlobalKind::kOption;
  info.initialised = global.initialised;
  info.flags = flags_of(global);
  info.span = global.span;
  if (!global.attributes || !as_table(global.type) || !global.attributes->shapes_table()) return;
  bool had_none = !info.attributes;
  update_attributes(info, global);
  if (!known || !had_none || !global.initialised) return;
  // The table is there already and learns of them now.
  FunctionId id =
      add_internal("<attributes of " + std::string(global.name) + ">",
                   program_.types.basic(TypeKind::kVoid), global.span, {.attach = &global});
  program_.initialisers.push_back({id});
}

void Compiler::update_attributes(GlobalInfo& info, const Global& global) {
  auto known = std::find_if(attributes_.begin(), attributes_.end(),
                            [&](const auto& entry) { return entry.second == info.attributes; });
  if (!info.attributes || known == attributes_.end()) {
    info.attributes = table_attributes(global.attributes, global.type);
    return;
  }
  // Tables with the old attributes see the new ones.
  TableAttributes* shared = known->second;
  *shared = {};
  attributes_[global.attributes] = shared;
  fill_table_attributes(*global.attributes, global.type, *shared);
}

uint32_t Compiler::group(std::string_view name) {
  auto [it, is_new] = groups_.try_emplace(name, uint32_t(program_.groups.size()));
  if (is_new) program_.groups.emplace_back(name);
  return it->second;
}

// Bodies of equal priority stay in the order of their definition.
void Compiler::add_body(FunctionId id, Body body) {
  auto& bodies = program_.functions[id].bodies;
  auto behind = std::upper_bound(bodies.begin(), bodies.end(), body.priority,
                                 [](int priority, const Body& b) { return b.priority < priority; });
  bodies.insert(behind, std::move(body));
}

void Compiler::define(const tree::Function& function, bool replaces) {
  FunctionId id = 0;
  if (function.global) {
    id = function_id(function.global->id);
  } else {
    id = add_function(function.name, function.type, function.span);
    note_id(function_ids_, function.id, id);
    for (const Capture& c : function.captures)
      program_.functions[id].captures.push_back(c.inner->type);
  }
  if (replaces) program_.functions[id].bodies.clear();
  find_attributes(function.body);
  Body body;
  jobs_.push_back({.function = &function});
  body.source = &jobs_.back();
  body.priority = function.priority;
  body.span = function.span;
  for (std::string_view name : function.groups) body.groups.push_back(group(name));
  add_body(id, std::move(body));
}

avocet::Function* Compiler::function_value(FunctionId id) {
  FunctionInfo& info = program_.functions[id];
  if (info.value) return info.value;
  info.value = make_function(program_.heap, id, info.type, 0, nullptr, info.name);
  set_function_text(info.value, text_);
  make_immortal(info.type, Value::of(info.value));
  return info.value;
}

// ---- Attributes of tables

// Finds the attributes in a body before it runs: compiling it must not add functions.
void Compiler::find_attributes(const Expr* expr) {
  if (expr->kind == ExprKind::kContainer)
    table_attributes(as<ContainerExpr>(expr).attributes, expr->type);
  if (expr->kind == ExprKind::kConvert &&
      as<ConvertExpr>(expr).operand->kind == ExprKind::kContainer)
    table_attributes(as<ContainerExpr>(as<ConvertExpr>(expr).operand).attributes, expr->type);
  for_each_operand(expr, [&](const Expr* x) { find_attributes(x); });
}

void Compiler::find_attributes(const Stmt* stmt) {
  if (!stmt) return;
  if (stmt->kind == StmtKind::kWhen) note_when(as<WhenStmt>(stmt));
  if (stmt->kind == StmtKind::kLocal)
    table_attributes(as<LocalStmt>(stmt).attributes, as<LocalStmt>(stmt).local->type);
  for_each_part(
      stmt, [&](const Expr* x) { find_attributes(x); }, [&](const Stmt* x) { find_attributes(x); });
}

void Compiler::note_when(const WhenStmt& when) {
  auto& own = when_locals_[when.condition];
  FunctionInfo& condition = program_.functions[function_id(when.condition->id)];
  for (const Capture& c : when.body->captures.subspan(when.captures.size())) {
    own.push_back(c.outer);
    condition.captures.push_back(c.outer->type);
  }
}

std::span<const Local* const> Compiler::when_locals(const tree::Function& condition) const {
  auto it = when_locals_.find(&condition);
  if (it == when_locals_.end()) return {};
  return it->second;
}

CaptureFlags Compiler::capture_flags(const tree::Function& closure) {
  std::span<const Local* const> own = when_locals(closure);
  if (closure.captures.empty() && own.empty()) return {};
  auto& captures = program_.functions[function_id(closure.id)].captures;
  auto [known, is_new] = capture_flags_.try_emplace(&closure);
  if (!is_new) return known->second;
  known->second.next = uint32_t(captures.size());
  auto add = [&](const Local* local) {
    if (CaptureFlags::has(local)) captures.push_back(program_.types.basic(TypeKind::kBool));
  };
  for (const Capture& c : closure.captures) add(c.inner);
  for (const Local* local : own) add(local);
  known->second.end = uint32_t(captures.size());
  return known->second;
}

const TableAttributes* Compiler::table_attributes(const Attributes* attributes, const Type* type) {
  if (!attributes || !as_table(type) || !attributes->shapes_table()) return nullptr;
  auto known = attributes_.find(attributes);
  if (known != attributes_.end()) return known->second;
  TableAttributes* made = program_.add_table_attributes();
  attributes_[attributes] = made;
  fill_table_attributes(*attributes, type, *made);
  return made;
}

void Compiler::fill_table_attributes(const Attributes& from, const Type* type,
                                     TableAttributes& to) {
  if (from.default_value && from.default_is_yield)
    set_table_default(from.default_value, as_table(type), to);
  to.default_insert = from.default_insert;
  to.ordered = from.ordered;
  to.expiry = Expiry(from.expiry);
  if (from.expire_interval) {
    auto known = fold(from.expire_interval, *this);
    if (known)
      to.expire_interval = known->d;
    else if (!needs_locals(from.expire_interval))
      to.expire_interval_function = compile_expression(from.expire_interval);
  }
  to.expire_function = constant_function(from.expire_function);
  if (from.expire_function) to.expire_function_span = from.expire_function->span;
  to.change_function = constant_function(from.on_change);
}

void Compiler::set_table_default(const Expr* expr, const TableType* type, TableAttributes& to) {
  bool computes = makes_default(expr, type);
  to.default_kind =
      computes ? TableAttributes::Default::kFunction : TableAttributes::Default::kValue;
  to.default_is_fresh = !computes && type->value && is_mutable(type->value);
  if (auto known = fold(expr, *this)) {
    to.default_value = *known;
    return;
  }
  if (const avocet::Function* f = plain_function(expr)) {
    to.default_value = Value::of(const_cast<avocet::Function*>(f));
    return;
  }
  // What reads variables is evaluated where the table is made (BodyCompiler::own_attributes).
  if (needs_locals(expr)) return;
  to.default_expression = compile_expression(expr);
}

// The adapter of a function that needs no evaluation, or null.
avocet::Function* Compiler::plain_adapter(const ConvertExpr& e) {
  FunctionId id = function_id(e.adapter->id);
  FunctionInfo& info = program_.functions[id];
  avocet::Function* adapted = plain_function(e.operand);
  if (!adapted || e.operand->kind == ExprKind::kConvert) return nullptr;
  info.value = make_function(program_.heap, id, info.type, 1, info.captures.data(), info.name);
  info.value->captures[0] = Value::of(adapted);
  make_immortal(info.type, Value::of(info.value));
  return info.value;
}

// The function that an expression names or makes without capturing anything, or null.
avocet::Function* Compiler::plain_function(const Expr* expr) {
  if (expr->kind == ExprKind::kFunctionValue) {
    const Global* named = as<GlobalExpr>(expr).global;
    return named->variable ? nullptr : function_value(function_id(named->id));
  }
  if (expr->kind == ExprKind::kConvert && as<ConvertExpr>(expr).convert == Convert::kFunction)
    return plain_adapter(as<ConvertExpr>(expr));
  if (expr->kind != ExprKind::kLambda) return nullptr;
  const tree::Function* f = as<LambdaExpr>(expr).function;
  return f->captures.empty() ? function_value(function_id(f->id)) : nullptr;
}

// Null, too, if the function captures variables.
Value Compiler::constant_function(const Expr* expr) {
  if (!expr) return Value::null();
  if (auto known = fold(expr, *this)) return *known;
  if (avocet::Function* f = plain_function(expr)) return Value::of(f);
  return needs_locals(expr) ? Value::null() : Value::of(late_function(expr));
}

// A function that finds out which function an expression means each time it is called, and calls
// that one.
avocet::Function* Compiler::late_function(const Expr* expr) {
  Arena& arena = program_.arena;
  const FunctionType* type = as_function(expr->type);
  std::vector<Local*> parameters;
  std::vector<Expr*> arguments;
  for (const Parameter& p : type->parameters) {
    auto index = uint32_t(parameters.size());
    parameters.push_back(arena.make<Local>(Local{p.name, p.type, expr->span, index, true}));
    auto* argument = arena.make<LocalExpr>();
    static_cast<Expr&>(*argument) = {ExprKind::kLocal, p.type, expr->span};
    argument->local = parameters.back();
    arguments.push_back(argument);
  }
  auto* call = arena.make<CallExpr>();
  static_cast<Expr&>(*call) = {ExprKind::kCall, type->result, expr->span};
  call->global = nullptr;
  call->callee = const_cast<Expr*>(expr);
  call->arguments = arena.copy(arguments);
  call->function = type;
  bool returns = type->result->kind != TypeKind::kVoid;
  Stmt* body = nullptr;
  if (returns) {
    auto* s = arena.make<ReturnStmt>();
    static_cast<Stmt&>(*s) = {StmtKind::kReturn, expr->span};
    s->value = call;
    body = s;
  } else {
    auto* s = arena.make<ExprStmt>();
    static_cast<Stmt&>(*s) = {StmtKind::kExpr, expr->span};
    s->expr = call;
    body = s;
  }
  auto* function = arena.make<tree::Function>();
  function->name = "<attribute>";
  function->type = type;
  function->parameters = function->locals = arena.copy(parameters);
  function->body = body;
  function->span = expr->span;
  FunctionId id = add_function(function->name, type, expr->span);
  jobs_.push_back({.function = function});
  Body made;
  made.source = &jobs_.back();
  made.span = expr->span;
  add_body(id, std::move(made));
  return function_value(id);
}

const Value* Compiler::constant_global(const Global* global) const {
  auto it = constants_.find(global->id);
  return global->kind == GlobalKind::kConst && it != constants_.end() ? &it->second : nullptr;
}

// ---- Defaults of record fields

namespace {

// The value that an expression builds, conversions of empty containers left aside.
const Expr* constructor(const Expr* e) {
  while (e->kind == ExprKind::kConvert && as<ConvertExpr>(e).convert == Convert::kContainerType)
    e = as<ConvertExpr>(e).operand;
  return e;
}

// How an expression that makes an empty container or record with nothing set is made lazily.
FieldInit empty_init(const Expr* expr, const Type* type) {
  const Expr* e = constructor(expr);
  if (e->kind == ExprKind::kRecord && as<RecordExpr>(e).fields.empty() && same_type(e->type, type))
    return FieldInit::kRecord;
  if (e->kind != ExprKind::kContainer || !as<ContainerExpr>(e).items.empty())
    return FieldInit::kFunction;
  // &ordered is all that such a table may be (see field_default).
  const Attributes* a = as<ContainerExpr>(e).attributes;
  bool yields = a && a->default_value && a->default_is_yield;
  if (yields || (a && (a->expiry || a->expire_function || a->on_change)))
    return FieldInit::kFunction;
  return type->kind == TypeKind::kVector ? FieldInit::kVector : FieldInit::kTable;
}

}  // namespace

void Compiler::field_default(const FieldDefault& field) {
  program_.refresh_shapes();
  RecordShape& shape = program_.shape(field.record);
  FieldShape& to = shape.fields[field.field];
  const Type* type = field.record->fields[field.field].type;
  const Attributes* attributes = field.attributes;
  to.attributes = table_attributes(attributes, type);
  const Expr* value =
      attributes && !attributes->default_is_yield ? attributes->default_value : nullptr;
  if (value) {
    find_attributes(value);
    if (auto known = fold(value, *this)) {
      to.init = FieldInit::kConstant;
      to.value = *known;
    } else if (avocet::Function* f = plain_function(value)) {
      to.init = FieldInit::kConstant;
      to.value = Value::of(f);
    } else {
      to.init = empty_init(value, type);
      if (to.init == FieldInit::kTable && !to.attributes)
        to.attributes = table_attributes(as<ContainerExpr>(constructor(value)).attributes, type);
      if (to.init == FieldInit::kFunction) {
        to.function = compile_expression(value);
        hurry(field.record);
        late_fields_.push_back({field.record, field.field, program_.initialisers.size()});
      }
    }
  } else if (as_table(type) && !(attributes && attributes->optional)) {
    to.init = FieldInit::kTable;
  }
  finish_shape(shape);
}

void Compiler::refresh_shapes() { program_.refresh_shapes(); }

void Compiler::finish() {
  for (const auto& [name, type] : program_.type_names)
    if (const RecordType* record = as_record(type)) program_.shape(record);
  refresh_shapes();
  // What a record computes depends on the records within: once more, now that all are known.
  for (const auto& [name, type] : program_.type_names)
    if (const RecordType* record = as_record(type)) finish_shape(*record->shape);
}

// ---- What a load does

FunctionId Compiler::add_internal(std::string_view name, const Type* result, Span span, Job job) {
  const FunctionType* type = result->kind == TypeKind::kVoid
                                 ? initialiser_type_
                                 : program_.types.function(Flavor::kFunction, {}, result);
  FunctionId id = add_function(name, type, span);
  jobs_.push_back(job);
  Body body;
  body.source = &jobs_.back();
  body.span = span;
  add_body(id, std::move(body));
  return id;
}

void Compiler::act(const Action& given) {
  program_.refresh_shapes();
  Action action = given;
  if (action.postponed && !may_wait(action)) {
    action.value = action.value_now();
    action.postponed = nullptr;
  }
  if (action.value) find_attributes(action.value);
  find_attributes(action.statement);
  const Type* nothing = program_.types.basic(TypeKind::kVoid);
  bool assigns = action.kind == ActionKind::kInitialise ||
                 (action.kind == ActionKind::kRedefine && action.op == Action::Op::kAssign);
  if (action.global) {
    const Attributes* attributes =
        action.attributes ? action.attributes : action.global->attributes;
    table_attributes(attributes, action.global->type);
    std::optional<Value> known;
    if (assigns && action.value) known = fold(action.value, *this);
    bool fixed = !attributes || !attributes->redefinable;
    if (known && fixed && action.kind == ActionKind::kInitialise &&
        action.global->kind == GlobalKind::kConst)
      constants_[action.global->id] = *known;
    if (known && options_.optimise) {
      program_.initialisers.push_back(
          {.function = kNoFunction, .global = global_id(action.global->id), .value = *known});
      return;
    }
  }
  actions_.push_back(action);
  std::string name =
      action.global ? "<init " + std::string(action.global->name) + ">" : "<top level>";
  FunctionId id = add_internal(name, nothing, action.span, {.action = &actions_.back()});
  bool waits = action.global && may_wait(action);
  if (waits)
    for (const RecordType* record : records_made_)
      waiting_[record].push_back(program_.initialisers.size());
  program_.initialisers.push_back(
      {.function = id,
       .is_statement = action.kind == ActionKind::kStatement,
       .may_wait = waits,
       .global = action.global ? global_id(action.global->id) : GlobalId{0}});
}

FunctionId Compiler::compile_expression(const Expr* expr) {
  find_attributes(expr);
  return add_internal("<expression>", expr->type, expr->span, {.expression = expr});
}

// ---- Bodies

const Code* Compiler::compile_on_demand(void* self, FunctionId id, size_t body) {
  return static_cast<Compiler*>(self)->compile_body(id, body);
}

void Compiler::BodyText::append_bodies(uint32_t id, std::string& out) const {
  if (!compiler) return;
  for (const Body& body : compiler->program_.functions[id].bodies) {
    const Job& job = *static_cast<const Job*>(body.source);
    if (!job.function) continue;
    out += '\n';
    sema::describe_body(*job.function, out);
  }
}

const Code* Compiler::compile_body(FunctionId id, size_t index) {
  const Code* done = program_.functions[id].bodies[index].code;
  if (done) return done;
  const Job& job = *static_cast<const Job*>(program_.functions[id].bodies[index].source);
  BodyCompiler body(*this, id);
  const Code* code = job.function ? body.function(*job.function)
                     : job.action ? body.action(*job.action)
                     : job.attach ? body.attributes_of(*job.attach)
                                  : body.expression(job.expression);
  if (!code) {
    // The limit was reported; whoever runs the body all the same gets an error.
    CodeBuilder failing(program_, id);
    failing.emit<op::LoadManagedConstant>(
        0, failing.text("this body is too large to run: move parts of it into functions"));
    failing.emit<op::Fail>(0);
    code = failing.finish();
  }
  program_.functions[id].bodies[index].code = code;
  return code;
}

void Compiler::compile_all() {
  refresh_shapes();
  for (; compiled_functions_ < program_.functions.size(); ++compiled_functions_)
    for (size_t i = 0; i < program_.functions[compiled_functions_].bodies.size(); ++i)
      compile_body(FunctionId(compiled_functions_), i);
  program_.compile_hook = nullptr;
  program_.compile_context = nullptr;
}

}  // namespace avocet
