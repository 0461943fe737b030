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
  // To be called last. The exit status: `status`, but not 0 if something that was printed did not
  // get where it should, which is told. A reader that went away is no trouble.
  int finish(int status);
  bool wants_progress() const override { return shows_progress_; }
  void progress(const ReadingProgress& progress) override;

 private:
  void error_text(std::string_view text);
  void erase_progress();
  void note_output_error();

  Format format_;
  Colors colors_;
  bool shows_progress_;        // standard error is a terminal
  int output_error_ = 0;       // what was wrong first with standard output, as errno has it
  bool has_progress_ = false;  // its last line says how far the reading is
};

}  // namespace avocet
