#include "engine/loader.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/result.h"
#include "base/spelling.h"
#include "base/whole_file.h"
#include "engine/former_scripts.h"
#include "signature/rule_reader.h"

namespace avocet {

namespace {

// Files that load files that load files: far beyond any sane layout, well within the stack.
constexpr int kMaxLoadDepth = 200;

// A script is a text of people, or of programs that write down what people know; a device such as
// /dev/zero has no end.
constexpr size_t kMostScriptBytes = size_t{1} << 28;

Result<std::string> read_text(const std::string& path) {
  Result<std::string> text = read_whole_file(path == "-" ? "/dev/stdin" : path, kMostScriptBytes);
  if (text) return text;
  return Error{"cannot read the script `" + path + "`: " + text.error().message};
}

// "base/utils/site.zeek" and "local" as prefix: "local.base.utils.site.zeek".
std::string prefixed_name(std::string_view prefix, std::string_view relative) {
  std::string name(prefix);
  name += '.';
  for (char c : relative) name += c == '/' ? '.' : c;
  return name;
}

bool is_builtin_name(std::string_view name) {
  return name == "base/bif" || name.starts_with("base/bif/");
}

// Whether a text begins as files of packets do: pcap of either order and resolution, or pcapng.
bool is_capture(std::string_view text) {
  using namespace std::string_view_literals;
  for (std::string_view mark : {"\xd4\xc3\xb2\xa1"sv, "\xa1\xb2\xc3\xd4"sv, "\x4d\x3c\xb2\xa1"sv,
                                "\xa1\xb2\x3c\x4d"sv, "\x0a\x0d\x0d\x0a"sv})
    if (text.starts_with(mark)) return true;
  return false;
}

// The language of a file that some builds of Zeek run and this program does not, by its suffix.
std::string_view language_elsewhere(std::string_view path) {
  constexpr std::pair<std::string_view, std::string_view> kLanguages[] = {
      {".js", "JavaScript"}, {".cjs", "JavaScript"}, {".mjs", "JavaScript"},
      {".spicy", "Spicy"},   {".evt", "Spicy"},      {".hlto", "Spicy"}};
  for (auto [suffix, language] : kLanguages)
    if (path.ends_with(suffix)) return language;
  return {};
}

}  // namespace

// Passes on to the compiler and to a listener.
class Loader::Tee final : public tree::Consumer {
 public:
  Tee(tree::Consumer& compiler, tree::Consumer* listener)
      : compiler_(compiler), listener_(listener) {}
  void declare(const tree::Global& global) override {
    compiler_.declare(global);
    if (listener_) listener_->declare(global);
  }
  void update(const tree::Global& global) override {
    compiler_.update(global);
    if (listener_) listener_->update(global);
  }
  void define(const tree::Function& function, bool replaces) override {
    compiler_.define(function, replaces);
    if (listener_) listener_->define(function, replaces);
  }
  void field_default(const tree::FieldDefault& field) override {
    compiler_.field_default(field);
    if (listener_) listener_->field_default(field);
  }
  void act(const tree::Action& action) override {
    compiler_.act(action);
    if (listener_) listener_->act(action);
  }

