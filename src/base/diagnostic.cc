#include "base/diagnostic.h"

#include <algorithm>

#include "base/visible_text.h"

namespace avocet {
namespace {

constexpr size_t kLongestLine = 160;  // characters of a source line that are shown
constexpr size_t kContext = 60;       // of them before the caret, where the line must be cut
constexpr std::string_view kReplacement = "\xef\xbf\xbd";

// The length of the UTF-8 character at the start of `text`; 0 if there is none.
size_t utf8_length(std::string_view text) {
  auto byte = static_cast<unsigned char>(text[0]);
  if (byte < 0x80) return 1;
  size_t length = byte >= 0xf5 ? 0 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
  if (length == 0 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) return 0;
  }
  // Overlong forms, surrogates and what lies beyond U+10FFFF.
  auto second = static_cast<unsigned char>(text[1]);
  if ((byte == 0xe0 && second < 0xa0) || (byte == 0xed && second > 0x9f) ||
      (byte == 0xf0 && second < 0x90) || (byte == 0xf4 && second > 0x8f))
    return 0;
  return length;
}

// One element for each character of a line: what is printed for it. Control characters and bytes
// that are no UTF-8 become visible, each one column wide; tabs stay.
std::vector<std::string> characters(std::string_view line, size_t marked_begin, size_t marked_end,
                                    size_t& first, size_t& last) {
  std::vector<std::string> cells;
  first = last = std::string::npos;
  for (size_t at = 0; at < line.size();) {
    if (at >= marked_begin && first == std::string::npos) first = cells.size();
    if (at >= marked_end && last == std::string::npos) last = cells.size();
    size_t length = utf8_length(line.substr(at));
    auto byte = static_cast<unsigned char>(line[at]);
    if (length == 0 || (byte < 0x20 && byte != '\t') || byte == 0x7f)
      cells.emplace_back(kReplacement);
    else
      cells.emplace_back(line.substr(at, length));
    at += std::max<size_t>(length, 1);
  }
  if (first == std::string::npos) first = cells.size();
  if (last == std::string::npos) last = cells.size();
  return cells;
}

struct Palette {
  std::string_view bold, error, warning, note, reset;
};
constexpr Palette kPlain{"", "", "", "", ""};
constexpr Palette kAnsi{"\x1b[1m", "\x1b[1;31m", "\x1b[1;35m", "\x1b[1;36m", "\x1b[0m"};

std::string_view severity_color(Severity severity, const Palette& palette) {
  switch (severity) {
  case Severity::kError: return palette.error;
  case Severity::kWarning: return palette.warning;
  case Severity::kNote: return palette.note;
  }
  return {};
}

class TextRenderer {
 public:
  TextRenderer(const SourceMap& sources, const Palette& palette)
      : sources_(sources), palette_(palette) {}

  void head(Severity severity, Span span, std::string_view message) {
    Location location = sources_.location(span);
    out_ += palette_.bold;
    if (location.line != 0) {
      out_ += visible_text(location.path);
      out_ += ":" + std::to_string(location.line) + ":" + std::to_string(location.column) + ": ";
    }
    out_ += severity_color(severity, palette_);
    out_ += severity_name(severity);
    out_ += palette_.reset;
    out_ += palette_.bold;
    out_ += ": ";
    out_ += visible_text(message);
    out_ += palette_.reset;
    out_ += "\n";
  }

  // The line that the span begins in and the marks below it. A span that goes on behind the line
  // is marked up to its end.
  void excerpt(Severity severity, Span span, std::string_view label) {
    const Source* source = sources_.find(span);
    if (!source) return;
    std::string_view line = sources_.line(span);
    auto line_begin = static_cast<size_t>(line.data() - source->text.data());
    if (line.empty()) line_begin = span.begin - source->base;
    size_t from = std::max<size_t>(span.begin - source->base, line_begin) - line_begin;
    size_t first = 0, last = 0;
    std::vector<std::string> cells = characters(line, from, from + span.length, first, last);
    size_t cut_begin = first > kLongestLine - kContext ? first - kContext : 0;
    size_t cut_end = std::min(cells.size(), cut_begin + kLongestLine);
    last = std::min(last, cut_end);

    std::string number = std::to_string(sources_.location(span).line);
    std::string margin(std::max<size_t>(5, number.size() + 1), ' ');
    out_ += margin.substr(number.size()) + number + " | ";
    if (cut_begin > 0) out_ += "...";
    for (size_t i = cut_begin; i < cut_end; ++i) out_ += cells[i];
    if (cut_end < cells.size()) out_ += "...";
    out_ += "\n" + margin + " | ";
    if (cut_begin > 0) out_ += "   ";
    for (size_t i = cut_begin; i < std::min(first, cut_end); ++i)
      out_ += cells[i] == "\t" ? '\t' : ' ';
    out_ += severity_color(severity, palette_);
    out_ += '^';
    if (last > first + 1) out_.append(last - first - 1, '~');
    if (!label.empty()) out_ += " ";
    out_ += visible_text(label);
    out_ += palette_.reset;
    out_ += "\n";
  }

