// SourceMap: every text that a script world is made of, in one address space.
//
// A Span is eight bytes and knows its file: offsets of all files lie one behind the other in a
// 32-bit space, so trees, types and instructions can carry places without naming files. Lines and
// columns are worked out when somebody asks, which is when something is reported.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

namespace avocet {

// The number of a file in its SourceMap.
enum class SourceId : uint32_t {};

// A stretch of source text. Offset 0 belongs to no file, so Span{} means 'nowhere'.
struct Span {
  uint32_t begin = 0;   // offset in the address space of the SourceMap
  uint32_t length = 0;  // in bytes; 0 is a place between two bytes

  bool known() const { return begin != 0; }
  uint32_t end() const { return begin + length; }
  bool operator==(const Span&) const = default;

  // The smallest span that holds both. An unknown one does not count.
  static Span cover(Span a, Span b);
};
static_assert(sizeof(Span) == 8);

// A place as people name it. Lines and columns count from 1, columns in characters (UTF-8; a byte
// that is no UTF-8 counts as one character).
struct Location {
  std::string_view path;  // as shown to users; empty for an unknown span
  uint32_t line = 0;
  uint32_t column = 0;
};

// One text and where it came from.
struct Source {
  std::string path;       // as the user wrote it, or `<command line>` and the like
  std::string full_path;  // where the file really lies; what @DIR and @FILENAME are taken from
  std::string text;
  uint32_t base = 0;  // offset of its first byte in the address space
};

// Append-only. References and views handed out stay valid as long as the map. Reading from several
// threads is safe once nobody adds any more.
class SourceMap {
 public:
  SourceMap() = default;
  SourceMap(const SourceMap&) = delete;
  SourceMap& operator=(const SourceMap&) = delete;

  // Takes over a text. `full_path` is `path` if empty.
  // Precondition: all texts together are below 4 GiB (fits() tells).
  SourceId add(std::string path, std::string text, std::string full_path = {});
  bool fits(size_t text_size) const;

  const Source& source(SourceId id) const { return sources_[static_cast<uint32_t>(id)]; }
  uint32_t size() const { return static_cast<uint32_t>(sources_.size()); }
  // Where the next text will begin.
  uint32_t end() const { return next_base_; }

  // Precondition for the following: `span` is known and came from a text of this map; for others
  // the answer is nullptr or empty.
  const Source* find(Span span) const;
  Location location(Span span) const;
  std::string_view text(Span span) const;
  // The whole line that `span` begins in, without its line end.
  std::string_view line(Span span) const;

 private:
  std::deque<Source> sources_;  // ordered by base
  uint32_t next_base_ = 1;
};

}  // namespace avocet

template <> struct std::hash<avocet::Span> {
  size_t operator()(const avocet::Span& s) const noexcept {
    return (uint64_t(s.begin) << 32 | s.length) * 0x9E3779B97F4A7C15u;
  }
};
