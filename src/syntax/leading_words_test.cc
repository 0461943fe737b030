#include "syntax/leading_words.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace avocet {
namespace {

bool has(const WordList& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

TEST(LeadingWords, AreThoseOfTheGrammar) {
  EXPECT_EQ(words_before_new_names(),
            (WordList{"const", "global", "option", "type", "event", "function", "hook", "local"}));
  EXPECT_EQ(words_of_redefinitions(), (WordList{"enum", "event", "function", "hook", "record"}));
  for (std::string_view word : {"global", "redef", "type", "function"})
    EXPECT_TRUE(has(words_of_declarations(), word)) << word;
  for (std::string_view word : {"local", "print", "return", "add", "delete", "event", "hook"})
    EXPECT_TRUE(has(words_of_statements(), word)) << word;
  // No name stands behind these.
  for (std::string_view word : {"break", "if", "for", "while"})
    EXPECT_FALSE(has(words_of_statements(), word)) << word;
}

TEST(LeadingWords, AreFoundInFrontOfNames) {
  EXPECT_EQ(joined_word(words_before_new_names(), "globalx"), "global");
  EXPECT_EQ(joined_word(words_before_new_names(), "global"), "");
  EXPECT_EQ(joined_word(words_before_new_names(), "local_nets"), "");
  EXPECT_EQ(joined_word(words_of_statements(), "printx"), "print");
  EXPECT_EQ(joined_word(words_of_statements(), "xprint"), "");
}

}  // namespace
}  // namespace avocet
