#include "engine/signatures.h"

#include <algorithm>
#include <sstream>

#include "base/text.h"
#include "base/whole_file.h"
#include "signature/script_names.h"

namespace avocet {

namespace {

constexpr size_t kMostRuleBytes = size_t{1} << 28;

// A file of signatures, and what asked for it.
bool read_file(const std::string& path, Span from, const RuleNames& names, SourceMap& sources,
               DiagnosticSink& sink, std::vector<SignatureRule>& rules) {
  Result<std::string> text = read_whole_file(path, kMostRuleBytes);
  bool fits = text && sources.fits(text->size());
  if (!fits) {
    sink.error(from, "the signatures in `" + path + "` cannot be read: " +
                         (text ? "they are too large" : text.error().message));
    return false;
  }
  read_rules(sources, sources.add(path, std::move(text).value()), names, sink, rules);
  return true;
}

ContentKind kind_of(FoundContent what) {
  switch (what) {
  case FoundContent::kHttpRequest: return ContentKind::kHttpRequest;
  case FoundContent::kHttpRequestHeader: return ContentKind::kHttpRequestHeader;
  case FoundContent::kHttpRequestBody: return ContentKind::kHttpRequestBody;
  case FoundContent::kHttpReplyHeader: return ContentKind::kHttpReplyHeader;
  case FoundContent::kHttpReplyBody: return ContentKind::kHttpReplyBody;
  case FoundContent::kFtp: return ContentKind::kFtp;
  case FoundContent::kFinger: return ContentKind::kFinger;
  }
  UNREACHABLE();
}

// Of an analyzer, by the name that rules give it.
std::optional<int64_t> analyzer_tag(const Program& program, std::string_view name) {
  const EnumType* tags = as_enum(program.find_type("Analyzer::Tag"));
  std::string label = "Analyzer::ANALYZER_";
  for (char c : name) label += c == '-' ? '_' : ascii_upper(c);
  const EnumLabel* found = tags ? tags->find(label) : nullptr;
  if (!found) return std::nullopt;
  return found->value;
}

}  // namespace

std::unique_ptr<RuleSet> read_signatures(const Loader& loader, const Machine& machine,
                                         SourceMap& sources, DiagnosticSink& sink) {
  if (sink.has_errors()) return nullptr;
  std::vector<SignatureFile> files = loader.signature_files();
  const Value* more = machine.find_global("signature_files");
  std::istringstream words(more && !more->is_null() ? std::string(more->string()->view()) : "");
  for (std::string name; words >> name;) {
    auto path = loader.path().find_signatures(name, ".");
    if (path) {
      files.push_back({*path, {}});
    } else {
      sink.error({}, "there is no file `" + name + "`, which signature_files names");
    }
  }
  std::vector<SignatureRule> rules;
  std::vector<std::string> read;
  ScriptNames names(machine);
  for (const SignatureFile& file : files) {
    if (std::find(read.begin(), read.end(), file.path) != read.end()) continue;
    read.push_back(file.path);
    // What keeps one from being read keeps the others from it, too.
    if (!read_file(file.path, file.from, names, sources, sink, rules)) break;
  }
  if (rules.empty()) return nullptr;
  return std::make_unique<RuleSet>(std::move(rules), sink);
}

void check_signatures(const Loader& loader, const Machine& machine, SourceMap& sources,
                      DiagnosticSink& sink) {
  std::unique_ptr<RuleSet> rules = read_signatures(loader, machine, sources, sink);
  if (!rules) return;
  const Program& program = machine.program();
  auto knows = [&](std::string_view name) { return analyzer_tag(program, name).has_value(); };
  for (const SignatureRule& rule : rules->rules()) bind_rule(rule, program, knows, sink);
}

Signatures::Signatures(RuleSet& rules, EventQueue& queue, Machine& machine, FlowEvents& events,
                       Protocols& protocols, DiagnosticSink& sink)
    : machine_(machine), events_(events), protocols_(protocols),
      watch_(rules, queue, machine, *this, events.interest(), sink), pair_(events, watch_),
      late_match_(queue, machine.program(), "protocol_late_match") {
  protocols.set_signatures(this);
}

Signatures::~Signatures() { protocols_.set_signatures(nullptr); }

FlowInterest Signatures::interest() const { return events_.interest() | watch_.interest(); }

Value Signatures::connection(Flow& flow) {
  return retained(Value::of(events_.connections().of(flow)));
}

void Signatures::found(Flow& flow, Side side, FoundContent what, FoundPiece piece) {
  if (watch_.looks_for(kind_of(what)))
    watch_.content(flow, side, kind_of(what), piece.bytes, piece.is_first, piece.is_last);
}

bool Signatures::wants_content(const Flow& flow) { return Protocols::has_analyzers(flow); }

std::optional<int64_t> Signatures::tag_of(std::string_view name) const {
  return analyzer_tag(machine_.program(), name);
}

bool Signatures::knows_analyzer(std::string_view name) { return tag_of(name).has_value(); }

void Signatures::enable_analyzer(Flow& flow, std::string_view name,
                                 std::span<const SeenPiece> seen) {
  std::optional<int64_t> tag = tag_of(name);
  ProtocolAnalyzer* attached = tag ? protocols_.attach_found(flow, *tag) : nullptr;
  if (!attached || protocols_.misses_begin(flow, *attached)) return;
  for (const SeenPiece& piece : seen) {
    if (flow.transport == Transport::kTcp)
      attached->data(piece.side, piece.bytes);
    else
      attached->datagram(piece.side, piece.bytes, uint32_t(piece.bytes.size()));
  }
}

void Signatures::late_match(Flow& flow, std::string_view name) {
  if (!late_match_.wanted()) return;
  if (std::optional<int64_t> tag = tag_of(name))
    late_match_.raise({connection(flow), Value::of_int(*tag)});
}

}  // namespace avocet
