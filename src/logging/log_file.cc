#include "logging/log_file.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace avocet {

struct LogFile::Compressor {
  z_stream stream{};
  std::array<char, 64 * 1024> out;

  // 16 + 15: a gzip header and the largest window.
  explicit Compressor(int level) {
    deflateInit2(&stream, level, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY);
  }
  ~Compressor() { deflateEnd(&stream); }
};

LogFile::LogFile() = default;

LogFile::~LogFile() {
  if (descriptor_ >= 0 && owns_descriptor_) ::close(descriptor_);
}

Error LogFile::failure(std::string_view what) const {
  return {std::string(what) + " " + path_ + ": " + std::strerror(errno)};
}

Outcome LogFile::open(const std::string& path, int gzip_level) {
  path_ = path;
  owns_descriptor_ = path != "/dev/stdout" && path != "/dev/stderr";
  if (owns_descriptor_)
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  else
    descriptor_ = path == "/dev/stdout" ? STDOUT_FILENO : STDERR_FILENO;
  if (descriptor_ < 0) return failure("cannot create");
  if (gzip_level > 0) compressor_ = std::make_unique<Compressor>(gzip_level);
  return {};
}

Outcome LogFile::row_done() {
  if (buffered_ && buffer_.size() < kBlock) return {};
  return flush();
}

Outcome LogFile::flush() {
  if (buffer_.size() == 0) return {};
  std::string_view bytes = buffer_.view();
  Outcome done = compressor_ ? write_out(bytes) : write_plain(bytes);
  buffer_.clear();
  return done;
}

// A process that is killed while it writes may leave a file that ends at the border of a page. So
// pieces end with the last row before a border, and the row that crosses it goes by itself: what
// could cut it in two is then the copying of one row.
size_t LogFile::piece_size(std::string_view bytes) const {
  size_t page_left = kPage - offset_ % kPage;
  if (compressor_ || bytes.size() <= page_left) return bytes.size();
  size_t end = bytes.rfind('\n', page_left - 1);
  if (end == std::string_view::npos) end = bytes.find('\n', page_left);
  return end == std::string_view::npos ? bytes.size() : end + 1;
}

Outcome LogFile::write_plain(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = ::write(descriptor_, bytes.data(), piece_size(bytes));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure("cannot write to");
    offset_ += size_t(written);
    bytes.remove_prefix(size_t(written));
  }
  return {};
}

// Ends every piece with a flush, so that what is on disk can be unpacked at any time; no bytes at
// all end the stream.
Outcome LogFile::write_out(std::string_view bytes) {
  z_stream& stream = compressor_->stream;
  std::string input(bytes);
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = uInt(input.size());
  int mode = bytes.empty() ? Z_FINISH : Z_SYNC_FLUSH;
  do {
    stream.next_out = reinterpret_cast<Bytef*>(compressor_->out.data());
    stream.avail_out = uInt(compressor_->out.size());
    deflate(&stream, mode);
    Outcome done =
        write_plain({compressor_->out.data(), compressor_->out.size() - stream.avail_out});
    if (!done) return done;
  } while (stream.avail_out == 0);
  return {};
}

Outcome LogFile::close() {
  if (descriptor_ < 0) return {};
  Outcome done = flush();
  if (done.ok() && compressor_) done = write_out({});
  compressor_.reset();
  int descriptor = descriptor_;
  descriptor_ = -1;
  if (owns_descriptor_ && ::close(descriptor) != 0 && done.ok()) return failure("cannot close");
  return done;
}

}  // namespace avocet
