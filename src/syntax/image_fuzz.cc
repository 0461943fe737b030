// Images. In the first half of the inputs the bytes are a script: both roads to its items, parsing
// the text and walking its image, must lead to the same. In the second half they change an image,
// whose fingerprint is then made right again: what load() still accepts must be safe to read.
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "base/check.h"
#include "syntax/dump.h"
#include "syntax/image.h"
#include "syntax/image_format.h"
#include "syntax/script_reader.h"

namespace avocet {
namespace {

class CountingOracle : public ConditionOracle {
 public:
  bool decide(NodeRef) override { return (++asked_ & 2) != 0; }
  bool is_defined(std::string_view) override { return (++asked_ & 2) != 0; }

 private:
  uint32_t asked_ = 0;
};

// Everything that can be read of the items.
std::string read_all(const SourceMap& sources, SourceId source, const ScriptImage* image) {
  CountingOracle oracle;
  DiagnosticSink sink;
  ScriptReader reader(sources, source, oracle, sink, image);
  std::string all;
  std::vector<NodeRef> items;
  while (std::optional<NodeRef> item = reader.next_item()) items.push_back(*item);
  for (NodeRef item : items) {
    all += dump_ast(item);
    for (std::string_view doc : item.ast().docs_of(item)) all += doc;
    for (uint32_t i = item.index(); i < item.index() + item.size(); ++i) {
      NodeRef node = item.ast().ref(i);
      all += std::to_string(node.span().begin) + "+" + std::to_string(node.full_span().length);
      all += item.ast().ignores_deprecations(node.span().begin) ? "q" : " ";
    }
  }
  return all + render_text(sink, sources);
}

// A copy that begins at a multiple of eight.
class AlignedBytes {
 public:
  explicit AlignedBytes(std::string_view bytes)
      : words_(bytes.size() / 8 + 1), size_(bytes.size()) {
    std::memcpy(words_.data(), bytes.data(), bytes.size());
  }
  std::span<const std::byte> bytes() const {
    return {reinterpret_cast<const std::byte*>(words_.data()), size_};
  }

 private:
  std::vector<uint64_t> words_;
  size_t size_;
};

std::unique_ptr<ScriptImage> load(const AlignedBytes& bytes, const SourceMap& sources,
                                  SourceId source) {
  return ScriptImage::load(bytes.bytes(), sources, source,
                           ScriptImage::key(sources.source(source).text));
}

void check_roads(std::string_view text) {
  SourceMap sources;
  SourceId source = sources.add("fuzz.zeek", std::string(text));
  std::string made = ScriptImage::make(sources, source);
  if (made.empty()) return;
  AlignedBytes bytes(made);
  std::unique_ptr<ScriptImage> image = load(bytes, sources, source);
  CHECK(image != nullptr);
  CHECK(read_all(sources, source, nullptr) == read_all(sources, source, image.get()));
}

constexpr std::string_view kScript = R"(
module M;
export { type R: record { a: count &log; t: table[addr] of set[port] &optional; }; }
redef enum E += { A, B = 2 };
@if ( x == 1 )
const k = /a|b/i + "s" + cat(1.5, 5 min, 10.0.0.0/8);
@else
event e(c: count) &priority=-5 { if ( |c| in s ) print c$d, [$a=1]; else return; }
@endif
function f(a: any): bool {
  switch ( a ) { case type count as n: print n; default: break; }
  when [copy a] ( g(a) ) { next; } timeout 1 sec { }
  for ( [i, j], v in t ) x[i:j] = function[v](): any { return v?$w; };
@ifdef ( q )
  schedule 1 sec { e(1) };
@endif
}
)";

void check_damage(const uint8_t* data, size_t size) {
  SourceMap sources;
  SourceId source = sources.add("fuzz.zeek", std::string(kScript));
  std::string image = ScriptImage::make(sources, source);
  // Each change is a place and what to write there.
  for (; size >= 3; data += 3, size -= 3) {
    size_t at = sizeof(ImageHeader) - 32 +
                (size_t{data[0]} << 8 | data[1]) % (image.size() - sizeof(ImageHeader) + 32);
    image[at] = static_cast<char>(image[at] + data[2]);
  }
  ImageHeader header;
  std::memcpy(&header, image.data(), sizeof header);
  header.contents =
      contents_fingerprint(header, std::as_bytes(std::span(image)).subspan(sizeof header));
  std::memcpy(image.data(), &header, sizeof header);
  AlignedBytes bytes(image);
  if (std::unique_ptr<ScriptImage> loaded = load(bytes, sources, source)) {
    volatile size_t length = read_all(sources, source, loaded.get()).size();
    (void)length;
  }
}

}  // namespace
}  // namespace avocet

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  if (data[0] & 1)
    avocet::check_damage(data + 1, size - 1);
  else
    avocet::check_roads({reinterpret_cast<const char*>(data + 1), size - 1});
  return 0;
}
