#include "base/source.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

Span at(const SourceMap& sources, SourceId id, uint32_t offset, uint32_t length = 1) {
  return {sources.source(id).base + offset, length};
}

TEST(SourceMap, CountsLinesAndColumnsFromOne) {
  SourceMap sources;
  SourceId id = sources.add("a.zeek", "one\ntwo\n");
  EXPECT_EQ(sources.location(at(sources, id, 0)).line, 1u);
  EXPECT_EQ(sources.location(at(sources, id, 0)).column, 1u);
  EXPECT_EQ(sources.location(at(sources, id, 5)).line, 2u);
  EXPECT_EQ(sources.location(at(sources, id, 5)).column, 2u);
  EXPECT_EQ(sources.location(at(sources, id, 5)).path, "a.zeek");
}

TEST(SourceMap, CountsColumnsInCharacters) {
  SourceMap sources;
  SourceId id = sources.add("a.zeek", "\"\xc3\xa4\xe2\x82\xac\" x");
  EXPECT_EQ(sources.location(at(sources, id, 8)).column, 6u);
}

TEST(SourceMap, DoesNotCountAByteOrderMark) {
  SourceMap sources;
  SourceId id = sources.add("a.zeek", "\xef\xbb\xbfx");
  EXPECT_EQ(sources.location(at(sources, id, 3)).column, 1u);
  EXPECT_EQ(sources.line(at(sources, id, 3)), "x");
}

TEST(SourceMap, TellsFilesApart) {
  SourceMap sources;
  SourceId first = sources.add("a.zeek", "abc");
  SourceId second = sources.add("b.zeek", "def");
  EXPECT_EQ(sources.location(at(sources, first, 2)).path, "a.zeek");
  EXPECT_EQ(sources.location(at(sources, second, 0)).path, "b.zeek");
  EXPECT_EQ(sources.text(at(sources, second, 1, 2)), "ef");
}

TEST(SourceMap, EndOfATextBelongsToIt) {
  SourceMap sources;
  SourceId first = sources.add("a.zeek", "abc");
  sources.add("b.zeek", "def");
  EXPECT_EQ(sources.location(at(sources, first, 3, 0)).path, "a.zeek");
  EXPECT_EQ(sources.location(at(sources, first, 3, 0)).column, 4u);
}

TEST(SourceMap, UnknownSpansHaveNoPlace) {
  SourceMap sources;
  sources.add("a.zeek", "abc");
  EXPECT_EQ(sources.location(Span{}).line, 0u);
  EXPECT_EQ(sources.find({1000, 1}), nullptr);
  EXPECT_TRUE(sources.line(Span{}).empty());
}

TEST(SourceMap, LineHasNoLineEnd) {
  SourceMap sources;
  SourceId id = sources.add("a.zeek", "one\r\ntwo\r\n");
  EXPECT_EQ(sources.line(at(sources, id, 0)), "one");
  EXPECT_EQ(sources.line(at(sources, id, 5)), "two");
}

TEST(SourceMap, FullPathIsThePathUnlessGiven) {
  SourceMap sources;
  EXPECT_EQ(sources.source(sources.add("a.zeek", "")).full_path, "a.zeek");
  EXPECT_EQ(sources.source(sources.add("b.zeek", "", "/scripts/b.zeek")).full_path,
            "/scripts/b.zeek");
}

TEST(Span, CoversBoth) {
  EXPECT_EQ(Span::cover({10, 2}, {20, 5}), (Span{10, 15}));
  EXPECT_EQ(Span::cover({}, {20, 5}), (Span{20, 5}));
  EXPECT_EQ(Span::cover({10, 2}, {}), (Span{10, 2}));
}

}  // namespace
}  // namespace avocet
