#include "tool/command_line.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>

#include "base/spelling.h"
#include "tool/version.h"

namespace avocet {

namespace {

bool is_name(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '_' || c == ':';
  });
}

// A word like `name=value`, with a name of the language before `=`, `+=` or `-=`, is a setting and
// no script.
std::optional<Setting> as_setting(const std::string& word) {
  size_t equals = word.find('=');
  if (equals == std::string::npos || equals == 0) return std::nullopt;
  Setting setting;
  size_t end = equals;
  if (word[end - 1] == '+' || word[end - 1] == '-') setting.op = word.substr(--end, 2);
  while (end > 0 && word[end - 1] == ' ') --end;
  setting.name = word.substr(0, end);
  setting.value = word.substr(equals + 1);
  if (!is_name(setting.name)) return std::nullopt;
  return setting;
}

void sort_words(const std::vector<std::string>& words, LoadOptions& load) {
  for (const std::string& word : words) {
    if (auto setting = as_setting(word))
      load.settings.push_back(std::move(*setting));
    else
      load.scripts.push_back(word);
  }
}

void add_script_options(CLI::App& app, CommandLine& line, std::vector<std::string>& words) {
  app.add_option("scripts", words, "Scripts to load, and options to set as name=value");
  app.add_flag("-b,--bare-mode", line.load.bare,
               "Load no scripts but those the engine needs and those named");
  app.add_option("-e,--exec", line.load.code, "Run this script text as well")
      ->allow_extra_args(false);
  app.add_option("-p,--prefix", line.load.prefixes, "Also load scripts of this prefix")
      ->allow_extra_args(false);
  app.add_flag("!--no-optimise", line.load.optimise, "Compile scripts without the optimiser");
}

// What the two words `--json -` are for the parser: an option of its own.
constexpr const char* kJsonStream = "--json-stream";

// Options that Zeek has and that make no difference here, and those that cannot be had.
void add_zeek_options(CLI::App& app) {
  for (const char* name : {"-W,--watchdog", "-P,--prime-dns", "-F,--force-dns", "-S,--debug-rules",
                           "--no-unused-warnings"})
    app.add_flag(name)->group("");
  for (const char* name :
       {"-T,--re-level", "-O,--optimize", "-o,--optimize-funcs", "--optimize-func",
        "--optimize-file", "--optimize-files", "--no-optimize-func", "--no-optimize-funcs",
        "--no-optimize-file", "--no-optimize-files", "-J,--set-seed"})
    app.add_option_function<std::string>(name, [](const std::string&) {})->group("");
  struct Missing {
    const char* name;
    const char* reason;
  };
  for (const Missing& missing :
       {Missing{"-d,--debug-script", "there is no script debugger"},
        Missing{"-X,--zeekygen", "documentation is made by other means"},
        Missing{"-c,--capture-unprocessed", "use -w or --accepted"},
        Missing{"-t,--tracefile", "scripts are not traced"},
        Missing{"--event-trace", "events are not traced; new_event "
                                 "hears of them"},
        Missing{"-I,--print-id", "use -e 'print NAME;'"},
        Missing{"--profile-scripts", "scripts are not profiled"},
        Missing{"--profile-script-call-stacks", "scripts are not profiled"},
        Missing{"-m,--mem-leaks", "use another tool to look at memory"},
        Missing{"-M,--mem-profile", "use another tool to look at memory"},
        Missing{"-x,--print-state", "no state is kept in files"},
        Missing{"-R,--replay", "events are not replayed"}, Missing{"-j,--jobs", "use --workers"}})
    app.add_flag_callback(missing.name,
                          [missing] {
                            throw CLI::ValidationError(std::string(missing.name),
                                                       std::string("not available: ") +
                                                           missing.reason);
                          })
        ->group("");
}

// An expression of the language.
std::string vector_text(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += text.empty() ? "vector(\"" : ", \"";
    for (char c : word) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    text += '"';
  }
  return text + ")";
}

