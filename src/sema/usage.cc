// Looking names up, saying what is unknown, and what nobody uses.
#include "sema/analysis.h"

namespace avocet::sema {

void Analysis::warn_deprecated(std::string_view what, std::string_view why, Span span) {
  if (tree_ && span.begin >= tree_->source().base &&
      tree_->ignores_deprecations(span.begin - tree_->source().base))
    return;
  std::string text(what);
  text += " is deprecated";
  if (!why.empty()) {
    text += ": ";
    text += why;
  }
  report.warning(span, "deprecated", std::move(text));
}

void Analysis::mention(Entry* entry) {
  if (!entry->global || !entry->global->callable()) return;
  Entry* by = frame_ ? frame_->owner : nullptr;
  if (by == entry) return;
  if (!by) {
    // What stands at top level runs once and raises nothing later: an event that is but a value
    // there still has nobody who raises it.
    entry->live |= entry->global->kind != tree::GlobalKind::kEvent;
    return;
  }
  if (entry->number == 0) {
    callable_numbers_.push_back(entry);
    entry->number = uint32_t(callable_numbers_.size());
  }
  by->calls.push_back(entry->number);
}

void Analysis::use(Entry* entry, Span span) {
  mention(entry);
  if (entry->deprecated) warn_deprecated(quoted(entry->name), entry->deprecation, span);
}

Entry* Analysis::resolve(NodeRef node, std::string_view what, Span span) {
  NameId name = names.of(node);
  Entry* entry = look_up(name);
  if (!entry) {
    unknown_name(node, what, span);
    return nullptr;
  }
  if (!entry->exported && entry->module_id != module_ &&
      entry->module_id != names.global_module()) {
    if (entry->type && entry->type->kind == TypeKind::kError) return entry;
    if (is_broken()) {
      report.count_silently();  // it may be a `module` that could not be read
      return entry;
    }
    report.error(span, "not-exported", quoted(entry->name) + " is not exported by its module")
        .fold("not-exported\n" + std::string(entry->module))
        .note(entry->span, "it is declared here")
        .hint("declare it within `export { }` to use it elsewhere");
    return nullptr;
  }
  use(entry, span);
  return entry;
}

namespace {

// What people write who come from other languages.
std::string_view familiar_name(std::string_view name) {
  if (name == "yes" || name == "on" || name == "enabled") return "T";
  if (name == "no" || name == "off" || name == "disabled") return "F";
  if (name == "now" || name == "time_now" || name == "gettime") return "network_time()";
  if (name == "TCP") return "tcp";
  if (name == "UDP") return "udp";
  if (name == "defined") return "@ifdef ( name )";
  if (name == "true" || name == "True" || name == "TRUE") return "T";
  if (name == "false" || name == "False" || name == "FALSE") return "F";
  if (name == "printf" || name == "println" || name == "echo") return "print";
  if (name == "len" || name == "length" || name == "strlen" || name == "size") return "|x|";
  if (name == "sprintf" || name == "format") return "fmt";
  if (name == "str" || name == "tostring" || name == "to_string") return "cat";
  if (name == "sizeof" || name == "count_of") return "|x|";
  if (name == "append" || name == "push") return "v += x";
  if (name == "remove" || name == "erase") return "delete t[x]";
  if (name == "range") return "while";
  if (name == "isinstance") return "x is string";
  if (name == "parseInt" || name == "atoi") return "to_int";
  if (name == "contains" || name == "is_string_in") return "x in y";
  if (name == "include" || name == "require") return "@load";
  // Those that were called otherwise once.
  if (name == "split" || name == "split_all" || name == "split1" || name == "split_n")
    return "split_string";
  if (name == "subst") return "gsub";
  if (name == "join_string_array") return "join_string_vec";
  if (name == "strcat") return "cat";
  if (name == "continue") return "next";
  if (name == "not") return "!";
  if (name == "elif" || name == "elseif" || name == "elsif") return "else if";
  return {};
}

}  // namespace

namespace {

// `x &rotate_interval=1hr`: a mark that touches the name behind it alone is meant as an attribute.
std::string_view what_is_unknown(NodeRef node, std::string_view otherwise) {
  const Source& source = node.ast().source();
  size_t at = node.span().begin - source.base;
  bool is_attribute = at >= 2 && source.text[at - 1] == '&' &&
                      (source.text[at - 2] == ' ' || source.text[at - 2] == '\t');
  return is_attribute ? "attribute" : otherwise;
}

}  // namespace

bool Analysis::is_missing(NameId name) const {
  return std::find(missing_names_.begin(), missing_names_.end(), name) != missing_names_.end();
}

namespace {

std::string load_hint(const std::string& script) {
  return script.empty() ? std::string() : "`@load " + script + "` declares it";
}

}  // namespace

std::string Analysis::script_of(const Name& name) {
  std::string_view base = names.text(name.base);
  if (name.module == names.global_module()) return host.script_of(base);
  if (name.module != kNoModule) return host.script_of(name.text);
  if (module_ != names.global_module()) {
    std::string here = std::string(names.text(module_)) + "::" + std::string(base);
    if (std::string script = host.script_of(here); !script.empty()) return script;
  }
  return host.script_of(base);
}

bool Analysis::is_missing_script(const std::string& script) {
  auto& all = missing_scripts_;
  bool is_missing = std::find(all.begin(), all.end(), script) != all.end();
  if (!is_missing) all.push_back(script);
  return is_missing;
}

// Whether it could not be read, and was meant to be that name perhaps.
bool Analysis::stands_for(const Entry& entry, std::string_view name) const {
  constexpr size_t kShortest = 4;
  if (!entry.type || entry.type->kind != TypeKind::kError || entry.global) return false;
  std::string_view base = names.text(entry.base);
  return name.size() >= kShortest && base.starts_with(name);
}

// Where `module` is missing, or names another than was meant, no name is found.
void Analysis::hint_at_module(Message& message, NameId name, std::string_view elsewhere) {
  if (frame_ == &top_level_ && symbols.is_module(name)) {
    message.hint("write `module " + std::string(names.text(name)) + ";`");
    broken_ = true;
    return;
  }
  Nearest meant(names.text(module_));
  if (!elsewhere.empty() && elsewhere != names.text(module_)) meant.offer(elsewhere);
  if (meant.found().empty() || module_ == names.global_module()) return;
  message.hint("this is module " + quoted(names.text(module_)) + ": is " +
               quoted("module " + std::string(elsewhere) + ";") + " meant?");
  broken_ = true;
}

void Analysis::unknown_name(NodeRef node, std::string_view what, Span span) {
  NameId id = names.of(node);
  const Name name = names[id];
  if (is_broken() || for_unknown_type_ || is_missing(id) || unread_.mentions(names.text(name.base)))
    return report.count_silently();
  std::string script = script_of(name);
  if (!script.empty() && is_missing_script(script)) return report.count_silently();
  std::string_view base = names.text(name.base);
  Nearest nearest(name.module == kNoModule ? name.text : base);
  std::string_view elsewhere_module;
  std::string_view elsewhere;  // the same name, exported by another module
  bool module_known = name.module == kNoModule || name.module == names.global_module();
  for (Entry* e : symbols.entries()) {
    module_known = module_known || e->module_id == name.module;
    bool here = e->module_id == module_ || e->module_id == names.global_module();
    if (name.module == kNoModule ? here : e->module_id == name.module)
      nearest.offer(names.text(e->base));
    if (e->base == name.base && e->exported) {  // the nearest is the last
      elsewhere = e->name;
      elsewhere_module = e->module;
    }
    if (stands_for(*e, base)) return report.count_silently();
  }
  if (name.module == kNoModule)
    for (const Frame* f = frame_; f; f = f->outer)
      for (const Binding* b : f->bindings) nearest.offer(b->local->name);
  if (!module_known && is_missing(name.module)) return report.count_silently();
  Message m =
      report.error(span, "unknown-name",
                   "unknown " + std::string(what_is_unknown(node, what)) + " " + quoted(name.text));
  m.hint(load_hint(script));
  hint_at_module(m, id, elsewhere_module);
  for (const Binding* b : top_level_.bindings)
    if (b->name == id && frame_ != &top_level_)
      // Who writes `local` for one writes it for all.
      m.note(b->span, "this is a local of the script's top level, which bodies do not see")
          .hint("declare it with `global` there")
          .fold("local of the top level");
  std::string_view familiar = familiar_name(name.text);
  if (!familiar.empty()) m.hint("in this language it is " + quoted(familiar));
  if (name.text.starts_with("bro_"))
    if (Entry* e = look_up(names.intern("zeek_" + std::string(name.text.substr(4)))))
      m.hint("in this language it is " + quoted(e->name));
  if (name.text == "null" || name.text == "nil" || name.text == "None" || name.text == "NULL" ||
      name.text == "undefined")
    m.hint("every value is set: what may be missing is a field that is &optional, or an element");
  if (const Binding* b = name.module == kNoModule ? nullptr : find_local(name.module))
    if (as_record(b->local->type))
      m.hint("the field of a record is written " +
             quoted(std::string(names.text(name.module)) + "$" + std::string(base)));
  if (Entry* e = name.module == kNoModule ? nullptr : look_up(name.module))
    if (e->kind == SymbolKind::kType && e->type && e->type->kind == TypeKind::kEnum)
      m.hint("labels stand without the name of their type: " + quoted(base));
  if (!module_known) {
    Nearest module(names.text(name.module));
    for (Entry* e : symbols.entries()) module.offer(e->module);
    if (module.found().empty()) missing_names_.push_back(name.module);  // one `@load` is missing
    m.hint(module.found().empty()
               ? "there is no module " + quoted(names.text(name.module)) +
                     ": is a script not loaded?"
               : "did you mean " + quoted(std::string(module.found()) + "::" + std::string(base)) +
                     "?");
  }
  if (!nearest.found().empty() && name.module != kNoModule && name.module != names.global_module())
    m.hint("did you mean " +
           quoted(std::string(names.text(name.module)) + "::" + std::string(nearest.found())) +
           "?");
  if (!elsewhere.empty() && (name.module == kNoModule || !module_known))
    m.hint("did you mean " + quoted(elsewhere) + "?");
  Entry* near =
      is_target_ && !nearest.found().empty() ? look_up(names.intern(nearest.found())) : nullptr;
  bool is_variable = !near || (near->global && !near->global->callable());
  if (is_target_ && (nearest.found().empty() || !is_variable))
    m.hint("a new variable is declared with `local`");
  m.hint(nearest.hint());
  if (in_condition_) m.hint("`@ifdef ( name )` asks whether it is there; locals are not known yet");
  // Said once: another use of the same unknown name, in this body or another, is the same mistake.
  missing_names_.push_back(id);
  bool is_in_body =
      frame_ && frame_->kind != Frame::Kind::kInitialiser && frame_->kind != Frame::Kind::kTopLevel;
  if (name.module != kNoModule || !is_in_body) return;
  // Here it is a local from now on of which nothing is known.
  add_local(*frame_, id, type_error(), node.span(), true);
  frame_->bindings.back()->is_used = true;
}

// ---- The end of the load ----------------------------------------------------------------------

void Analysis::usage_warnings() {
  std::vector<Entry*> open;
  auto visit = [&](Entry* e) {
    if (e->number == UINT32_MAX) return;
    e->live = true;
    e->number = UINT32_MAX;
    open.push_back(e);
  };
  std::vector<Entry*> by_number = callable_numbers_;
  for (Entry* e : callables_) {
    bool event = e->global->kind == tree::GlobalKind::kEvent;
    bool root =
        e->live || e->is_used || e->deprecated || used_outside_.contains(std::string(e->name)) ||
        (event ? e->prototyped || e->raised : e->exported || e->module_id == names.global_module());
    if (root) visit(e);
  }
  while (!open.empty()) {
    Entry* e = open.back();
    open.pop_back();
    for (uint32_t n : e->calls) visit(by_number[n - 1]);
  }
  for (Entry* e : callables_)
    if (!e->live && e->definition.known() && e->type->kind != TypeKind::kError) warn_unused(e);
}

// A name that is nearly that of an event or a hook that there is was hardly meant as another.
void Analysis::warn_unused(const Entry* e) {
  tree::GlobalKind kind = e->global->kind;
  std::string hint;
  if (kind != tree::GlobalKind::kFunction) {
    Nearest nearest(e->name);
    for (Entry* other : callables_)
      if (other != e && other->prototyped && other->global->kind == kind)
        nearest.offer(other->name);
    hint = nearest.hint();
    Entry* renamed = e->name.starts_with("bro_")
                         ? look_up(names.intern("zeek_" + std::string(e->name.substr(4))))
                         : nullptr;
    if (renamed) hint = "in this language it is " + quoted(renamed->name);
  }
  std::string script = host.script_of(e->name);
  bool is_mistake = options.lint && !hint.empty() && script.empty();
  if (!script.empty()) hint = load_hint(script);
  bool is_event = kind == tree::GlobalKind::kEvent;
  std::string text =
      is_event     ? "nothing raises the event " + quoted(e->name) + ": this handler never runs"
      : is_mistake ? "nothing calls the hook " + quoted(e->name)
                   : "nothing calls " + quoted(e->name) + ", and it is not exported";
  std::string_view code = is_event ? "unknown-event" : "unused";
  if (hint.empty() && !is_event) hint = "remove it, export it, or mark it &is_used";
  if (is_mistake)
    report.error(e->definition, code, std::move(text)).hint(std::move(hint));
  else
    report.warning(e->definition, code, std::move(text)).hint(std::move(hint));
}

void Analysis::finish() {
  frame_ = &top_level_;
  tree::Function whole;
  whole.type = types.function(Flavor::kFunction, {}, basic(TypeKind::kVoid));
  if (!top_statements_.empty()) {
    Span span = Span::cover(top_statements_.front()->span, top_statements_.back()->span);
    Stmt* body = make_block(top_statements_, span);
    finish_body(top_level_, whole, body);
    close_frame(top_level_);
    tree::Action* action = make_action(tree::ActionKind::kStatement, nullptr, nullptr, span);
    action->statement = body;
    action->locals = whole.locals;
    if (report.errors() == 0) consumer.act(*action);
  }
  frame_ = &idle_;
  check_log_writes();
  if (options.usage_warnings && report.errors() == 0) usage_warnings();
  if (!options.lint) return;
  if (report.errors() == 0) check_opaque_types();
  for (Entry* e : callables_)
    if (!e->defined && e->global->kind == tree::GlobalKind::kFunction && !e->global->variable &&
        !e->deprecated && !e->is_used && e->number != 0)
      report.warning(e->span, "undefined",
                     "the function " + quoted(e->name) +
                         " is declared and called but never defined");
}

}  // namespace avocet::sema
