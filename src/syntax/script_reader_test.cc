#include "syntax/script_reader.h"

#include <gtest/gtest.h>

#include "syntax/script_for_test.h"

namespace avocet {
namespace {

// The names of the kinds of all items, with their text.
std::string items(ScriptForTest& script) {
  std::string all;
  for (NodeRef item : script.read()) {
    std::string line = dump_ast(item);
    all += (all.empty() ? "" : " ; ") + line.substr(0, line.find('\n'));
  }
  return all;
}

std::string items(std::string text) {
  ScriptForTest script(std::move(text));
  std::string all = items(script);
  return script.errors().empty() ? all : script.errors();
}

TEST(ScriptReader, HandsOutDirectives) {
  EXPECT_EQ(
      items("@load base/x # why\n@load-sigs ./s\n@load-plugin A::B\n@unload y\n@prefixes += "
            "p\n@prefixes = q:r\n"
            "@deprecated \"use z\"\n@deprecated\n"),
      "Load base/x ; LoadSigs ./s ; LoadPlugin A::B ; Unload y ; Prefixes += p ; Prefixes = q:r ; "
      "Deprecated \"use z\" ; Deprecated \"\"");
  EXPECT_EQ(items("@load\nglobal x = 1;"), "1:1 `@load` needs the name of a file\n");
  EXPECT_EQ(items("@foo bar\nglobal x = 1;"), "1:1 unknown directive `@foo`\n");
  EXPECT_EQ(items("event e() {\n@load x\n}"), "2:1 `@load` cannot stand inside a declaration\n");
}

TEST(ScriptReader, HandsOutModulesAndExports) {
  EXPECT_EQ(items("module M;\nexport { global a: count; type b: int; }\nglobal c: count;"),
            "Module M ; Variable global a exported ; TypeDecl b exported ; Variable global c");
  EXPECT_EQ(items("export {\nglobal a: count;\n"), "1:1 this `export` is never closed\n");
  EXPECT_EQ(items("export { export { } }"), "1:10 an `export` cannot stand inside another\n");
}

TEST(ScriptReader, TakesTheBranchThatHolds) {
  ScriptForTest script("@if ( a )\nglobal x = 1;\n@else\nglobal y = 1;\n@endif\nglobal z = 1;");
  EXPECT_EQ(items(script), "Variable global y ; Variable global z");
  script.holds("a");
  EXPECT_EQ(items(script), "Variable global x ; Variable global z");
  EXPECT_EQ(script.errors(), "");
}

TEST(ScriptReader, AsksForDefinitions) {
  ScriptForTest script("@ifdef ( M::a )\nx;\n@endif\n@ifndef ( M::a )\ny;\n@endif\n");
  script.holds("M::a");
  EXPECT_EQ(items(script), "ExprStmt");
  EXPECT_EQ(script.asked(), (std::vector<std::string>{"M::a", "M::a"}));
}

TEST(ScriptReader, DoesNotReadSkippedBranches) {
  ScriptForTest script(
      "@if ( a )\n} 'this \"is not ) a script\n@if ( inner\n@else\n@endif\n@else\nx;\n@endif\n");
  EXPECT_EQ(items(script), "ExprStmt");
  EXPECT_EQ(script.errors(), "");
  EXPECT_EQ(script.asked(), (std::vector<std::string>{"a"}));
}

TEST(ScriptReader, DirectivesInsideItems) {
  std::string text =
      "type R: record {\n@if ( a )\nx: count;\n@else\ny: count;\n@endif\nz: count;\n};";
  ScriptForTest script(text);
  EXPECT_EQ(script.tree().find("Field x"), std::string::npos);
  EXPECT_NE(script.tree().find("Field y"), std::string::npos);
  script.holds("a");
  EXPECT_NE(script.tree().find("Field x"), std::string::npos);
  EXPECT_EQ(script.errors(), "");
}

TEST(ScriptReader, DirectivesMayCutAnywhere) {
  ScriptForTest script("@if ( a )\nevent e(x: count)\n@else\nevent e()\n@endif\n{ print /a/; }");
  EXPECT_EQ(items(script), "Function event e");
  script.holds("a");
  EXPECT_EQ(items(script), "Function event e");
  EXPECT_EQ(script.errors(), "");
}

// The next condition is asked only after the item before it was handed out.
TEST(ScriptReader, AsksAsLateAsPossible) {
  ScriptForTest unused("");
  class Watcher : public ConditionOracle {
   public:
    bool decide(NodeRef) override { return ++asked > 0; }
    bool is_defined(std::string_view) override { return false; }
    int asked = 0;
  } watcher;
  SourceMap sources;
  SourceId id = sources.add("t.zeek", "function f() { }\n@if ( a )\nglobal x = 1;\n@endif\n");
  DiagnosticSink sink;
  ScriptReader reader(sources, id, watcher, sink);
  ASSERT_TRUE(reader.next_item());
  EXPECT_EQ(watcher.asked, 0);
  ASSERT_TRUE(reader.next_item());
  EXPECT_EQ(watcher.asked, 1);
  EXPECT_FALSE(reader.next_item());
  EXPECT_FALSE(reader.next_item());
}

TEST(ScriptReader, ReportsUnbalancedDirectives) {
  EXPECT_EQ(items("@endif\n"), "1:1 `@endif` without `@if`\n");
  EXPECT_EQ(items("@else\n"), "1:1 `@else` without `@if`\n");
  EXPECT_EQ(items("@ifndef ( a )\nx;\n"), "1:1 `@ifndef` has no `@endif`\n");
  EXPECT_EQ(items("@if ( a )\nx;\n"), "1:1 `@if` has no `@endif`\n");
  EXPECT_EQ(items("@ifdef a\nx;\n@endif\n"), "1:8 `@ifdef` takes one name in parentheses\n");
}

TEST(ScriptReader, LeavesTheNameOfWhatIsBroken) {
  ScriptForTest script("global a = ;\nfunction f( { }\nredef r = ;\nx y;\n");
  EXPECT_EQ(items(script), "Broken a ; Broken f ; Broken ; Broken");
}

TEST(ScriptReader, SurvivesOddFiles) {
  EXPECT_EQ(items(""), "");
  EXPECT_EQ(items("# only a comment"), "");
  EXPECT_EQ(items("\xef\xbb\xbf@load a\r\nglobal x = 1; # c\r\n"), "Load a ; Variable global x");
  EXPECT_EQ(items("global x = 1;;;"), "Variable global x");
}

// Looking ahead for the first time moves the tokens that are waiting.
TEST(ScriptReader, PointsAtASemicolonBehindTheFirstHead) {
  EXPECT_EQ(items("type a: record; {\n b: count;\n};"),
            "1:15 this `;` stands between a head and its body\n");
}

TEST(ScriptReader, Pragmas) {
  ScriptForTest script(
      "x;\n@pragma push ignore-deprecations\nfunction f() {\ny;\n@pragma pop\nz;\n}\n");
  std::vector<NodeRef> all = script.read();
  EXPECT_EQ(script.errors(), "");
  ASSERT_EQ(all.size(), 2u);
  NodeRef block = all[1].last_child();
  auto quiet = [](NodeRef node) {
    return node.ast().ignores_deprecations(node.ast().node(node.index()).pos);
  };
  EXPECT_FALSE(quiet(all[0]));
  EXPECT_TRUE(quiet(block.child(0)));
  EXPECT_FALSE(quiet(block.child(1)));
}

TEST(ScriptReader, PragmaMistakes) {
  EXPECT_EQ(items("@pragma\n"), "1:1 `@pragma` needs a name\n");
  EXPECT_EQ(items("@pragma push\n"), "1:1 `@pragma push` needs a name\n");
  EXPECT_EQ(items("@pragma pop\n"), "1:1 `@pragma pop` without `@pragma push`\n");
  EXPECT_EQ(items("@pragma push ignore-deprecations\n"),
            "1:1 `@pragma push ignore-deprecations` is never popped\n");
  EXPECT_EQ(items("@pragma what\n"), "1:1 unknown pragma `what`\n");
}

TEST(ScriptReader, FindsDocComments) {
  ScriptForTest script("##! The file.\n\n## One.\n## Two.\ntype R: record {\n  a: count; ##< "
                       "behind a\n  ## before b\n  b: count; # no doc\n};\n"
                       "# no doc\nglobal x = 1;\n");
  std::vector<NodeRef> all = script.read();
  using Docs = std::vector<std::string_view>;
  EXPECT_EQ(all.at(0).ast().docs_of(all[0]), (Docs{"One.", "Two."}));
  NodeRef record = all[0].child(0);
  EXPECT_EQ(record.ast().docs_of(record.child(0)), (Docs{"behind a"}));
  EXPECT_EQ(record.ast().docs_of(record.child(1)), (Docs{"before b"}));
  EXPECT_EQ(all.at(1).ast().docs_of(all[1]), Docs{});
  EXPECT_EQ(all[0].ast().docs().size(), 5u);
}

}  // namespace
}  // namespace avocet
