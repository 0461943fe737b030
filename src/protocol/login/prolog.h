// LoginProlog: what Rlogin (RFC 1282) and Rsh begin with: texts that end with zeros.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "base/byte_reader.h"

namespace avocet {

class LoginProlog {
 public:
  // Takes bytes off the front. True when all of it is there.
  bool take(ByteSpan& bytes);
  const std::string& field(size_t number) const { return fields_[number]; }
  // A field has no end for as long as nobody waits for it.
  bool is_endless() const { return size_ > kEndless; }

  static constexpr size_t kFields = 4, kMaxField = 4096;
  static constexpr uint64_t kEndless = 16 * 1024 * 1024 - 100;

 private:
  std::array<std::string, kFields> fields_;
  size_t at_ = 0;
  uint64_t size_ = 0;
};

}  // namespace avocet
