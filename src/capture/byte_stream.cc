#include "capture/byte_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "capture/pipe_stream.h"
#include "capture/tcp_stream.h"

namespace avocet {
namespace {

// Reads of twice that go past the buffer, straight to whoever wants the bytes.
constexpr size_t kBufferSize = 64 * 1024;

// Compressed, or on standard input, which may be in the middle of a file. zlib's file layer passes
// plain bytes through untouched and takes care of several gzip members in a row.
class FileStream final : public ByteStream {
 public:
  FileStream(gzFile file, uint64_t total) : file_(file), total_(total) {
    gzbuffer(file_, kBufferSize);
  }
  ~FileStream() override { gzclose_r(file_); }

  size_t read(uint8_t* to, size_t count) override {
    size_t done = std::min(count, ahead_.size() - ahead_used_);
    std::copy_n(ahead_.begin() + static_cast<ptrdiff_t>(ahead_used_), done, to);
    ahead_used_ += done;
    while (done < count) {
      auto step = static_cast<unsigned>(std::min<size_t>(count - done, 1 << 30));
      int got = gzread(file_, to + done, step);
      if (got <= 0) break;
      done += static_cast<size_t>(got);
    }
    return done;
  }

  std::vector<uint8_t> peek(size_t count) override {
    ahead_.resize(count);
    int got = gzread(file_, ahead_.data(), static_cast<unsigned>(count));
    ahead_.resize(got < 0 ? 0 : static_cast<size_t>(got));
    return ahead_;
  }

  std::string fault() const override {
    int code = Z_OK;
    const char* message = gzerror(file_, &code);
    if (code == Z_OK || code == Z_STREAM_END) return {};
    if (code == Z_ERRNO) return std::strerror(errno);
    if (code == Z_BUF_ERROR) return "the compressed data is cut off";
    return message;
  }

  uint64_t position() const override {
    z_off_t at = gzoffset(file_);
    return at < 0 ? 0 : static_cast<uint64_t>(at);
  }
  uint64_t total() const override { return total_; }

 private:
  gzFile file_;
  uint64_t total_;
  std::vector<uint8_t> ahead_;
  size_t ahead_used_ = 0;
};

// A plain file on a disk. It is read, not mapped: with pages of their own bytes cost no copy, but
// each page a fault, which on virtual machines costs several times as much as the copy.
class PlainStream final : public ByteStream {
 public:
  explicit PlainStream(int descriptor) : descriptor_(descriptor) {
    // Only advice.
    static_cast<void>(posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL));
  }
  ~PlainStream() override { close(descriptor_); }

  size_t read(uint8_t* to, size_t count) override {
    size_t done = 0;
    while (done < count) {
      ssize_t got = pread(descriptor_, to + done, count - done, static_cast<off_t>(at_));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) error_ = errno;
      if (got <= 0) break;
      done += static_cast<size_t>(got);
      at_ += static_cast<uint64_t>(got);
    }
    return done;
  }

  std::vector<uint8_t> peek(size_t count) override {
    std::vector<uint8_t> first(count);
    first.resize(read(first.data(), count));
    at_ = 0;
    return first;
  }

  std::string fault() const override { return error_ == 0 ? "" : std::strerror(error_); }
  uint64_t position() const override { return at_; }
  // Whoever writes it may go on meanwhile.
  uint64_t total() const override {
    struct stat info {};
    return fstat(descriptor_, &info) == 0 ? static_cast<uint64_t>(info.st_size) : 0;
  }

 private:
  int descriptor_;
  uint64_t at_ = 0;
  int error_ = 0;
};

bool is_gzip(int descriptor) {
  uint8_t magic[2] = {};
  return pread(descriptor, magic, 2, 0) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
}

class MemoryStream final : public ByteStream {
 public:
  MemoryStream(const uint8_t* bytes, size_t size) : bytes_(bytes), size_(size) {}

  size_t read(uint8_t* to, size_t count) override {
    count = std::min(count, size_ - at_);
    std::copy_n(bytes_ + at_, count, to);
    at_ += count;
    return count;
  }
  std::vector<uint8_t> peek(size_t count) override {
    return {bytes_, bytes_ + std::min(count, size_)};
  }
  std::string fault() const override { return {}; }
  uint64_t position() const override { return at_; }
  uint64_t total() const override { return size_; }

 private:
  const uint8_t* bytes_;
  size_t size_;
  size_t at_ = 0;
};

}  // namespace

Result<std::unique_ptr<ByteStream>> ByteStream::open(const std::string& path,
                                                     const Interrupt* interrupt) {
  if (interrupt != nullptr && is_tcp_name(path)) {
    Result<int> socket = connect_tcp(path, *interrupt);
    if (!socket) return socket.error();
    return open_pipe_stream(*socket, *interrupt);
  }
  // A pipe without a writer must not hold up the opening.
  int waiting = interrupt != nullptr ? O_NONBLOCK : 0;
  int descriptor =
      path == "-" ? dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | waiting);
  if (descriptor < 0) return Error{"can't open " + path + ": " + std::strerror(errno)};
  struct stat info {};
  if (fstat(descriptor, &info) == 0 && S_ISDIR(info.st_mode)) {
    close(descriptor);
    return Error{"can't read " + path + ": it is a folder"};
  }
  if (interrupt != nullptr && !S_ISREG(info.st_mode))
    return open_pipe_stream(descriptor, *interrupt);
  if (path != "-" && S_ISREG(info.st_mode) && !is_gzip(descriptor))
    return std::unique_ptr<ByteStream>(std::make_unique<PlainStream>(descriptor));
  uint64_t total = S_ISREG(info.st_mode) ? static_cast<uint64_t>(info.st_size) : 0;
  gzFile file = gzdopen(descriptor, "rb");
  if (file == nullptr) {
    close(descriptor);
    return Error{"can't read " + path + ": out of memory"};
  }
  return std::unique_ptr<ByteStream>(std::make_unique<FileStream>(file, total));
}

std::unique_ptr<ByteStream> ByteStream::over(const uint8_t* bytes, size_t size) {
  return std::make_unique<MemoryStream>(bytes, size);
}

}  // namespace avocet
