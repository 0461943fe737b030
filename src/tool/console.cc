#include "tool/console.h"

#include <unistd.h>

#include <cstdio>
#include <string>

namespace avocet {

Console::Console(Format diagnostics)
    : format_(diagnostics), colors_(isatty(STDERR_FILENO) ? Colors::kAnsi : Colors::kNone) {
  if (!isatty(STDOUT_FILENO)) std::setvbuf(stdout, nullptr, _IOFBF, 1 << 16);
}

Console::~Console() { flush(); }

void Console::print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void Console::flush() { std::fflush(stdout); }

void Console::error_text(std::string_view text) {
  // What was printed before the trouble is shown before it.
  flush();
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void Console::diagnostic(const Diagnostic& diagnostic, const SourceMap& sources) {
  error_text(format_ == Format::kJson ? render_json(diagnostic, sources)
                                      : render_text(diagnostic, sources, colors_));
}

void Console::message(Severity severity, std::string_view text) {
  std::string line = "avocet: ";
  if (severity != Severity::kNote) {
    line += severity_name(severity);
    line += ": ";
  }
  line += text;
  line += '\n';
  error_text(line);
}

}  // namespace avocet
