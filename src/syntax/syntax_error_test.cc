#include "syntax/syntax_error.h"

#include <gtest/gtest.h>

#include "syntax/script_for_test.h"

namespace avocet {
namespace {

std::string errors(std::string text) {
  ScriptForTest script(std::move(text));
  script.read();
  return script.errors();
}

// In a body that begins on line 2.
std::string errors_in_body(const std::string& text) {
  return errors("event e() {\n" + text + "\n}\n");
}

TEST(SyntaxError, MissingSemicolon) {
  EXPECT_EQ(errors_in_body("local x = 5\nprint x;"), "2:12 a `;` is missing behind `5`\n");
  EXPECT_EQ(errors_in_body("print x"), "2:8 a `;` is missing behind `x`\n");
  EXPECT_EQ(errors("global x = 5\nglobal y = 6;"), "1:13 a `;` is missing behind `5`\n");
  EXPECT_EQ(errors("redef enum E += { A }\nglobal y = 6;"), "1:22 a `;` is missing behind `}`\n");
}

TEST(SyntaxError, MissingBracket) {
  EXPECT_EQ(errors_in_body("if ( x == 3\nreturn;"), "2:12 a `)` is missing behind `3`\n");
  EXPECT_EQ(errors_in_body("print fmt(\"%s\", 1;"), "2:18 a `)` is missing behind `1`\n");
  EXPECT_EQ(errors_in_body("x = a[1;"), "2:8 a `]` is missing behind `1`\n");
  EXPECT_EQ(errors_in_body("x = |a;"), "2:7 a `|` is missing behind `a`\n");
}

TEST(SyntaxError, WrongBracket) {
  EXPECT_EQ(errors_in_body("x = f(1];"), "2:8 expected `)` before `]`\n");
  EXPECT_EQ(errors("global x = 1;\n}\n"), "2:1 `}` closes nothing\n");
}

TEST(SyntaxError, UnclosedBody) {
  EXPECT_EQ(errors("event e()\n{\nif ( x )\n{\nprint 1;\n}\n\nevent f() { }\n"),
            "8:1 `event` begins a declaration, but a `{` above is not closed\n");
  EXPECT_EQ(errors("event e()\n{\nprint 1;\n"), "2:1 this `{` is never closed\n");
  EXPECT_EQ(errors("function f()\n{\n\nfunction g()\n{\n}\n"),
            "4:1 `function` begins a declaration, but a `{` above is not closed\n");
  EXPECT_EQ(errors("event e()\n{\nglobal x = 3;\n}\n"),
            "3:1 `global` begins a declaration, but a `{` above is not closed\n");
}

TEST(SyntaxError, MissingComma) {
  EXPECT_EQ(errors("global x = { 1\n2 };"), "1:15 a `,` is missing between `1` and `2`\n");
  EXPECT_EQ(errors("global t = {\n[1] = 2\n[3] = 4,\n};"),
            "2:8 a `,` is missing behind this element\n");
  EXPECT_EQ(errors("function f(a: count b: count) { }"),
            "1:20 a `,` is missing between `count` and `b`\n");
}

TEST(SyntaxError, SuperfluousComma) {
  EXPECT_EQ(errors("global v = vector(1, , 2);"), "1:22 a value is missing before this `,`\n");
  EXPECT_EQ(errors("global v = vector(, 1);"), "1:19 expected an expression or `)`, found `,`\n");
}

TEST(SyntaxError, Unterminated) {
  EXPECT_EQ(errors_in_body("print \"abc;"), "2:7 this string has no closing `\"`\n");
  EXPECT_EQ(errors_in_body("x = /abc;"), "2:5 this pattern has no closing `/`\n");
}

TEST(SyntaxError, Characters) {
  EXPECT_EQ(errors_in_body("x = 'a';"), "2:5 `'` has no meaning in scripts\n");
  EXPECT_EQ(errors(std::string("global x = 1;\n\0", 15)),
            "2:1 the control character 0x00 cannot stand in a script\n");
  EXPECT_EQ(errors_in_body("x = \xc3\xa4;"), "2:5 the letter `\xc3\xa4` cannot stand in a name\n");
}

TEST(SyntaxError, HabitsFromOtherLanguages) {
  EXPECT_EQ(errors_in_body("for ( i = 0; i < 3; ++i ) print i;"),
            "2:9 `for` goes through a container: `for ( element in container )`\n");
  EXPECT_EQ(errors_in_body("i++;"), "2:2 `++` stands before its operand, not behind it\n");
  EXPECT_EQ(errors_in_body("x *= 2;"), "2:3 there is no operator `*=`\n");
  EXPECT_EQ(errors_in_body("c->id = 2;"), "2:2 there is no operator `->`\n");
  EXPECT_EQ(errors_in_body("if ( a and b ) return;"), "2:8 `and` is not a word of the language\n");
  EXPECT_EQ(errors_in_body("if ( a < b < c ) return;"), "2:12 comparisons cannot be chained\n");
}

std::string hint(std::string text) {
  ScriptForTest script(std::move(text));
  script.read();
  return script.sink().diagnostics().empty() ? "" : script.sink().diagnostics()[0].hint;
}
std::string hint_in_body(const std::string& text) { return hint("event e() {\n" + text + "\n}\n"); }

TEST(SyntaxError, OperatorsOfOtherLanguages) {
  EXPECT_EQ(errors_in_body("print \"a\" .. b;"), "2:11 there is no operator `..`\n");
  EXPECT_EQ(errors_in_body("print v[1..3];"), "2:10 there is no operator `..`\n");
  EXPECT_EQ(hint_in_body("print v[1..3];"), "a slice is written `s[from:to]`");
  EXPECT_EQ(errors_in_body("if ( a ~= b ) return;"), "2:8 there is no operator `~=`\n");
  EXPECT_EQ(errors_in_body("x = a ?? b;"), "2:7 there is no operator `??`\n");
  EXPECT_EQ(errors_in_body("print c?.id;"), "2:8 there is no operator `?.`\n");
  EXPECT_EQ(errors("function f(a: count, ...) { }"), "1:22 there is no operator `...`\n");
  EXPECT_EQ(errors_in_body("sort(v, (a, b) => a - b);"), "2:16 there is no operator `=>`\n");
  EXPECT_EQ(hint("global f: function(a: count) -> count;"),
            "the type of the result stands behind a `:`");
  EXPECT_EQ(hint_in_body("print \",\".join(v);"),
            "strings are joined with `+`, and functions are called `f(x, y)`");
}

TEST(SyntaxError, WordsOfOtherLanguages) {
  EXPECT_EQ(errors_in_body("sort(v, lambda a, b: a);"),
            "2:9 `lambda` is not a word of the language\n");
  EXPECT_EQ(errors_in_body("if ( x ) raise \"no\";"),
            "2:10 `raise` is not a word of the language\n");
  EXPECT_EQ(errors_in_body("local r = new R($a=1);"), "2:11 `new` is not a word of the language\n");
  EXPECT_EQ(errors_in_body("unless ( x )\n  print 1;"),
            "2:1 `unless` is not a word of the language\n");
  EXPECT_EQ(hint_in_body("local function f() { }"), "write `local name = function(...) { ... };`");
  EXPECT_EQ(hint_in_body("print n if ( n > 2 );"),
            "the condition stands in front: `if ( ... ) print ...;`");
  EXPECT_EQ(hint_in_body("t[a]++;"), "write `++t[a]`");
  EXPECT_EQ(hint_in_body("assert(a, \"b\");"), "`assert` takes its parts without parentheses");
}

TEST(SyntaxError, DeclarationsThatAreTurnedRound) {
  EXPECT_EQ(hint("option count limit = 5;"), "write `option limit: count`");
  EXPECT_EQ(hint("type R: record { a &optional: count; };"), "attributes stand behind the type");
  EXPECT_EQ(hint("type R: record { a: count?; };"),
            "a field that may be missing is marked `&optional`");
  EXPECT_EQ(errors("event e(c)\n{\nprint c;\n}\n"),
            "1:11 the parameters of a handler have types\n");
  EXPECT_EQ(errors("e()\n{\nprint 1;\n}\n"), "1:1 no word says what `e` is\n");
  EXPECT_EQ(errors_in_body("  event f()\n  {\n  }"), "2:3 a handler cannot stand inside a body\n");
  EXPECT_EQ(hint("function f(a: count): string, count { }"),
            "a function returns one value: a record holds several");
  EXPECT_EQ(hint("redef enum E += A;"), "write `+= { A }`");
  EXPECT_EQ(errors("redef enum E += { A; };"), "1:20 labels are separated by `,`, not by `;`\n");
  EXPECT_EQ(hint("global s: set[addr] of count;"),
            "a set has no values: write `table[key] of value`");
}

TEST(SyntaxError, WhatStandsBehindADirective) {
  EXPECT_EQ(errors("@if ( F )\nglobal x = 1;\n@else if ( T )\nglobal y = 1;\n@endif\n"),
            "3:7 nothing stands behind `@else` on its line\n");
  EXPECT_EQ(errors("@if ( T )\nglobal x = 1;\n@endif ( T )\n"),
            "3:8 nothing stands behind `@endif` on its line\n");
}

TEST(SyntaxError, MissingOperandAtTheEndOfALine) {
  EXPECT_EQ(errors_in_body("local x =\nprint x;"), "2:10 an expression is missing behind `=`\n");
  EXPECT_EQ(errors_in_body("when ( f() ) { }\ntimeout\n{ }"),
            "3:8 an expression is missing behind `timeout`\n");
}

TEST(SyntaxError, WordsInTheWrongPlace) {
  EXPECT_EQ(errors("event event late(c: count) { }"), "1:7 `event` is written twice\n");
  EXPECT_EQ(errors("global when = 3;"),
            "1:8 `when` is a word of the language and cannot be a name\n");
  EXPECT_EQ(errors_in_body("  global x = 3;"), "2:3 `global` cannot stand inside a body\n");
  EXPECT_EQ(errors("redef function f() { }"), "1:7 a function cannot be redefined\n");
}

TEST(SyntaxError, UnknownAttribute) {
  EXPECT_EQ(errors("type R: record { a: count &optionl; };"),
            "1:27 unknown attribute `&optionl`\n");
}

TEST(SyntaxError, Literals) {
  EXPECT_EQ(errors("global x = 70000/tcp;"), "1:12 a port number is at most 65535\n");
  EXPECT_EQ(errors("global x = 1.2.3.400;"), "1:12 this is not an IP address\n");
  EXPECT_EQ(errors("global x = 1.2.3.4/33;"), "1:12 the prefix of this subnet is too long\n");
}

TEST(SyntaxError, RecordConstructors) {
  EXPECT_EQ(errors("global x = [$a=1, 2];"), "1:19 the field of this value is missing\n");
  EXPECT_EQ(errors("global x = { $a=1 };"),
            "1:15 `$a=` sets the field of a record, but this is braces\n");
  EXPECT_EQ(errors("global x = [$a={1}];"),
            "1:16 a field of a record constructor takes no braces\n");
}

TEST(SyntaxError, NamesWhatWasExpected) {
  EXPECT_EQ(errors("global x: ;"), "1:11 expected a type, found `;`\n");
  EXPECT_EQ(errors("type 5: count;"), "1:6 expected a name, found `5`\n");
  EXPECT_EQ(errors_in_body("x = ;"), "2:5 expected an expression, found `;`\n");
}

TEST(SyntaxError, OneMistakeIsOneError) {
  std::string text;
  std::string expected;
  for (int i = 1; i <= 10; ++i) {
    text += "event e() { print 1 }\n";
    expected += std::to_string(i) + ":20 a `;` is missing behind `1`\n";
  }
  EXPECT_EQ(errors(text), expected);
}

TEST(SyntaxError, GoesOnAfterEachKindOfDeclaration) {
  EXPECT_EQ(errors("global = 1;\ntype : count;\nfunction () x { }\nredef x + 1;\nexport { global ; "
                   "}\nglobal ok = 1;\nx y z;\n"),
            "1:8 expected a name, found `=`\n"
            "2:6 expected a name, found `:`\n"
            "3:13 expected `:` or `{`, found `x`\n"
            "4:9 expected `;`, `:`, `=`, `+=` or `-=`, found `+`\n"
            "5:17 expected a name, found `;`\n"
            "7:3 expected `;`, found `y`\n");
}

TEST(SyntaxError, DeepNestingIsRefused) {
  std::string parens =
      "global x = " + std::string(10000, '(') + "1" + std::string(10000, ')') + ";\nglobal y = ;";
  EXPECT_EQ(errors(parens),
            "1:1342 this is nested too deeply\n2:12 expected an expression, found `;`\n");
  std::string chain = "global x = 1";
  for (int i = 0; i < 5000; ++i) chain += "+1";
  EXPECT_EQ(errors(chain + ";"), "1:1 this is nested more than 1000 levels deep\n");
}

TEST(SyntaxError, NotesPointAtTheOpenBracket) {
  ScriptForTest script("event e() { print f(1; }");
  script.read();
  ASSERT_EQ(script.sink().diagnostics().size(), 1u);
  const Diagnostic& diagnostic = script.sink().diagnostics()[0];
  ASSERT_EQ(diagnostic.notes.size(), 1u);
  EXPECT_EQ(script.sources().location(diagnostic.notes[0].span).column, 20u);
}

}  // namespace
}  // namespace avocet