 private:
  tree::Consumer& compiler_;
  tree::Consumer* listener_;
};

namespace {

// Text on the command line may leave out the semicolon of its last statement.
std::string with_last_semicolon(std::string code) {
  size_t end = code.find_last_not_of(" \t\r\n");
  bool ends = end == std::string::npos || code[end] == ';' || code[end] == '}';
  size_t line = ends ? 0 : code.rfind('\n', end) + 1;
  bool comment = code.find_first_of("#@", line) < end;
  return ends || comment ? code : code.insert(end + 1, ";");
}

}  // namespace

Loader::Loader(Program& program, Machine& machine, const NativeRegistry& natives,
               SourceMap& sources, DiagnosticSink& sink, const LoadOptions& options,
               tree::Consumer* listener)
    : program_(program), machine_(machine), natives_(natives), sources_(sources), sink_(sink),
      options_(options), compiler_(program, sink, CompilerOptions{options.optimise}),
      tee_(std::make_unique<Tee>(compiler_, listener)),
      checker_(program.arena, program.heap, program.types, sink, *tee_, *this,
               sema::CheckerOptions{.lint = options.lint, .doubts = options.doubts}),
      files_(options.shipped_scripts), path_(ScriptPath::from_environment(options.shipped_scripts)),
      copies_(options.shipped_scripts, files_), shipped_(options.shipped_scripts),
      images_(options.image_folder), prefixes_(options.prefixes) {
  compiler_.bind_natives([this](const tree::Global& declared, FunctionInfo& info) {
    const NativeRegistry::Entry* entry = natives_.find(declared.name);
    if (!entry) return;
    info.native = entry->native.function;
    info.native_effects = entry->native.effects;
  });
}

Loader::~Loader() = default;

void Loader::load_base() {
  path_.use_index(&files_);
  shelf_ = fingerprint_of(options_.shipped_scripts + (options_.bare ? "\nbare" : "\nall"));
  images_.open_shelf(shelf_);
  std::string begin = options_.shipped_scripts + "/base/init-bare.zeek";
  if (!finds_shipped_scripts(begin)) return;
  load_named(begin, {}, ".");
  // What is wrong there is wrong with everything that follows.
  if (sink_.has_errors()) return;
  load_builtins();
  if (!options_.bare) load_named("base/init-default.zeek", {}, ".");
  base_loaded_ = true;
}

void Loader::load_named_by_user() {
  if (!base_loaded_) return;
  user_begin_ = sources_.size() == 0 ? 0 : sources_.end();
  for (const std::string& script : options_.scripts) load_named(script, {}, ".");
  for (const std::string& code : options_.code)
    load_text("<command line>", with_last_semicolon(code));
  for (const std::string& name : options_.signatures) take_signatures(name, {}, ".");
  load_settings();
  load_prefixed();
  path_.use_index(nullptr);
  checker_.finish();
  name_types();
  join_tags();
  compiler_.finish();
  if (!sink_.has_errors()) keep_images();
}

// Otherwise each script would miss those that it loads, or get those of another program.
bool Loader::finds_shipped_scripts(const std::string& begin) {
  auto found = path_.find("base/init-bare.zeek", ".");
  if (!found) {
    sink_.error({}, "the shipped scripts are in none of the folders that are looked through",
                "AVOCETPATH or ZEEKPATH names others only: add `" + options_.shipped_scripts + "`");
    return false;
  }
  if (files_.real_path(*found) == files_.real_path(begin)) return true;
  Result<std::string> there = read_text(*found), shipped = read_text(begin);
  if (!there || !shipped || *there == *shipped) return true;
  std::string folder = folder_of(folder_of(*found));
  sink_.error({},
              "the folder `" + folder + "` holds the base scripts of another program or version",
              "AVOCETPATH is asked before ZEEKPATH: let it name `" + options_.shipped_scripts +
                  "`, its `policy` and what else is meant for this program");
  return false;
}

// What comes with every world is found on the shelf, and belongs there if it is not.
Loader::FoundImage Loader::find_image(SourceId source) {
  if (!images_.is_enabled()) return {};
  Fingerprint key = ScriptImage::key(sources_.source(source).text);
  if (!base_loaded_) for_shelf_.push_back(source);
  std::optional<KeptImage> kept = images_.find(key);
  bool is_there = !base_loaded_ && kept && kept->on_shelf;
  if (is_there && kept->bytes.empty()) return {};
  auto trust = kept && kept->is_ours ? ScriptImage::Trust::kFingerprint : ScriptImage::Trust::kNone;
  std::unique_ptr<ScriptImage> image;
  if (kept) image = ScriptImage::load(kept->bytes, sources_, source, key, trust);
  if (!base_loaded_)
    shelf_is_complete_ &= is_there && image;
  else if (!image)
    without_image_.push_back(source);
  if (!image) return {};
  mapped_.push_back(std::move(image));
  return {mapped_.back().get(), trust == ScriptImage::Trust::kFingerprint};
}

void Loader::keep_images() {
  for (SourceId source : without_image_)
    images_.keep(ScriptImage::key(sources_.source(source).text),
                 ScriptImage::make(sources_, source));
  if (!shelf_is_complete_) fill_shelf();
}

void Loader::fill_shelf() {
  std::deque<std::string> made;
  std::vector<ImageStore::Item> items;
  for (SourceId source : for_shelf_) {
    made.push_back(ScriptImage::make(sources_, source));
    items.push_back({ScriptImage::key(sources_.source(source).text), made.back()});
  }
  images_.keep_shelf(shelf_, std::move(items));
}

void Loader::name_types() {
  for (const sema::Symbol* symbol : checker_.symbols())
    if (symbol->kind == sema::SymbolKind::kType && symbol->type)
      program_.type_names[symbol->name] = symbol->type;
  program_.modules = checker_.modules();
}

// Tags of analyzers of every kind have the numbers of their kinds (base/init/analyzers).
void Loader::join_tags() {
  const EnumType* all = as_enum(program_.find_type("AllAnalyzers::Tag"));
  if (!all || !all->parts.empty()) return;
  for (std::string_view kind : {"Analyzer::Tag", "PacketAnalyzer::Tag", "Files::Tag"})
    if (const EnumType* part = as_enum(program_.find_type(kind))) all->parts.push_back(part);
}

void Loader::load_named(const std::string& name, Span from, std::string_view folder) {
  if (name == "-") return load_file(name, "<standard input>");
  if (auto found = path_.find(name, folder)) return load_file(*found, *found);
  // A name on the command line may also be a path from the current folder.
  if (!from.known())
    if (auto found = ScriptPath({"."}).find(name, ".")) return load_file(*found, *found);
  if (is_builtin_name(name)) return load_builtins();
  report_missing("script", name, from, folder);
}

void Loader::load_builtins() {
  // Whoever asks for a part gets the whole, once.
  if (!loaded_.insert("base/bif").second) return;
  for (const NativeRegistry::Prelude& prelude : natives_.preludes())
    load_text("<builtin/" + prelude.group + ">", prelude.text);
}

void Loader::load_file(const std::string& path, const std::string& shown) {
  std::string real = files_.real_path(path);
  if (unloaded_.contains(real) || lacks_shipped_) return;
  if (std::string_view language = language_elsewhere(path); !language.empty()) {
    Span from = load_site_ ? load_site_->span() : Span{};
    sink_.error(from, "`" + shown + "` is a file of " + std::string(language) +
                          ", which this program does not run");
    return checker_.miss_script();
  }
  if (!loaded_.insert(real).second) {
    if (base_loaded_ && depth_ == 0) note_user_source(real);
    return;
  }
  const Source* before = options_.known_texts ? source_of(real, *options_.known_texts) : nullptr;
  Result<std::string> text = before ? Result<std::string>(before->text) : read_text(path);
  if (!text) {
    sink_.error({}, text.error().message);
    lacks_shipped_ = copies_.is_shipped(real);
    return checker_.miss_script();
  }
  if (!sources_.fits(text->size())) {
    sink_.error({}, "the script `" + shown + "` is too large");
    return;
  }
  if (is_capture(*text)) {
    sink_.error({}, "`" + shown + "` is a capture, not a script",
                "captures are read with `-r " + shown + "`");
    return;
  }
  ScriptCopies::Script script = copies_.note(real);
  const Source* known = script.loaded.empty() ? nullptr : source_of(script.loaded, sources_);
  if (known && known->text == *text) {
    if (base_loaded_ && depth_ == 0) note_user_source(script.loaded);
    return read_loads(sources_.add(shown, std::move(text).value(), real));
  }
  loaded_names_.push_back(shown);
  loaded_depths_.push_back(uint32_t(depth_));
  read_items(sources_.add(shown, std::move(text).value(), real),
             known ? blame_copy(script) : nullptr);
}

// Whatever does not go together in two scripts of one name is one mistake.
sema::Cause* Loader::blame_copy(const ScriptCopies::Script& script) {
  auto [cause, is_new] = blamed_copies_.try_emplace(script.folder);
  if (!is_new) return &cause->second;
  Diagnostic& d = cause->second.diagnostic;
  if (load_site_) d.span = load_site_->span();
  d.code = "loaded-twice";
  d.message = "`" + script.folder + "/" + script.name + "` is another copy of `" + script.loaded +
              "`, which is loaded already";
  std::string name = script.name.ends_with("/main.zeek") ? folder_of(script.name) : script.name;
  d.hint = script.is_shipped ? "leave the one that was loaded first out"
                             : "load it as `" + name + "`, without a folder before it";
  return &cause->second;
}

const Source* Loader::source_of(const std::string& real, const SourceMap& among) {
  for (uint32_t i = 0; i < among.size(); ++i)
    if (const Source& source = among.source(SourceId{i}); source.full_path == real) return &source;
  return nullptr;
}

// One that is loaded already: it came with the world, or another loaded it.
void Loader::note_user_source(const std::string& real) {
  for (uint32_t i = 0; i < sources_.size(); ++i) {
    SourceId source{i};
    bool is_known =
        std::find(user_sources_.begin(), user_sources_.end(), source) != user_sources_.end();
    if (sources_.source(source).full_path == real && !is_known) user_sources_.push_back(source);
  }
}

bool Loader::is_users(Span place) const {
  if (!place.known() || place.begin >= user_begin_) return place.known();
  const Source* source = sources_.find(place);
  return source && std::any_of(user_sources_.begin(), user_sources_.end(),
                               [&](SourceId user) { return &sources_.source(user) == source; });
}

bool Loader::is_shipped(Span place) const {
  const Source* source = place.known() ? sources_.find(place) : nullptr;
  return source && copies_.is_shipped(source->full_path);
}

void Loader::load_text(std::string shown, std::string text) {
  read_items(sources_.add(std::move(shown), std::move(text)));
}

void Loader::read_items(SourceId source, sema::Cause* cause) {
  if (depth_ == kMaxLoadDepth) {
    sink_.error(Span{sources_.source(source).base, 0}, "scripts load each other too deeply");
    return;
  }
  ++depth_;
  std::string folder = folder_of(sources_.source(source).path);
  if (base_loaded_ && depth_ == 1) user_sources_.push_back(source);
  auto [image, is_ours] = find_image(source);
  readers_.push_back(std::make_unique<ScriptReader>(
      sources_, source, static_cast<ConditionOracle&>(*this), sink_, image));
  ScriptReader& reader = *readers_.back();
  // What is shipped was found good when its image was made.
  checker_.begin_file(is_ours && !base_loaded_, cause);
  while (std::optional<NodeRef> item = reader.next_item()) take_item(*item, folder);
  checker_.end_file();
  --depth_;
}

// A script that is there already: what lies beside it may differ all the same.
void Loader::read_loads(SourceId source) {
  if (depth_ == kMaxLoadDepth) return;
  ++depth_;
  std::string folder = folder_of(sources_.source(source).path);
  readers_.push_back(std::make_unique<ScriptReader>(
      sources_, source, static_cast<ConditionOracle&>(*this), sink_, nullptr));
  ScriptReader& reader = *readers_.back();
  while (std::optional<NodeRef> item = reader.next_item())
    if (item->kind() == NodeKind::kLoad) take_load(*item, folder);
  --depth_;
}

void Loader::take_item(NodeRef item, std::string_view folder) {
  switch (item.kind()) {
  case NodeKind::kLoad: return take_load(item, folder);
  case NodeKind::kUnload:
    if (auto found = path_.find(item.text(), folder))
      unloaded_.insert(files_.real_path(*found));
    else
      // A run is none the worse for it: scripts go where versions of them do.
      tell_missing(options_.lint ? Severity::kError : Severity::kWarning, "script",
                   std::string(item.text()), item.span(), folder);
    return;
  case NodeKind::kPrefixes: return take_prefixes(item);
  case NodeKind::kDeprecated: return take_deprecated(item);
  case NodeKind::kLoadSigs: return take_signatures(std::string(item.text()), item.span(), folder);
  case NodeKind::kLoadPlugin:
    sink_.warning(item.span(),
                  "plugins of Zeek are programs for Zeek: this directive has no effect");
    return;
  default: checker_.check(item);
  }
}

// `@deprecated` says it of the file that it stands in, to whoever loads that.
void Loader::take_deprecated(NodeRef item) {
  bool quiet = load_site_ && load_site_->ast().ignores_deprecations(
                                 load_site_->span().begin - load_site_->ast().source().base);
  if (quiet) return;
  Diagnostic d;
  d.severity = Severity::kWarning;
  d.code = "deprecated";
  d.span = item.span();
  d.message = "this script is deprecated";
  if (!item.text().empty()) d.message += ": " + std::string(item.text());
  if (load_site_) d.notes.push_back({load_site_->span(), "it is loaded here"});
  sink_.report(std::move(d));
}

void Loader::take_load(NodeRef item, std::string_view folder) {
  std::optional<NodeRef> outer = std::exchange(load_site_, item);
  load_named(std::string(item.text()), item.span(), folder);
  load_site_ = outer;
}

void Loader::take_signatures(const std::string& name, Span from, std::string_view folder) {
  auto found = path_.find_signatures(name, folder);
  if (!found) return report_missing("file of signatures", name, from, folder);
  signature_files_.push_back({*found, from});
  Result<std::string> text = read_text(*found);
  if (!text) return;  // said when the rules are read
  for (const std::string& function : functions_named_by_rules(text.value()))
    checker_.note_use(function);
}

void Loader::take_prefixes(NodeRef item) {
  std::string_view text = item.text();
  if (item.assign_op() == AssignOp::kSet) prefixes_.clear();
  while (!text.empty()) {
    size_t colon = text.find(':');
    std::string_view part = text.substr(0, colon);
    if (!part.empty()) prefixes_.emplace_back(part);
    text = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  }
}

void Loader::load_settings() {
  for (const Setting& setting : options_.settings) {
    // With `=` the checker knows which values may come without quotes; the others are expressions
    // as in a script.
    std::optional<std::string> text =
        setting.op == "=" ? checker_.redef_text(setting.name, setting.value)
                          : "redef " + setting.name + " " + setting.op + " " + setting.value + ";";
    if (text) load_text("<option " + setting.name + ">", *text);
  }
}

void Loader::load_prefixed() {
  if (prefixes_.empty()) return;
  // What prefixed scripts load themselves has prefixed scripts too, hence by index.
  for (size_t i = 0; i < loaded_names_.size(); ++i) {
    for (const std::string& folder : path_.folders()) {
      std::string below = folder == "." ? std::string() : folder + "/";
      if (!loaded_names_[i].starts_with(below)) continue;
      std::string relative = loaded_names_[i].substr(below.size());
      if (relative.ends_with("/__load__.zeek")) relative.resize(relative.size() - 14);
      for (size_t p = 0; p < prefixes_.size(); ++p)
        if (auto found = path_.find(prefixed_name(prefixes_[p], relative), "."))
          load_file(*found, *found);
    }
  }
}

bool Loader::is_folder(const std::string& name, std::string_view beside) const {
  auto is_there = [](const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
  };
  if (is_there(std::filesystem::path(beside) / name)) return true;
  if (name.starts_with(".")) return false;
  const auto& places = path_.folders();
  return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
    return is_there(std::filesystem::path(place) / name);
  });
}

