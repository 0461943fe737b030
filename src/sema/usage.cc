// Looking names up, saying what is unknown, and what nobody uses.
#include "sema/analysis.h"
#include "syntax/foreign_syntax.h"

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

// What people write who come from other languages, or from older versions of this one.
struct Familiar {
  std::string_view here;
  std::string_view elsewhere;  // words with blanks around each
};
constexpr Familiar kFamiliar[] = {
    {"T", " true True TRUE yes on enabled "},
    {"F", " false False FALSE no off disabled "},
    {"network_time()", " now time_now gettime get_time gettimeofday "},
    {"tcp", " TCP "},
    {"udp", " UDP "},
    {"icmp", " ICMP "},
    {"@ifdef ( name )", " defined "},
    {"@FILENAME", " __FILE__ "},
    {"@DIR", " __DIR__ "},
    {"print", " printf println echo puts "},
    {"|x|", " len length strlen size sizeof count_of byte_len abs "},
    {"fmt", " sprintf format "},
    {"cat", " str tostring to_string strcat concat "},
    {"v += x", " append push push_back "},
    {"delete t[x]", " remove erase "},
    {"delete s", " clear "},
    {"while", " range "},
    {"for ( i, x in v )", " enumerate "},
    {"for ( k, v in t )", " pairs ipairs items keys values "},
    {"x is string", " isinstance instanceof "},
    {"to_int", " parseInt atoi "},
    {"to_double", " parseFloat atof "},
    {"x in y", " contains is_string_in has_key in_array hasOwnProperty "},
    {"@load", " include require "},
    {"table()", " dict map Map HashMap "},
    {"vector()", " list List array Array "},
    {"set()", " Set HashSet "},
    {"{ }", " pass "},
    {"split_string", " split split_all split1 split_n "},
    {"sort", " sort_string_array "},
    {"to_lower", " lower lowercase toLowerCase "},
    {"to_upper", " upper uppercase toUpperCase "},
    {"Broker::publish",
     " Broker::send_event Broker::publish_event send_event Broker::auto_publish "
     "Cluster::manager2worker_events Cluster::worker2manager_events Cluster::proxy2worker_events "
     "Cluster::worker2proxy_events Cluster::manager2proxy_events Cluster::proxy2manager_events "},
    {"lookup_autonomous_system", " lookup_asn "},
    {"hook Notice::policy", " notice_action_filters notice_policy "},
    {"Analyzer::register_for_ports", " dpd_config "},
    {"gsub", " subst replace "},
    {"sub_bytes", " substr substring "},
    {"join_string_vec", " join implode join_string_array "},
    {"type_name", " typeof "},
    {"next", " continue "},
    {"!", " not "},
    {"else if", " elif elseif elsif "},
};

std::string_view familiar_name(std::string_view name) {
  std::string word = " " + std::string(name) + " ";
  for (const Familiar& f : kFamiliar)
    if (f.elsewhere.find(word) != std::string_view::npos) return f.here;
  return {};
}

}  // namespace

// `x &rotate_interval=1hr`: a mark that touches the name behind it alone.
bool Analysis::is_meant_as_attribute(NodeRef node) {
  const Source& source = node.ast().source();
  size_t at = node.span().begin - source.base;
  return at >= 2 && source.text[at - 1] == '&' &&
         (source.text[at - 2] == ' ' || source.text[at - 2] == '\t');
}

