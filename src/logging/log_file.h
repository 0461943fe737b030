// LogFile: a file that rows are appended to, whole rows at a time.
//
// What is written is gathered and leaves in large pieces, each of which ends where a row ends and
// reaches a file whole (shielded_write.h): a process that is killed leaves whole rows only, and so
// does a disk that is full.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "logging/number_text.h"

namespace avocet {

class LogFile {
 public:
  LogFile();
  LogFile(const LogFile&) = delete;
  ~LogFile();

  // Creates or empties the file; one that another program writes to is an error, and stays as it
  // is. "/dev/stdout" and "/dev/stderr" are not closed in the end. `gzip_level` 0 does not
  // compress.
  Outcome open(const std::string& path, int gzip_level);
  // The buffer that the caller appends to; row_done() says that a row is complete.
  TextBuffer& buffer() { return buffer_; }
  Outcome row_done();
  Outcome flush();
  Outcome close();

  void set_buffered(bool buffered) { buffered_ = buffered; }
  const std::string& path() const { return path_; }
  bool is_open() const { return descriptor_ >= 0; }

 private:
  struct Compressor;
  static constexpr size_t kBlock = 256 * 1024;
  static constexpr size_t kPage = 4096;

  Outcome take_and_empty();
  Outcome write_out(std::string_view bytes);
  Outcome write_plain(std::string_view bytes);
  void drop_partial_row(std::string_view written);
  Error failure(std::string_view what, int error) const;

  std::string path_;
  TextBuffer buffer_;
  std::unique_ptr<Compressor> compressor_;
  int descriptor_ = -1;
  uint64_t offset_ = 0;  // where the next byte goes
  bool is_regular_ = false;
  bool buffered_ = true;
  bool owns_descriptor_ = true;
};

}  // namespace avocet
