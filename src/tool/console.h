// Console: where an engine's words go when it runs as a program: standard output and standard
// error.
#pragma once

#include <string_view>

#include "engine/engine.h"

namespace avocet {

class Console final : public Output {
 public:
  enum class Format : uint8_t { kText, kJson };
  explicit Console(Format diagnostics);
  ~Console() override;

  void print(std::string_view text) override;
  void diagnostic(const Diagnostic& diagnostic, const SourceMap& sources) override;
  void message(Severity severity, std::string_view text) override;
  void flush() override;

 private:
  void error_text(std::string_view text);

  Format format_;
  Colors colors_;
};

}  // namespace avocet
