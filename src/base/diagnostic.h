// Diagnostics: what is wrong with a script, where, and how to mend it.
//
// Every stage reports into a DiagnosticSink and goes on. One mistake is to give one error: the sink
// drops a second error at the place of a first one. Nothing here prints; renderers make strings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/source.h"

namespace avocet {

enum class Severity : uint8_t { kError, kWarning, kNote };

// A second place that explains the first, such as a declaration.
struct DiagnosticNote {
  Span span;  // may be unknown
  std::string message;
};

struct Diagnostic {
  Severity severity = Severity::kError;
  Span span;            // may be unknown: then only the message is shown
  std::string message;  // what is wrong: a lower-case phrase without a final period
  std::string label;    // a few words beside the caret; may be empty
  std::string hint;     // how to mend it; may be empty
  std::string code;     // a stable name for machines, such as `syntax` or `unknown-name`
  std::vector<DiagnosticNote> notes;
};

class DiagnosticSink {
 public:
  // Errors beyond `max_errors` are counted and dropped; warnings beyond it as well.
  explicit DiagnosticSink(size_t max_errors = 100) : limit_(max_errors) {}

  // True if it was kept, false if it repeats an error at the same place or exceeds the limit.
  bool report(Diagnostic diagnostic);

  bool error(Span span, std::string message, std::string hint = {});
  bool warning(Span span, std::string message, std::string hint = {});

  // Explains a diagnostic that was kept further; by its place in diagnostics().
  void add_note(size_t place, DiagnosticNote note) {
    kept_[place].notes.push_back(std::move(note));
  }

  // What was kept, in the order of reporting. Valid until the next report.
  const std::vector<Diagnostic>& diagnostics() const { return kept_; }
  // Errors found, the dropped ones over the limit included, repeated ones not.
  size_t error_count() const { return errors_; }
  size_t warning_count() const { return warnings_; }
  // How many were left out because of the limit.
  size_t dropped_count() const { return dropped_; }
  bool has_errors() const { return errors_ != 0; }

 private:
  bool is_repetition(const Diagnostic& diagnostic);

  size_t limit_;
  size_t errors_ = 0;
  size_t warnings_ = 0;
  size_t dropped_ = 0;
  std::vector<Diagnostic> kept_;
  std::unordered_set<uint64_t> places_;       // (severity, offset) of located ones
  std::unordered_set<std::string> messages_;  // of those without a place
};

enum class Colors : uint8_t { kNone, kAnsi };

// For people:
//
//   policy.zeek:3:14: error: `=` assigns, it does not compare
//       3 |     if ( x = 5 )
//         |            ^ did you mean `==`?
//         | hint: ...
//   base.zeek:9:1: note: `x` is declared here
//
// Ends with a newline. Tabs keep their place, long lines are cut around the caret.
std::string render_text(const Diagnostic& diagnostic, const SourceMap& sources,
                        Colors colors = Colors::kNone);
// All that a sink kept, then a line that counts what was dropped, if any.
std::string render_text(const DiagnosticSink& sink, const SourceMap& sources,
                        Colors colors = Colors::kNone);

// For machines: one JSON object on one line, with a newline:
//   {"severity":"error","file":"a.zeek","line":3,"column":14,"end_line":3,"end_column":15,
//    "message":"...","label":"...","hint":"...","code":"...","notes":[{"file":...,"message":...}]}
// Empty members are left out. Bytes that are no UTF-8 become U+FFFD.
std::string render_json(const Diagnostic& diagnostic, const SourceMap& sources);

std::string_view severity_name(Severity severity);

}  // namespace avocet
