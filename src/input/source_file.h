// SourceFile: a file that is read in pieces, as whole or as it grows.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace avocet {

class SourceFile {
 public:
  SourceFile() = default;
  SourceFile(const SourceFile&) = delete;
  ~SourceFile() { close(); }

  // Opens it at its begin.
  Outcome open(const std::string& path);
  void close();
  bool is_open() const { return descriptor_ >= 0; }
  // Whether another file, or this one with a later change, has the path now.
  bool changed() const;
  // Whether another file has the path now, or this one was cut off in front of what was read.
  bool replaced() const;
  // Bytes from the begin, or if negative from the end; -1 is the end itself.
  void seek(int64_t offset);

  // Reads on: what was added to `rest`, which the caller empties from the front. False: there is
  // no more now.
  bool read_some(std::string& rest);

 private:
  struct Identity {
    uint64_t device = 0, inode = 0;
    int64_t seconds = 0, nanoseconds = 0;
    bool operator==(const Identity&) const = default;
  };
  static bool look(const std::string& path, Identity& identity);

  std::string path_;
  int descriptor_ = -1;
  Identity identity_;    // when it was opened
  int64_t reached_ = 0;  // how far it was read
};

// Takes lines off the front of a text that grows.
class LineCutter {
 public:
  static constexpr size_t kLongestLine = 64 << 20;

  explicit LineCutter(std::string separator = "\n", size_t longest = kLongestLine)
      : separator_(std::move(separator)), longest_(longest) {}
  // What was read and not yet taken.
  std::string& rest() { return rest_; }
  // The next line without its separator; false if none is complete. Good until the next call or a
  // change of rest().
  bool next(std::string_view& line);
  // What is left without a separator, which is then gone; false if nothing is.
  bool last(std::string_view& line);
  // Whether the line behind those that next() gave is too long, so that it is skipped: told once.
  bool skips_line() { return std::exchange(tells_skip_, false); }
  void clear();

 private:
  void compact();
  bool skip_on();
  std::string separator_;
  size_t longest_;
  bool is_skipping_ = false;
  bool tells_skip_ = false;
  std::string rest_;
  std::string taken_;
  size_t begin_ = 0;
  size_t searched_ = 0;  // no separator begins before
};

// The first line of a text, without what some editors write in front of a text in UTF-8.
std::string_view without_byte_order_mark(std::string_view line);

// `source` below `prefix`, unless it is a path from the root.
std::string prefixed_path(const std::string& prefix, const std::string& source);

}  // namespace avocet
