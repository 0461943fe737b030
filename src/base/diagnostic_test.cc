#include "base/diagnostic.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

class DiagnosticText : public testing::Test {
 protected:
  std::string render(std::string text, uint32_t offset, uint32_t length,
                     std::string message = "wrong") {
    SourceId id = sources_.add("t.zeek", std::move(text));
    Diagnostic diagnostic;
    diagnostic.span = {sources_.source(id).base + offset, length};
    diagnostic.message = std::move(message);
    return render_text(diagnostic, sources_);
  }

  SourceMap sources_;
};

TEST_F(DiagnosticText, ShowsThePlaceAndTheLine) {
  EXPECT_EQ(render("a\nlocal x = 5;\n", 8, 1), "t.zeek:2:7: error: wrong\n"
                                               "    2 | local x = 5;\n"
                                               "      |       ^\n");
}

TEST_F(DiagnosticText, MarksTheWholeSpan) {
  EXPECT_EQ(render("foobar + 1", 0, 6), "t.zeek:1:1: error: wrong\n"
                                        "    1 | foobar + 1\n"
                                        "      | ^~~~~~\n");
}

TEST_F(DiagnosticText, KeepsTabs) {
  EXPECT_EQ(render("\tx\ty", 3, 1), "t.zeek:1:4: error: wrong\n"
                                    "    1 | \tx\ty\n"
                                    "      | \t \t^\n");
}

TEST_F(DiagnosticText, CountsCharactersNotBytes) {
  EXPECT_EQ(render("\"\xc3\xa4\xc3\xb6\" x", 7, 1), "t.zeek:1:6: error: wrong\n"
                                                    "    1 | \"\xc3\xa4\xc3\xb6\" x\n"
                                                    "      |      ^\n");
}

TEST_F(DiagnosticText, MarksOnlyToTheEndOfTheLine) {
  EXPECT_EQ(render("ab\ncd\n", 1, 4), "t.zeek:1:2: error: wrong\n"
                                      "    1 | ab\n"
                                      "      |  ^\n");
}

TEST_F(DiagnosticText, MarksAPlaceBehindTheLine) {
  EXPECT_EQ(render("ab\n", 2, 0), "t.zeek:1:3: error: wrong\n"
                                  "    1 | ab\n"
                                  "      |   ^\n");
}

TEST_F(DiagnosticText, MakesControlCharactersVisible) {
  EXPECT_EQ(render(std::string("a\0b", 3), 2, 1), "t.zeek:1:3: error: wrong\n"
                                                  "    1 | a\xef\xbf\xbd"
                                                  "b\n"
                                                  "      |   ^\n");
}

TEST_F(DiagnosticText, CutsLongLines) {
  std::string shown = render(std::string(5000, 'x') + "y" + std::string(5000, 'x'), 5000, 1);
  EXPECT_LT(shown.size(), 400u);
  EXPECT_NE(shown.find("...x"), std::string::npos);
  EXPECT_NE(shown.find("xyx"), std::string::npos);
}

TEST_F(DiagnosticText, ShowsLabelHintAndNotes) {
  SourceId id = sources_.add("t.zeek", "x = y;\nz;\n");
  Diagnostic diagnostic;
  diagnostic.span = {sources_.source(id).base + 2, 1};
  diagnostic.severity = Severity::kWarning;
  diagnostic.message = "odd";
  diagnostic.label = "here";
  diagnostic.hint = "write `==`";
  diagnostic.notes.push_back({{sources_.source(id).base + 7, 1}, "declared here"});
  EXPECT_EQ(render_text(diagnostic, sources_), "t.zeek:1:3: warning: odd\n"
                                               "    1 | x = y;\n"
                                               "      |   ^ here\n"
                                               "      | hint: write `==`\n"
                                               "t.zeek:2:1: note: declared here\n"
                                               "    2 | z;\n"
                                               "      | ^\n");
}

TEST_F(DiagnosticText, WithoutAPlaceOnlyTheMessage) {
  Diagnostic diagnostic;
  diagnostic.message = "no such file";
  EXPECT_EQ(render_text(diagnostic, sources_), "error: no such file\n");
}

TEST(DiagnosticJson, IsOneLine) {
  SourceMap sources;
  SourceId id = sources.add("t.zeek", "ab\ncd");
  Diagnostic diagnostic;
  diagnostic.span = {sources.source(id).base + 3, 2};
  diagnostic.message = "a \"quoted\"\tword\xff";
  diagnostic.code = "syntax";
  diagnostic.notes.push_back({{}, "see there"});
  EXPECT_EQ(render_json(diagnostic, sources),
            "{\"severity\":\"error\",\"file\":\"t.zeek\",\"line\":2,\"column\":1,\"end_line\":2,"
            "\"end_column\":3,"
            "\"message\":\"a \\\"quoted\\\"\\tword\\ufffd\",\"code\":\"syntax\","
            "\"notes\":[{\"message\":\"see there\"}]}\n");
}

TEST(DiagnosticSink, DropsASecondErrorAtOnePlace) {
  DiagnosticSink sink;
  EXPECT_TRUE(sink.error({5, 1}, "first"));
  EXPECT_FALSE(sink.error({5, 3}, "second"));
  EXPECT_TRUE(sink.error({6, 1}, "third"));
  EXPECT_EQ(sink.error_count(), 2u);
}

TEST(DiagnosticSink, DropsAWarningBesideAnError) {
  DiagnosticSink sink;
  sink.error({5, 1}, "first");
  EXPECT_FALSE(sink.warning({5, 1}, "second"));
  EXPECT_TRUE(sink.warning({7, 1}, "one"));
  EXPECT_TRUE(sink.warning({7, 1}, "another"));
  EXPECT_FALSE(sink.warning({7, 1}, "another"));
}

TEST(DiagnosticSink, DropsARepeatedMessageWithoutAPlace) {
  DiagnosticSink sink;
  EXPECT_TRUE(sink.error({}, "first"));
  EXPECT_FALSE(sink.error({}, "first"));
  EXPECT_TRUE(sink.error({}, "second"));
}

TEST(DiagnosticSink, CountsBeyondItsLimit) {
  DiagnosticSink sink(2);
  for (uint32_t i = 1; i <= 5; ++i) sink.error({i, 1}, "wrong");
  EXPECT_EQ(sink.diagnostics().size(), 2u);
  EXPECT_EQ(sink.error_count(), 5u);
  EXPECT_EQ(sink.dropped_count(), 3u);
  EXPECT_NE(render_text(sink, SourceMap()).find("3 more"), std::string::npos);
}

}  // namespace
}  // namespace avocet
