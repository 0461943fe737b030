// GatheredFile: an analyzer that needs a file as a whole, and only if nothing of it is missing.
#pragma once

#include <string>

#include "file/files.h"

namespace avocet {

class GatheredFile : public FileAnalyzer {
 public:
  // Longer files are not looked at.
  static constexpr size_t kMaxSize = 1 << 22;

  bool stream(std::string_view bytes) override {
    if (bytes.size() > kMaxSize - bytes_.size()) return false;
    bytes_.append(bytes);
    return true;
  }
  bool gap(uint64_t, uint64_t) override { return false; }
  void end() override {
    if (!bytes_.empty()) whole(bytes_);
  }

 protected:
  virtual void whole(std::string_view bytes) = 0;
  Machine& machine() const { return files().machine(); }
  static EventHandle handle(Files& files, std::string_view name) {
    return EventHandle(files.queue(), files.machine().program(), name);
  }

 private:
  std::string bytes_;
};

}  // namespace avocet
