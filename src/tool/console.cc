#include "tool/console.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "base/visible_text.h"
#include "tool/progress_text.h"

namespace avocet {

Console::Console(Format diagnostics)
    : format_(diagnostics), colors_(isatty(STDERR_FILENO) ? Colors::kAnsi : Colors::kNone),
      shows_progress_(isatty(STDERR_FILENO) != 0) {
  if (!isatty(STDOUT_FILENO)) std::setvbuf(stdout, nullptr, _IOFBF, 1 << 16);
}

void Console::print(std::string_view text) {
  erase_progress();
  if (std::fwrite(text.data(), 1, text.size(), stdout) < text.size()) note_output_error();
}

void Console::flush() {
  if (std::fflush(stdout) != 0) note_output_error();
}

void Console::note_output_error() {
  if (output_error_ == 0) output_error_ = errno;
}

int Console::finish(int status) {
  flush();
  if (output_error_ == 0 || output_error_ == EPIPE) return status;
  message(Severity::kError,
          std::string("cannot write to standard output: ") + std::strerror(output_error_));
  return status == 0 ? 1 : status;
}

Console::~Console() {
  erase_progress();
  flush();
}

void Console::erase_progress() {
  if (has_progress_) std::fputs("\r\x1b[K", stderr);
  has_progress_ = false;
}

void Console::progress(const ReadingProgress& progress) {
  constexpr double kPatience = 2;  // what is quicker needs no line
  if (progress.seconds < kPatience) return;
  std::string line = "\r\x1b[K" + progress_text(progress);
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
  has_progress_ = true;
}

void Console::error_text(std::string_view text) {
  erase_progress();
  // What was printed before the trouble is shown before it.
  flush();
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void Console::diagnostic(const Diagnostic& diagnostic, const SourceMap& sources) {
  error_text(format_ == Format::kJson ? render_json(diagnostic, sources)
                                      : render_text(diagnostic, sources, colors_));
}

void Console::message(Severity severity, std::string_view text) {
  std::string line;
  if (severity != Severity::kNote)
    line.append("avocet: ").append(severity_name(severity)).append(": ");
  line += visible_text(text);
  line += '\n';
  error_text(line);
}

}  // namespace avocet
