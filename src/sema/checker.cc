#include "sema/checker.h"

#include "sema/analysis.h"
#include "sema/walk.h"
#include "syntax/token.h"

namespace avocet::sema {

Analysis::Analysis(Arena& a, Heap& h, TypeTable& t, DiagnosticSink& s, tree::Consumer& c, Host& o,
                   CheckerOptions given)
    : arena(a), heap(h), types(t), consumer(c), host(o), options(given), sink(s), report(s),
      names(a), symbols(a, names), module_(names.global_module()) {
  if (options.lint) report.tell_mistakes_once();
  top_level_.kind = Frame::Kind::kTopLevel;
  idle_.kind = Frame::Kind::kInitialiser;
  frame_ = &idle_;
}

void Analysis::begin_file(bool is_proven, Cause* cause) {
  outer_files_.push_back({module_, file_is_proven_, report.blame(cause), early_statement_});
  early_statement_ = {};
  module_ = names.global_module();
  file_is_proven_ = is_proven;
}

void Analysis::end_file() {
  CHECK(!outer_files_.empty());
  module_ = outer_files_.back().module;
  file_is_proven_ = outer_files_.back().is_proven;
  report.blame(outer_files_.back().cause);
  early_statement_ = outer_files_.back().early_statement;
  outer_files_.pop_back();
}

namespace {

// Whether it stands among the declarations of a script, before its statements.
bool declares(NodeRef item) {
  switch (item.kind()) {
  case NodeKind::kModule:
  case NodeKind::kTypeDecl:
  case NodeKind::kFunction:
  case NodeKind::kRedefRecord:
  case NodeKind::kRedefField:
  case NodeKind::kRedefEnum: return true;
  case NodeKind::kVariable:
    return item.storage() != Storage::kLocal && item.storage() != Storage::kLocalConst;
  default: return false;
  }
}

}  // namespace

void Analysis::check_item(NodeRef item) {
  tree_ = &item.ast();
  report.read_from(tree_->source());
  depth_ = 0;
  too_deep_ = false;
  frame_ = &idle_;
  if (declares(item)) tell_early_statement(item.span());
  switch (item.kind()) {
  case NodeKind::kModule: return check_module(item);
  case NodeKind::kBroken: early_statement_ = {}; return check_broken(item);
  case NodeKind::kVariable:
    if (!declares(item)) return check_statement_item(item);
    return item.storage() == Storage::kRedef ? check_redef(item) : check_variable(item);
  case NodeKind::kTypeDecl: return check_type_declaration(item);
  case NodeKind::kFunction: return check_function(item);
  case NodeKind::kRedefRecord: return check_redef_record(item);
  case NodeKind::kRedefField: return check_redef_field(item);
  case NodeKind::kRedefEnum: return check_redef_enum(item);
  case NodeKind::kLoad:
  case NodeKind::kLoadSigs:
  case NodeKind::kLoadPlugin:
  case NodeKind::kUnload:
  case NodeKind::kPrefixes:
  case NodeKind::kDeprecated: return;
  default: return check_statement_item(item);
  }
}

namespace {

bool begins_with(NodeRef item, TokenType word) {
  std::string_view text = item.ast().source().text;
  uint32_t begin = item.full_span().begin - item.ast().source().base;
  return begin < text.size() && scan_token(text, begin, LexerMode::kDefault).type == word;
}

}  // namespace

// Whatever it would have declared is known from now on as something that was reported.
void Analysis::check_broken(NodeRef item) {
  report.count_silently();
  // Braces around fields or labels lack the name of a type, others the head of a body.
  if (item.sub() == kBrokenBody)
    lose_name(begins_with(item, TokenType::kBraceOpen) ? Lost::kType : Lost::kCallable);
  else if (item.text().empty() && begins_with(item, TokenType::kType))
    lose_name(Lost::kType);
  // Of a type the labels or fields are missing, too.
  if (item.text().empty() || item.sub() != 0) note_unread(item);
  // What follows is of another module than what was read before, whatever its name is.
  if (begins_with(item, TokenType::kModule)) module_ = names.intern("?");
  if (item.text().empty()) return;
  NameId name = names.of(item);
  if (Entry* known = symbols.look_up_for_declaration(name, module_)) {
    // What is a declaration of its own, not a body, was meant to be something else.
    if (!known->global || !known->global->callable()) known->type = type_error();
    return;
  }
  Entry* entry = symbols.add(SymbolKind::kGlobal, name, module_, item.span());
  entry->type = type_error();
  entry->exported = true;
}

namespace {

// ": record {", "rs: record {", "of count;": what stood before that is gone.
bool lost_begin(std::string_view text, TokenType first) {
  constexpr TokenType kWithin[] = {
      TokenType::kColon, TokenType::kOf,           TokenType::kRecord,
      TokenType::kEnum,  TokenType::kBracketOpen,  TokenType::kAssign,
      TokenType::kComma, TokenType::kBracketClose, TokenType::kParenClose};
  if (std::find(std::begin(kWithin), std::end(kWithin), first) != std::end(kWithin)) return true;
  std::string_view head = text.substr(0, text.find('\n'));
  return first == TokenType::kName &&
         (head.find(": record") != head.npos || head.find(": enum") != head.npos ||
          head.find("] of ") != head.npos);
}

}  // namespace

// What it would have declared may be missing from now on. What begins with no word of the language
// may even have loaded other scripts.
void Analysis::note_unread(NodeRef item) {
  Span span = item.full_span();
  std::string_view text = item.ast().source().text;
  text = text.substr(span.begin - item.ast().source().base, span.length);
  unread_.note(text);
  bool is_one_line = text.find('\n') == text.npos;
  TokenType first = text.empty() ? TokenType::kEnd : scan_token(text, 0, LexerMode::kDefault).type;
  bool lacks_name =
      item.text().empty() &&
      (first == TokenType::kGlobal || first == TokenType::kConst || first == TokenType::kOption ||
       first == TokenType::kType || first == TokenType::kFunction || first == TokenType::kEvent ||
       first == TokenType::kHook || first == TokenType::kModule);
  bool lacks_labels = text.starts_with("redef enum") || text.find(": enum") != text.npos;
  bool lacks_begin = item.text().empty() && lost_begin(text, first);
  if (lacks_name || lacks_labels || lacks_begin || (is_one_line && !is_keyword(first)))
    broken_ = true;
}

namespace {

// Whether it calls a function of a script that `is_sound` does not vouch for.
template <class IsSound> bool calls_unsound(const Expr* e, const IsSound& is_sound) {
  if (e->kind == ExprKind::kCall) {
    const tree::Global* called = static_cast<const tree::CallExpr*>(e)->global;
    if (!called || (called->kind != tree::GlobalKind::kNative && !is_sound(*called))) return true;
  }
  bool calls = false;
  tree::for_each_operand(e,
                         [&](const Expr* part) { calls = calls || calls_unsound(part, is_sound); });
  return calls;
}

}  // namespace

Expr* Analysis::check_condition(NodeRef node) {
  tree_ = &node.ast();
  report.read_from(tree_->source());
  depth_ = 0;
  Frame* outer = std::exchange(frame_, &idle_);
  in_condition_ = true;
  Expr* e = condition(node, "the condition of `@if`");
  in_condition_ = false;
  frame_ = outer;
  // What a function says that could not be read nobody knows.
  auto is_sound = [this](const tree::Global& called) {
    const Entry* entry = symbols.look_up(names.intern(called.name), names.global_module());
    return report.errors() == 0 || (entry && entry->definition.known() && entry->sound);
  };
  bool is_known = !is_error(e) && !calls_unsound(e, is_sound);
  if (!is_known) undecided_ = true;
  return is_known ? e : nullptr;
}

// ---- Checker ----------------------------------------------------------------------------------

class Checker::Impl : public Analysis {
 public:
  using Analysis::Analysis;
};

Checker::Checker(Arena& arena, Heap& constants, TypeTable& types, DiagnosticSink& sink,
                 tree::Consumer& consumer, Host& host, CheckerOptions options)
    : impl_(std::make_unique<Impl>(arena, constants, types, sink, consumer, host, options)) {}
Checker::~Checker() = default;

void Checker::begin_file(bool is_proven, Cause* cause) { impl_->begin_file(is_proven, cause); }
void Checker::end_file() { impl_->end_file(); }
void Checker::check(NodeRef item) { impl_->check_item(item); }
void Checker::miss_script() { impl_->miss_script(); }
void Checker::miss_branch() { impl_->miss_branch(); }
tree::Expr* Checker::check_condition(NodeRef expression) {
  return impl_->check_condition(expression);
}
void Checker::note_use(std::string_view name) { impl_->note_use(name); }

void Checker::finish() { impl_->finish(); }

bool Checker::is_declared(std::string_view name) const {
  NameId id = impl_->names.intern(name);
  return impl_->symbols.look_up(id, impl_->module_) || impl_->symbols.is_module(id);
}

std::vector<std::string_view> Checker::modules() const { return impl_->symbols.modules(); }

std::string_view Checker::current_module() const { return impl_->names.text(impl_->module_); }

const Symbol* Checker::find(std::string_view name) const {
  return impl_->symbols.look_up(impl_->names.intern(name), impl_->names.global_module());
}

Span Checker::definition(std::string_view name) const {
  const Entry* e = impl_->symbols.look_up(impl_->names.intern(name), impl_->names.global_module());
  bool is_function = e && e->global && e->type && e->type->kind == TypeKind::kFunction;
  return is_function && as_function(e->type)->flavor == Flavor::kFunction ? e->definition : Span{};
}

const std::vector<const Symbol*>& Checker::symbols() const { return impl_->symbols.all(); }

Span Checker::field_span(const RecordType& record, uint32_t field) const {
  return impl_->field_span_of(&record, field);
}

const tree::Attributes* Checker::field_attributes(const RecordType& record, uint32_t field) const {
  return impl_->field_info(&record, field).attributes;
}

std::optional<std::string> Checker::redef_text(std::string_view name, std::string_view value) {
  const Symbol* symbol = find(name);
  if (!symbol || !symbol->global || symbol->global->callable()) {
    Nearest nearest(name);
    for (const Symbol* s : symbols())
      if (s->global && !s->global->callable()) nearest.offer(s->name);
    impl_->report
        .error({}, "unknown-name",
               "there is no option " + quoted(name) + " to set from the command line")
        .hint(nearest.hint());
    return std::nullopt;
  }
  std::string out = "redef ";
  out += symbol->name;
  out += " = ";
  bool text = symbol->type->kind == TypeKind::kString &&
              !(value.size() >= 2 && value.front() == '"' && value.back() == '"');
  bool pattern = symbol->type->kind == TypeKind::kPattern && !value.starts_with('/');
  if (text) {
    out += '"';
    for (char c : value) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += '"';
  } else if (pattern) {
    out += '/';
    out += value;
    out += '/';
  } else {
    out += value;
  }
  out += ";\n";
  return out;
}

}  // namespace avocet::sema
