// ByteStream: the bytes of a capture file, decompressed when they are gzip.
//
// gzip is known by its magic, never by the name; standard input works too.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/byte_reader.h"
#include "base/result.h"

namespace avocet {

class Interrupt;

class ByteStream {
 public:
  // "-" is standard input. The error says what the system said about `path`. With an `interrupt`,
  // what is no regular file waits for bytes until that is set, and "tcp://host:port" is understood.
  static Result<std::unique_ptr<ByteStream>> open(const std::string& path,
                                                  const Interrupt* interrupt = nullptr);
  // Borrows `bytes`; for tests and fuzzing.
  static std::unique_ptr<ByteStream> over(const uint8_t* bytes, size_t size);
  virtual ~ByteStream() = default;

  // Up to `count` bytes; fewer only at the end or after a fault.
  virtual size_t read(uint8_t* to, size_t count) = 0;
  // Up to `count` bytes, at least one unless the end or a fault is reached: what is there now.
  virtual size_t read_some(uint8_t* to, size_t count) { return read(to, count); }
  // The first bytes without consuming them; call before any read. Fewer when the file is shorter.
  virtual std::vector<uint8_t> peek(size_t count) = 0;
  // Empty while all is well: a read error or damaged compression.
  virtual std::string fault() const = 0;
  // Ended because somebody wanted it: no fault.
  virtual bool is_interrupted() const { return false; }
  // Of the file as it lies on disk.
  virtual uint64_t position() const = 0;
  virtual uint64_t total() const = 0;
};

}  // namespace avocet
