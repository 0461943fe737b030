// Looking names up, saying which fields are unknown, and what nobody uses.
#include <map>

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

// $conn=c
// $msg="x"
bool lacks_comma(NodeRef node) {
  const Source& source = node.ast().source();
  size_t begin = node.first_child().full_span().end() - source.base;
  size_t end = node.full_span().end() - source.base;
  std::string_view text = source.text;
  size_t next = text.find_first_not_of(" \t", end);
  return begin < end && text.substr(begin, end - begin).find('\n') != text.npos &&
         next != text.npos && text[next] == '=' && text.substr(next, 2) != "==";
}

// Of a small record: what there is.
std::string list_of_fields(const RecordType* record) {
  constexpr size_t kMost = 10;
  if (record->fields.empty() || record->fields.size() > kMost) return {};
  std::string list;
  for (const RecordField& f : record->fields)
    list += (list.empty() ? "" : ", ") + std::string(f.name);
  return "its fields are " + list;
}

}  // namespace

void Analysis::unknown_field(NodeRef node, const RecordType* record, std::string_view field,
                             Span among) {
  Nearest nearest(field);
  for (const RecordField& f : record->fields) nearest.offer(f.name);
  if (unread_.mentions(field) || unread_.extends(record->name) ||
      (is_broken() && nearest.found().empty()) ||
      (nearest.found().empty() && lacks_field_.erase(record) > 0))
    return report.count_silently();
  std::string script =
      record->name.empty() ? std::string() : host.script_of_field(record->name, field);
  if (!script.empty() && is_missing_script(script)) return report.count_silently();
  std::string owner = record->name.empty() ? "this record" : type_text(record);
  if (node.is(NodeKind::kFieldAccess) && lacks_comma(node)) {
    Span before = node.first_child().full_span();
    report.error({before.end(), 0}, "unknown-field",
                 "a `,` is missing between " + quoted(node.first_child().source_text()) + " and " +
                     quoted("$" + std::string(field)));
    return;
  }
  bool is_access = node.is(NodeKind::kFieldAccess) || node.is(NodeKind::kHasField);
  Span place = node.span();
  if (is_access) place.length = node.full_span().end() - place.begin;
  Message m = report.error(place, "unknown-field", owner + " has no field " + quoted(field));
  if (is_access || options.lint) m.fold(owner + "$" + std::string(field));
  m.echo("record " + owner + " has no field " + quoted(field));
  if (among.known() && nearest.found().empty()) m.fold("fields of " + std::to_string(among.begin));
  // Of a variable whose type is not the one that was thought all fields are unknown.
  if (is_access && nearest.found().empty() && node.first_child().is(NodeKind::kName))
    m.fold(owner + "$ of " + std::string(node.first_child().text()));
  if (!script.empty()) m.hint("`@load " + script + "` adds it").fold(key_of_missing(script));
  for (const RecordField& f : record->fields)
    if (const RecordType* inner = as_record(f.type); inner && inner->find(field) >= 0)
      m.hint("did you mean " + quoted(std::string(f.name) + "$" + std::string(field)) + "?");
  m.hint(nearest.hint());
  if (!nearest.related().empty()) m.hint("did you mean " + quoted(nearest.related()) + "?");
  m.hint(list_of_fields(record));
  if (auto it = type_entries_.find(record); it != type_entries_.end())
    m.note(it->second->span, type_text(record) + " is declared here");
}

// ---- The end of the load ----------------------------------------------------------------------

namespace {

// What nobody uses, and the hint to what was meant instead; empty: nothing resembles it.
struct Unused {
  const Entry* entry;
  std::string meant;
};

// Where a module handles several events that nobody raises and most resemble none that there is,
// they are those of an analyzer that is not here, and what the others resemble is chance.
void forget_guesses(std::vector<Unused>& unused, NameId global_module) {
  struct Events {
    size_t guessed = 0, others = 0;
  };
  std::map<NameId, Events> modules;
  auto counts = [&](const Unused& u) {
    return u.entry->global->kind == tree::GlobalKind::kEvent && u.entry->module_id != global_module;
  };
  for (const Unused& u : unused) {
    if (!counts(u)) continue;
    Events& events = modules[u.entry->module_id];
    ++(u.meant.empty() ? events.others : events.guessed);
  }
  for (Unused& u : unused) {
    if (!counts(u)) continue;
    const Events& events = modules[u.entry->module_id];
    if (events.others > 1 && events.others > events.guessed) u.meant.clear();
  }
}

}  // namespace

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
  std::vector<Unused> unused;
  for (Entry* e : callables_)
    if (!e->live && e->definition.known() && e->type->kind != TypeKind::kError)
      unused.push_back({e, name_meant(e)});
  forget_guesses(unused, names.global_module());
  for (const Unused& u : unused) warn_unused(u.entry, u.meant);
}

