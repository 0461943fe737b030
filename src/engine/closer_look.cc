#include "engine/closer_look.h"

#include <algorithm>

namespace avocet {

namespace {

// Conditions of `@if` may print, and did so before.
class Silence final : public Output {
 public:
  void print(std::string_view) override {}
  void diagnostic(const Diagnostic&, const SourceMap&) override {}
  void message(Severity, std::string_view) override {}
};

}  // namespace

bool show_as_checked(const LoadOptions& options, const SourceMap& read,
                     const std::vector<Diagnostic>& found, Output& output) {
  auto was_found = [&found](const Diagnostic& d) {
    return std::any_of(found.begin(), found.end(), [&d](const Diagnostic& other) {
      return other.span == d.span && other.message == d.message;
    });
  };
  Silence silence;
  Engine engine(silence);
  LoadOptions as_for_check = options;
  as_for_check.lint = true;
  as_for_check.known_texts = &read;
  if (engine.load(as_for_check)) return false;
  for (const Diagnostic& d : engine.diagnostics())
    if (d.severity == Severity::kError || was_found(d)) output.diagnostic(d, engine.sources());
  return true;
}

}  // namespace avocet