namespace {

// The text of a name's file before and behind it.
std::pair<std::string_view, std::string_view> around(NodeRef node) {
  const Source& source = node.ast().source();
  std::string_view text = source.text;
  size_t begin = std::min(size_t(node.span().begin - source.base), text.size());
  return {text.substr(0, begin), text.substr(std::min(begin + node.span().length, text.size()))};
}

// `brake;`: what is a statement alone was meant to be a jump.
std::string jump_hint(NodeRef node) {
  auto [before, behind] = around(node);
  size_t last = before.find_last_not_of(" \t\n\r");
  bool is_alone = behind.starts_with(';') && last != before.npos &&
                  std::string_view("{});").find(before[last]) != std::string_view::npos;
  if (!is_alone) return {};
  Nearest nearest(node.text());
  for (std::string_view word : {"break", "next", "return", "fallthrough"}) nearest.offer(word);
  return nearest.hint();
}

// Whether a line further down in its file declares that name.
bool is_declared_below(NodeRef node) {
  std::string_view rest = around(node).second;
  std::string_view name = node.text();
  auto is_part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  for (size_t at = rest.find(name); at != rest.npos; at = rest.find(name, at + 1)) {
    size_t end = at + name.size();
    if (at == 0 || (end < rest.size() && is_part(rest[end]))) continue;
    size_t line = rest.rfind('\n', at - 1);
    std::string_view before = rest.substr(line == rest.npos ? 0 : line + 1);
    before = before.substr(0, size_t(rest.data() + at - before.data()));
    size_t first = before.find_first_not_of(" \t");
    if (first == before.npos) continue;
    before.remove_prefix(first);
    before = before.substr(0, before.find_last_not_of(" \t") + 1);
    for (std::string_view word : {"global", "const", "option", "type", "function"})
      if (before == word) return true;
  }
  return false;
}

// USER-AGENT: two words joined by a `-` without blanks.
bool joins_words(NodeRef node) {
  auto [before, behind] = around(node);
  auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return behind.size() > 1 && behind[0] == '-' && is_letter(behind[1]);
}

// The key of text without quotes, as in zeek/census: words that operators join without blanks.
std::string joined_words(NodeRef node) {
  const Source& source = node.ast().source();
  std::string_view text = source.text;
  size_t at = node.span().begin - source.base;
  auto is_part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_/-.:@").find(c) != std::string_view::npos;
  };
  size_t begin = at;
  while (begin > 0 && is_part(text[begin - 1])) --begin;
  size_t end = at;
  while (end < text.size() && is_part(text[end])) ++end;
  bool is_joined = text.substr(begin, end - begin).find_first_of("/-@") != text.npos;
  return is_joined ? "words " + std::to_string(source.base + begin) : std::string();
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
  bool is_alone = name.module == kNoModule;
  if (is_alone && what != "type" && frame_->lost_parameters > 0) {
    --frame_->lost_parameters;
    missing_names_.push_back(id);
    return report.count_silently();
  }
  if (is_alone && is_of_lost_head(id)) return report.count_silently();
  if (const Binding* b = is_alone ? misspelt_parameter(base) : nullptr) {
    missing_names_.push_back(id);
    report
        .error(b->local->span, "unknown-name",
               "this parameter is called " + quoted(b->local->name) + ", but " + quoted(base) +
                   " is what the event or hook and its body call it")
        .note(span, "it is used here");
    return;
  }
  if (what == "name" && name.module == kNoModule && misses_head(span, quoted(name.text), true))
    return;
  if (std::any_of(name.text.begin(), name.text.end(), [](char c) { return uint8_t(c) >= 0x80; }))
    return report.count_silently();  // no name, as was told
  for (const Binding* b : top_level_.bindings)
    if (b->name == id && frame_ != &top_level_) {
      // Who writes `local` for one writes it for all.
      report
          .error(b->span, "unknown-name",
                 quoted(name.text) +
                     " is a local of the script's top level, which bodies do not see")
          .note(span, "it is used here")
          .hint("declare it with `global`")
          .fold("local of the top level");
      return;
    }
  Message m = report.error(span, "unknown-name",
                           is_meant_as_attribute(node)
                               ? "unknown attribute " + quoted("&" + std::string(name.text))
                               : "unknown " + std::string(what) + " " + quoted(name.text));
  // Perhaps a parameter is missing, which calls give.
  if (frame_->owner) m.echo("parameters of " + std::string(frame_->owner->name));
  if (!module_known) m.echo("module " + std::string(names.text(name.module)));
  if (frame_ == &top_level_ && nearest.found().empty()) m.echo("top level");
  m.fold(joined_words(node));
  m.hint(load_hint(script));
  if (is_meant_as_attribute(node)) m.hint(removed_attribute_hint(name.text));
  hint_at_module(m, id, elsewhere_module);
  std::string_view familiar = familiar_name(name.text);
  if (!familiar.empty()) m.hint("in this language it is " + quoted(familiar));
  if (name.text.starts_with("bro_"))
    if (Entry* e = look_up(names.intern("zeek_" + std::string(name.text.substr(4)))))
      m.hint("in this language it is " + quoted(e->name));
  if (std::string_view(" null nil None none NULL nullptr undefined ")
          .find(" " + std::string(name.text) + " ") != std::string_view::npos)
    m.hint("every value is set: what may be missing is a field that is &optional, or an element");
  if (const Binding* b = name.module == kNoModule ? nullptr : find_local(name.module))
    if (as_record(b->local->type))
      m.hint("the field of a record is written " +
             quoted(std::string(names.text(name.module)) + "$" + std::string(base)));
  if (Entry* e = name.module == kNoModule ? nullptr : look_up(name.module))
    if (e->kind == SymbolKind::kType && e->type && e->type->kind == TypeKind::kEnum)
      m.hint("labels stand without the name of their type: " + quoted(base));
  if (name.module == kNoModule && symbols.is_module(id))
    m.hint(quoted(name.text) + " is a module: write " + quoted(std::string(name.text) + "::name"));
  constexpr size_t kTelling = 5;  // shorter names are those of many things
  bool is_elsewhere = !elsewhere.empty() && base.size() >= kTelling;
  if (!module_known && is_elsewhere) m.hint("did you mean " + quoted(elsewhere) + "?");
  if (name.module == kNoModule && nearest.is_close() && base.size() >= kTelling && !is_target_)
    m.hint(nearest.hint());
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
  m.hint(jump_hint(node));
  if (is_declared_below(node)) m.hint("it is declared further below: names are declared first");
  // A word alone begins too many names.
  std::string_view longer = name.module != kNoModule ? nearest.related() : nearest.longer();
  if (!longer.empty() && name.module != kNoModule)
    m.hint("did you mean " +
           quoted(std::string(names.text(name.module)) + "::" + std::string(longer)) + "?");
  else if (!longer.empty() && what == "function")
    m.hint("did you mean " + quoted(longer) + "?");
  if (joins_words(node)) m.hint("a text stands in quotes");
  Entry* here = name.module == kNoModule ? nullptr : look_up(name.base);
  if (here && here->kind != SymbolKind::kType) m.hint("did you mean " + quoted(base) + "?");
  if (wanted_ && wanted_->kind == TypeKind::kEnum && !wanted_->name.empty())
    m.hint("labels are added with " + quoted("redef enum " + std::string(wanted_->name) + " += { " +
                                             std::string(base) + " };"));
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
      (is_broken() && nearest.found().empty()))
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
  Message m = report.error(node.span(), "unknown-field", owner + " has no field " + quoted(field));
  bool is_access = node.is(NodeKind::kFieldAccess) || node.is(NodeKind::kHasField);
  if (is_access || options.lint) m.fold(owner + "$" + std::string(field));
  m.echo("record " + owner + " has no field " + quoted(field));
  if (among.known() && nearest.found().empty()) m.fold("fields of " + std::to_string(among.begin));
  // Of a variable whose type is not the one that was thought all fields are unknown.
  if (is_access && nearest.found().empty() && node.first_child().is(NodeKind::kName))
    m.fold(owner + "$ of " + std::string(node.first_child().text()));
  if (!script.empty()) m.hint("`@load " + script + "` adds it");
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