// `-E`, which stands alone or has its number behind a `=`, becomes a word with a number, and what
// one word of a `#!` line holds becomes words. What stands behind `-- SCRIPT` goes to the script.
std::vector<std::string> split_words(int argc, const char* const* argv, CommandLine& line) {
  std::vector<std::string> words;
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    if (i == 1 && word.ends_with(" --") && word.starts_with("-")) {
      for (size_t at = 0; at < word.size();) {
        size_t blank = std::min(word.find(' ', at), word.size());
        if (blank > at) words.push_back(word.substr(at, blank - at));
        at = blank + 1;
      }
    } else {
      words.push_back(std::move(word));
    }
    std::string& last = words.back();
    if (last == "-?") last = "--help";
    if (last == "-NN") {
      line.components = ListDetail::kComponents;
      last = "-N";
    }
    if (last == "-E" || last == "--pseudo-realtime") last = "--pseudo-realtime=1";
    if (last.starts_with("-E") && last.size() > 2)
      last = "--pseudo-realtime=" + last.substr(last[2] == '=' ? 3 : 2);
  }
  auto dashes = std::find(words.begin(), words.end(), "--");
  if (dashes == words.end()) return words;
  if (words.end() - dashes > 2)
    line.load.settings.push_back({"zeek_script_args", "=", vector_text({dashes + 2, words.end()})});
  if (words.end() - dashes > 1) line.load.scripts.push_back(dashes[1]);
  words.erase(dashes, words.end());
  return words;
}

// A variable of the shell that is not set leaves such a word, and what it was to say would be
// missed.
std::string check_name(const std::string& word) {
  return word.empty() ? "the name is empty" : std::string();
}

// What cannot be read together; empty: everything can. Standard input has one end, so whoever comes
// second would find nothing.
std::string trouble_with_sources(const CommandLine& line) {
  const std::vector<std::string>&captures = line.run.captures, &scripts = line.load.scripts;
  if (!captures.empty() && !line.run.interfaces.empty())
    return "-r " + captures.front() + " and -i " + line.run.interfaces.front() +
           " together: the times of a capture are not the clock's; run one after the other";
  auto is_stream = [](const std::string& name) { return name == "-" || name == "/dev/stdin"; };
  auto streams = std::count_if(captures.begin(), captures.end(), is_stream);
  bool has_script = std::any_of(scripts.begin(), scripts.end(), is_stream);
  if (streams == 0 || (streams == 1 && !has_script)) return "";
  const std::string second = has_script ? "a script" : "a second capture";
  return "standard input is named as a capture and as " + second +
         ", but can be read only once: name a file for one of them, or leave it out";
}

// CLI11 takes -1 and everything too large for the largest number, and nothing for 0.
std::string check_seed(const std::string& word) {
  if (word.starts_with('-')) return "`" + word + "` is below 0";
  bool is_hex = word.starts_with("0x") || word.starts_with("0X");
  const char *begin = word.data() + (is_hex ? 2 : 0), *end = word.data() + word.size();
  uint64_t number = 0;
  auto [rest, error] = std::from_chars(begin, end, number, is_hex ? 16 : 10);
  if (error == std::errc() && rest == end) return "";
  return "`" + word + "` is no whole number from 0 to 18446744073709551615";
}

