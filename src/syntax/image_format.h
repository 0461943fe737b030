// The bytes of an image: a header, then the sections in the order of its counts, each aligned to
// eight bytes. Private to the files image*.cc.
#pragma once

#include <cstdint>

#include "syntax/ast.h"
#include "syntax/image.h"

namespace avocet {

struct ImageHeader {
  static constexpr uint64_t kMagic = 0x31474d494f564155u;  // "UAVOIMG1" in this byte order
  static constexpr uint64_t kVersion = 3;

  uint64_t magic;
  uint64_t version;
  uint64_t parser;       // parser_fingerprint()
  Fingerprint text;      // of the source
  Fingerprint contents;  // contents_fingerprint() of all the rest
  uint32_t node_count;
  uint32_t extent_count;  // the same
  uint32_t word_count;
  uint32_t text_count;
  uint32_t doc_count;
  uint32_t quiet_count;
  uint32_t entry_count;
  uint32_t byte_count;  // of texts that do not stand in the source
};

// A text: a part of the source, or of the bytes at the end of the image.
struct ImageText {
  static constexpr uint32_t kOwnBit = 0x80000000u;
  uint32_t begin;  // with kOwnBit: into the bytes of the image
  uint32_t length;
};

// Stands for what made the tree: the grammar, and the sources of this room. An image is for the
// parser that it was made by, because another one may read a text differently.
uint64_t parser_fingerprint();

// Of the header, its own member `contents` aside, and what follows it.
Fingerprint contents_fingerprint(ImageHeader header, std::span<const std::byte> body);

// Whether the nodes keep the contract of ast.h, so that reading them is safe, and the entries lead
// through them. Texts have been checked before.
bool is_valid_tree(std::span<const Node> nodes, std::span<const Extent> extents,
                   std::span<const ScriptImage::Entry> entries, uint32_t text_count,
                   uint32_t word_count, size_t source_size);

// The entries of `ast`'s text; nodes go to `ast`. Empty if it is not worth keeping.
std::vector<ScriptImage::Entry> take_apart(const SourceMap& sources, SourceId source, Ast& ast);

}  // namespace avocet