namespace {

bool same_parameters(const Entry* a, const Entry* b) {
  const FunctionType* x = as_function(a->type);
  const FunctionType* y = as_function(b->type);
  return x && y &&
         std::equal(
             x->parameters.begin(), x->parameters.end(), y->parameters.begin(), y->parameters.end(),
             [](const Parameter& p, const Parameter& q) { return same_type(p.type, q.type); });
}

}  // namespace

// What the events of protocols begin with that Zeek parses and this program does not.
constexpr std::string_view kUnparsed[] = {
    "bittorrent_peer_", "bt_tracker_", "gnutella_", "mount_", "ncp_",
    "netbios_",         "nfs_",        "pm_",       "rpc_"};

// The hint to the event or hook whose name an unused one nearly has: it was hardly meant as
// another.
std::string Analysis::name_meant(const Entry* e) {
  tree::GlobalKind kind = e->global->kind;
  if (kind == tree::GlobalKind::kFunction) return {};
  Nearest nearest(e->name);
  // In a module, what is handled is global as a rule.
  std::string_view base = names.text(e->base);
  Nearest global(base);
  for (Entry* other : callables_) {
    if (other == e || !other->prototyped || other->global->kind != kind) continue;
    nearest.offer(other->name);
    if (other->module_id == names.global_module()) global.offer(other->name);
    // The module is missing, or another.
    if (other->base == e->base && same_parameters(other, e))
      return "did you mean " + quoted(other->name) + "?";
  }
  Entry* renamed = base.starts_with("bro_")
                       ? look_up(names.intern("::zeek_" + std::string(base.substr(4))))
                       : nullptr;
  if (renamed) return "in this language it is " + quoted(renamed->name);
  std::string hint = nearest.hint();
  constexpr size_t kShort = 8;  // shorter names are near to many
  if (hint.empty() && (global.is_close() || base.size() > kShort)) hint = global.hint();
  return hint;
}

void Analysis::warn_unused(const Entry* e, std::string_view meant) {
  std::string hint(meant);
  tree::GlobalKind kind = e->global->kind;
  bool is_event = kind == tree::GlobalKind::kEvent;
  bool is_unparsed =
      is_event && std::any_of(std::begin(kUnparsed), std::end(kUnparsed),
                              [e](std::string_view begin) { return e->name.starts_with(begin); });
  if (is_unparsed) hint.clear();
  std::string script = host.script_of(e->name);
  if (!script.empty()) hint = load_hint(script);
  Entry* event = look_up(names.intern("::" + std::string(names.text(e->base))));
  const FunctionType* handled = !is_event && event && event != e && event->global &&
                                        event->prototyped &&
                                        event->global->kind == tree::GlobalKind::kEvent
                                    ? as_function(event->type)
                                    : nullptr;
  bool is_handler = handled && kind == tree::GlobalKind::kFunction &&
                    handled->parameters.size() == as_function(e->type)->parameters.size();
  bool is_mistake = options.lint && script.empty() && (!hint.empty() || is_handler);
  if (is_unparsed) hint = "its protocol is not parsed";
  std::string text =
      is_event ? "nothing raises the event " + quoted(e->name) + ": this handler never runs"
      : is_mistake
          ? std::string(is_handler ? "nothing calls " : "nothing calls the hook ") + quoted(e->name)
          : "nothing calls " + quoted(e->name) + ", and it is not exported";
  std::string_view code = is_event ? "unknown-event" : "unused";
  if (handled) hint = quoted(event->name) + " is an event: its handlers begin with `event`";
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
  Span span;
  if (!top_statements_.empty()) {
    span = Span::cover(top_statements_.front()->span, top_statements_.back()->span);
    finish_body(top_level_, whole, make_block(top_statements_, span));
    close_frame(top_level_);
  }
  if (report.errors() == 0) results_.find_lacking(report);
  if (whole.body) {
    tree::Action* action = make_action(tree::ActionKind::kStatement, nullptr, nullptr, span);
    action->statement = whole.body;
    action->locals = whole.locals;
    action->may_lack_results = whole.may_lack_results;
    if (report.errors() == 0) consumer.act(*action);
  }
  frame_ = &idle_;
  check_log_writes();
  check_option_handlers();
  // What nobody uses may be used where something could not be read.
  if (report.errors() != 0 || sink.has_errors()) return;
  if (options.usage_warnings) usage_warnings();
  if (!options.lint) return;
  check_opaque_types();
  for (Entry* e : callables_)
    if (!e->defined && e->global->kind == tree::GlobalKind::kFunction && !e->global->variable &&
        !e->deprecated && !e->is_used && e->number != 0)
      report
          .error(e->span, "undefined",
                 "the function " + quoted(e->name) + " is declared and called but never defined")
          .hint("write its body: `function " + std::string(e->name) + "(...) { ... }`");
}

}  // namespace avocet::sema
