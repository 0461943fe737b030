// Calls of functions and hooks; events raised and scheduled.
#include <algorithm>

#include "sema/analysis.h"
#include "sema/as_written.h"
#include "type/kinds.h"

namespace avocet::sema {

namespace {

std::string arguments_text(size_t n) { return n == 0 ? "none" : std::to_string(n); }

// "takes 2 arguments", "takes 1 to 3 arguments".
std::string takes(const FunctionType* type, size_t least) {
  size_t most = type->parameters.size();
  std::string out = "takes ";
  if (least != most)
    return out + std::to_string(least) + " to " + std::to_string(most) + " arguments";
  if (most == 0) return out + "no arguments";
  return out + std::to_string(most) + (most == 1 ? " argument" : " arguments");
}

std::vector<NodeRef> argument_nodes(NodeRef first, NodeRef end) {
  std::vector<NodeRef> out;
  for (NodeRef n = first; n != end; n = n.next_sibling()) out.push_back(n);
  return out;
}

// "its parameters are (a: count, b: string)"
std::string parameters_text(const FunctionType* type) {
  std::string list;
  for (const Parameter& p : type->parameters)
    list += (list.empty() ? "" : ", ") + std::string(p.name) + ": " + type_text(p.type);
  return "its parameters are (" + list + ")";
}

// How many arguments must be given: the last ones may have defaults.
size_t least_arguments(const FunctionType* type, std::span<Expr* const> defaults) {
  size_t least = type->parameters.size();
  while (least > 0 && least <= defaults.size() && defaults[least - 1]) --least;
  return least;
}

}  // namespace

void Analysis::wrong_count(size_t given, tree::Global* global, const FunctionType* type,
                           std::span<Expr* const> defaults, std::string_view name, Span span) {
  size_t least = least_arguments(type, defaults);
  std::string who = name.empty() ? "this function" : quoted(name);
  Message m = report.error(span, "argument-count",
                           who + " " + takes(type, least) + ", but " + arguments_text(given) +
                               (given == 1 ? " is given" : " are given"));
  if (!type->parameters.empty()) m.hint(parameters_text(type));
  if (!global) return;
  m.note(global->span, who + " is declared here");
  // What takes other parameters than its author thinks is called wrongly everywhere.
  m.echo(who + " takes " + std::to_string(given));
  if (std::string place = suspect_place(global->span); !place.empty()) m.echo("prototype " + place);
  if (given > type->parameters.size()) m.echo(parameters_of(global->name));
}

namespace {

// Two of `given` arguments stand in each other's place: `first` is what comes first.
void report_exchanged(Reporter& report, size_t given, const Type* first, const Type* second,
                      std::string_view name, Span span) {
  std::string who = name.empty() ? "this function" : quoted(name);
  report
      .error(span, "argument-order",
             (given == 2 ? "the arguments of " : "two arguments of ") + who +
                 " are the wrong way round")
      .echo("order of " + who)
      .hint("first comes " + a_value(first) + ", then " + a_value(second));
}

}  // namespace

// Several arguments that do not fit are one mistake: of a call that was thought to take others.
// `given` are all of them.
bool Analysis::misfitting_arguments(const std::vector<Expr*>& given, const FunctionType* type,
                                    std::string_view name, Span span) {
  std::vector<size_t> wrong;
  for (size_t i = 0; i < given.size() && i < type->parameters.size(); ++i) {
    if (is_error(given[i])) return false;
    if (!fits(given[i]->type, type->parameters[i].type)) wrong.push_back(i);
  }
  // What takes anything fits in the wrong place, too: Log::write(row, ID).
  bool takes_any = wrong.size() == 1 && given.size() == 2 && type->parameters.size() == 2 &&
                   type->parameters[1 - wrong[0]].type->kind == TypeKind::kAny &&
                   fits(given[1 - wrong[0]]->type, type->parameters[wrong[0]].type) &&
                   !fits(given[0]->type, given[1]->type);
  if (takes_any) wrong = {0, 1};
  if (wrong.size() < 2) return false;
  const Type* first = type->parameters[wrong[0]].type;
  const Type* second = type->parameters[wrong[1]].type;
  bool is_swap = wrong.size() == 2 && fits(given[wrong[0]]->type, second) &&
                 fits(given[wrong[1]]->type, first);
  if (is_swap) {
    report_exchanged(report, given.size(), first, second, name, span);
    return true;
  }
  // What does not fit may be convertible all the same.
  std::erase_if(wrong, [&](size_t i) { return convert(given[i], type->parameters[i].type); });
  if (wrong.size() < 2) return false;
  Message m = report.error(given[wrong[0]]->span, "type-mismatch",
                           "the " + ordinal(wrong[0] + 1) + " and the " + ordinal(wrong[1] + 1) +
                               " argument of " + (name.empty() ? "this function" : quoted(name)) +
                               " do not fit");
  m.hint(parameters_text(type));
  for (size_t i : wrong) m.fold(suspect(given[i]));
  return true;
}

// f(name=value), f($name=value)
bool Analysis::named_argument(NodeRef node, const Type* wanted) {
  const RecordType* record = wanted ? as_record(wanted) : nullptr;
  std::string_view name;
  if (node.is(NodeKind::kFieldInit)) {
    if (!record || record->find(node.text()) < 0) return false;
    Expr* value = infer_value(node.first_child(), wanted);
    if (!is_error(value) && fits(value->type, wanted)) return false;
    name = node.text();
  } else {
    bool assigns = node.is(NodeKind::kAssign) && node.first_child().is(NodeKind::kName);
    if (!assigns || find_local(names.of(node.first_child())) ||
        look_up(names.of(node.first_child())))
      return false;
    name = node.first_child().text();
  }
  report.error(node.full_span(), "bad-argument", "arguments are given by position, not by name")
      .hint(record && record->find(name) >= 0 ? "the fields of a record stand in brackets: `f([$" +
                                                    std::string(name) + "=..., ...])`"
                                              : "write the value alone");
  return true;
}

// f([$b=...], [$a=...]): each record has the fields of the other's type.
bool Analysis::exchanged_records(const std::vector<NodeRef>& nodes, const FunctionType* type,
                                 std::string_view name, Span span) {
  auto gives = [](NodeRef node, const RecordType* record) {
    for (NodeRef field : node.children())
      if (!field.is(NodeKind::kFieldInit) || record->find(field.text()) < 0) return false;
    return true;
  };
  size_t n = std::min(nodes.size(), type->parameters.size());
  for (size_t i = 0; i < n; ++i)
    for (size_t k = i + 1; k < n; ++k) {
      const RecordType* first = as_record(type->parameters[i].type);
      const RecordType* second = as_record(type->parameters[k].type);
      bool are_records = first && second && nodes[i].is(NodeKind::kRecordConstructor) &&
                         nodes[k].is(NodeKind::kRecordConstructor);
      if (!are_records || gives(nodes[i], first) || gives(nodes[k], second)) continue;
      if (!gives(nodes[i], second) || !gives(nodes[k], first)) continue;
      report_exchanged(report, nodes.size(), first, second, name, span);
      return true;
    }
  return false;
}

bool Analysis::arguments(const std::vector<NodeRef>& nodes, tree::Global* global,
                         const FunctionType* type, std::span<Expr* const> defaults,
                         std::string_view name, Span span, std::vector<Expr*>& out) {
  bool native = global && global->kind == tree::GlobalKind::kNative;
  size_t fixed = type->parameters.size();
  bool has_rest = nodes.size() >= least_arguments(type, defaults);
  // With one too few or too many, most would stand in another's place.
  if (!has_rest || (nodes.size() > fixed && !type->variadic)) {
    bool good = true;
    for (NodeRef n : nodes)
      good = !is_error(infer(n.is(NodeKind::kFieldInit) ? n.first_child() : n)) && good;
    if (!good) return false;
    if (has_rest && nodes[0].is(NodeKind::kFieldInit)) {
      report.error(nodes[0].span(), "bad-argument", "arguments are given by position, not by name")
          .hint("the fields of a record stand in brackets: `f([$a=..., $b=...])`");
      return false;
    }
    wrong_count(nodes.size(), global, type, defaults, name, span);
    return false;
  }
  if (exchanged_records(nodes, type, name, span)) return false;
  for (size_t i = 0; i < nodes.size(); ++i) {
    NodeRef value = nodes[i];
    bool is_named = value.is(NodeKind::kFieldInit) || value.is(NodeKind::kAssign);
    if (is_named && named_argument(value, i < fixed ? type->parameters[i].type : nullptr))
      return false;
    if (value.is(NodeKind::kFieldInit)) {
      report.warning(value.span(), "named-argument",
                     "arguments are given by position, whatever name stands before them");
      value = value.first_child();
    }
    const Type* wanted = i < fixed ? type->parameters[i].type : basic(TypeKind::kAny);
    bool as_it_is = native && wanted->kind == TypeKind::kAny;
    out.push_back(infer_value(value, as_it_is ? nullptr : wanted));
  }
  if (misfitting_arguments(out, type, name, span)) return false;
  bool good = true;
  for (size_t i = 0; i < nodes.size(); ++i) {
    const Type* wanted = i < fixed ? type->parameters[i].type : basic(TypeKind::kAny);
    if (!(native && wanted->kind == TypeKind::kAny))
      out[i] = coerce(out[i], {wanted, Role::kArgument, name, global ? global->span : Span{},
                               nullptr, uint32_t(i + 1)});
    good = good && !is_error(out[i]);
  }
  if (!good) return false;
  if (nodes.size() >= fixed) return true;
  std::span<Expr* const> rest = defaults.subspan(nodes.size());
  if (std::any_of(rest.begin(), rest.end(), is_error)) return false;
  out.insert(out.end(), rest.begin(), rest.end());
  return true;
}

Expr* Analysis::call(NodeRef node, tree::Global* global, Expr* callee, const FunctionType* type,
                     std::string_view name) {
  Span span = node.full_span();
  std::vector<Expr*> args;
  std::vector<NodeRef> nodes =
      argument_nodes(node.first_child().next_sibling(), node.next_sibling());
  bool is_variable = !global && callee && callee->kind == ExprKind::kGlobal;
  tree::Global* declared = is_variable ? static_cast<tree::GlobalExpr*>(callee)->global : global;
  if (!arguments(nodes, declared, type, parameter_defaults(global, callee, type), name, span,
                 args)) {
    // What the call would give is known all the same, but using it says nothing new.
    return error_expr(span);
  }
  if (options.lint && global && !looks_right(name, global->name, args, span))
    return error_expr(span);
  const Type* result = type->flavor == Flavor::kHook ? basic(TypeKind::kBool) : type->result;
  if (result->kind == TypeKind::kError || (global && is_judged(global))) return error_expr(span);
  auto* e = make_expr<tree::CallExpr>(ExprKind::kCall, result, span);
  e->global = global;
  e->callee = callee;
  e->arguments = keep(args);
  e->function = type;
  return e;
}

// What only running would show.
bool Analysis::looks_right(std::string_view name, std::string_view function,
                           const std::vector<Expr*>& args, Span span) {
  if (function == "fmt") return format_fits(args, span);
  if (function == "sort" || function == "order") return compares_elements(args);
  if (function == "Option::set_change_handler" || function == "Option::set" ||
      function == "Config::set_value")
    note_option_handler(args);
  if (function == "Log::write" || function == "Log::create_stream") note_log_call(function, args);
  return publishes_rightly(function, args) && can_wait(name, function, span);
}

// Cluster::publish(topic, e, x): what follows the event are its arguments.
bool Analysis::publishes_rightly(std::string_view function, const std::vector<Expr*>& args) {
  bool publishes = function.starts_with("Cluster::publish") ||
                   function.starts_with("Broker::publish") || function == "Broker::make_event" ||
                   function == "Cluster::make_event";
  if (!publishes) return true;
  bool is_named = (function == "Broker::publish" || function == "Cluster::publish") &&
                  args.size() > 1 && as_written(args[1])->type->kind == TypeKind::kString;
  if (is_named) {
    report
        .error(as_written(args[1])->span, "type-mismatch",
               "what is published is an event, but this is a string")
        .hint("write the name of the event without quotes, with its arguments behind it");
    return false;
  }
  for (size_t i = 0; i < args.size(); ++i) {
    const FunctionType* type = as_function(args[i]->type);
    if (!type || type->flavor != Flavor::kEvent) continue;
    size_t given = args.size() - i - 1;
    const Expr* event = as_written(args[i]);
    const tree::Global* global = event->kind == ExprKind::kFunctionValue
                                     ? static_cast<const tree::GlobalExpr*>(event)->global
                                     : nullptr;
    if (given != type->parameters.size()) {
      Message m = report.error(event->span, "argument-count",
                               "this event " + takes(type, type->parameters.size()) + ", but " +
                                   arguments_text(given) + (given == 1 ? " follows" : " follow"));
      m.hint(type->parameters.empty() ? "" : parameters_text(type));
      if (std::string place = global ? suspect_place(global->span) : ""; !place.empty())
        m.echo("prototype " + place);
      return false;
    }
    for (size_t k = 0; k < given; ++k) {
      Expr* value = args[i + 1 + k];
      const Type* wanted = type->parameters[k].type;
      if (fits(as_written(value)->type, wanted)) continue;
      mismatch(as_written(value),
               {wanted, Role::kArgument, global ? std::string_view(global->name) : "event",
                global ? global->span : Span{}, nullptr, uint32_t(k + 1)});
      return false;
    }
    return true;
  }
  return true;
}

// Look-ups wait for their answer, which only the condition of a `when` can, or what it calls. What
// runs as an event handler is neither.
bool Analysis::can_wait(std::string_view name, std::string_view function, Span span) {
  bool handler = frame_->kind == Frame::Kind::kFunction && frame_->flavor == Flavor::kEvent;
  bool body = frame_->kind == Frame::Kind::kWhen && !frame_->when_condition;
  if (!handler && !body && frame_->kind != Frame::Kind::kTopLevel) return true;
  const Symbol* called = symbols.look_up(names.intern(function), names.global_module());
  bool waits = name == "lookup_addr" || name == "lookup_hostname" ||
               name == "lookup_hostname_txt" ||
               (called && static_cast<const Entry*>(called)->waits);
  if (!waits) return true;
  report
      .error(span, "cannot-wait",
             quoted(name) + " waits for its answer, which is possible in the condition of a `when`")
      .hint("write `when ( local x = " + std::string(name) + "(...) ) { ... }`");
  return false;
}

namespace {

// Whether a directive can show values of a type.
bool shows(char directive, TypeKind kind) {
  bool real = kind == TypeKind::kDouble || kind == TypeKind::kTime || kind == TypeKind::kInterval;
  bool whole = kind == TypeKind::kInt || kind == TypeKind::kEnum || kind == TypeKind::kBool ||
               kind == TypeKind::kCount || kind == TypeKind::kPort;
  if (kind == TypeKind::kAny) return true;
  switch (directive) {
  case 'd': return whole;
  case 'x': return whole || kind == TypeKind::kAddr || kind == TypeKind::kString;
  case 'e':
  case 'f':
  case 'g': return real;
  case 'D':
  case 'T': return kind == TypeKind::kTime;
  default: return true;
  }
}

}  // namespace

// Whether a constant format has as many directives as there are values for it, and such as can show
// them.
bool Analysis::format_fits(const std::vector<Expr*>& args, Span span) {
  if (args.empty() || is_error(args[0])) return true;
  TypeKind first = args[0]->type->kind;
  if (first != TypeKind::kString && first != TypeKind::kAny) {
    report
        .error(args[0]->span, "format",
               "the format of fmt() must be a string, but this is " + a_type(args[0]->type))
        .hint("cat() makes a string of values without a format");
    return false;
  }
  if (!is_constant(args[0]) || first != TypeKind::kString) return true;
  std::string_view format = value_of(args[0]).string()->view();
  size_t wanted = 0;
  for (size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    if (i + 1 < format.size() && format[i + 1] == '%') {
      ++i;
      continue;
    }
    ++wanted;
    size_t end = format.find_first_not_of("-.0123456789", i + 1);
    if (end == format.npos) {
      report.error(args[0]->span, "format", "the format ends within a directive")
          .hint("a `%` that stands for itself is written `%%`");
      return false;
    }
    if (std::string_view("DTdxsefg").find(format[end]) == format.npos) {
      report
          .error(args[0]->span, "format",
                 quoted(format.substr(i, end + 1 - i)) + " is none of the directives of fmt()")
          .hint("they are %s, %d, %x, %e, %f, %g, %D and %T");
      return false;
    }
    if (wanted >= args.size() || is_error(args[wanted])) continue;
    if (shows(format[end], args[wanted]->type->kind)) continue;
    // Another kind of number is what may have been meant.
    TypeKind kind = args[wanted]->type->kind;
    bool is_numeric = is_number(args[wanted]->type) || kind == TypeKind::kInterval ||
                      kind == TypeKind::kTime || kind == TypeKind::kBool ||
                      kind == TypeKind::kEnum || kind == TypeKind::kPort;
    std::string text = quoted(format.substr(i, end + 1 - i)) + " cannot show " +
                       a_type(args[wanted]->type) + ": nothing comes in its place";
    Message m = is_numeric ? report.warning(args[wanted]->span, "format", std::move(text))
                           : report.error(args[wanted]->span, "format", std::move(text));
    m.hint("`%s` shows values of every type").fold(suspect(args[wanted]));
    if (!is_numeric) return false;
  }
  size_t given = args.size() - 1;
  if (wanted == given) return true;
  report
      .error(span, "format",
             "the format has " + std::to_string(wanted) +
                 (wanted == 1 ? " directive" : " directives") + ", but " +
                 (given == 0 ? std::string("no") : std::to_string(given)) +
                 (given == 1 ? " value follows" : " values follow"))
      .hint(wanted == 0 ? "`%s` in the format stands for a value" : "");
  return false;
}

Expr* Analysis::infer_call(NodeRef node) {
  NodeRef callee_node = node.first_child();
  Span span = node.full_span();
  auto give_up = [&] {
    for (NodeRef n : argument_nodes(callee_node.next_sibling(), node.next_sibling())) {
      // An assignment may be an element of a table of unknown type.
      NodeRef value = n.is(NodeKind::kFieldInit) ? n.first_child() : n;
      infer(value.is(NodeKind::kAssign) ? value.first_child().next_sibling() : value, type_error());
    }
    return error_expr(span);
  };
  std::string_view name;
  tree::Global* global = nullptr;
  if (callee_node.is(NodeKind::kName)) {
    name = callee_node.text();
    if (!find_local(names.of(callee_node))) {
      Entry* entry = resolve(callee_node, "function");
      if (!entry) return give_up();
      if (entry->kind == SymbolKind::kType)
        return named_constructor(node, {entry->type, entry->type_defaults});
      if (entry->type && entry->type->kind == TypeKind::kError) return give_up();
      if (entry->global && entry->global->callable()) global = entry->global;
    }
  } else if (callee_node.is(NodeKind::kTypeExpr)) {
    return named_constructor(node, read_written_type(callee_node.first_child()));
  }
  Expr* callee = nullptr;
  const FunctionType* type = nullptr;
  if (global) {
    type = as_function(global->type);
  } else if (callee_node.is(NodeKind::kHostname) && !begins_with_variable(callee_node.text())) {
    report
        .error(callee_node.full_span(), "bad-field",
               "unknown function " + quoted(callee_node.text()))
        .hint("`.` reaches nothing in this language: functions of a module are called "
              "`Module::f(x)`");
    return give_up();
  } else {
    callee = infer_value(callee_node);
    if (is_error(callee)) return give_up();
    type = as_function(callee->type);
  }
  if (!type) {
    if (global) return give_up();
    report
        .error(callee->span, "not-callable",
               "this is " + a_type(callee->type) + " and cannot be called")
        .hint(callee->type->kind == TypeKind::kAny
                  ? "say what the value of type any is: `(x as function(...))`"
              : as_table(callee->type) || as_vector(callee->type)
                  ? "elements are reached with brackets: `x[key]`"
              : is_place(callee) ? std::string(kPlaceHint)
                                 : "")
        .fold(suspect(callee));
    return error_expr(span);
  }
  if (type->flavor == Flavor::kEvent) {
    report
        .error(callee_node.full_span(), "event-call",
               (name.empty() ? std::string("this") : quoted(name)) +
                   " is an event and cannot be called like a function")
        .hint("raise it with `event " + std::string(name) + "(...)`");
    return error_expr(span);
  }
  if (type->flavor == Flavor::kHook) {
    report
        .error(callee_node.full_span(), "hook-call",
               (name.empty() ? std::string("this") : quoted(name)) +
                   " is a hook and cannot be called directly")
        .hint("call it with `hook " + std::string(name) + "(...)`");
    return error_expr(span);
  }
  return call(node, global, callee, type, name);
}

Expr* Analysis::infer_hook_call(NodeRef node) {
  NodeRef callee_node = node.first_child();
  Span span = node.full_span();
  std::string_view name = callee_node.is(NodeKind::kName) ? callee_node.text() : std::string_view{};
  Expr* callee = infer_value(callee_node);
  if (is_error(callee)) return callee;
  if (node.sub() != 0) {
    report.error(node.span(), "hook-call", "`hook` must be followed by a call")
        .hint("write `hook name(arguments)`");
    return error_expr(span);
  }
  const FunctionType* type = as_function(callee->type);
  if (!type || type->flavor != Flavor::kHook) {
    report
        .error(callee->span, "hook-call",
               "`hook` calls hooks only, but this is " + a_type(callee->type))
        .hint(type && type->flavor == Flavor::kEvent ? "events are raised with `event x(...);`"
              : type ? "leave the word `hook` out to call a function"
                     : "")
        .fold(callee->kind == ExprKind::kFunctionValue
                  ? suspect_flavor(static_cast<tree::GlobalExpr*>(callee)->global->name)
                  : std::string());
    return error_expr(span);
  }
  tree::Global* global = callee->kind == ExprKind::kFunctionValue
                             ? static_cast<tree::GlobalExpr*>(callee)->global
                             : nullptr;
  return call(node, global, global ? nullptr : callee, type, name);
}

// ---- Events -----------------------------------------------------------------------------------

namespace {

// Where the event's name stands: the significant token of a `schedule` is that word.
Span name_span(NodeRef node) {
  if (!node.is(NodeKind::kSchedule)) return node.span();
  Span delay = node.first_child().full_span();
  std::string_view text = node.source_text();
  size_t at = text.find(node.text(), delay.end() - node.full_span().begin);
  if (at == std::string_view::npos) return node.span();
  return {node.full_span().begin + uint32_t(at), uint32_t(node.text().size())};
}

}  // namespace

EventName Analysis::event_of(NodeRef node) {
  Span span = name_span(node);
  if (Binding* b = find_local(names.of(node))) {
    const FunctionType* type = as_function(b->local->type);
    bool is_event = type && type->flavor == Flavor::kEvent;
    b->is_used = true;
    if (b->local->type->kind != TypeKind::kError)
      report
          .error(span, "bad-event",
                 "the local " + quoted(node.text()) +
                     (is_event ? " cannot be raised by its name" : " is not an event"))
          .note(b->local->span, "it is declared here")
          .hint(is_event ? "events are raised by the names of globals" : "");
    return {};
  }
  Entry* entry = resolve(node, "event", span);
  if (!entry) return {};
  const FunctionType* type =
      entry->type && entry->kind == SymbolKind::kGlobal ? as_function(entry->type) : nullptr;
  if (entry->type && entry->type->kind == TypeKind::kError) return {};
  if (!type || type->flavor != Flavor::kEvent) {
    report.error(span, "bad-event", quoted(entry->name) + " is not an event")
        .hint(type && type->flavor == Flavor::kHook ? "hooks are called with `hook x(...)`"
              : type ? "functions are called without the word `event`"
                     : "")
        .fold(suspect_flavor(entry->name))
        .note(entry->span, quoted(entry->name) + " is declared here");
    return {};
  }
  entry->raised = true;
  if (entry->global->callable()) return {type, entry->global, nullptr};
  return {type, nullptr, global_expr(entry, span)};
}

Stmt* Analysis::event_statement(NodeRef node) {
  std::vector<NodeRef> nodes;
  for (NodeRef child : node.children()) nodes.push_back(child);
  EventName event = event_of(node);
  if (!event.type) {
    for (NodeRef n : nodes) infer(n.is(NodeKind::kFieldInit) ? n.first_child() : n);
    return nullptr;
  }
  std::vector<Expr*> args;
  if (!arguments(nodes, event.global, event.type,
                 parameter_defaults(event.global, event.callee, event.type), node.text(),
                 node.full_span(), args))
    return nullptr;
  auto* s = make_stmt<tree::EventStmt>(StmtKind::kEvent, node.full_span());
  s->event = event.global;
  s->callee = event.callee;
  s->arguments = keep(args);
  return s;
}

Expr* Analysis::infer_schedule(NodeRef node) {
  Span span = node.full_span();
  Expr* delay = check(node.first_child(),
                      {basic(TypeKind::kInterval), Role::kCondition, "the delay of `schedule`"});
  std::vector<NodeRef> nodes =
      argument_nodes(node.first_child().next_sibling(), node.next_sibling());
  EventName event = event_of(node);
  if (!event.type) {
    for (NodeRef n : nodes) infer(n.is(NodeKind::kFieldInit) ? n.first_child() : n);
    return error_expr(span);
  }
  std::vector<Expr*> args;
  bool good = arguments(nodes, event.global, event.type,
                        parameter_defaults(event.global, event.callee, event.type), node.text(),
                        span, args);
  if (!good || is_error(delay)) return error_expr(span);
  auto* e = make_expr<tree::ScheduleExpr>(ExprKind::kSchedule, basic(TypeKind::kVoid), span);
  e->delay = delay;
  e->event = event.global;
  e->callee = event.callee;
  e->arguments = keep(args);
  return e;
}

}  // namespace avocet::sema
