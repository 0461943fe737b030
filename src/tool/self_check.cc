#include "tool/self_check.h"

#include <cstdlib>
#include <vector>

#include "engine/engine.h"
#include "tool/console.h"

namespace avocet {

namespace {

// A line of a declaration that shows a call, and behind it what the call shows.
struct Example {
  std::string code;
  std::string output;
};

std::string_view trimmed(std::string_view text) {
  size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

void add_example(std::string_view line, std::vector<Example>& to) {
  constexpr std::string_view kMark = "## Example: print ";
  if (!line.starts_with(kMark)) return;
  line.remove_prefix(kMark.find("print"));
  for (size_t end = line.find(';'); end != std::string_view::npos; end = line.find(';', end + 1)) {
    size_t behind = line.find_first_not_of(' ', end + 1);
    if (behind == end + 1 || behind == std::string_view::npos || line[behind] != '#') continue;
    to.push_back(
        {std::string(line.substr(0, end + 1)), std::string(trimmed(line.substr(behind + 1)))});
    return;
  }
}

std::vector<Example> find_examples(std::string_view declarations) {
  std::vector<Example> found;
  while (!declarations.empty()) {
    size_t end = std::min(declarations.find('\n'), declarations.size());
    add_example(declarations.substr(0, end), found);
    declarations.remove_prefix(std::min(end + 1, declarations.size()));
  }
  return found;
}

std::string mark_of(size_t number) { return "--- " + std::to_string(number); }

// One handler for each, so that what fails ends itself alone.
std::string script_of(const std::vector<Example>& examples) {
  std::string script;
  for (size_t i = 0; i < examples.size(); ++i)
    script += "event zeek_init() &priority=-" + std::to_string(i) + "\n\t{\n\tprint \"" +
              mark_of(i) + "\";\n\t" + examples[i].code + "\n\t}\n";
  return script;
}

// Keeps what is printed.
class Transcript final : public Output {
 public:
  explicit Transcript(Console& console) : console_(console) {}
  void print(std::string_view text) override { text_ += text; }
  void diagnostic(const Diagnostic& diagnostic, const SourceMap& sources) override {
    // Some examples show what becomes of a mistake.
    if (is_loading) console_.diagnostic(diagnostic, sources);
  }
  void message(Severity severity, std::string_view text) override {
    if (is_loading) console_.message(severity, text);
  }

  // What was printed behind a mark.
  std::string_view behind(size_t number) const {
    std::string mark = mark_of(number) + "\n", next = mark_of(number + 1) + "\n";
    size_t begin = text_.find(mark);
    if (begin == std::string::npos) return "(nothing)";
    begin += mark.size();
    std::string_view rest = std::string_view(text_).substr(begin);
    rest = rest.substr(0, rest.find(next));
    while (rest.ends_with('\n')) rest.remove_suffix(1);
    return rest;
  }

  bool is_loading = true;

 private:
  Console& console_;
  std::string text_;
};

}  // namespace

int run_self_test(const std::string& shipped_scripts, Console& console) {
  // Examples show the true names of hosts.
  unsetenv("ZEEK_DNS_FAKE");
  Transcript transcript(console);
  Engine engine(transcript);
  std::vector<Example> examples = find_examples(engine.builtin_declarations());
  LoadOptions load;
  load.shipped_scripts = shipped_scripts;
  load.bare = true;
  load.code = {script_of(examples)};
  if (!engine.load(load)) return 1;
  transcript.is_loading = false;
  engine.run({});
  size_t wrong = 0;
  for (size_t i = 0; i < examples.size(); ++i) {
    std::string_view shown = transcript.behind(i);
    if (shown == examples[i].output) continue;
    ++wrong;
    console.message(Severity::kError, examples[i].code + " shows " + std::string(shown) + ", not " +
                                          examples[i].output);
  }
  console.print(std::to_string(examples.size()) + " examples, " + std::to_string(wrong) +
                " wrong\n");
  return wrong == 0 && !examples.empty() ? 0 : 1;
}

}  // namespace avocet
