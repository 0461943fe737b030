// What the comments of scripts say of the things they declare: lines that begin with `##` before a
// declaration, `##<` behind it, and `##!` of the whole script.
//
// Nothing is kept while scripts load: the text around a declaration is read when somebody asks.

#include <fstream>
#include <optional>
#include <sstream>

#include "base/source.h"
#include "builtin/declared_places.h"
#include "builtin/entries.h"

namespace avocet {

namespace {

std::string_view trimmed(std::string_view text) {
  size_t begin = text.find_first_not_of(" \t\r");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// What a comment says behind its mark.
std::string said(std::string_view comment, std::string_view mark) {
  comment.remove_prefix(mark.size());
  if (comment.starts_with(' ')) comment.remove_prefix(1);
  size_t end = comment.find_last_not_of(" \t\r");
  return std::string(comment.substr(0, end == comment.npos ? 0 : end + 1));
}

enum class Remark { kNone, kBefore, kBehind, kSummary };

Remark remark_of(std::string_view line) {
  if (line.starts_with("##!")) return Remark::kSummary;
  if (line.starts_with("##<")) return Remark::kBehind;
  return line.starts_with("##") ? Remark::kBefore : Remark::kNone;
}

class CommentReader {
 public:
  explicit CommentReader(std::string_view text) : text_(text) {}

  // Of the whole script.
  std::vector<std::string> summary() const {
    std::vector<std::string> lines;
    for (size_t at = 0; at < text_.size(); at = line_end(at) + 1) {
      std::string_view line = trimmed(line_at(at));
      if (remark_of(line) == Remark::kSummary) lines.push_back(said(line, "##!"));
    }
    return lines;
  }

  // Of the declaration whose name is at `name`.
  void read(size_t name, std::vector<std::string>& lines) const {
    std::vector<std::string> above = before(name);
    lines.insert(lines.end(), above.rbegin(), above.rend());
    behind(name, lines);
  }

 private:
  size_t line_begin(size_t at) const {
    size_t before = at == 0 ? text_.npos : text_.rfind('\n', at - 1);
    return before == text_.npos ? 0 : before + 1;
  }
  size_t line_end(size_t at) const {
    size_t end = text_.find('\n', at);
    return end == text_.npos ? text_.size() : end;
  }
  std::string_view line_at(size_t at) const { return text_.substr(at, line_end(at) - at); }

  // The lowest first. Empty and other comment lines may stand between.
  std::vector<std::string> before(size_t name) const {
    std::vector<std::string> lines;
    size_t begin = line_begin(name);
    bool first_of_line =
        text_.substr(begin, name - begin).find_first_of(";,{}") == std::string_view::npos;
    while (first_of_line && begin > 0) {
      begin = line_begin(begin - 1);
      std::string_view line = trimmed(line_at(begin));
      Remark remark = remark_of(line);
      if (remark == Remark::kBefore)
        lines.push_back(said(line, "##"));
      else if (!line.empty() && (remark != Remark::kNone || !line.starts_with('#')))
        break;
    }
    return lines;
  }

  // Walks to the end of the declaration, and over the comments that follow it.
  void behind(size_t at, std::vector<std::string>& lines) const {
    int depth = 0;
    bool over = false;
    while (at < text_.size()) {
      char c = text_[at];
      if (c == '#') {
        std::string_view comment = line_at(at);
        if (depth == 0 && remark_of(comment) == Remark::kBehind)
          lines.push_back(said(comment, "##<"));
        if (depth == 0 && remark_of(comment) == Remark::kBefore) return;
        at = line_end(at);
        continue;
      }
      if (over && c != ' ' && c != '\t' && c != '\r' && c != '\n') return;
      if (c == '"' || (c == '/' && begins_pattern(at))) {
        at = past_quoted(at, c);
        continue;
      }
      if (c == '(' || c == '[' || c == '{') ++depth;
      if ((c == ')' || c == ']' || c == '}') && depth-- == 0) return;
      if (depth == 0 && (c == ';' || c == ',')) over = true;
      ++at;
      if (depth == 0 && c == '}') over = ends_behind_brace(at);
    }
  }

  bool ends_behind_brace(size_t at) const {
    size_t next = text_.find_first_not_of(" \t\r\n", at);
    return next == text_.npos || (text_[next] != ';' && text_[next] != '&' && text_[next] != ',');
  }

  bool begins_pattern(size_t at) const {
    size_t last = at == 0 ? text_.npos : text_.find_last_not_of(" \t\r\n", at - 1);
    return last == text_.npos ||
           std::string_view("=([,{&|!n").find(text_[last]) != std::string_view::npos;
  }

  size_t past_quoted(size_t at, char quote) const {
    for (++at; at < text_.size() && text_[at] != quote && text_[at] != '\n'; ++at)
      if (text_[at] == '\\') ++at;
    return at + 1;
  }

  std::string_view text_;
};

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (size_t i = 0; i < lines.size(); ++i) all += (i == 0 ? "" : "\n") + lines[i];
  return all;
}

// What is known of places, if scripts were loaded from texts.
struct Library {
  const DeclaredPlaces* places;
  const SourceMap* sources;

