// ScriptFile: a file that a script opened, and the list of all that are open.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "builtin/state.h"
#include "value/value.h"

namespace avocet {

class ScriptFile : public FileObject {
 public:
  using List = std::shared_ptr<std::vector<ScriptFile*>>;

  // `list`: all files of the world. `mode`: O_TRUNC or O_APPEND. errno says why it could not be
  // opened.
  ScriptFile(List list, std::string path, int mode)
      : list_(std::move(list)), path_(std::move(path)) {
    list_->push_back(this);
    if (path_ == "-") path_ = "/dev/stdout";
    open(mode);
  }
  ~ScriptFile() override {
    close();
    std::erase(*list_, this);
  }

  size_t byte_size() const override { return sizeof *this; }
  std::string describe() const override {
    return "file \"" + path_ + "\" of string" + (is_open() ? "" : " (closed)");
  }

  // Goes on with a fresh file of that name.
  bool reopen() {
    close();
    return open(O_TRUNC);
  }

  bool is_open() const { return descriptor_ >= 0; }
  // It is open, or was.
  bool was_opened() const { return was_opened_; }
  // Standard output or error, which is not the script's own.
  bool is_standard() const { return is_open() && descriptor_ <= STDERR_FILENO; }
  const std::string& path() const { return path_; }

  // Every write leaves the process at once unless it is gathered.
  bool write(std::string_view bytes) {
    if (!is_open()) return false;
    buffer_ += bytes;
    return buffered_ && buffer_.size() < kBlock ? true : flush();
  }
  bool append(std::string_view bytes) override { return write(bytes); }
  bool flush() {
    std::string_view rest = buffer_;
    while (is_open() && !rest.empty()) {
      ssize_t written = ::write(descriptor_, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) break;
      rest.remove_prefix(size_t(written));
    }
    bool done = rest.empty();
    buffer_.clear();
    return done;
  }
  void set_buffered(bool buffered) {
    buffered_ = buffered;
    if (!buffered) flush();
  }
  bool close() {
    if (!is_open()) return false;
    flush();
    if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
    descriptor_ = -1;
    return true;
  }

  bool told_lost = false;  // that something could not be written
  bool raw = false;        // strings are not escaped
  double opened = 0;       // when, in the time of the machine

 private:
  bool open(int mode) {
    if (path_ == "/dev/stdout")
      descriptor_ = STDOUT_FILENO;
    else if (path_ == "/dev/stderr")
      descriptor_ = STDERR_FILENO;
    else
      descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | mode, 0666);
    was_opened_ |= is_open();
    return is_open();
  }
  static constexpr size_t kBlock = 16 * 1024;
  List list_;
  std::string path_;
  std::string buffer_;
  int descriptor_ = -1;
  bool buffered_ = false;
  bool was_opened_ = false;
};

inline ScriptFile::List script_files(NativeCall& call) { return state_of(call).files; }

}  // namespace avocet
