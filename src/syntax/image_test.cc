#include "syntax/image.h"

#include <gtest/gtest.h>

#include <cstring>

#include "syntax/image_format.h"
#include "syntax/script_for_test.h"

namespace avocet {
namespace {

// Holds the bytes of an image where load() wants them.
class ImageForTest {
 public:
  explicit ImageForTest(const ScriptForTest& script)
      : script_(script), bytes_(ScriptImage::make(script.sources(), script.source())) {}

  std::string& bytes() { return bytes_; }
  // Makes the fingerprint of the contents right again.
  void seal() {
    ImageHeader header;
    std::memcpy(&header, bytes_.data(), sizeof header);
    header.contents =
        contents_fingerprint(header, std::as_bytes(std::span(bytes_)).subspan(sizeof header));
    std::memcpy(bytes_.data(), &header, sizeof header);
  }
  std::unique_ptr<ScriptImage> load(ScriptImage::Trust trust = ScriptImage::Trust::kNone) {
    aligned_.assign(bytes_.size() / 8 + 1, 0);
    std::memcpy(aligned_.data(), bytes_.data(), bytes_.size());
    return ScriptImage::load(
        {reinterpret_cast<const std::byte*>(aligned_.data()), bytes_.size()}, script_.sources(),
        script_.source(), ScriptImage::key(script_.sources().source(script_.source()).text), trust);
  }

