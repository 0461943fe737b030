// Compiles the grammar into the tables that the syntax room works with.
//
//   grammar_tables ZeekLexer.interp ZeekParser.interp <output folder> <rule:TOKEN>...
//
// writes token_types.inc, rules.inc, lexer_tables.inc and parser_tables.inc. The trailing
// arguments name the conflicts that are meant (parser_table.h).
#include <cstdint>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <string>

#include "interp_file.h"
#include "lexer_table.h"
#include "parser_table.h"
#include "write_array.h"

namespace avocet::generator {
namespace {

void write_file(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << "// Generated from the grammar. Do not edit.\n" << text;
  if (!out.flush()) {
    std::cerr << "cannot write " << path << "\n";
    std::exit(1);
  }
}

// AVOCET_TOKEN(kParenOpen, 77, "'('", false); the text is empty for words that vary.
std::string token_list(const InterpFile& lexer) {
  std::ostringstream out;
  for (size_t type = 1; type < lexer.symbolic_names.size(); ++type) {
    out << "AVOCET_TOKEN(" << enumerator(lexer.symbolic_names[type]) << ", " << type << ", \"";
    std::string literal = lexer.literal_names[type];
    if (literal.size() > 2) out << literal.substr(1, literal.size() - 2);
    out << "\")\n";
  }
  return out.str();
}

std::string rule_list(const InterpFile& parser) {
  std::ostringstream out;
  for (const std::string& name : parser.rule_names) {
    out << "AVOCET_RULE(" << enumerator(name) << ", \"" << name << "\")\n";
  }
  return out.str();
}

// A number that changes with the grammar; trees kept from another grammar are not read.
std::string fingerprint(const std::string& all) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (unsigned char c : all) hash = (hash ^ c) * 0x100000001b3u;
  return "inline constexpr uint64_t kGrammarFingerprint = " + std::to_string(hash) + "u;\n";
}

int run(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: grammar_tables lexer.interp parser.interp folder [rule:TOKEN...]\n";
    return 1;
  }
  InterpFile lexer = InterpFile::read(argv[1]);
  InterpFile parser = InterpFile::read(argv[2]);
  LexerTable lexer_table(lexer);
  ParserTable parser_table(parser, std::set<std::string>(argv + 4, argv + argc));
  for (const std::string& problem : parser_table.problems()) std::cerr << problem << "\n";
  if (!parser_table.problems().empty()) return 1;

  std::ostringstream lexer_text, parser_text;
  lexer_table.write(lexer_text);
  parser_table.write(parser_text);
  std::string folder = std::string(argv[3]) + "/";
  std::string tokens = token_list(lexer);
  std::string rules = rule_list(parser);
  write_file(folder + "token_types.inc", tokens);
  write_file(folder + "rules.inc", rules);
  write_file(folder + "lexer_tables.inc", lexer_text.str());
  write_file(folder + "parser_tables.inc",
             fingerprint(tokens + rules + lexer_text.str() + parser_text.str()) +
                 parser_text.str());
  std::cout << lexer_table.state_count() << " lexer states, " << parser_table.op_count()
            << " parser operations\n";
  return 0;
}

}  // namespace
}  // namespace avocet::generator

int main(int argc, char** argv) { return avocet::generator::run(argc, argv); }
