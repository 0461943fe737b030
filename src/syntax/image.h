// ScriptImage: the parsed form of a script file, kept so that a later start parses nothing.
//
// An image is one block of bytes that is used where it lies, typically in a mapped file. It belongs
// to one text, to the parser that made it and to one version of this format; it is told by its
// fingerprints and never trusted: load() checks every number in it against what the tree contract
// allows, so that a damaged or forged image is refused rather than believed. Where forging can be
// ruled out, because the file is our own, the fingerprint of the whole is enough.
//
// It holds the tree of the whole file from before conditional directives are decided: both branches
// stand in it, and a list of entries says how to walk from item to item:
//
//   kItem       hand out this item
//   kCondition  ask the oracle; if it denies, go on at another entry
//   kJump       go on at another entry (the end of a branch)
//   kText       parse the next item from the text: directives stand inside it
//   kRest       parse all that follows from the text: there the file cannot be taken apart without
//               the answers of the oracle, or it has mistakes
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/source.h"
#include "syntax/ast.h"
#include "syntax/fingerprint.h"

namespace avocet {

class ScriptImage {
 public:
  // What is known of the bytes besides what they say. kFingerprint: nobody else can have written
  // them, so that the fingerprint of what they contain, which tells of all damage, speaks for them.
  enum class Trust { kNone, kFingerprint };

  // An empty one, for load() to fill.
  ScriptImage(const SourceMap& sources, SourceId source) : ast_(sources, source) {}

  // The image in `bytes`, which stay where they are as long as the image lives and begin at a
  // multiple of eight; or nothing if it is not the image of this text, or damaged. `key` is that of
  // the text.
  static std::unique_ptr<ScriptImage> load(std::span<const std::byte> bytes,
                                           const SourceMap& sources, SourceId source,
                                           const Fingerprint& key, Trust trust = Trust::kNone);
  // Parses a text and returns its image; empty if the text had to be parsed nearly as a whole
  // again.
  static std::string make(const SourceMap& sources, SourceId source);
  // What the image of a text is filed under.
  static Fingerprint key(std::string_view text);

  const Ast& ast() const { return ast_; }

  struct Entry {
    enum class Kind : uint32_t { kItem, kCondition, kJump, kText, kRest };
    enum class Test : uint32_t { kIf, kIfdef, kIfndef };
    Kind kind;
    uint32_t node;   // kItem, kCondition. For kText, kRest: the offset in the text
    uint32_t value;  // kCondition: Test. kText: offset of the end
    uint32_t next;   // kCondition (if denied), kJump: the entry to go on at, always a later one.
                     // kText, kRest: one more than the offset of the open `export`, or 0
  };
  static_assert(sizeof(Entry) == 16);
  std::span<const Entry> entries() const { return entries_; }

 private:
  friend class ImageCodec;

  Ast ast_;
  std::span<const Entry> entries_;
};

}  // namespace avocet
