// Saying that a name is unknown: what it follows from, which other place is wrong, what was meant.
#include <algorithm>

#include "base/text.h"
#include "sema/analysis.h"
#include "syntax/foreign_syntax.h"
#include "syntax/leading_words.h"

namespace avocet::sema {

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
    {"fallthrough", " fallthru fall_through fallthough "},
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
    // What stands behind `event` and `hook` may raise and call it, in bodies.
    for (std::string_view word : words_before_new_names())
      if (before == word && word != "event" && word != "hook" && word != "local") return true;
  }
  return false;
}

// USER-AGENT: two words joined by a `-` without blanks.
bool joins_words(NodeRef node) {
  auto [before, behind] = around(node);
  auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return behind.size() > 1 && behind[0] == '-' && is_letter(behind[1]);
}

// localx = 1; at the begin of a statement: what stands behind the word of the language, or empty.
std::string_view behind_joined_word(NodeRef node) {
  std::string_view before = around(node).first;
  size_t last = before.find_last_not_of(" \t\r");
  before = before.substr(0, last == before.npos ? 0 : last + 1);
  bool begins = before.empty() || before.ends_with("redef") ||
                std::string_view("\n{};").find(before.back()) != std::string_view::npos;
  if (!begins) return {};
  for (const WordList* words :
       {&words_of_statements(), &words_of_declarations(), &words_of_redefinitions()})
    if (std::string_view word = joined_word(*words, node.text()); !word.empty())
      return node.text().substr(word.size());
  return {};
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

namespace {

// One that was looked up in vain.
class UnknownName {
 public:
  UnknownName(Analysis& analysis, NodeRef node, std::string_view what, Span span);

  // Whether that follows from something that was told, or could not be read.
  bool follows();
  // Whether another place is wrong, which is told then.
  bool tell_other_place();
  // The error, and the hint that fits best: the first that is given stays.
  void tell();

 private:
  void hint_at_script(Message& m);
  void hint_at_habits(Message& m);
  void hint_at_joined_word(Message& m);
  void hint_at_kind(Message& m);
  void hint_at_modules(Message& m);
  void hint_at_near_names(Message& m);
  void fold_into_missing_script(Message& m);
  void fold_into_own_module(Message& m);

  bool is_alone() const { return name_.module == kNoModule; }
  // Whether what is declared there can stand where the name does.
  bool may_be_meant(const Entry& e) const {
    if (what_ != "event") return true;
    return e.kind == SymbolKind::kGlobal &&
           (!e.global || e.global->kind == tree::GlobalKind::kEvent);
  }
  // Whether another name differs from it in small and large letters alone.
  bool differs_in_case() const {
    return nearest_.is_close() && nearest_.found().size() == base_.size() &&
           ascii_lower(nearest_.found()) == ascii_lower(base_);
  }
  bool names_component() const;
  bool stands_for_cut_name() const;
  std::string in_module(std::string_view base) const {
    return quoted(std::string(a_.names.text(name_.module)) + "::" + std::string(base));
  }

  Analysis& a_;
  NodeRef node_;
  std::string_view what_;
  Span span_;
  NameId id_;
  Name name_;
  std::string_view base_;
  std::string script_;
  Nearest nearest_;
  std::string_view elsewhere_, elsewhere_module_;  // the same name, exported by another module
  bool module_known_;
  bool stands_for_unread_ = false;
};

UnknownName::UnknownName(Analysis& analysis, NodeRef node, std::string_view what, Span span)
    : a_(analysis), node_(node), what_(what), span_(span), id_(a_.names.of(node)),
      name_(a_.names[id_]), base_(a_.names.text(name_.base)), script_(a_.script_of(name_)),
      nearest_(is_alone() ? name_.text : base_),
      module_known_(is_alone() || name_.module == a_.names.global_module()) {
  for (Entry* e : a_.symbols.entries()) {
    module_known_ = module_known_ || (e->module_id == name_.module && !e->is_guest);
    bool here = e->module_id == a_.module_ || e->module_id == a_.names.global_module();
    bool may_be = may_be_meant(*e) && (is_alone() ? here : e->module_id == name_.module);
    if (may_be) nearest_.offer(a_.names.text(e->base));
    if (e->base == name_.base && e->exported) {  // the nearest is the last
      elsewhere_ = e->name;
      elsewhere_module_ = e->module;
    }
    stands_for_unread_ = stands_for_unread_ || a_.stands_for(*e, base_);
  }
  if (!is_alone()) return;
  for (const Frame* f = a_.frame_; f; f = f->outer)
    for (const Binding* b : f->bindings) nearest_.offer(b->local->name);
}

bool UnknownName::follows() {
  if (!script_.empty() && a_.is_missing_script(script_)) return true;
  if (stands_for_unread_) return true;
  if (!module_known_ && a_.is_missing(name_.module)) return true;
  if (is_alone() && what_ != "type" && a_.frame_->lost_parameters > 0) {
    --a_.frame_->lost_parameters;
    a_.missing_names_.push_back(id_);
    return true;
  }
  if (!is_alone()) return false;
  // What is near to another name, or known elsewhere, is a mistake of its own.
  Entry* near = nearest_.is_close() ? a_.look_up(a_.names.intern(nearest_.found())) : nullptr;
  bool is_misspelt = nearest_.is_close() && !(near && near->kind == SymbolKind::kType);
  bool may_be_lost = !is_misspelt && script_.empty() && familiar_name(base_).empty();
  return (may_be_lost && a_.is_of_lost_name(node_, what_)) || stands_for_cut_name();
}

// A declaration that ends within the name could not be read.
bool UnknownName::stands_for_cut_name() const {
  constexpr size_t kTelling = 3;
  const std::vector<Entry*>& entries = a_.symbols.entries();
  const Source& source = node_.ast().source();
  auto ends_line = [&source](Span span) {
    size_t end = span.end() - source.base;
    return span.begin >= source.base && end < source.text.size() && source.text[end] == '\n';
  };
  return std::any_of(entries.begin(), entries.end(), [&](const Entry* e) {
    std::string_view name = a_.names.text(e->base);
    bool could_not_be_read = e->type && e->type->kind == TypeKind::kError;
    return could_not_be_read && (name.size() >= kTelling || ends_line(e->span)) &&
           name.size() < base_.size() && base_.starts_with(name);
  });
}

bool UnknownName::tell_other_place() {
  if (const Binding* b = is_alone() ? a_.misspelt_parameter(base_) : nullptr) {
    a_.missing_names_.push_back(id_);
    a_.report
        .error(b->local->span, "unknown-name",
               "this parameter is called " + quoted(b->local->name) + ", but " + quoted(base_) +
                   " is what the event or hook and its body call it")
        .note(span_, "it is used here");
    return true;
  }
  if (what_ == "name" && is_alone() && a_.misses_head(span_, quoted(name_.text), true)) return true;
  if (std::any_of(name_.text.begin(), name_.text.end(),
                  [](char c) { return uint8_t(c) >= 0x80; })) {
    a_.report.count_silently();  // no name, as was told
    return true;
  }
  if (a_.frame_ == &a_.top_level_) return false;
  for (const Binding* b : a_.top_level_.bindings) {
    if (b->name != id_) continue;
    // Who writes `local` for one writes it for all.
    a_.report
        .error(b->span, "unknown-name",
               quoted(name_.text) +
                   " is a local of the script's top level, which bodies do not see")
        .note(span_, "it is used here")
        .hint("declare it with `global`")
        .fold("local of the top level");
    return true;
  }
  return false;
}

void UnknownName::tell() {
  bool is_attribute = a_.is_meant_as_attribute(node_);
  Message m =
      a_.report.error(span_, "unknown-name",
                      is_attribute ? "unknown attribute " + quoted("&" + std::string(name_.text))
                                   : "unknown " + std::string(what_) + " " + quoted(name_.text));
  // Perhaps a parameter is missing, which calls give, or a script that declares all of them.
  if (a_.frame_->owner && nearest_.found().empty())
    m.echo(what_ == "name" ? parameters_of(a_.frame_->owner->name)
                           : std::string(what_) + " in " + std::string(a_.frame_->owner->name));
  if (!module_known_) m.echo("module " + std::string(a_.names.text(name_.module)));
  if (a_.frame_ == &a_.top_level_) {
    // A statement that came out of its body: none of its names is known.
    size_t line = around(node_).first.rfind('\n') + 1;
    m.echo("top level line " + std::to_string(node_.ast().source().base + line));
    if (!nearest_.is_close()) m.echo("top level");
  }
  m.fold(joined_words(node_));
  hint_at_script(m);
  if (is_attribute) m.hint(removed_attribute_hint(name_.text));
  if (is_declared_below(node_)) m.hint("it is declared further below: names are declared first");
  a_.hint_at_module(m, id_, elsewhere_module_);
  // Where `module` is missing all names of one module are.
  if (is_alone() && !elsewhere_module_.empty() && a_.module_ == a_.names.global_module())
    m.echo("module " + std::string(elsewhere_module_));
  hint_at_habits(m);
  hint_at_joined_word(m);
  hint_at_kind(m);
  hint_at_modules(m);
  hint_at_near_names(m);
  fold_into_missing_script(m);
  fold_into_own_module(m);
  // Said once: another use of the same unknown name, in this body or another, is the same mistake.
  a_.missing_names_.push_back(id_);
}

// What a script of those that are loaded from the start declares, unless the bare world was asked
// for: that these are missing is one mistake.
void UnknownName::hint_at_script(Message& m) {
  if (script_.empty()) return;
  m.hint(load_hint(script_));
  m.fold(key_of_missing(script_));
}

// What nothing resembles may be declared by a script that is not loaded, as may all of its kind.
// What stands for a value is more likely a variable of its body.
void UnknownName::fold_into_missing_script(Message& m) {
  bool is_of_module = !module_known_ && a_.is_missing(name_.module);
  bool resembles_nothing = is_of_module || (!m.has_hint() && script_.empty());
  if (!resembles_nothing || a_.frame_ == &a_.top_level_ || a_.in_condition_) return;
  if (!is_of_module && (what_ == "name" || what_ == "type")) return;
  m.hint("is a script not loaded that declares it?");
  m.fold("missing script");
}

// Names of the script's own module, where another script of that module is missing, and of a module
// whose line is missing in its script. One variable that is unknown in a body tells nothing of
// that.
void UnknownName::fold_into_own_module(Message& m) {
  if (!nearest_.found().empty() || !script_.empty() || a_.in_condition_) return;
  NameId module = is_alone() ? a_.module_ : name_.module;
  if (module == a_.names.global_module()) return;
  std::string name(a_.names.text(module));
  if (!is_alone()) m.echo("module " + name);
  bool is_familiar = !familiar_name(name_.text).empty();
  if (is_alone() && !is_familiar && (what_ != "name" || !a_.is_in_body()))
    a_.lacks_own_script_ = module;
  if (a_.lacks_own_script_ == module) m.echo("script of module " + name);
}

// What is called otherwise here, or is not there at all.
void UnknownName::hint_at_habits(Message& m) {
  std::string_view familiar = familiar_name(name_.text);
  if (!familiar.empty()) m.hint("in this language it is " + quoted(familiar));
  if (name_.text.starts_with("bro_"))
    if (Entry* e = a_.look_up(a_.names.intern("zeek_" + std::string(name_.text.substr(4)))))
      m.hint("in this language it is " + quoted(e->name));
  if (std::string_view(" null nil None none NULL nullptr undefined ")
          .find(" " + std::string(name_.text) + " ") != std::string_view::npos)
    m.hint("every value is set: what may be missing is a field that is &optional, or an element");
}

// Two words without a blank between them: the second is what would have been declared.
void UnknownName::hint_at_joined_word(Message& m) {
  std::string_view rest = behind_joined_word(node_);
  if (rest.empty() || nearest_.is_close()) return;
  m.hint("did you mean " +
         quoted(std::string(name_.text.substr(0, name_.text.size() - rest.size())) + " " +
                std::string(rest)) +
         "?");
  a_.missing_names_.push_back(a_.names.intern(rest));
}

// `::` where something else belongs, and the other way round.
void UnknownName::hint_at_kind(Message& m) {
  if (const Binding* b = is_alone() ? nullptr : a_.find_local(name_.module))
    if (as_record(b->local->type))
      m.hint("the field of a record is written " +
             quoted(std::string(a_.names.text(name_.module)) + "$" + std::string(base_)));
  if (Entry* e = is_alone() ? nullptr : a_.look_up(name_.module))
    if (e->kind == SymbolKind::kType && e->type && e->type->kind == TypeKind::kEnum)
      m.hint("labels stand without the name of their type: " + quoted(base_));
  if (is_alone() && differs_in_case()) m.hint(nearest_.hint());
  if (is_alone() && a_.symbols.is_module(id_))
    m.hint(quoted(name_.text) + " is a module: write " +
           quoted(std::string(name_.text) + "::name"));
}

void UnknownName::hint_at_modules(Message& m) {
  constexpr size_t kTelling = 5;  // shorter names are those of many things
  bool is_elsewhere = !elsewhere_.empty() && base_.size() >= kTelling;
  if (!module_known_ && is_elsewhere) m.hint("did you mean " + quoted(elsewhere_) + "?");
  if (is_alone() && nearest_.is_close() && base_.size() >= kTelling && !a_.is_target_)
    m.hint(nearest_.hint());
  if (module_known_) return;
  Nearest module(a_.names.text(name_.module));
  for (Entry* e : a_.symbols.entries()) module.offer(e->module);
  if (module.found().empty()) a_.missing_names_.push_back(name_.module);  // one `@load` is missing
  m.hint(module.found().empty()
             ? "there is no module " + quoted(a_.names.text(name_.module)) +
                   ": is a script not loaded?"
             : "did you mean " + quoted(std::string(module.found()) + "::" + std::string(base_)) +
                   "?");
}

// Log::WRITER_KAFKA: what analyzes, reads or writes has a label that no script declares.
bool UnknownName::names_component() const {
  struct Kind {
    std::string_view module, begin;
  };
  static constexpr Kind kKinds[] = {{"Analyzer", "ANALYZER_"}, {"PacketAnalyzer", "ANALYZER_"},
                                    {"Files", "ANALYZER_"},    {"Log", "WRITER_"},
                                    {"Input", "READER_"},      {"Broker", "BACKEND_"}};
  if (is_alone()) return false;
  std::string_view module = a_.names.text(name_.module);
  return std::any_of(std::begin(kKinds), std::end(kKinds), [&](const Kind& kind) {
    return kind.module == module && base_.starts_with(kind.begin);
  });
}

void UnknownName::hint_at_near_names(Message& m) {
  bool is_of_module = !is_alone() && name_.module != a_.names.global_module();
  if (!nearest_.found().empty() && is_of_module)
    m.hint("did you mean " + in_module(nearest_.found()) + "?");
  if (!elsewhere_.empty() && (is_alone() || !module_known_))
    m.hint("did you mean " + quoted(elsewhere_) + "?");
  Entry* near = a_.is_target_ && !nearest_.found().empty()
                    ? a_.look_up(a_.names.intern(nearest_.found()))
                    : nullptr;
  bool is_variable = !near || (near->global && !near->global->callable());
  if (a_.is_target_ && (nearest_.found().empty() || !is_variable))
    m.hint("a new variable is declared with `local`");
  m.hint(nearest_.hint());
  m.hint(jump_hint(node_));
  // A word alone begins too many names.
  std::string_view longer = is_alone() ? nearest_.longer() : nearest_.related();
  if (!longer.empty() && !is_alone())
    m.hint("did you mean " + in_module(longer) + "?");
  else if (!longer.empty() && what_ == "function")
    m.hint("did you mean " + quoted(longer) + "?");
  if (joins_words(node_)) m.hint("a text stands in quotes");
  Entry* here = is_alone() ? nullptr : a_.look_up(name_.base);
  if (here && here->kind != SymbolKind::kType) m.hint("did you mean " + quoted(base_) + "?");
  if (names_component())
    m.hint("it comes with a plugin that is not there: `avocet -N` lists what there is");
  const Type* wanted = a_.wanted_;
  if (wanted && wanted->kind == TypeKind::kEnum && !wanted->name.empty())
    m.hint("labels are added with " + quoted("redef enum " + std::string(wanted->name) + " += { " +
                                             std::string(base_) + " };"));
  if (wanted && wanted->kind == TypeKind::kString && is_alone() && ascii_upper(base_) == base_)
    m.hint("a text stands in quotes: `\"" + std::string(base_) + "\"`");
  if (a_.in_condition_)
    m.hint("`@ifdef ( name )` asks whether it is there; locals are not known yet");
}

}  // namespace

void Analysis::unknown_name(NodeRef node, std::string_view what, Span span) {
  NameId id = names.of(node);
  const Name name = names[id];
  if (is_broken() || for_unknown_type_ || is_missing(id) || unread_.mentions(names.text(name.base)))
    return report.count_silently();
  UnknownName unknown(*this, node, what, span);
  if (unknown.follows()) return report.count_silently();
  if (unknown.tell_other_place()) return;
  unknown.tell();
  if (name.module != kNoModule || !is_in_body()) return;
  // Here it is a local from now on of which nothing is known.
  add_local(*frame_, id, type_error(), node.span(), true);
  frame_->bindings.back()->is_used = true;
}

}  // namespace avocet::sema
