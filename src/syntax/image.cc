#include "syntax/image.h"

#include <cstring>
#include <functional>

#include "syntax/image_format.h"
#include "syntax/table_parser.h"

namespace avocet {
namespace {

#include "syntax/sources_fingerprint.inc"

constexpr size_t kAlignment = 8;

size_t aligned(size_t size) { return (size + kAlignment - 1) & ~(kAlignment - 1); }

template <class T> void append(std::string& out, const T* items, size_t count) {
  static_assert(std::is_trivially_copyable_v<T>);
  if (count > 0) out.append(reinterpret_cast<const char*>(items), count * sizeof(T));
  out.resize(aligned(out.size()));
}

// Cuts sections off the front of the bytes.
class Sections {
 public:
  explicit Sections(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <class T> std::span<const T> take(uint32_t count) {
    size_t size = size_t{count} * sizeof(T);
    if (!ok_ || aligned(size) > bytes_.size()) {
      ok_ = false;
      return {};
    }
    std::span<const T> items(reinterpret_cast<const T*>(bytes_.data()), count);
    bytes_ = bytes_.subspan(aligned(size));
    return items;
  }
  bool used_up() const { return ok_ && bytes_.empty(); }

 private:
  std::span<const std::byte> bytes_;
  bool ok_ = true;
};

}  // namespace

uint64_t parser_fingerprint() { return grammar_fingerprint() ^ kSourcesFingerprint; }

Fingerprint contents_fingerprint(ImageHeader header, std::span<const std::byte> body) {
  header.contents = fingerprint_of(body.data(), body.size());
  return fingerprint_of(&header, sizeof header);
}

// Moves trees between an Ast and the bytes of an image.
class ImageCodec {
 public:
  static std::string encode(const Ast& ast, const std::vector<ScriptImage::Entry>& entries);
  static std::unique_ptr<ScriptImage> decode(std::span<const std::byte> bytes,
                                             const SourceMap& sources, SourceId source,
                                             const Fingerprint& key, ScriptImage::Trust trust);

 private:
  static bool decode_texts(Ast& ast, std::span<const ImageText> texts, std::string_view own);
};

std::string ImageCodec::encode(const Ast& ast, const std::vector<ScriptImage::Entry>& entries) {
  std::string_view source = ast.source().text;
  std::vector<ImageText> texts;
  std::string own;
  for (std::string_view text : ast.texts_) {
    bool in_source = std::greater_equal<>()(text.data(), source.data()) &&
                     std::less_equal<>()(text.data() + text.size(), source.data() + source.size());
    auto begin = static_cast<uint32_t>(in_source ? text.data() - source.data() : own.size());
    if (text.empty())
      begin = 0;
    else if (!in_source)
      begin |= ImageText::kOwnBit;
    texts.push_back({begin, static_cast<uint32_t>(text.size())});
    if (!in_source) own += text;
  }
  std::string body;
  append(body, ast.nodes_.data(), ast.nodes_.size());
  append(body, ast.extents_.data(), ast.extents_.size());
  append(body, ast.words_.data(), ast.words_.size());
  append(body, texts.data(), texts.size());
  append(body, ast.docs_.data(), ast.docs_.size());
  append(body, ast.quiet_.data(), ast.quiet_.size());
  append(body, entries.data(), entries.size());
  append(body, own.data(), own.size());
  auto count = [](size_t n) { return static_cast<uint32_t>(n); };
  ImageHeader header{ImageHeader::kMagic,
                     ImageHeader::kVersion,
                     parser_fingerprint(),
                     fingerprint_of(source),
                     Fingerprint{},
                     count(ast.nodes_.size()),
                     count(ast.extents_.size()),
                     count(ast.words_.size()),
                     count(texts.size()),
                     count(ast.docs_.size()),
                     count(ast.quiet_.size()),
                     count(entries.size()),
                     count(own.size())};
  header.contents = contents_fingerprint(header, std::as_bytes(std::span(body)));
  std::string image(reinterpret_cast<const char*>(&header), sizeof header);
  return image + body;
}

bool ImageCodec::decode_texts(Ast& ast, std::span<const ImageText> texts, std::string_view own) {
  std::string_view source = ast.source().text;
  ast.texts_.clear();
  ast.texts_.reserve(texts.size());
  for (const ImageText& text : texts) {
    std::string_view from = text.begin & ImageText::kOwnBit ? own : source;
    size_t begin = text.begin & ~ImageText::kOwnBit;
    if (begin > from.size() || text.length > from.size() - begin) return false;
    ast.texts_.push_back(from.substr(begin, text.length));
  }
  return !texts.empty() && texts[0].length == 0;
}

std::unique_ptr<ScriptImage> ImageCodec::decode(std::span<const std::byte> bytes,
                                                const SourceMap& sources, SourceId source,
                                                const Fingerprint& key, ScriptImage::Trust trust) {
  ImageHeader header;
  if (bytes.size() < sizeof header || reinterpret_cast<uintptr_t>(bytes.data()) % kAlignment != 0)
    return nullptr;
  std::memcpy(&header, bytes.data(), sizeof header);
  const std::string& text = sources.source(source).text;
  std::span<const std::byte> body = bytes.subspan(sizeof header);
  if (header.magic != ImageHeader::kMagic || header.version != ImageHeader::kVersion ||
      header.parser != parser_fingerprint() || header.text != key ||
      header.contents != contents_fingerprint(header, body))
    return nullptr;

  auto image = std::make_unique<ScriptImage>(sources, source);
  Ast& ast = image->ast_;
  Sections sections(body);
  ast.nodes_ = sections.take<Node>(header.node_count);
  ast.extents_ = sections.take<Extent>(header.extent_count);
  ast.words_ = sections.take<uint64_t>(header.word_count);
  auto texts = sections.take<ImageText>(header.text_count);
  ast.docs_ = sections.take<DocComment>(header.doc_count);
  auto quiet = sections.take<Extent>(header.quiet_count);
  image->entries_ = sections.take<ScriptImage::Entry>(header.entry_count);
  auto own = sections.take<char>(header.byte_count);
  if (!sections.used_up() || !decode_texts(ast, texts, {own.data(), own.size()})) return nullptr;
  for (const DocComment& doc : ast.docs_) {
    if (doc.begin > doc.end || doc.end > text.size() || doc.style > DocComment::Style::kFile)
      return nullptr;
  }
  ast.quiet_.assign(quiet.begin(), quiet.end());
  if (trust == ScriptImage::Trust::kFingerprint) return image;
  if (!is_valid_tree(ast.nodes_, ast.extents_, image->entries_, header.text_count,
                     header.word_count, text.size()))
    return nullptr;
  return image;
}

std::unique_ptr<ScriptImage> ScriptImage::load(std::span<const std::byte> bytes,
                                               const SourceMap& sources, SourceId source,
                                               const Fingerprint& key, Trust trust) {
  return ImageCodec::decode(bytes, sources, source, key, trust);
}

std::string ScriptImage::make(const SourceMap& sources, SourceId source) {
  Ast ast(sources, source);
  std::vector<Entry> entries = take_apart(sources, source, ast);
  return entries.empty() ? std::string() : ImageCodec::encode(ast, entries);
}

Fingerprint ScriptImage::key(std::string_view text) { return fingerprint_of(text); }

}  // namespace avocet
