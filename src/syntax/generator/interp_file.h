// InterpFile: what the antlr4 program says about a grammar, read from its .interp output.
//
// That file holds the names of tokens and rules and the grammar's network of states (the ATN) as a
// list of numbers, which the ANTLR runtime turns back into objects.
#pragma once

#include <string>
#include <vector>

#include <atn/ATN.h>

namespace avocet::generator {

struct InterpFile {
  std::vector<std::string> symbolic_names;  // by token type; [0] stands for none
  std::vector<std::string> literal_names;   // the same, `'('` or empty
  std::vector<std::string> rule_names;
  std::vector<std::string> mode_names;  // of a lexer
  antlr4::atn::ATN atn;

  // Ends the program with a message when the file cannot be read.
  static InterpFile read(const std::string& path);
};

}  // namespace avocet::generator
