#include "tool/command_line.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>

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

void add_run_options(CLI::App& app, CommandLine& line) {
  RunOptions& run = line.run;
  app.add_option("-r,--readfile", run.captures, "Analyze this capture file; - is standard input")
      ->allow_extra_args(false);
  app.add_option("-i,--iface", run.interfaces, "Analyze the packets of this interface")
      ->allow_extra_args(false);
  app.add_option("-f,--filter", run.filter,
                 "Look only at packets that this tcpdump filter lets through");
  app.add_option("-w,--writefile", run.write_capture,
                 "Write the packets seen to this capture file");
  app.add_option("--accepted", run.accepted_capture,
                 "Write the packets that no script dropped to this capture file");
  app.add_flag("-C,--no-checksums", run.ignore_checksums, "Do not check checksums");
  app.add_option("-G,--load-seeds", line.load_seeds,
                 "Derive unique ids from the contents of this file");
  app.add_option("-H,--save-seeds", line.save_seeds,
                 "Derive unique ids from a fresh seed and keep it in this file");
  app.add_flag_callback(
      "-D,--deterministic", [&run] { run.seed = 0; }, "Derive unique ids from the number 0");
  app.add_option("--seed", run.seed, "Derive unique ids from this number");
  app.add_option("--log-dir", run.log_folder, "Write logs to this folder");
  app.add_flag("--json", run.json_logs,
               "Write logs as JSON; --json - writes all of them to standard output");
  app.add_flag(kJsonStream, run.json_stream)->group("");
  app.add_option("--sqlite", run.log_database, "Write logs to tables of this SQLite file");
  app.add_option_function<std::string>(
         "-B,--debug", [](const std::string&) {}, "Accepted for Zeek's sake; does nothing")
      ->group("");
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
  return {"avocet: " + std::string(error.what()) + "\nTry `avocet --help`.\n", 1};
}

}  // namespace

std::variant<CommandLine, CommandLineMessage> parse_command_line(int argc,
                                                                 const char* const* argv) {
  CommandLine line;
  line.load.arguments.assign(argv, argv + argc);
  std::vector<std::string> words;
  bool version = false;
  bool is_check = argc > 1 && std::string_view(argv[1]) == "check";

  CLI::App app("Analyzes network traffic with scripts in the Zeek language.", "avocet");
  app.footer(kFooter);
  add_script_options(app, line, words);
  if (is_check) {
    line.command = Command::kCheck;
    line.load.lint = true;
    app.add_flag_callback(
        "--no-lint", [&line] { line.load.lint = false; }, "Errors only, and the usual warnings");
  } else {
    add_run_options(app, line);
    app.add_flag("-v,--version", version, "Print the version");
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
    std::vector<std::string> reversed;
    for (int i = argc - 1; i > (is_check ? 1 : 0); --i) {
      bool is_stream =
          std::string_view(argv[i]) == "-" && i > 1 && std::string_view(argv[i - 1]) == "--json";
      reversed.emplace_back(is_stream ? kJsonStream : argv[i]);
    }
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    return message_of(app, error);
  }
  if (version) return CommandLineMessage{std::string("avocet version ") + kVersion + "\n", 0};
  sort_words(words, line.load);
  if (is_check && line.load.scripts.empty() && line.load.code.empty())
    return CommandLineMessage{"avocet check: name at least one script\n", 1};
  return line;
}

}  // namespace avocet
