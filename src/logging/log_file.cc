#include "logging/log_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "logging/file_lock.h"
#include "logging/shielded_write.h"

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

Error LogFile::failure(std::string_view what, int error) const {
  return {std::string(what) + " " + path_ + ": " + std::strerror(error)};
}

Outcome LogFile::open(const std::string& path, int gzip_level) {
  path_ = path;
  owns_descriptor_ = path != "/dev/stdout" && path != "/dev/stderr";
  if (owns_descriptor_)
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  else
    descriptor_ = path == "/dev/stdout" ? STDOUT_FILENO : STDERR_FILENO;
  if (descriptor_ < 0) return failure("cannot create", errno);
  struct stat status;
  is_regular_ = fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
  if (is_regular_ && owns_descriptor_)
    if (Outcome emptied = take_and_empty(); !emptied) return emptied;
  // Standard output may be a file that something was written to before.
  off_t position = is_regular_ ? lseek(descriptor_, 0, SEEK_CUR) : 0;
  offset_ = position > 0 ? uint64_t(position) : 0;
  if (gzip_level > 0) compressor_ = std::make_unique<Compressor>(gzip_level);
  return {};
}

// What another program writes is left to it.
Outcome LogFile::take_and_empty() {
  bool is_ours = take_for_writing(descriptor_);
  if (is_ours && ftruncate(descriptor_, 0) == 0) return {};
  Error why =
      is_ours ? failure("cannot empty", errno) : Error{"another program is writing to " + path_};
  ::close(std::exchange(descriptor_, -1));
  return why;
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

// Within a page nothing can come between.
Outcome LogFile::write_plain(std::string_view bytes) {
  bool is_in_page = offset_ % kPage + bytes.size() <= kPage;
  Written written = is_regular_ && !is_in_page ? write_shielded(descriptor_, bytes)
                                               : write_all(descriptor_, bytes);
  offset_ += written.bytes;
  if (written.error == 0) return {};
  drop_partial_row(bytes.substr(0, written.bytes));
  return failure("cannot write to", written.error);
}

// What is compressed cannot be cut where a row ends.
void LogFile::drop_partial_row(std::string_view written) {
  if (!is_regular_) return;
  size_t whole = compressor_ ? 0 : written.rfind('\n') + 1;
  uint64_t end = offset_ - (written.size() - whole);
  if (ftruncate(descriptor_, off_t(end)) == 0) offset_ = end;
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
  if (owns_descriptor_ && ::close(descriptor) != 0 && done.ok())
    return failure("cannot close", errno);
  return done;
}

}  // namespace avocet
