#include "sema/checker.h"

#include <gtest/gtest.h>

#include "sema/report.h"
#include "sema/snippet.h"

namespace avocet::sema {
namespace {

// ---- Mistakes: one each, on the right line ------------------------------------------------------

struct Mistake {
  const char* text;
  const char* message;  // the one diagnostic, or the beginning of it
};

void PrintTo(const Mistake& m, std::ostream* out) { *out << m.text; }

class Mistakes : public testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, AreReportedOnce) {
  Snippet s(GetParam().text);
  ASSERT_EQ(s.messages().size(), 1u) << s.rendered();
  EXPECT_EQ(s.messages()[0].substr(0, std::string_view(GetParam().message).size()),
            GetParam().message)
      << s.rendered();
}

constexpr Mistake kNames[] = {
    {"event zeek_init()\n{ print foo; }", "2: error: unknown name `foo`"},
    {"event zeek_init()\n{ foo(1); print foo(2); }", "2: error: unknown function `foo`"},
    {"global x: coutn;\nevent zeek_init() { print x; ++x; }", "1: error: unknown type `coutn`"},
    {"global f: function(a: Typo): string;\nevent zeek_init() { print f(1); }",
     "1: error: unknown type `Typo`"},
    {"type R: record { a: Typo; b: string; };\nglobal r = R($a=1, $b=\"\");",
     "1: error: unknown type `Typo`"},
    {"module A;\nglobal x = 1;\nmodule B;\nprint A::x;",
     "4: error: `A::x` is not exported by its module"},
    {"print Nowhere::x;", "1: error: unknown name `Nowhere::x`"},
    {"event zeek_init()\n{ print foo; }\nevent zeek_done()\n{ print foo, foo; }",
     "2: error: unknown name `foo`"},
    {"local x = 1;\nevent zeek_init()\n{ print x; }\nevent zeek_done()\n{ print x; }",
     "1: error: `x` is a local of the script's top level"},
    {"global t: table[count, count] of count;\nevent zeek_init()\n{\nfor ( k in t )\n"
     "print t[k];\n}",
     "4: error: table[count,count] of count is indexed by 2 values, but 1 variable is given"},
    {"global t: table[addr] of count;\nevent zeek_init()\n{\nlocal k = 1/tcp;\nprint k;\n"
     "for ( k in t )\nprint t[k];\n}",
     "6: error: `k` is a port already, but the loop gives an addr"},
    {"global x = 1;\nglobal x = 2;", "2: error: `x` is already declared"},
    {"event zeek_init()\n{\nlocal x = 1;\nlocal x = 2;\n}",
     "4: error: `x` is already declared in this function"},
    {"function f(a: count)\n{\nlocal a = 2;\n}\nf(1);",
     "3: error: `a` is already declared in this function"},
    {"function f(a: count): string\n{\nlocal a = table([\"x\"] = 1);\na[\"y\"] = 2;\n"
     "for ( [k], v in a ) return fmt(\"%s %d\", k, v);\nreturn \"\";\n}\nf(1);",
     "3: error: `a` is already declared in this function"},
    {"global g = 1;\nevent zeek_init()\n{\nlocal g = 2;\n}",
     "4: error: `g` is already the name of something global"},
    {"event zeek_init()\n{\nlocal _ = 1;\nprint _;\n}", "4: error: the blank name"},
    {"function f() { }\nfunction f() { }\nf();", "2: error: the function `f` is already defined"},
    {"type f: record { };\ntype f: bool;", "2: error: `f` is already declared"},
    {"function ::M::f() { }", "1: error: `::` stands before names of GLOBAL only"},
    {"event zeek_init()\n{\nschedule 1sec {\nnope()\n};\n}", "4: error: unknown event `nope`"},
    {"type A: enum { ONE = 9223372036854775807, TWO };",
     "1: error: the value of an enum label is at most 9223372036854775807"},
    {"type A: enum { ONE, TWO };\ntype B: enum { TWO };",
     "2: error: enum label `TWO` of B is already declared"},
};
INSTANTIATE_TEST_SUITE_P(Names, Mistakes, testing::ValuesIn(kNames));

constexpr Mistake kTypes[] = {
    {"global x: count = \"a\";",
     "1: error: `x` is declared as a count, but its initial value is a string"},
    {"event zeek_init()\n{\nlocal x: string;\nx = 5;\n}",
     "4: error: `x` is a string, but what is assigned is a count"},
    {"global c: count = -1;",
     "1: error: `c` is declared as a count, but its initial value is an int"},
    {"global c: count = 1.5;", "1: error: `c` is declared as a count"},
    {"global i: interval = 5;", "1: error: `i` is declared as an interval"},
    {"event zeek_init()\n{\nif ( 1 ) print 2;\n}",
     "3: error: the condition of `if` must be a bool, but this is a count"},
    {"print 1 + \"a\";", "1: error: `+` is not possible between a count and a string"},
    {"print \"a\" < 5;", "1: error: `<` is not possible between a string and a count"},
    {"print 5 in \"a\";", "1: error: `in` is not possible between a count and a string"},
    {"print vector(1, \"a\");", "1: error: the elements of a vector must have one type"},
    {"print set(1, \"a\");", "1: error: the elements must have one type"},
    {"global s: set[port] = set(1, 2/tcp);",
     "1: error: an element of set[port] must be a port, but this is a count"},
    {"global t: table[string] of count = { [\"a\"] = \"b\" };",
     "1: error: a value of table[string] of count must be a count"},
    {"global t: table[string] of count = { [1] = 1 };",
     "1: error: the index of table[string] of count must be a string"},
    {"global t: table[string] of count;\nprint t[1];",
     "2: error: the index of table[string] of count must be a string"},
    {"global t: table[string, count] of count;\nprint t[\"a\"];",
     "2: error: table[string,count] of count is indexed by 2 values, but here is 1"},
    {"global t: table[string, count] of count;\nevent zeek_init() { t[\"a\"][1] = 0;\n"
     "t[\"a\"][1] += 1; }",
     "2: error: table[string,count] of count is indexed by 2 values, but here is 1"},
    {"local a = 1;\nlocal b = 2;\nevent zeek_init() { print a;\nprint b; }",
     "1: error: `a` is a local of the script's top level"},
    {"global s: set[any];", "1: error: a key of set[any] contains a value of type any"},
    {"global x = 5;\nprint x[1];", "2: error: a count has no index"},
    {"global x = 5;\nx();", "2: error: this is a count and cannot be called"},
    {"print |/a/|;", "1: error: a pattern has no size"},
    {"global v = vector(1);\n++v;", "2: error: `++` needs a count or an int"},
    {"print T ? 1 : \"a\";", "1: error: both sides of `? :` must have one type"},
    {"global x: string = \"a\" as count;", "1: error: `x` is declared as a string"},
    {"type X: record { a: addr; };\nprint \"string\" as X;",
     "2: error: a value of type string is never a X"},
    {"print /a(/;", "1: error: bad pattern"},
    {"print -9223372036854775809;", "1: error: the number is too small for an int"},
    {"event zeek_init()\n{\nfor ( x in 5 ) print x;\n}",
     "3: error: a loop needs a table, set, vector or string"},
    {"global t: table[count, count] of count;\nevent zeek_init()\n{\nfor ( x in t ) print x;\n}",
     "4: error: table[count,count] of count is indexed by 2 values, but 1 variable is given"},
    {"event zeek_init()\n{\nwhile ( \"a\" ) { }\n}",
     "3: error: the condition of `while` must be a bool"},
    {"assert 1;", "1: error: the condition of `assert` must be a bool"},
};
constexpr Mistake kSeveral[] = {
    {"function f(a: count, b: string, c: addr) { }\nf(\"x\", 5.5, 1.2.3.4);",
     "2: error: the first and the second argument of `f` do not fit"},
    {"function f(a: count) { }\nf(a=1);", "2: error: arguments are given by position, not by name"},
    {"function f(a: count &default=1, b: string) { }",
     "1: error: parameter `b` needs a &default: one before it has one"},
    {"type R: record { a: count; b: string &optional; };\nglobal r = R($a=1);\nprint T ? r : "
     "[$a=2];",
     "3: error: both sides of `? :` must have the same fields, but one has 2 and the other 1"},
    {"type R: record { a: count; b: string &optional; };\nglobal r = R($a=1);\nprint T ? [$a=2] : "
     "r;",
     "3: error: both sides of `? :` must have the same fields, but one has 1 and the other 2"},
    {"global t: table[string] of count = { [5] = \"a\" };",
     "1: error: the index of table[string] of count must be a string, but this is a count"},
    {"print USER-AGENT;", "1: error: unknown name `USER`"},
    {"function f()\n{\nlocal a = 1; local b = 2;\nlocal g = function() { print a, b; };\n}",
     "4: error: `a` is a local variable of the body around this function"},
    {"function f()\n{\nlocal a = 1; local b = 2;\nwhen [x] ( T ) { print a; }\nprint b;\n}",
     "4: error: there is no local variable `x` to capture"},
};
INSTANTIATE_TEST_SUITE_P(Several, Mistakes, testing::ValuesIn(kSeveral));

std::vector<std::string> lint(std::string text) {
  CheckerOptions options;
  options.lint = true;
  return Snippet(std::move(text), options).messages();
}

TEST(Lint, TellsWhatEndsTooEarly) {
  EXPECT_EQ(
      lint("event zeek_init()\n{\nif ( network_time() > network_time() );\n{ print 1; }\n}"),
      std::vector<std::string>{
          "3: warning: this `;` is all that the `if` does: the block behind it stands alone"});
  EXPECT_EQ(lint("event zeek_init()\n{\nfor ( i in vector(1) ) ;\nprint 1;\n}").size(), 0u);
  // What follows is further to the right, but the bodies before it are no `;`.
  EXPECT_EQ(lint("event zeek_init()\n{\nif ( network_time() > network_time() )\nprint 1;\n"
                 "\tprint 2;\nfor ( i in vector(1) )\n{ print i; }\n\tprint 3;\n}"),
            std::vector<std::string>{});
}

TEST(Lint, ErrorHandlersAreThoseOfTheReporter) {
  EXPECT_EQ(lint("event zeek_init() &error_handler { }"),
            std::vector<std::string>{
                "1: warning: &error_handler has no effect here: only the events reporter_info, "
                "reporter_warning and reporter_error have it, from the start"});
}

TEST(Lint, FormatsEndWithWholeDirectives) {
  EXPECT_EQ(lint("print fmt(\"100%\", 3);"),
            std::vector<std::string>{"1: error: the format ends within a directive"});
}

// What one of several resembles is chance.
TEST(Lint, EventsOfAnAnalyzerThatIsNotHereAreNotMisspelt) {
  std::string known = "global connection_reset: event(n: count);\nmodule COTP;\n";
  std::string near = "event connection_request(n: count) { }\n";
  EXPECT_EQ(lint(known + near),
            std::vector<std::string>{
                "3: error: nothing raises the event `COTP::connection_request`: this handler "
                "never runs"});
  std::string others = "event data_unit(n: count) { }\nevent refused(n: count) { }";
  std::vector<std::string> said = lint(known + near + others);
  ASSERT_EQ(said.size(), 3u);
  for (const std::string& message : said)
    EXPECT_NE(message.find(": warning: nothing raises"), message.npos) << message;
}

TEST(Lint, EventsOfProtocolsThatAreNotParsedAreNotMisspelt) {
  EXPECT_EQ(lint("global ocsp_request: event(n: count);\nevent ncp_request(n: count) { }"),
            std::vector<std::string>{
                "2: warning: nothing raises the event `ncp_request`: this handler never runs"});
  EXPECT_EQ(lint("global ocsp_request: event(n: count);\nevent oscp_request(n: count) { }"),
            std::vector<std::string>{
                "2: error: nothing raises the event `oscp_request`: this handler never runs"});
}

TEST(Captures, AnUnknownOneStandsForOneThatIsMissing) {
  Snippet s("function f()\n{\nlocal a = 1; local b = 2;\nwhen [x] ( T ) { print a, b; }\n}");
  EXPECT_EQ(s.messages().size(), 2u);
}

INSTANTIATE_TEST_SUITE_P(Types, Mistakes, testing::ValuesIn(kTypes));

constexpr Mistake kRecords[] = {
    {"event new_connection(c: connection)\n{\nprint c$ide;\n}",
     "3: error: connection has no field `ide`"},
    {"event new_connection(c: connection)\n{\nprint c$id$orig_x;\n}",
     "3: error: conn_id has no field `orig_x`"},
    {"event new_connection(c: connection)\n{\nif ( c?$hist ) print 1;\n}",
     "3: error: connection has no field `hist`"},
    {"type R: record { a: count; };\nglobal r = R($b=1);", "2: error: R has no field `b`"},
    {"type R: record { a: count; };\nglobal r: R = [$a=\"x\"];",
     "2: error: field `a` of R must be a count, but this is a string"},
    {"type R: record { a: count; b: string; };\nglobal r = R($a=1);",
     "2: error: field `b` of R is missing"},
    {"type R: record { a: count; a: string; };", "1: error: there is already a field `a`"},
    {"type R: record { a: count; };\nglobal r = R($a=1);\ndelete r$a;",
     "3: error: field `a` cannot be deleted"},
    {"global x = 1;\nprint x$a;", "2: error: `$a` needs a record before it, but this is a count"},
    {"redef record connection += { x: count; };",
     "1: error: field `x` added to record connection must be &optional"},
    {"redef record Nope += { x: count &optional; };", "1: error: unknown record type `Nope`"},
    {"type R: record { t: table[string] of count &log; };",
     "1: error: &log is given to a table[string] of count"},
    {"type R: record { a: R; };", "1: error: record R contains itself without end"},
    {"type R: record { a: set[string] &default=set(1); };",
     "1: error: an element of set[string] must be a string"},
};
INSTANTIATE_TEST_SUITE_P(Records, Mistakes, testing::ValuesIn(kRecords));

constexpr Mistake kCalls[] = {
    {"print to_lower();", "1: error: `to_lower` takes 1 argument, but none are given"},
    {"print to_lower(\"a\", \"b\");", "1: error: `to_lower` takes 1 argument, but 2 are given"},
    {"print to_lower(5);",
     "1: error: the first argument of `to_lower` must be a string, but this is a count"},
    {"function f(): count\n{\nreturn \"a\";\n}\nprint f();",
     "3: error: the function returns a count, but this is a string"},
    {"function f()\n{\nreturn 1;\n}\nf();",
     "3: error: this function returns nothing, but there is a value here"},
    {"function f(): count\n{\nreturn;\n}\nprint f();",
     "3: error: the function returns a count, but there is no value here"},
    {"function f() { }\nprint f();", "2: error: this gives no value"},
    {"global h: hook(a: count);\nh(1);", "2: error: `h` is a hook and cannot be called directly"},
    {"function f() { }\nhook f();", "2: error: `hook` calls hooks only"},
    {"zeek_init();", "1: error: `zeek_init` is an event and cannot be called"},
    {"function f() { }\nevent f();", "2: error: `f` is not an event"},
    {"event new_connection(c: string)\n{ }", "1: error: `new_connection` is declared as event(c: "
                                             "connection), but this is event(c: string)"},
    {"event new_connection(c: connection, d: count)\n{ }",
     "1: error: `new_connection` is declared as event(c: connection), but this is"},
    {"global f: function(a: count): string;\nfunction f(a: string): string { return a; }",
     "2: error: `f` is declared as function(a: count): string, but defined as"},
    {"schedule 5 { zeek_init() };",
     "1: error: the delay of `schedule` must be an interval, but this is a count"},
    {"event zeek_init()\n{\nlocal x = 1;\nlocal f = function() { print x; };\nf();\n}",
     "4: error: `x` is a local variable of the body around this function and is not captured"},
    {"event zeek_init()\n{\nlocal x = 1;\nlocal f = function[x]() { print 1; };\nf();\n}",
     "4: error: `x` is captured but not used"},
    {"event zeek_init()\n{\nlocal f = function[y]() { print y; };\nf();\n}",
     "3: error: there is no local variable `y` to capture"},
    {"event zeek_init()\n{\nlocal x = 1;\nwhen ( network_time() > network_time() ) { print x; }\n}",
     "4: error: `x` is a local variable"},
    {"function cat(): count { return 1; }", "1: error: `cat` is a built-in function"},
};
INSTANTIATE_TEST_SUITE_P(Calls, Mistakes, testing::ValuesIn(kCalls));

constexpr Mistake kRest[] = {
    {"const c = 1;\nevent zeek_init()\n{\nc = 2;\n}",
     "4: error: `c` is a const and cannot be changed"},
    {"option o = 1;\nevent zeek_init()\n{\no = 2;\n}",
     "4: error: `o` is an option and cannot be assigned to"},
    {"global g = 1;\nredef g = 2;", "2: error: `g` is not marked &redef"},
    {"redef nope = 2;", "1: error: unknown name `nope`"},
    {"const g = 1 &redef;\nredef g = \"a\";", "2: error: `g` is declared as a count"},
    {"const g = T &redef;\nredef g += F;", "2: error: `+=` is not possible for `g`"},
    {"type E: enum { A };\nredef E += { B };",
     "2: error: `E` is a type and has no value to redefine"},
    {"option o: count;", "1: error: the option `o` needs an initial value"},
    {"global g: count &default=1;", "1: error: &default of a variable is only possible for tables"},
    {"global g: count &optional;", "1: error: &optional is only possible for fields of records"},
    {"global g: table[int] of string &write_expire=\"x\";",
     "1: error: the value of &write_expire must be an interval"},
    {"global g: table[int] of count &default=1 &default=2;", "1: error: &default is given twice"},
    {"type R: record { b: bool &default &default=F; };", "1: error: &default is given twice"},
    {"event zeek_init()\n{\nbreak;\n}", "3: error: `break` is only possible within"},
    {"event zeek_init()\n{\nnext;\n}", "3: error: `next` is only possible within a loop"},
    {"event zeek_init()\n{\nswitch ( 1 ) {\ncase 1:\nprint 1;\n}\n}",
     "4: error: this case must end in"},
    {"event zeek_init()\n{\nswitch ( 1 ) {\ncase 1: break;\ncase 1: break;\n}\n}",
     "5: error: there is a case for this value already"},
    {"event zeek_init()\n{\nswitch ( 1 ) {\ncase \"a\": break;\n}\n}",
     "4: error: the label of a case must be a count"},
    {"global s: set[count];\nadd s[\"a\"];", "2: error: the index of set[count] must be a count"},
    {"global t: table[count] of count;\nadd t[1];", "2: error: `add` needs an element of a set"},
    {"global s: set[count];\nprint add s[1];", "2: error: `add` gives no value"},
    {"1 = 2;", "1: error: this cannot be assigned to"},
    {"event zeek_init()\n{\nlocal x = 1;\nx == 2;\n}",
     "4: warning: the value of this expression is ignored"},
    {"print 99999999999999999999;", "1: warning: this number does not fit into 64 bits"},
    {"print\n0x2A864886F70D010101;", "2: warning: this number does not fit into 64 bits"},
    {"event no_such_event()\n{ }", "1: warning: nothing raises the event `no_such_event`"},
    {"event no_such_event()\n{ }\nprint no_such_event;",
     "1: warning: nothing raises the event `no_such_event`"},
    {"module M;\nfunction f() { }", "2: warning: nothing calls `M::f`"},
    {"global d: count = 1 &deprecated=\"gone soon\";\nprint d;",
     "2: warning: `d` is deprecated: gone soon"},
    {"type A: enum { X };\ntype B: enum { Y };\nprint X == Y;",
     "3: warning: this mixes the enums A and B"},
};
INSTANTIATE_TEST_SUITE_P(Rest, Mistakes, testing::ValuesIn(kRest));

// ---- Lint: what only `check` says ---------------------------------------------------------------

class LintMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(LintMistakes, AreReportedByCheckAlone) {
  EXPECT_TRUE(Snippet(GetParam().text).messages().empty());
  Snippet s(GetParam().text, {.lint = true});
  ASSERT_EQ(s.messages().size(), 1u) << s.rendered();
  EXPECT_EQ(s.messages()[0].substr(0, std::string_view(GetParam().message).size()),
            GetParam().message);
}

constexpr Mistake kLint[] = {
    {"event zeek_init()\n{\nlocal x: string;\nprint x;\n}",
     "4: error: `x` is used before it is given a value"},
    {"function f(): count\n{\nprint 1;\n}\nprint f();",
     "4: error: the function can end here without returning a count"},
    {"function f(x: count): count\n{\nswitch ( x ) { case 1: return 5; default: fallthrough; }\n}\n"
     "f(1);",
     "4: error: the function can end here without returning a count"},
    {"function f(a: bool): count\n{\nif ( a ) return 1;\n}\nprint f(T);",
     "4: error: the function can end here"},
    {"event zeek_init()\n{\nlocal x = 1;\n}", "3: warning: the local `x` is never read"},
    {"event zeek_init()\n{\nreturn;\nprint 1;\n}", "4: warning: this is never reached"},
};
INSTANTIATE_TEST_SUITE_P(Lint, LintMistakes, testing::ValuesIn(kLint));

// ---- What is right says nothing -----------------------------------------------------------------

class Right : public testing::TestWithParam<const char*> {};

TEST_P(Right, SaysNothing) {
  Snippet s(GetParam(), {.lint = true});
  EXPECT_EQ(s.rendered(), "");
}

constexpr const char* kRight[] = {
    "global A::told: event();\nmodule B;\nevent A::told() { }\nevent A::told();",
    "global i: int = 5; global d: double = 5; global e: double = -5; print i, d, e;",
    "print network_time() + 5sec, network_time() - network_time(), 2 * 1min, 1min / 2, 1min / "
    "1sec, 10.0.0.0 / 8;",
    "print network_time() == 0.0, 5sec > 0;",
    "print \"a\" + \"b\", \"a\" == /a/, /a/ in \"b\", \"a\" in \"b\", 1.2.3.4 in 1.0.0.0/8, 1 in "
    "vector(1);",
    "print set(1) & set(2), set(1) | set(2), set(1) - set(2), set(1) <= set(2), /a/ | /b/, /a/ & "
    "/b/, 1 & 2, 1 << 2;",
    "print vector(1, 2) + vector(3, 4), vector(1) == vector(1), vector(1.0, 2);",
    "global t: table[string, count] of set[port] = { [\"a\", 1] = set(1/tcp), [\"b\", 2] = { } }; "
    "print t[\"a\", 1];",
    "global s: set[string, count] = { [\"a\", [1, 2]], [[\"b\", \"c\"], 3] }; print s;",
    "global ports = { 22/tcp, 53/udp }; global more: set[port] = { ports, 80/tcp }; print more;",
    "type R: record { a: count &default=1; b: string &optional; c: set[string]; }; global r: R = "
    "[]; print r, R($b=\"x\"), r?$b;",
    "type A: record { x: count; }; type B: record { x: count; y: string &optional; }; global a = "
    "A($x=1); global b: B = a; print b;",
    "type L: record { v: count; next_one: L &optional; }; global l = L($v=1); print l;",
    "function f(a: string, b: count &default=5): string { return fmt(\"%s %d\", a, b); } print "
    "f(\"a\"), f(\"a\", 1);",
    "event zeek_init() { local x = 1; local f = function[x](y: count): count { return x + y; }; "
    "print f(2); }",
    "function f(): function(x: count): count { return function(x: count): count { return x; }; } "
    "print f()(5);",
    "global h: hook(a: count); hook h(a: count) &priority=5 { if ( a > 1 ) break; } print hook "
    "h(1);",
    "global e: event(a: count, b: string &default=\"x\"); event e(a: count, b: string) { print a, "
    "b; } event e(1);",
    "global e: event(a: count, b: string); global e: event(b: string); event e(b: string) { print "
    "b; } event e(1, \"x\");",
    "event zeek_init() { local x: string; if ( T ) x = \"a\"; else x = \"b\"; print x; }",
    "global v = vector(1); event zeek_init() { local same = v; same += 2; }",
    "event zeek_init() { local x: string; for ( i in vector(1) ) { x = cat(i); } print x; }",
    "function f(a: count): string { switch ( a ) { case 1, 2: return \"a\"; case 3: fallthrough; "
    "default: return \"b\"; } } print f(1);",
    "function f(a: any): string { switch ( a ) { case type count as c: return cat(c); case type "
    "string: return \"s\"; default: break; } return \"\"; } print f(1);",
    "event zeek_init() { for ( [a, b], c in table([1, \"x\"] = T) ) print a, b, c; for ( _, v in "
    "vector(1) ) print v; for ( c2 in \"abc\" ) print c2; }",
    "event zeek_init() { local v = vector(1, 2, 3); v += 4; v += vector(5); v[1:2] = vector(9); "
    "print v[-1], v[1:], |v|; delete v; }",
    "event zeek_init() { local t: table[string] of count &default=0; ++t[\"a\"]; t[\"b\"] += 2; "
    "delete t[\"a\"]; print t; }",
    "global x: any = 5; print x as count, x is string, (x as count) + 1;",
    "event zeek_init() { local a = 1.2.3.4; when [a] ( local n = lookup_addr(a) ) { print n, a; } "
    "timeout 5sec { print a; } }",
    "const a = 5 &redef; redef a = 6; const s: set[count] = { 1 } &redef; redef s += { 2, 3 }; "
    "redef s -= { 1 }; print a, s;",
    "const v: vector of string = { \"a\" } &redef; redef v += { \"b\" }; const p = /a/ &redef; "
    "redef p += /b/; print v, p;",
    "type E: enum { A = 0, B = 5 }; redef enum E += { C, D }; print A, B, C, D;",
    "redef record connection += { extra: count &default=0; }; event new_connection(c: connection) "
    "{ c$extra = 5; print c$extra; }",
    "global f: function(a: count): count; function f(a: count): count { return a; } print f(1);",
    "global g: function(); event zeek_init() { g = function() { print 1; }; g(); }",
    "module M; export { global f: function(): count; const x = 5 &redef; } function f(): count { "
    "return x; } module GLOBAL; print M::f(), M::x;",
    "@if ( T )\nprint 1;\n@else\nprint nope;\n@endif\n@ifdef ( cat )\nprint 2;\n@endif",
    "global t: table[subnet] of string = { [10.0.0.0/8] = \"a\" }; print t[10.1.1.1], 10.1.1.1 in "
    "t;",
    "module Bar; export { global x = 1; } module GLOBAL; @ifdef ( Bar )\nprint "
    "Bar::x;\n@else\nprint nope;\n@endif",
    "global c: time = 0; global i: interval = 0; print c, i, ! 5, 6.0 / 2sec;",
    "print |5|, |-5|, |\"abc\"|, |1.2.3.4|, |10.0.0.0/8|, |5sec|, |vector(1)|;",
    "event zeek_init() { while ( T ) { if ( network_time() > network_time() ) next; break; } }",
    "function f(n: count): count { if ( n == 0 ) return 0; else return f(n - 1); } print f(3);",
    "event zeek_init() { local a = vector(\"b\", \"a\"); sort(a, function(x: string, y: string): "
    "int { return x < y ? -1 : 1; }); print a; }",
};
INSTANTIATE_TEST_SUITE_P(Scripts, Right, testing::ValuesIn(kRight));

// ---- Hints --------------------------------------------------------------------------------------

TEST(Hints, NameTheNearestSpelling) {
  auto hint = [](std::string text) {
    Snippet s(std::move(text));
    return s.diagnostics().empty() ? std::string() : s.diagnostics()[0].hint;
  };
  EXPECT_EQ(hint("print tolower(\"A\");"), "did you mean `to_lower`?");
  EXPECT_EQ(hint("event zeek_init() { local counter = 1; print countr; }"),
            "did you mean `counter`?");
  EXPECT_EQ(hint("event new_connection(c: connection) { print c$uide; }"), "did you mean `uid`?");
  EXPECT_EQ(hint("module Abc; export { global value = 1; } module GLOBAL; print Abc::valu;"),
            "did you mean `Abc::value`?");
  EXPECT_EQ(hint("module Abc; export { global value = 1; } module GLOBAL; print value;"),
            "did you mean `Abc::value`?");
  EXPECT_EQ(hint("global x: strng;"), "did you mean `string`?");
  EXPECT_EQ(hint("event zeek_init() { local s = \"ab\"; for ( c in s ) print s[c]; }"),
            "a string is indexed by places; a loop over it gives its characters");
  EXPECT_EQ(hint("event zeek_initt() { }"), "did you mean `zeek_init`?");
  EXPECT_EQ(hint("print true;"), "in this language it is `T`");
  EXPECT_EQ(hint("const s = \"5\" &redef; global x: count = s;"), "convert it with to_count()");
}

TEST(Hints, NameWhatIsLonger) {
  auto hint = [](std::string text) {
    Snippet s(std::move(text));
    return s.diagnostics().empty() ? std::string() : s.diagnostics()[0].hint;
  };
  EXPECT_EQ(hint("print network();"), "did you mean `network_time`?");
  EXPECT_EQ(hint("print v4_addr(1.2.3.4);"), "did you mean `is_v4_addr`?");
  EXPECT_EQ(hint("event new_connection(c: connection) { print c$id$host; }"),
            "its fields are orig_h, orig_p, resp_h, resp_p");
}

TEST(Hints, TellHowToWriteIt) {
  auto hint = [](std::string text) {
    Snippet s(std::move(text));
    return s.diagnostics().empty() ? std::string() : s.diagnostics()[0].hint;
  };
  EXPECT_EQ(hint("global b: bool = \"T\";"), "a bool is `T` or `F`, without quotes");
  EXPECT_EQ(hint("global n: count = \"5\";"), "write the number without quotes");
  EXPECT_EQ(hint("global s: set[string] = \"a\";"), "a set is written `set(x, y)`");
  EXPECT_EQ(hint("global s: string = { \"a\" };"), "leave the brackets around the value out");
  EXPECT_EQ(hint("global s = set(\"a\");\nprint s[0];"),
            "a set has no first and second element: `for` goes through all");
  EXPECT_EQ(hint("global s = set(\"a\");\nprint s == \"a\";"),
            "whether it holds a value is asked with `in`: `x in s`");
  EXPECT_EQ(hint("print \"%s\" % 5;"), "values are put into a string with fmt(\"... %s\", value)");
  EXPECT_EQ(hint("event zeek_init() { print later; }\nglobal later = 1;"),
            "it is declared further below: names are declared first");
  EXPECT_EQ(hint("event zeek_init() { while ( T ) brake; }"), "did you mean `break`?");
  EXPECT_EQ(hint("type R: record { a: count; };\nglobal r: R = [a=1];"), "write `$a=...`");
  EXPECT_EQ(hint("type R: record { a: count; };\nfunction f(r: R) { }\nf($a=1);"),
            "the fields of a record stand in brackets: `f([$a=..., ...])`");
}

TEST(Distance, CountsChangesAndHalvesOfCase) {
  EXPECT_EQ(spelling_distance("abc", "abc", 6), 0);
  EXPECT_EQ(spelling_distance("abc", "abd", 6), 2);
  EXPECT_EQ(spelling_distance("abc", "ABC", 6), 3);
  EXPECT_EQ(spelling_distance("abc", "acb", 6), 2);
  EXPECT_EQ(spelling_distance("abc", "xyzw", 4), 5);
  EXPECT_EQ(spelling_distance(std::string(100, 'a'), std::string(100, 'b'), 4), 5);
}

// ---- Trees --------------------------------------------------------------------------------------

TEST(Trees, MakeConversionsVisible) {
  Snippet s(R"(
function f(a: count, b: double): string
	{
	local i: int = a;
	local x = a * b;
	if ( x > a && "x" in cat(i) )
		return fmt("%s", x);
	return "";
	}
)");
  EXPECT_EQ(s.dumped(), R"(function f: function(a:count, b:double) : string
body of f(a: count, b: double): string
  local i: int = <int>a
  local x: double = (<double>a * b)
  if ((x > <double>a) && ("x" in cat(i)))
    return fmt("%s", x)
  return ""
)");
}

TEST(Trees, FoldConstants) {
  Snippet s("global a = -5; global b = 2 * 1min; global c = \"a\" + \"b\"; global d: double = 3; "
            "const k = 7; global e = k + 1;");
  EXPECT_NE(s.dumped().find("initialise a = -5\n"), std::string::npos) << s.dumped();
  EXPECT_NE(s.dumped().find("initialise b = 2.0 mins\n"), std::string::npos);
  EXPECT_NE(s.dumped().find("initialise c = \"ab\"\n"), std::string::npos);
  EXPECT_NE(s.dumped().find("initialise d = 3.0\n"), std::string::npos);
  EXPECT_NE(s.dumped().find("initialise e = 8\n"), std::string::npos);
}

TEST(Trees, FillInDefaultsAndOrderArguments) {
  Snippet s(R"(
global e: event(a: count, b: string &default="x");
global e: event(b: string);
event e(b: string) &priority=3 { print b; }
event zeek_init() { event e(1); }
)");
  EXPECT_NE(s.dumped().find("body of e(b: string) &priority=3 takes 1\n  print b\n"),
            std::string::npos)
      << s.dumped();
  EXPECT_NE(s.dumped().find("  event e(1, \"x\")\n"), std::string::npos);
}

TEST(Trees, MarkWhatMayBeUnset) {
  Snippet s("event zeek_init()\n{\nlocal x: string;\nlocal y: string;\nif ( network_time() > "
            "network_time() ) x = \"a\";\ny = x;\nprint y;\n}");
  EXPECT_NE(s.dumped().find("local x: string (maybe unset)"), std::string::npos) << s.dumped();
  EXPECT_NE(s.dumped().find("local y: string\n"), std::string::npos);
}

TEST(Trees, GatherTopLevelStatements) {
  Snippet s("local x = 1;\nglobal g = 2;\nprint x + g;");
  EXPECT_NE(s.dumped().find("statements\n  local x: count = 1\n  print (x + ::g)\n"),
            std::string::npos)
      << s.dumped();
}

TEST(Trees, GiveAnAssignedFunctionAVariable) {
  Snippet s("global g: function(); event zeek_init() { g = function() { print 1; }; }");
  EXPECT_NE(s.dumped().find("global g: function()"), std::string::npos) << s.dumped();
}

TEST(Trees, ConvertWhatComesAsAny) {
  Snippet s("type R: record { a: count; };\nglobal h: hook(r: any);\nhook h(r: R) { print r$a; "
            "}\nhook h(R($a=1));");
  EXPECT_NE(s.dumped().find("body of h(r: any)\n  local r: R = <R>r\n"), std::string::npos)
      << s.dumped();
}

// ---- For tools ----------------------------------------------------------------------------------

TEST(Checker, FindsSymbols) {
  Snippet s("module M;\nexport { type Info: record { a: count; b: string &log; }; type E: enum { "
            "ONE }; global f: function(); }");
  const Symbol* info = s.checker().find("M::Info");
  ASSERT_TRUE(info && info->kind == SymbolKind::kType);
  EXPECT_TRUE(info->exported);
  EXPECT_TRUE(s.checker().field_span(*as_record(info->type), 1).known());
  EXPECT_TRUE(s.checker().field_attributes(*as_record(info->type), 1)->log);
  ASSERT_TRUE(s.checker().find("M::ONE"));
  EXPECT_EQ(s.checker().find("M::ONE")->value, 0);
  EXPECT_FALSE(s.checker().find("ONE"));
  EXPECT_TRUE(s.checker().find("GLOBAL::cat"));
}

TEST(Checker, MakesRedefsOfCommandLineOptions) {
  Snippet s("const s = \"a\" &redef; const n = 1 &redef; const p = /x/ &redef;");
  EXPECT_EQ(s.checker().redef_text("s", "b c"), "redef s = \"b c\";\n");
  EXPECT_EQ(s.checker().redef_text("s", "\"b\""), "redef s = \"b\";\n");
  EXPECT_EQ(s.checker().redef_text("n", "5"), "redef n = 5;\n");
  EXPECT_EQ(s.checker().redef_text("p", "a+"), "redef p = /a+/;\n");
  EXPECT_FALSE(s.checker().redef_text("nope", "1").has_value());
}

TEST(Checker, BoundsItsRecursion) {
  std::string deep = "print ";
  for (int i = 0; i < 20000; ++i) deep += "(1+";
  deep += "1";
  for (int i = 0; i < 20000; ++i) deep += ")";
  Snippet s(deep + ";");
  EXPECT_EQ(s.messages().size(), 1u);
  std::string chain = "print 1";
  for (int i = 0; i < 20000; ++i) chain += " + 1";
  Snippet t(chain + ";");
  EXPECT_LE(t.messages().size(), 1u);
}

}  // namespace
}  // namespace avocet::sema
