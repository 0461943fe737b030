// Functions, events and hooks: prototypes, alternates and bodies.
#include "sema/analysis.h"

namespace avocet::sema {

namespace {

std::string_view flavor_word(Flavor f) {
  switch (f) {
  case Flavor::kFunction: return "function";
  case Flavor::kEvent: return "event";
  case Flavor::kHook: return "hook";
  }
  UNREACHABLE();
}

tree::GlobalKind kind_of(Flavor f) {
  switch (f) {
  case Flavor::kFunction: return tree::GlobalKind::kFunction;
  case Flavor::kEvent: return tree::GlobalKind::kEvent;
  case Flavor::kHook: return tree::GlobalKind::kHook;
  }
  UNREACHABLE();
}

std::string prototype_text(const FunctionType* type) {
  std::string out(flavor_word(type->flavor));
  out += '(';
  bool first = true;
  for (const Parameter& p : type->parameters) {
    if (!first) out += ", ";
    first = false;
    out += p.name;
    out += ": ";
    out += type_text(p.type);
  }
  out += ')';
  if (type->flavor == Flavor::kFunction && type->result->kind != TypeKind::kVoid)
    out += ": " + type_text(type->result);
  return out;
}

bool same_parameter(const Type* a, const Type* b) {
  return a == b || a->kind == TypeKind::kError || b->kind == TypeKind::kError || same_type(a, b) ||
         (a->kind == TypeKind::kEnum && b->kind == TypeKind::kEnum);
}

// `any` stands for every type: a body may say what it expects.
bool fitting_parameter(const Type* a, const Type* b) {
  return same_parameter(a, b) || a->kind == TypeKind::kAny || b->kind == TypeKind::kAny;
}

bool fitting_parameters(const FunctionType* a, const FunctionType* b) {
  if (a->parameters.size() != b->parameters.size()) return false;
  for (size_t i = 0; i < a->parameters.size(); ++i)
    if (!fitting_parameter(a->parameters[i].type, b->parameters[i].type)) return false;
  return true;
}

bool same_parameters(const FunctionType* a, const FunctionType* b, bool with_names) {
  if (a->parameters.size() != b->parameters.size()) return false;
  for (size_t i = 0; i < a->parameters.size(); ++i) {
    if (!same_parameter(a->parameters[i].type, b->parameters[i].type)) return false;
    if (with_names && a->parameters[i].name != b->parameters[i].name) return false;
  }
  return true;
}

}  // namespace

// ---- Prototypes -------------------------------------------------------------------------------

void Analysis::declare_prototype(NodeRef item, const WrittenType& written,
                                 NodeRef attributes_node) {
  const FunctionType* type = as_function(written.type);
  Attributes* attributes = read_attributes(attributes_node, Place::kGlobal, type, item.text());
  if (!is_valid_name(item)) return;
  NameId name = names.of(item);
  Entry* entry = symbols.look_up_for_declaration(name, module_);
  if (!entry) {
    entry = symbols.add(SymbolKind::kGlobal, name, module_, item.span());
    // What is declared for another module is meant for others.
    entry->exported = item.is_exported() || entry->module_id != module_;
    entry->prototyped = true;
    bool native = type->flavor == Flavor::kFunction && host.is_native(entry->name);
    tree::Global* global =
        make_global(entry, type, native ? tree::GlobalKind::kNative : kind_of(type->flavor));
    global->attributes = attributes;
    global->defaults = written.defaults;
    entry->defined = native;
    callables_.push_back(entry);
    if (attributes) {
      entry->deprecated = attributes->deprecated;
      entry->deprecation = attributes->deprecation;
      entry->is_used = attributes->is_used;
      entry->redefinable = attributes->redefinable;
    }
    consumer.declare(*global);
    return;
  }
  if (entry->type && entry->type->kind == TypeKind::kError) return;
  if (entry->kind != SymbolKind::kGlobal || !entry->global || !entry->global->callable()) {
    const FunctionType* known = entry->type ? as_function(entry->type) : nullptr;
    if (!known || known->flavor == type->flavor)
      return already_declared(item.span(), *entry, Lost::kCallable);
  }
  const auto* known = as_function(entry->type);
  if (known->flavor != type->flavor) {
    report
        .error(item.span(), "redeclared",
               quoted(entry->name) + " is declared as " + a_type_of_flavor(known->flavor) +
                   ", not as " + a_type_of_flavor(type->flavor))
        .fold(suspect_flavor(entry->name))
        .note(entry->span, "it is declared here");
    return;
  }
  if (type->flavor == Flavor::kFunction)
    return already_declared(item.span(), *entry, Lost::kCallable);
  entry->exported = entry->exported || item.is_exported();
  entry->global->exported = entry->exported;
  if (!entry->prototyped && same_parameters(type, known, true)) {
    entry->prototyped = true;
    if (written.defaults) entry->global->defaults = written.defaults;
    consumer.update(*entry->global);
    return;
  }
  std::span<Expr* const> defaults;
  if (written.defaults) defaults = written.defaults->parameters;
  add_alternate(item, entry, type, defaults, attributes);
}

void Analysis::add_alternate(NodeRef item, Entry* entry, const FunctionType* type,
                             std::span<Expr* const> defaults, const Attributes* attributes) {
  const auto* canonical = as_function(entry->type);
  for (size_t i = 0; i < defaults.size(); ++i)
    if (defaults[i]) {
      report
          .error(item.span(), "bad-alternate",
                 "an alternate prototype cannot have defaults: see parameter " +
                     quoted(type->parameters[i].name))
          .note(entry->span, "the first prototype, which gives the defaults, is here");
      return;
    }
  auto exists = [&](const FunctionType* t) { return same_parameters(t, type, true); };
  bool again = exists(canonical);
  for (const tree::Function* f : entry->global->alternates) again = again || exists(f->type);
  if (again) {
    report.error(item.span(), "redeclared", quoted(entry->name) + " has this prototype already")
        .note(entry->span, "it is declared here");
    return;
  }
  std::vector<uint32_t> map;
  for (const Parameter& p : type->parameters) {
    size_t at = 0;
    while (at < canonical->parameters.size() && canonical->parameters[at].name != p.name) ++at;
    if (at == canonical->parameters.size()) {
      Nearest nearest(p.name);
      for (const Parameter& c : canonical->parameters) nearest.offer(c.name);
      report
          .error(item.span(), "bad-alternate",
                 "parameter " + quoted(p.name) + " is none of the first prototype of " +
                     quoted(entry->name) + ": " + prototype_text(canonical))
          .note(entry->span, "the first prototype is here")
          .hint(nearest.hint());
      return;
    }
    if (!same_parameter(canonical->parameters[at].type, p.type)) {
      report
          .error(item.span(), "bad-alternate",
                 "parameter " + quoted(p.name) + " is " + a_type(p.type) + " here and " +
                     a_type(canonical->parameters[at].type) + " in the first prototype of " +
                     quoted(entry->name))
          .note(entry->span, "the first prototype is here");
      return;
    }
    map.push_back(uint32_t(at));
  }
  auto* alternate = arena.make<tree::Function>();
  alternate->name = entry->name;
  alternate->type = type;
  alternate->global = entry->global;
  alternate->id = entry->global->id;
  alternate->span = item.span();
  alternate->argument_map = keep(map);
  if (attributes && attributes->deprecated)
    deprecated_alternates_[alternate] = attributes->deprecation;
  std::vector<tree::Function*> all(entry->global->alternates.begin(),
                                   entry->global->alternates.end());
  all.push_back(alternate);
  entry->global->alternates = keep(all);
  consumer.update(*entry->global);
}

// ---- Bodies -----------------------------------------------------------------------------------

bool Analysis::match_function(NodeRef item, Entry* entry, const Signature& signature) {
  const auto* known = as_function(entry->type);
  const FunctionType* type = signature.type;
  if (fitting_parameters(known, type) && same_parameter(known->result, type->result)) return true;
  std::string wanted = prototype_text(known);
  Message m = report.error(item.span(), "prototype-mismatch",
                           quoted(entry->name) + " is declared as " + wanted + ", but defined as " +
                               prototype_text(type));
  m.note(entry->span, "it is declared here");
  m.fold(suspect_place(entry->span));
  return false;
}

// Parameters that a handler names in another order than the declaration: what counts is the place.
void Analysis::exchanged_parameters(const Entry& entry, const Signature& signature) {
  auto declared = as_function(entry.type)->parameters;
  auto given = signature.type->parameters;
  for (size_t i = 0; i < given.size(); ++i)
    for (size_t k = 0; k < declared.size(); ++k) {
      if (i == k || given[i].name != declared[k].name) continue;
      report
          .warning(signature.spans[i], "parameter-order",
                   quoted(given[i].name) + " stands in the place of " + quoted(declared[i].name) +
                       ", whose value it gets")
          .hint("the declaration is " + prototype_text(as_function(entry.type)))
          .note(entry.span, quoted(entry.name) + " is declared here");
      return;
    }
}

bool Analysis::match_handler(NodeRef item, Entry* entry, const Signature& signature,
                             std::span<const uint32_t>& map) {
  const auto* canonical = as_function(entry->type);
  const FunctionType* type = signature.type;
  auto take = [&](const tree::Function* alternate) {
    map = alternate->argument_map;
    auto it = deprecated_alternates_.find(alternate);
    if (it != deprecated_alternates_.end())
      warn_deprecated("this prototype of " + quoted(entry->name), it->second, item.span());
    return true;
  };
  if (same_parameters(canonical, type, true)) return true;
  for (const tree::Function* f : entry->global->alternates)
    if (same_parameters(f->type, type, true)) return take(f);
  if (same_parameters(canonical, type, false)) {
    if (options.lint) exchanged_parameters(*entry, signature);
    return true;
  }
  for (const tree::Function* f : entry->global->alternates)
    if (same_parameters(f->type, type, false)) return take(f);
  if (fitting_parameters(canonical, type)) return true;
  // The branch may be that for older versions.
  if (undecided_) {
    report.count_silently();
    return false;
  }
  Message m = report.error(item.span(), "prototype-mismatch",
                           quoted(entry->name) + " is declared as " + prototype_text(canonical) +
                               ", but this is " + prototype_text(type));
  m.note(entry->span, "it is declared here")
      .hint(entry->global->alternates.empty() ? "" : "no alternate prototype fits either");
  // The prototype may be what is wrong, and all that raises or calls it right.
  if (std::string place = suspect_place(entry->span); !place.empty()) m.echo("prototype " + place);
  for (size_t i = 0; i < canonical->parameters.size() && i < type->parameters.size(); ++i)
    if (!same_type(canonical->parameters[i].type, type->parameters[i].type))
      m.echo(suspect_argument(entry->span, uint32_t(i + 1)));
  return false;
}

void Analysis::check_function(NodeRef item) {
  NodeRef type_node = item.first_child();
  NodeRef attributes_node = type_node.next_sibling();
  Flavor flavor = item.flavor();
  size_t before = report.errors();
  Signature signature = read_signature(type_node, flavor);
  BodyAttributes attributes = read_body_attributes(attributes_node, flavor);
  NameId name = names.of(item);
  // A handler in a module may be of a global event; functions and hooks are the module's own.
  Entry* entry =
      flavor == Flavor::kEvent ? look_up(name) : symbols.look_up_for_declaration(name, module_);
  bool fresh = !entry;
  tree::Global* implementation = nullptr;
  bool names_type = entry && entry->kind == SymbolKind::kType && entry->type &&
                    as_function(entry->type) && as_function(entry->type)->flavor == flavor;
  if (names_type) {
    // `type T: hook(...)` may be a hook of that name, too.
    entry->kind = SymbolKind::kGlobal;
    entry->also_type = true;
    entry->prototyped = true;
    tree::Global* global = make_global(entry, entry->type, kind_of(flavor));
    global->defaults = entry->type_defaults;
    consumer.declare(*global);
    callables_.push_back(entry);
  }
  if (fresh) {
    if (!is_valid_name(item)) return;
    entry = symbols.add(SymbolKind::kGlobal, name, module_, item.span());
    entry->exported = item.is_exported();
    entry->is_guest = entry->module_id != module_;
    entry->type = type_error();
    if (!signature.broken) {
      tree::Global* global = make_global(entry, signature.type, kind_of(flavor));
      global->defaults = defaults_of(signature);
      callables_.push_back(entry);
      consumer.declare(*global);
    }
    entry->deprecated = attributes.deprecated;
    entry->deprecation = attributes.deprecation;
  } else if (entry->type && entry->type->kind == TypeKind::kError) {
    // What it was declared as was reported; its body is checked all the same.
  } else if (entry->kind != SymbolKind::kGlobal || !entry->global || !entry->global->callable()) {
    const auto* f =
        entry->type && entry->kind == SymbolKind::kGlobal ? as_function(entry->type) : nullptr;
    if (f && f->flavor == flavor && flavor == Flavor::kFunction && entry->global &&
        !entry->defined) {
      implementation = function_for_variable(entry);
    } else if (f && f->flavor != flavor) {
      report
          .error(item.span(), "redeclared",
                 quoted(entry->name) + " is declared as " + a_type_of_flavor(f->flavor) +
                     ", not as " + a_type_of_flavor(flavor))
          .fold(suspect_flavor(entry->name))
          .note(entry->span, "it is declared here");
    } else {
      already_declared(item.span(), *entry, Lost::kCallable);
    }
  } else if (as_function(entry->type)->flavor != flavor) {
    report
        .error(item.span(), "redeclared",
               quoted(entry->name) + " is declared as " +
                   a_type_of_flavor(as_function(entry->type)->flavor) + ", not as " +
                   a_type_of_flavor(flavor))
        .fold(suspect_flavor(entry->name))
        .note(entry->span, "it is declared here");
  } else if (flavor == Flavor::kFunction && entry->global->kind == tree::GlobalKind::kNative) {
    report.error(item.span(), "redefined", quoted(entry->name) + " is a built-in function")
        .note(entry->span, "it is declared here");
  } else if (flavor == Flavor::kFunction && entry->defined) {
    report
        .error(item.span(), "redefined",
               "the function " + quoted(entry->name) + " is already defined")
        .echo(suspect_copy(item.span(), entry->definition))
        .note(entry->definition, "it is defined here");
    lose_name(Lost::kCallable);
    if (!signature.broken && !same_type(entry->type, signature.type)) entry->type = type_error();
  } else if (!fresh && entry->deprecated && flavor != Flavor::kFunction) {
    warn_deprecated(quoted(entry->name), entry->deprecation, item.span());
  }
  bool is_first = !entry->definition.known();
  if (is_first) entry->definition = item.span();
  if (attributes.is_used) entry->is_used = true;
  if (report.errors() != before) signature.broken = true;
  define_body(item, entry, implementation ? implementation : entry->global, signature, attributes);
  if (is_first) entry->sound = report.errors() == 0;
}

tree::Global* Analysis::function_for_variable(Entry* entry) {
  auto* f = arena.make<tree::Global>();
  f->name = entry->name;
  f->type = entry->type;
  f->kind = tree::GlobalKind::kFunction;
  f->span = entry->span;
  f->id = function_count_++;
  f->exported = entry->exported;
  consumer.declare(*f);
  auto* value = make_expr<tree::GlobalExpr>(ExprKind::kFunctionValue, f->type, f->span);
  value->global = f;
  consumer.act(*make_action(tree::ActionKind::kInitialise, entry->global, value, entry->span));
  return f;
}

void Analysis::define_body(NodeRef item, Entry* entry, tree::Global* global,
                           const Signature& signature, const BodyAttributes& attributes) {
  Flavor flavor = item.flavor();
  size_t before = report.errors();
  auto* function = arena.make<tree::Function>();
  function->name = entry->name;
  function->type = signature.type;
  function->global = global;
  function->span = item.full_span();
  function->priority = attributes.priority;
  function->groups = attributes.groups;
  const Type* as_declared =
      entry->definition == item.span() && !entry->prototyped ? nullptr : entry->type;
  bool known = !signature.broken && global && entry->type->kind != TypeKind::kError;
  if (known && flavor == Flavor::kFunction) {
    known = match_function(item, entry, signature);
    // Which of the two is wrong nobody knows: calls are not judged by either.
    if (!known && !same_type(entry->type, signature.type)) entry->type = basic(TypeKind::kError);
    if (known && signature.any_default) {
      global->defaults = defaults_of(signature);
      consumer.update(*global);
    }
  } else if (known) {
    known = match_handler(item, entry, signature, function->argument_map);
    for (size_t i = 0; known && i < signature.defaults.size(); ++i)
      if (signature.defaults[i] && entry->prototyped)
        report.warning(item.span(), "useless-default",
                       "the &default of " + quoted(signature.type->parameters[i].name) +
                           " has no effect: only the declaration of " + a_type_of_flavor(flavor) +
                           " can give one");
  }
  bool first = !std::exchange(entry->defined, true);
  if (known) function->id = global->id;
  Frame frame;
  frame.kind = Frame::Kind::kFunction;
  frame.flavor = flavor;
  frame.owner = entry;
  frame.in_hook = flavor == Flavor::kHook;
  frame.errors_before = before;
  const Type* result = signature.type->result;
  bool returns = flavor == Flavor::kFunction ? result->kind != TypeKind::kVoid
                                             : result->kind == TypeKind::kError;
  frame.result = returns ? result : nullptr;
  std::vector<tree::LocalStmt*> entry_conversions;
  if (known) {
    adapt_parameters(frame, *function, signature, as_function(entry->type), entry_conversions);
  } else {
    open_doubtful_frame(frame, signature, as_declared);
  }
  check_body(frame, *function, item.last_child());
  close_frame(frame);
  if (function->body && !entry_conversions.empty()) {
    std::vector<Stmt*> statements(entry_conversions.begin(), entry_conversions.end());
    statements.push_back(function->body);
    function->body = make_block(statements, function->body->span);
  }
  if (!known || !function->body || report.errors() != before) return;
  consumer.define(*function, item.is_redef());
  if (first && flavor == Flavor::kFunction && global->variable) initialise_variable(global);
}

// A body that says `rec: Info` where the prototype says `rec: any` takes the value as it comes and
// converts it first of all.
void Analysis::adapt_parameters(Frame& frame, tree::Function& function, const Signature& signature,
                                const FunctionType* canonical,
                                std::vector<tree::LocalStmt*>& conversions) {
  size_t n = signature.type->parameters.size();
  std::vector<Parameter> parameters(signature.type->parameters.begin(),
                                    signature.type->parameters.end());
  bool same = true;
  for (size_t i = 0; i < n; ++i) {
    size_t at = function.argument_map.empty() ? i : function.argument_map[i];
    const Type* comes = canonical->parameters[at].type;
    if (same_parameter(comes, parameters[i].type)) continue;
    parameters[i].type = comes;
    same = false;
  }
  if (same) return open_frame(frame, signature);
  function.type = types.function(signature.type->flavor, parameters, signature.type->result,
                                 signature.type->variadic);
  std::vector<Local*> taken;
  for (size_t i = 0; i < n; ++i) {
    bool as_written = parameters[i].type == signature.type->parameters[i].type;
    taken.push_back(add_local(frame, signature.names[i], parameters[i].type, signature.spans[i],
                              as_written && signature.names[i] != names.blank()));
    taken.back()->parameter = true;
    taken.back()->defaults = signature.parameter_defaults[i];
  }
  for (size_t i = 0; i < n; ++i) {
    if (parameters[i].type == signature.type->parameters[i].type ||
        signature.names[i] == names.blank())
      continue;
    const Type* type = signature.type->parameters[i].type;
    auto* source =
        make_expr<tree::LocalExpr>(ExprKind::kLocal, parameters[i].type, signature.spans[i]);
    source->local = taken[i];
    auto* s = make_stmt<tree::LocalStmt>(StmtKind::kLocal, signature.spans[i]);
    s->local = add_local(frame, signature.names[i], type, signature.spans[i], true);
    s->local->defaults = signature.parameter_defaults[i];
    frame.bindings.back()->is_used = true;
    s->value = convert(source, type);
    s->attributes = nullptr;
    conversions.push_back(s);
  }
}

void Analysis::open_frame(Frame& frame, const Signature& signature) {
  if (signature.doubled >= 0) ++frame.lost_parameters;
  for (size_t i = 0; i < signature.names.size(); ++i) {
    // Variadic functions have one parameter in writing and none in their type.
    const Type* type = i < signature.type->parameters.size() ? signature.type->parameters[i].type
                                                             : basic(TypeKind::kAny);
    bool blank = signature.names[i] == names.blank();
    Local* local = add_local(frame, signature.names[i], type, signature.spans[i], !blank);
    local->parameter = true;
    local->defaults = signature.parameter_defaults[i];
  }
}

void Analysis::check_body(Frame& frame, tree::Function& function, NodeRef block_node) {
  Frame* outer = std::exchange(frame_, &frame);
  if (frame.kind == Frame::Kind::kLambda) {
    const Type* result = function.type->result;
    frame.result = result->kind != TypeKind::kVoid ? result : nullptr;
  }
  uint32_t depth = depth_;
  size_t before = report.errors();
  Stmt* body = block(block_node);
  depth_ = depth;
  frame_ = outer;
  if (report.errors() != before) body = nullptr;
  finish_body(frame, function, body);
}

void Analysis::close_frame(Frame& frame) {
  Frame* outer = std::exchange(frame_, &frame);
  leave_body();
  frame_ = outer;
}

// ---- Functions that are assigned to -----------------------------------------------------------

void Analysis::make_variable_of(tree::Global* function) {
  if (function->variable) return;
  auto* v = arena.make<tree::Global>(*function);
  v->kind = tree::GlobalKind::kVariable;
  v->id = global_count_++;
  v->defaults = nullptr;
  v->alternates = {};
  function->variable = v;
  consumer.declare(*v);
  Entry* entry = entry_of_[function];
  if (entry && entry->defined) {
    initialise_variable(function);
  } else {
    consumer.act(*make_action(tree::ActionKind::kInitialise, v, nullptr, function->span));
  }
  consumer.update(*function);
}

// The variable of a function begins with the function itself.
void Analysis::initialise_variable(tree::Global* function) {
  auto* code = arena.make<tree::Global>(*function);
  code->variable = nullptr;  // it means the code, not what the variable holds
  auto* value =
      make_expr<tree::GlobalExpr>(ExprKind::kFunctionValue, function->type, function->span);
  value->global = code;
  consumer.act(
      *make_action(tree::ActionKind::kInitialise, function->variable, value, function->span));
}

}  // namespace avocet::sema
