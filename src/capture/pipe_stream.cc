#include "capture/pipe_stream.h"

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace avocet {
namespace {

constexpr size_t kPieceSize = 64 * 1024;
constexpr uint8_t kMagic[] = {0x1f, 0x8b};  // of gzip

class PipeStream final : public ByteStream {
 public:
  PipeStream(int descriptor, const Interrupt& interrupt)
      : descriptor_(descriptor), interrupt_(interrupt) {}
  ~PipeStream() override {
    close(descriptor_);
    if (is_gzip_) inflateEnd(&gzip_);
  }

  size_t read(uint8_t* to, size_t count) override {
    size_t done = 0;
    while (done < count) {
      if (used_ == ready_.size() && !fill()) break;
      size_t step = std::min(count - done, ready_.size() - used_);
      std::copy_n(ready_.begin() + static_cast<ptrdiff_t>(used_), step, to + done);
      used_ += step;
      done += step;
    }
    return done;
  }

  size_t read_some(uint8_t* to, size_t count) override {
    if (used_ == ready_.size() && !fill()) return 0;
    size_t step = std::min(count, ready_.size() - used_);
    std::copy_n(ready_.begin() + static_cast<ptrdiff_t>(used_), step, to);
    used_ += step;
    return step;
  }

  std::vector<uint8_t> peek(size_t count) override {
    if (begins_member()) start_gzip();
    while (ready_.size() < count && fill_behind()) {
    }
    return {ready_.begin(),
            ready_.begin() + static_cast<ptrdiff_t>(std::min(count, ready_.size()))};
  }

  std::string fault() const override { return fault_; }
  bool is_interrupted() const override { return is_interrupted_; }
  uint64_t position() const override { return received_; }
  uint64_t total() const override { return 0; }

 private:
  // More compressed or plain bytes into `input_`; false at the end.
  bool receive() {
    if (is_interrupted_ || at_end_) return false;
    if (!interrupt_.wait_readable(descriptor_)) {
      is_interrupted_ = true;
      return false;
    }
    size_t before = input_.size();
    input_.resize(before + kPieceSize);
    ssize_t got = ::read(descriptor_, input_.data() + before, kPieceSize);
    input_.resize(before + static_cast<size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return true;
    if (got < 0) fault_ = std::strerror(errno);
    if (got <= 0) at_end_ = true;
    received_ += static_cast<uint64_t>(std::max<ssize_t>(got, 0));
    return got > 0;
  }

  // Replaces what was read by what comes next.
  bool fill() {
    ready_.clear();
    used_ = 0;
    return fill_behind();
  }

  bool fill_behind() {
    if (is_gzip_) return inflate_more();
    if (input_.empty() && !receive()) return false;
    ready_.insert(ready_.end(), input_.begin(), input_.end());
    input_.clear();
    return true;
  }

  void start_gzip() {
    constexpr int kGzipOnly = 15 + 16;
    is_gzip_ = inflateInit2(&gzip_, kGzipOnly) == Z_OK;
  }

  // What is behind the last member and begins no other is nothing, as in files.
  bool begins_member() {
    while (input_.size() < 2 && receive()) {
    }
    return input_.size() >= 2 && input_[0] == kMagic[0] && input_[1] == kMagic[1];
  }

  bool inflate_more() {
    for (;;) {
      if (is_between_members_ && !begins_member()) return false;
      if (input_.empty() && !receive()) {
        if (!is_interrupted_ && fault_.empty()) fault_ = "the compressed data is cut off";
        return false;
      }
      size_t before = ready_.size();
      ready_.resize(before + kPieceSize);
      gzip_.next_in = input_.data();
      gzip_.avail_in = static_cast<uInt>(input_.size());
      gzip_.next_out = ready_.data() + before;
      gzip_.avail_out = static_cast<uInt>(kPieceSize);
      int status = inflate(&gzip_, Z_NO_FLUSH);
      input_.erase(input_.begin(), input_.end() - static_cast<ptrdiff_t>(gzip_.avail_in));
      ready_.resize(before + kPieceSize - gzip_.avail_out);
      is_between_members_ = status == Z_STREAM_END;
      if (status == Z_STREAM_END) inflateReset(&gzip_);
      if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
        fault_ = gzip_.msg != nullptr ? gzip_.msg : "damaged compressed data";
        return false;
      }
      if (ready_.size() > before) return true;
    }
  }

  int descriptor_;
  const Interrupt& interrupt_;
  std::vector<uint8_t> input_;  // as received, not yet made ready
  std::vector<uint8_t> ready_;  // decompressed
  size_t used_ = 0;             // of `ready_`
  z_stream gzip_{};
  bool is_gzip_ = false;
  bool is_between_members_ = false;
  bool at_end_ = false;
  bool is_interrupted_ = false;
  uint64_t received_ = 0;
  std::string fault_;
};

}  // namespace

std::unique_ptr<ByteStream> open_pipe_stream(int descriptor, const Interrupt& interrupt) {
  return std::make_unique<PipeStream>(descriptor, interrupt);
}

}  // namespace avocet
