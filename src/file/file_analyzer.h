// FileAnalyzer: something done with the bytes of a file: a digest, a copy on disk, events.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "value/value.h"

namespace avocet {

class File;
class Files;

class FileAnalyzer {
 public:
  FileAnalyzer() = default;
  FileAnalyzer(const FileAnalyzer&) = delete;
  virtual ~FileAnalyzer() = default;

  // The bytes in order, each once; holes are told in between. False: nothing more is wanted.
  virtual bool stream(std::string_view /*bytes*/) { return true; }
  // The bytes as they come, wherever they belong.
  virtual bool chunk(std::string_view /*bytes*/, uint64_t /*offset*/) { return true; }
  // Bytes that never came. False: what is left makes no sense.
  virtual bool gap(uint64_t /*offset*/, uint64_t /*length*/) { return true; }
  // The file is over. Not called after a false answer.
  virtual void end() {}

  int64_t tag() const { return tag_; }
  // The Files::AnalyzerArgs that it was asked for with; lent.
  Value arguments() const { return arguments_.get(); }

 protected:
  // The bytes are not what the analyzer is for: raises analyzer_violation_info.
  void violate(std::string_view reason);

  Files& files() const { return *files_; }
  File& file() const { return *file_; }

 private:
  friend class File;
  friend class Files;
  Files* files_ = nullptr;
  File* file_ = nullptr;
  int64_t tag_ = 0;
  Owned arguments_;
  bool removed_ = false;
};

}  // namespace avocet
