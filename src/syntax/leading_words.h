// The words of the language that begin declarations and statements with a name behind them, as the
// grammar has them: what is a word of the language joined with a name where the blank is lost, and
// what a misspelt word was meant to be.
#pragma once

#include <string_view>
#include <vector>

namespace avocet {

// All lists live as long as the program.
using WordList = std::vector<std::string_view>;

// global, redef, function, ...
const WordList& words_of_declarations();
// local, print, delete, ...
const WordList& words_of_statements();
// What may stand between `redef` and a name.
const WordList& words_of_redefinitions();
// Those whose name is a new one: global, local, function, ...
const WordList& words_before_new_names();

// The one that a name such as `globalx` begins with; empty: none. What goes on with a `_` is a
// whole: print_all.
std::string_view joined_word(const WordList& words, std::string_view joined);

}  // namespace avocet