static bool is_like_command(std::string_view name) {
  Nearest nearest(name);
  nearest.offer("check");
  return !nearest.found().empty();
}

// What a script or file that is missing would have declared is unknown.
void Loader::report_missing(std::string_view what, const std::string& name, Span from,
                            std::string_view folder) {
  tell_missing(Severity::kError, what, name, from, folder);
  checker_.miss_script();
}

void Loader::tell_missing(Severity severity, std::string_view what, const std::string& name,
                          Span from, std::string_view folder) {
  std::string hint;
  if (name.empty()) {
    hint = "the name is empty";
  } else if (name == "help" && !from.known()) {
    hint = "`avocet --help` lists options and commands";
  } else if (name.starts_with("\"") || name.starts_with("'")) {
    hint = "the name stands without quotes";
  } else if (name.ends_with(";")) {
    hint = "the name ends with the line: leave the `;` out";
  } else if (name.find(' ') != std::string::npos) {
    hint = "each script has an `@load` of its own";
  } else if (std::string advice = advice_on_former_script(name); !advice.empty()) {
    hint = std::move(advice);
  } else if (is_folder(name, folder)) {
    bool is_script = what == "script";
    hint = is_script ? "it is a folder without a `__load__.zeek`" : "it is a folder";
    if (is_script && !from.known()) hint += "; captures in a folder are read by `-r " + name + "`";
  } else if (std::string nearest = path_.nearest(name, folder); !nearest.empty()) {
    hint = "did you mean `" + nearest + "`?";
  } else if (!from.known() && is_like_command(name)) {
    hint = "did you mean `avocet check`?";
  } else if (name.starts_with("./") || name.starts_with("../")) {
    hint = "it was looked for beside the file that loads it, in `" + std::string(folder) + "`";
  } else if (!name.starts_with("/")) {
    hint = "it was looked for in";
    for (const std::string& place : path_.folders()) hint += " `" + place + "`";
  }
  std::string message = "there is no " + std::string(what) + " `" + name + "`";
  if (severity == Severity::kError)
    sink_.error(from, std::move(message), std::move(hint));
  else
    sink_.warning(from, std::move(message), std::move(hint));
}

bool Loader::decide(NodeRef condition) {
  tree::Expr* checked = checker_.check_condition(condition);
  if (!checked) return false;
  std::optional<Value> value = evaluate(checked);
  return value && value->b();
}

bool Loader::is_defined(std::string_view name) { return checker_.is_declared(name); }

bool Loader::is_native(std::string_view name) const { return natives_.find(name) != nullptr; }

std::optional<Value> Loader::evaluate(tree::Expr* expr) {
  FunctionId id = compiler_.compile_expression(expr);
  compiler_.refresh_shapes();
  name_types();
  machine_.refresh();
  machine_.run_initialisers();
  Returned result;
  if (!machine_.run(id, {}, &result)) return std::nullopt;
  kept_.push_back(std::move(result));
  return kept_.back().get();
}

}  // namespace avocet