void add_run_options(CLI::App& app, CommandLine& line) {
  RunOptions& run = line.run;
  app.add_option("-r,--readfile", run.captures,
                 "Analyze this capture: a file, a folder of them, - for standard input, or "
                 "tcp://host:port; several are merged by time")
      ->allow_extra_args(false)
      ->check(check_name);
  app.add_option("-i,--iface", run.interfaces, "Analyze the packets of this interface")
      ->allow_extra_args(false)
      ->check(check_name);
  app.add_option("-f,--filter", run.filter,
                 "Look only at packets that this tcpdump filter lets through");
  app.add_option("-w,--writefile", run.write_capture, "Write the packets seen to this capture file")
      ->check(check_name);
  app.add_option("--accepted", run.accepted_capture,
                 "Write the packets that no script dropped to this capture file")
      ->check(check_name);
  app.add_option("--workers", run.workers,
                 "Share the packets between so many engines, each on a thread of its own")
      ->each([&line](const std::string&) { line.names_workers = true; })
      ->check(CLI::Range(1, 256));
  app.add_option("--pseudo-realtime", run.pseudo_realtime,
                 "Take packets of captures at the pace they came; =N: N times faster")
      ->check([](const std::string& word) {
        double factor = 0;
        bool good = CLI::detail::lexical_cast(word, factor) && factor > 0 && std::isfinite(factor);
        return good ? std::string() : "`" + word + "` is no number above 0";
      });
  app.add_option("-s,--rulefile", line.load.signatures, "Match the signatures in this file")
      ->allow_extra_args(false)
      ->check(check_name);
  app.add_flag("-C,--no-checksums", run.ignore_checksums, "Do not check checksums");
  app.add_option("-G,--load-seeds", line.load_seeds,
                 "Derive unique ids from the contents of this file")
      ->check(check_name);
  app.add_option("-H,--save-seeds", line.save_seeds,
                 "Keep what unique ids derive from in this file")
      ->check(check_name);
  app.add_flag("-D,--deterministic", line.has_no_seeds, "Derive unique ids from the number 0");
  app.add_option_function<uint64_t>(
         "--seed", [&run](uint64_t number) { run.seeds = Seeds::spread(number); },
         "Derive unique ids from this number")
      ->check(check_seed);
  app.add_option("--log-dir", run.log_folder, "Write logs to this folder")->check(check_name);
  app.add_flag("--json", run.json_logs,
               "Write logs as JSON; --json - writes all of them to standard output");
  app.add_flag(kJsonStream, run.json_stream)->group("");
  app.add_option("--sqlite", run.log_database, "Write logs to tables of this SQLite file")
      ->check(check_name);
  app.add_option("-U,--status-file", line.status_file,
                 "Keep this file saying whether the program starts, runs or has ended")
      ->check(check_name);
  app.add_flag("-Q,--time", line.tells_time, "Say how long loading and running took");
  app.add_flag_callback(
      "-a,--parse-only", [&line] { line.command = Command::kCheck; },
      "Load the scripts and run nothing");
  app.add_flag_callback(
      "-u,--usage-issues", [&line] { line.load.doubts = true; },
      "Warn of locals that may be unset or are never read; with -a, say what else is doubtful");
  app.add_flag_callback(
      "--test", [&line] { line.command = Command::kSelfTest; },
      "Test the builtin functions by their examples");
  app.add_flag_callback(
      "-N,--print-plugins", [&line] { line.command = Command::kComponents; },
      "List analyzers, readers and writers, or those named (Zeek::HTTP), and run nothing; -NN: "
      "with "
      "their tags");
  add_zeek_options(app);
  app.add_option_function<std::string>(
         "-B,--debug", [](const std::string&) {}, "Accepted for Zeek's sake; does nothing")
      ->group("");
}

std::string build_info() {
#ifdef NDEBUG
  constexpr const char* kKind = "release";
#else
  constexpr const char* kKind = "debug";
#endif
  return std::string("{\n  \"version\": \"") + kVersion + "\",\n  \"compiler\": \"" + __VERSION__ +
         "\",\n  \"build\": \"" + kKind + "\"\n}\n";
}

const std::map<std::string, DumpKind> kDumpNames = {{"tokens", DumpKind::kTokens},
                                                    {"ast", DumpKind::kAst},
                                                    {"types", DumpKind::kTypes},
                                                    {"bytecode", DumpKind::kBytecode}};

constexpr const char* kFooter =
    "\nCommands:\n"
    "  check SCRIPT...   report what is wrong with scripts and run nothing; exit status 1 on an "
    "error\n"
    "\nExamples:\n"
    "  avocet -r trace.pcap                  conn.log in the current folder\n"
    "  avocet -r trace.pcap policy.zeek x=T  with a script, and its option x set\n"
    "  avocet -b -e 'event zeek_init() { print 6 * 7; }'\n";

CommandLineMessage message_of(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return {app.help(), 0};
  std::string text = "avocet: " + std::string(error.what()) + "\n";
  // `--workers: 1 required UINT:INT in [1 - 256] missing`
  size_t required = text.find(": 1 required ");
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) && required != std::string::npos)
    text = text.substr(0, required) + " needs a value behind it\n";
  // The message names the option last: `...: --wrokers`.
  size_t at = text.rfind(": --");
  if (dynamic_cast<const CLI::ExtrasError*>(&error) && at != std::string::npos) {
    std::string_view word = std::string_view(text).substr(at + 2);
    Nearest nearest(word.substr(0, word.find_first_of(" =\n")));
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options())
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : names) nearest.offer(name);
    if (!nearest.found().empty()) text += nearest.hint() + "\n";
  }
  return {text + "Try `avocet --help`.\n", 1};
}

}  // namespace

