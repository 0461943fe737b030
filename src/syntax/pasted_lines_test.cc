#include "syntax/pasted_lines.h"

#include <string>

#include <gtest/gtest.h>

namespace avocet {
namespace {

const std::string kText = "global first = 1;\n"
                          "global second = 2;\n"
                          "type Third: record {\n"
                          "\tn: count;\n"
                          "};\n"
                          "type Third: record {\n"
                          "\tn: count;\n"
                          "};\n"
                          "global fourth = 4;\n"
                          "global fifth = 5;\n";

std::string around(std::string_view word, size_t nth = 0) {
  size_t at = kText.find(word);
  while (nth-- > 0) at = kText.find(word, at + 1);
  std::optional<PastedLines> pasted = pasted_lines(kText, at);
  return pasted ? kText.substr(pasted->begin, pasted->end - pasted->begin) : "";
}

TEST(PastedLines, AreTheSecondOfTwoWithTheLinesBesides) {
  const std::string second = "};\ntype Third: record {\n\tn: count;\n};\nglobal fourth = 4;";
  EXPECT_EQ(around("type Third", 1), second);
  EXPECT_EQ(around("n: count", 1), second);
  EXPECT_EQ(around("global fourth"), second);
  EXPECT_EQ(around("global fifth"), "");
  EXPECT_EQ(around("type Third"), "");
  EXPECT_EQ(around("global first"), "");
}

TEST(PastedLines, MayStandBehindABlankLine) {
  std::string text = "const one = 1;\nconst two = 2;\n\nconst one = 1;\nconst two = 2;\nmore\n";
  EXPECT_TRUE(pasted_lines(text, text.rfind("const one")));
  text.replace(text.find("\n\n"), 2, "\nother\n");
  EXPECT_FALSE(pasted_lines(text, text.rfind("const one")));
}

TEST(PastedLines, AreNoBracesAlone) {
  EXPECT_FALSE(pasted_lines("\t\t}\n\n\t\t}\n\n", 5));
  EXPECT_FALSE(pasted_lines("", 0));
  EXPECT_FALSE(pasted_lines("one line", 8));
}

TEST(PastedLines, HaveOneErrorTold) {
  Source source;
  source.base = 100;
  source.text = kText;
  DiagnosticSink sink;
  auto at = [](size_t offset) { return Span{uint32_t(100 + offset), 4}; };
  size_t second = kText.rfind("type Third");
  EXPECT_FALSE(is_paste_told(sink, source, at(second)));
  sink.error(at(0), "far away");
  EXPECT_FALSE(is_paste_told(sink, source, at(second)));
  sink.error(at(second), "already declared");
  EXPECT_TRUE(is_paste_told(sink, source, at(kText.rfind("n: count"))));
  EXPECT_FALSE(is_paste_told(sink, source, at(kText.rfind("global fifth"))));
}

}  // namespace
}  // namespace avocet
