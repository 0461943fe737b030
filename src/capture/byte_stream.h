// ByteStream: the bytes of a capture file, decompressed when they are gzip.
//
// gzip is known by its magic, never by the name; standard input works too.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_reader.h"
#include "base/result.h"
#include "capture/mapped_window.h"

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
  // Bytes of a file where they lie, as long as the window is held.
  struct Shown {
    std::shared_ptr<const MappedWindow> window;  // null at the end
    ByteSpan bytes;
  };
  // The last `again` bytes that were read or shown and those behind them, `count` in all and
  // usually many more; fewer at the end. Nothing if the system refuses: then they can be read.
  virtual std::optional<Shown> show(size_t /*again*/, size_t /*count*/) { return {}; }
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