  void hint(std::string_view text) {
    if (text.empty()) return;
    out_ += "      | ";
    out_ += palette_.bold;
    out_ += "hint: ";
    out_ += palette_.reset;
    out_ += visible_text(text);
    out_ += "\n";
  }

  std::string take() { return std::move(out_); }

 private:
  const SourceMap& sources_;
  const Palette& palette_;
  std::string out_;
};

void json_string(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (size_t at = 0; at < text.size();) {
    char c = text[at];
    auto byte = static_cast<unsigned char>(c);
    size_t length = utf8_length(text.substr(at));
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else if (length == 0) {
      out += "\\ufffd";
    } else {
      out += text.substr(at, length);
    }
    at += std::max<size_t>(length, 1);
  }
  out += '"';
}

void json_member(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  if (out.back() != '{') out += ',';
  out += '"';
  out += name;
  out += "\":";
  json_string(out, value);
}

void json_number(std::string& out, std::string_view name, uint32_t value) {
  out += ",\"";
  out += name;
  out += "\":" + std::to_string(value);
}

void json_place(std::string& out, Span span, const SourceMap& sources) {
  Location begin = sources.location(span);
  if (begin.line == 0) return;
  json_member(out, "file", begin.path);
  json_number(out, "line", begin.line);
  json_number(out, "column", begin.column);
  Location end = sources.location({span.end(), 0});
  if (end.line == 0) return;
  json_number(out, "end_line", end.line);
  json_number(out, "end_column", end.column);
}

}  // namespace

std::string_view severity_name(Severity severity) {
  switch (severity) {
  case Severity::kError: return "error";
  case Severity::kWarning: return "warning";
  case Severity::kNote: return "note";
  }
  return {};
}

// Two errors at one place are one mistake; a warning beside an error says nothing new either.
bool DiagnosticSink::is_repetition(const Diagnostic& diagnostic) {
  if (!diagnostic.span.known()) return !messages_.insert(diagnostic.message).second;
  uint64_t place = diagnostic.span.begin;
  uint64_t error_place = place << 2;
  if (diagnostic.severity == Severity::kError) return !places_.insert(error_place).second;
  if (places_.contains(error_place)) return true;
  uint64_t kind = std::hash<std::string>()(diagnostic.message) << 2 |
                  static_cast<uint64_t>(diagnostic.severity);
  return !places_.insert(place * 0x9E3779B97F4A7C15u ^ kind).second;
}

bool DiagnosticSink::report(Diagnostic diagnostic) {
  if (is_repetition(diagnostic)) return false;
  size_t& count = diagnostic.severity == Severity::kError ? errors_ : warnings_;
  if (diagnostic.severity != Severity::kNote && ++count > limit_) {
    ++dropped_;
    return false;
  }
  kept_.push_back(std::move(diagnostic));
  return true;
}

bool DiagnosticSink::error(Span span, std::string message, std::string hint) {
  return report({.severity = Severity::kError,
                 .span = span,
                 .message = std::move(message),
                 .hint = std::move(hint)});
}

bool DiagnosticSink::warning(Span span, std::string message, std::string hint) {
  return report({.severity = Severity::kWarning,
                 .span = span,
                 .message = std::move(message),
                 .hint = std::move(hint)});
}

std::string render_text(const Diagnostic& diagnostic, const SourceMap& sources, Colors colors) {
  TextRenderer renderer(sources, colors == Colors::kAnsi ? kAnsi : kPlain);
  renderer.head(diagnostic.severity, diagnostic.span, diagnostic.message);
  renderer.excerpt(diagnostic.severity, diagnostic.span, diagnostic.label);
  renderer.hint(diagnostic.hint);
  for (const DiagnosticNote& note : diagnostic.notes) {
    renderer.head(Severity::kNote, note.span, note.message);
    renderer.excerpt(Severity::kNote, note.span, {});
  }
  return renderer.take();
}

std::string render_text(const DiagnosticSink& sink, const SourceMap& sources, Colors colors) {
  std::string out;
  for (const Diagnostic& diagnostic : sink.diagnostics())
    out += render_text(diagnostic, sources, colors);
  if (sink.dropped_count() > 0)
    out += "... and " + std::to_string(sink.dropped_count()) + " more\n";
  return out;
}

std::string render_json(const Diagnostic& diagnostic, const SourceMap& sources) {
  std::string out = "{";
  json_member(out, "severity", severity_name(diagnostic.severity));
  json_place(out, diagnostic.span, sources);
  json_member(out, "message", diagnostic.message);
  json_member(out, "label", diagnostic.label);
  json_member(out, "hint", diagnostic.hint);
  json_member(out, "code", diagnostic.code);
  if (!diagnostic.notes.empty()) {
    out += ",\"notes\":[";
    for (const DiagnosticNote& note : diagnostic.notes) {
      if (out.back() != '[') out += ',';
      std::string member = "{";
      json_place(member, note.span, sources);
      json_member(member, "message", note.message);
      out += member + "}";
    }
    out += ']';
  }
  out += "}\n";
  return out;
}

}  // namespace avocet
