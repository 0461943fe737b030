// Syntax of other languages, as people write it by habit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"
#include "syntax/token.h"

namespace avocet {

// What was meant, if the tokens taken and the one found, where the parse stopped, look like
// something that another language has.
std::optional<Diagnostic>
describe_foreign_syntax(const Source& source, const std::vector<Token>& taken, const Token& found);

// What stands for `x.method` here, where things have no methods; empty: nobody knows.
std::string method_meaning(std::string_view method, std::string_view x);

// What became of an attribute of older versions; empty: it is none of them.
std::string removed_attribute_hint(std::string_view name);

// The same of words that stand for operators: `a and b`.
std::optional<Diagnostic>
describe_word_operator(const Source& source, const std::vector<Token>& taken, const Token& found);

// for ( local x in y )
std::optional<Diagnostic>
describe_declared_loop(const Source& source, const std::vector<Token>& taken, const Token& found);

// What is written instead of a character that means nothing here; may be empty.
std::string hint_for_character(char c);

}  // namespace avocet