 private:
  const ScriptForTest& script_;
  std::string bytes_;
  std::vector<uint64_t> aligned_;
};

constexpr std::string_view kScript = R"(
module M;
export {
	## A record.
	type R: record { a: count &log; t: table[addr] of set[port] &optional; };
}
@if ( b )
global behind = "an export";
@endif
export {
	const x = 1;
	}
@ifndef ( a )
global farther = "in";
@endif
redef enum E += { A, B = 2 };
@if ( a )
const k = /a|b/i + "s\n" + cat(1.5, 5 min, 10.0.0.0/8);
@ifdef ( b )
global inner = 1;
@endif
@else
event e(c: count) &priority=-5 { if ( |c| in s ) print c$d, [$a=1]; else return; }
@endif
function f(a: any): bool
	{
@ifdef ( c )
	schedule 1 sec { e(1) };
@else
	switch ( a ) { case type count as n: print n; default: break; }
@endif
	}
)";

size_t count_of(const ScriptImage& image, ScriptImage::Entry::Kind kind) {
  size_t count = 0;
  for (const ScriptImage::Entry& entry : image.entries()) count += entry.kind == kind;
  return count;
}

class BothRoads : public testing::TestWithParam<int> {};

TEST_P(BothRoads, LeadToTheSameItems) {
  ScriptForTest script{std::string(kScript)};
  for (int bit = 0; bit < 3; ++bit) {
    if (GetParam() >> bit & 1) script.holds(std::string(1, static_cast<char>('a' + bit)));
  }
  std::string parsed = script.tree();
  std::vector<std::string> asked = script.asked();
  ImageForTest bytes(script);
  std::unique_ptr<ScriptImage> image = bytes.load();
  ASSERT_TRUE(image);
  ScriptForTest again{std::string(kScript)};
  EXPECT_EQ(script.tree(image.get()), parsed);
  EXPECT_EQ(std::vector(script.asked().begin() + static_cast<ptrdiff_t>(asked.size()),
                        script.asked().end()),
            asked);
  EXPECT_EQ(script.errors(), "");
}

INSTANTIATE_TEST_SUITE_P(AllAnswers, BothRoads, testing::Range(0, 8));

TEST(ScriptImage, KeepsBothBranchesAndLeavesDirectivesInItemsToTheText) {
  ScriptForTest script{std::string(kScript)};
  ImageForTest bytes(script);
  std::unique_ptr<ScriptImage> image = bytes.load();
  ASSERT_TRUE(image);
  using Kind = ScriptImage::Entry::Kind;
  EXPECT_EQ(count_of(*image, Kind::kItem), 9u);
  EXPECT_EQ(count_of(*image, Kind::kCondition), 4u);
  EXPECT_EQ(count_of(*image, Kind::kText), 1u);
  EXPECT_EQ(count_of(*image, Kind::kRest), 0u);
}

TEST(ScriptImage, KeepsDocsAndPlaces) {
  ScriptForTest script{std::string(kScript)};
  ImageForTest bytes(script);
  std::unique_ptr<ScriptImage> image = bytes.load();
  ASSERT_TRUE(image);
  NodeRef record = script.read(image.get()).at(1);
  EXPECT_EQ(record.ast().docs_of(record), std::vector<std::string_view>{"A record."});
  EXPECT_EQ(script.sources().location(record.span()).line, 5u);
}

TEST(ScriptImage, LeavesWhatItCannotTakeApartToTheText) {
  for (const char* text : {
           "global x = 1;\n@if ( a )\nevent e(x: count)\n@else\nevent e()\n@endif\n{ print 1; "
           "}\nglobal z = 1;",
           "global x = 1;\nglobal y = ;\nglobal z = 1;",
           "global x = 1;\n@if ( a )\n)(\n@endif\nglobal z = 1;",
           "global x = 1;\n@if ( a )\nexport {\n@endif\nglobal z = 1;\n}",
           "global x = 1;\n@if ( a )\nglobal z = 1;",
       }) {
    ScriptForTest script(text);
    script.holds("a");
    std::string parsed = script.tree();
    std::string errors = script.errors();
    ImageForTest bytes(script);
    std::unique_ptr<ScriptImage> image = bytes.load();
    ASSERT_TRUE(image) << text;
    ScriptForTest again(text);
    again.holds("a");
    EXPECT_EQ(script.tree(image.get()), parsed) << text;
    EXPECT_EQ(script.errors(), errors) << text;
  }
}

TEST(ScriptImage, IsNothingForNothing) {
  ScriptForTest script("# nothing here\n");
  EXPECT_EQ(ScriptImage::make(script.sources(), script.source()), "");
}

TEST(ScriptImage, IsNotBelievedForAnotherText) {
  ScriptForTest script{std::string(kScript)};
  ImageForTest bytes(script);
  ScriptForTest other(std::string(kScript) + " ");
  std::vector<uint64_t> aligned(bytes.bytes().size() / 8 + 1);
  std::memcpy(aligned.data(), bytes.bytes().data(), bytes.bytes().size());
  std::span<const std::byte> view(reinterpret_cast<const std::byte*>(aligned.data()),
                                  bytes.bytes().size());
  EXPECT_FALSE(ScriptImage::load(view, other.sources(), other.source(),
                                 ScriptImage::key(other.sources().source(other.source()).text)));
}

TEST(ScriptImage, IsNotBelievedWhenAnyByteChanges) {
  ScriptForTest script{std::string(kScript)};
  ImageForTest image(script);
  std::string good = image.bytes();
  for (size_t at = 0; at < good.size(); at += 7) {
    image.bytes() = good;
    image.bytes()[at] ^= 1;
    EXPECT_FALSE(image.load()) << at;
    EXPECT_FALSE(image.load(ScriptImage::Trust::kFingerprint)) << at;
  }
  image.bytes() = good.substr(0, good.size() - 8);
  EXPECT_FALSE(image.load());
  image.bytes() = "";
  EXPECT_FALSE(image.load());
}

// With the fingerprint made right, only what keeps the contract of the tree may pass.
TEST(ScriptImage, RefusesTreesThatBreakTheContract) {
  ScriptForTest script{std::string(kScript)};
  ImageForTest image(script);
  std::string good = image.bytes();
  auto with_node = [&](uint32_t index, auto&& change) {
    image.bytes() = good;
    Node node;
    char* at = image.bytes().data() + sizeof(ImageHeader) + index * sizeof(Node);
    std::memcpy(&node, at, sizeof node);
    change(node);
    std::memcpy(at, &node, sizeof node);
    image.seal();
    return image.load() != nullptr;
  };
  EXPECT_TRUE(with_node(0, [](Node&) {}));
  EXPECT_FALSE(with_node(0, [](Node& node) { node.kind = static_cast<NodeKind>(kNodeKindCount); }));
  EXPECT_FALSE(with_node(0, [](Node& node) { node.data = 1u << 30; }));
  EXPECT_FALSE(with_node(0, [](Node& node) { node.size = 2; }));
  EXPECT_FALSE(with_node(0, [](Node& node) { node.size = 0; }));
  EXPECT_FALSE(with_node(0, [](Node& node) { node.pos = 1u << 30; }));
  EXPECT_FALSE(with_node(1, [](Node& node) { node.kind = NodeKind::kBinary; }));
  EXPECT_FALSE(with_node(1, [](Node& node) { node.size -= 1; }));
}

}  // namespace
}  // namespace avocet