// What the events of protocols begin with that Zeek parses and this program does not.
constexpr std::string_view kUnparsed[] = {
    "bittorrent_peer_", "bt_tracker_", "gnutella_", "mount_", "ncp_",
    "netbios_",         "nfs_",        "pm_",       "rpc_"};

// A name that is nearly that of an event or a hook that there is was hardly meant as another.
void Analysis::warn_unused(const Entry* e) {
  tree::GlobalKind kind = e->global->kind;
  std::string hint;
  if (kind != tree::GlobalKind::kFunction) {
    Nearest nearest(e->name);
    // In a module, what is handled is global as a rule.
    std::string_view base = names.text(e->base);
    Nearest global(base);
    for (Entry* other : callables_) {
      if (other == e || !other->prototyped || other->global->kind != kind) continue;
      nearest.offer(other->name);
      if (other->module_id == names.global_module()) global.offer(other->name);
    }
    hint = nearest.hint();
    constexpr size_t kShort = 8;  // shorter names are near to many
    if (hint.empty() && (global.is_close() || base.size() > kShort)) hint = global.hint();
    Entry* renamed = base.starts_with("bro_")
                         ? look_up(names.intern("::zeek_" + std::string(base.substr(4))))
                         : nullptr;
    if (renamed) hint = "in this language it is " + quoted(renamed->name);
  }
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
      report.warning(e->span, "undefined",
                     "the function " + quoted(e->name) +
                         " is declared and called but never defined");
}

}  // namespace avocet::sema
