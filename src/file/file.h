// File: one file seen in traffic or read from disk, from its first byte to its last.
//
// Its bytes may come in any order. What is in order goes on at once; what lies behind a hole is
// kept, if scripts ask for that (reassembly), up to a limit. The first bytes are held back until
// there are enough of them to tell what kind of file it is, so that analyzers attached then miss
// nothing.
#pragma once

#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "file/file_analyzer.h"
#include "value/record.h"

namespace avocet {

class File {
 public:
  File(std::string id, Record* taken) : id_(std::move(id)), record_(Value::of(taken)) {}

  const std::string& id() const { return id_; }
  // fa_file as scripts see it; lent. Files::refresh() brings it up to date.
  Record* record() const { return record_.get().record(); }
  // In how many other files it lies.
  uint32_t nesting() const { return nesting_; }
  // How much was unpacked from the outermost of them, all files within each other together.
  uint64_t& unpacked() {
    if (!unpacked_) unpacked_ = std::make_shared<uint64_t>(0);
    return *unpacked_;
  }

 private:
  friend class Files;

  // Whether all of these bytes were kept before.
  bool has_waiting(uint64_t offset, uint64_t size) const {
    auto behind = waiting_.upper_bound(offset);
    if (behind == waiting_.begin()) return false;
    const auto& [first, bytes] = *std::prev(behind);
    return offset - first < bytes.size() && size <= bytes.size() - (offset - first);
  }

  std::string id_;
  Owned record_;
  std::vector<std::unique_ptr<FileAnalyzer>> analyzers_;
  uint32_t nesting_ = 0;
  std::shared_ptr<uint64_t> unpacked_;

  uint64_t position_ = 0;  // where the next byte in order belongs
  uint64_t seen_ = 0;      // handed on; without what came again
  uint64_t missing_ = 0, overflow_ = 0;
  uint64_t total_ = 0;
  bool has_total_ = false;
  double last_active_ = 0;
  double next_look_ = std::numeric_limits<double>::infinity();  // whether it has timed out

  std::vector<std::string> first_;  // the first bytes as they came, until their kind was told
  uint64_t first_bytes_ = 0;
  bool is_sniffed_ = false;

  bool reassembles_ = false;
  uint64_t reassembly_limit_ = 0;
  uint64_t waiting_bytes_ = 0;
  std::map<uint64_t, std::string> waiting_;  // behind a hole, by offset; without overlaps

  bool ignored_ = false;    // Files::stop
  bool postponed_ = false;  // a handler of file_timeout gave it more time
  bool ending_ = false;
};

}  // namespace avocet