namespace {

// Where the word `check` stands as what is to be done: the first one, or behind options that take
// no further word. 0: nowhere.
int place_of_check(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    std::string_view word = argv[i];
    if (word == "check") return i;
    bool is_whole = word == "-b" || word == "--bare-mode" || word == "-u" ||
                    (word.starts_with("--") && word.find('=') != word.npos);
    if (!is_whole) return 0;
  }
  return 0;
}

}  // namespace

std::variant<CommandLine, CommandLineMessage> parse_command_line(int argc,
                                                                 const char* const* argv) {
  CommandLine line;
  line.load.arguments.assign(argv, argv + argc);
  std::vector<std::string> words;
  bool version = false, build = false;
  int check = place_of_check(argc, argv);
  bool is_check = check > 0;

  CLI::App app("Analyzes network traffic with scripts in the Zeek language.", "avocet");
  app.footer(kFooter);
  add_script_options(app, line, words);
  if (is_check) {
    line.command = Command::kCheck;
    line.load.lint = true;
    app.add_flag_callback(
        "--no-lint", [&line] { line.load.lint = false; }, "Errors only, and the usual warnings");
    app.add_flag("--each", line.checks_each,
                 "Check each script by itself, not all of them as one program");
  } else {
    add_run_options(app, line);
    app.add_flag("-v,--version", version, "Print the version");
    app.add_flag("-V,--build-info", build, "Print what the program was built from, as JSON");
  }
  app.add_option_function<std::string>(
         "--diagnostics",
         [&line](const std::string& format) { line.json_diagnostics = format == "json"; },
         "How mistakes in scripts are reported: text or json")
      ->check(CLI::IsMember({"text", "json"}));
  app.add_option_function<std::string>(
         "--dump",
         [&line](const std::string& kind) {
           line.command = Command::kDump;
           line.dump = kDumpNames.at(kind);
         },
         "Print the tokens, ast, types or bytecode of the scripts named and run nothing")
      ->check(CLI::IsMember({"tokens", "ast", "types", "bytecode"}));

  try {
    // CLI11 takes the words in reverse order.
    std::vector<std::string> given = split_words(argc, argv, line), reversed;
    if (is_check) given.erase(given.begin() + check - 1);
    for (size_t i = given.size(); i > 0; --i) {
      bool is_stream = given[i - 1] == "-" && i > 1 && given[i - 2] == "--json";
      reversed.push_back(is_stream ? kJsonStream : given[i - 1]);
    }
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    return message_of(app, error);
  }
  if (line.command == Command::kCheck && line.load.doubts) line.load.lint = true;
  if (version) return CommandLineMessage{std::string("avocet version ") + kVersion + "\n", 0};
  if (build) return CommandLineMessage{build_info(), 0};
  std::vector<std::string> behind_dashes = std::move(line.load.scripts);
  line.load.scripts.clear();
  if (line.command == Command::kComponents) {
    auto is_plugin = [](const std::string& word) {
      return word.find("::") != std::string::npos && word.find('=') == std::string::npos;
    };
    std::copy_if(words.begin(), words.end(), std::back_inserter(line.components_wanted), is_plugin);
    std::erase_if(words, is_plugin);
  }
  sort_words(words, line.load);
  line.load.scripts.insert(line.load.scripts.end(), behind_dashes.begin(), behind_dashes.end());
  if (!line.run.filter.empty())
    line.load.settings.push_back({"cmd_line_bpf_filter", "=", line.run.filter});
  if (line.run.pseudo_realtime > 0 && line.run.captures.empty())
    return CommandLineMessage{"avocet: --pseudo-realtime needs a capture to read (-r)\n", 1};
  if (std::string trouble = trouble_with_sources(line); !trouble.empty())
    return CommandLineMessage{"avocet: " + trouble + "\n", 1};
  bool names_scripts = !line.load.scripts.empty() || !line.load.code.empty();
  if (is_check && !names_scripts)
    return CommandLineMessage{"avocet check: name at least one script\n", 1};
  if (line.command == Command::kDump && !names_scripts)
    return CommandLineMessage{"avocet --dump: name at least one script\n", 1};
  return line;
}

}  // namespace avocet