  static std::optional<Library> of(NativeCall& call) {
    auto* places = call.machine.try_service<DeclaredPlaces>();
    auto* sources = call.machine.try_service<SourceMap>();
    if (!places || !sources) return std::nullopt;
    return Library{places, sources};
  }

  std::string comments(const std::vector<Span>& spans) const {
    std::vector<std::string> lines;
    for (Span span : spans)
      if (const Source* source = span.known() ? sources->find(span) : nullptr)
        CommentReader(source->text).read(span.begin - source->base, lines);
    return joined(lines);
  }
  std::string script(Span span) const {
    const Source* source = span.known() ? sources->find(span) : nullptr;
    return source ? places->script_name(*source) : std::string();
  }
  // "Conn::Info$ts"
  Span field(std::string_view name) const {
    size_t dollar = name.find('$');
    if (dollar == name.npos) return {};
    return places->of_field(name.substr(0, dollar), name.substr(dollar + 1));
  }
  std::string summary(std::string_view name) const {
    for (uint32_t i = 0; i < sources->size(); ++i) {
      const Source& source = sources->source(SourceId(i));
      if (source.full_path == name || source.path == name || places->script_name(source) == name)
        return joined(CommentReader(source.text).summary());
    }
    return {};
  }
  std::string readme(std::string_view package) const {
    for (const std::string& folder : places->folders()) {
      std::ifstream file(folder + "/" + std::string(package) + "/README");
      std::stringstream text;
      if (file && text << file.rdbuf()) return text.str();
    }
    return {};
  }
};

template <class F> Value answer(NativeCall& call, F&& make) {
  auto library = Library::of(call);
  return call.make_string(library ? make(*library, call.text(0)) : std::string());
}

void register_comments(NativeRegistry& registry) {
  registry.add({R"(
## What the `##` comments at the declaration of a global, a type or a label say; "" if there are none.
##
## Example: print get_identifier_comments("no_such_thing");   #
global get_identifier_comments: function(name: string): string;
)",
                [](NativeCall& call) -> Value {
                  return answer(call, [](const Library& library, std::string_view name) {
                    return library.comments(library.places->of(name));
                  });
                },
                kNoEffects});

  registry.add({R"(
## What the `##` comments at a field of a record type say. It is named as `Type$field`.
##
## Example: print get_record_field_comments("conn_id$no_such_field");   #
global get_record_field_comments: function(name: string): string;
)",
                [](NativeCall& call) -> Value {
                  return answer(call, [](const Library& library, std::string_view name) {
                    return library.comments({library.field(name)});
                  });
                },
                kNoEffects});

  registry.add({R"(
## What the `##!` comments of a script that was loaded say. It is named as for `@load`, with its suffix, or by its full path.
##
## Example: print get_script_comments("no/such/script.zeek");   #
global get_script_comments: function(name: string): string;
)",
                [](NativeCall& call) -> Value {
                  return answer(call, [](const Library& library, std::string_view name) {
                    return library.summary(name);
                  });
                },
                kNoEffects});
}

}  // namespace

void register_documentation(NativeRegistry& registry) {
  register_comments(registry);

  registry.add({R"(
## The script that declares a global, a type or a label, as for `@load`; "" if there is none.
##
## Example: print get_identifier_declaring_script("conn_id");   # base/init-bare.zeek
global get_identifier_declaring_script: function(name: string): string;
)",
                [](NativeCall& call) -> Value {
                  return answer(call, [](const Library& library, std::string_view name) {
                    std::vector<Span> spans = library.places->of(name);
                    return spans.empty() ? std::string() : library.script(spans[0]);
                  });
                },
                kNoEffects});

  registry.add({R"(
## The script that declares a field of a record type, which may be one that extends it.
##
## Example: print get_record_field_declaring_script("conn_id$orig_h");   # base/init-bare.zeek
global get_record_field_declaring_script: function(name: string): string;
)",
                [](NativeCall& call) -> Value {
                  return answer(call, [](const Library& library, std::string_view name) {
                    return library.script(library.field(name));
                  });
                },
                kNoEffects});

  registry.add({R"(
## The text of the file `README` in the folder of a package, which is looked for in the path of scripts.
##
## Example: print get_package_readme("no/such/package");   #
global get_package_readme: function(name: string): string;
)",
                [](NativeCall& call) -> Value {
                  return answer(call, [](const Library& library, std::string_view name) {
                    return library.readme(name);
                  });
                },
                kNoEffects});
}

}  // namespace avocet
