#include "input/source_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "input/read_piece.h"

namespace avocet {

bool SourceFile::look(const std::string& path, Identity& identity) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) return false;
  identity = {facts.st_dev, facts.st_ino, facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec};
  return true;
}

Outcome SourceFile::open(const std::string& path) {
  close();
  path_ = path;
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat facts {};
  if (descriptor_ >= 0 && ::fstat(descriptor_, &facts) == 0 && S_ISDIR(facts.st_mode)) {
    close();
    errno = EISDIR;
  }
  if (descriptor_ < 0) return Error{"cannot open " + path + ": " + std::strerror(errno)};
  reached_ = 0;
  identity_ = {facts.st_dev, facts.st_ino, facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec};
  return {};
}

void SourceFile::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

bool SourceFile::changed() const {
  Identity now;
  return look(path_, now) && !(now == identity_);
}

bool SourceFile::replaced() const {
  struct stat now {};
  if (::stat(path_.c_str(), &now) != 0) return false;
  bool is_other = now.st_dev != identity_.device || now.st_ino != identity_.inode;
  return is_other || (S_ISREG(now.st_mode) && now.st_size < reached_);
}

void SourceFile::seek(int64_t offset) {
  if (offset >= 0)
    ::lseek(descriptor_, offset, SEEK_SET);
  else
    ::lseek(descriptor_, offset + 1, SEEK_END);
}

bool SourceFile::read_some(std::string& rest) {
  if (read_piece(descriptor_, rest) <= 0) return false;
  reached_ = ::lseek(descriptor_, 0, SEEK_CUR);
  return true;
}

// ---- Lines ----------------------------------------------------------------------------

bool LineCutter::next(std::string_view& line) {
  if (is_skipping_ && !skip_on()) return false;
  // A line may come in thousands of pieces: none is searched twice, but for a separator cut in two.
  size_t end = rest_.find(separator_, std::max(begin_, searched_));
  if (end == std::string::npos) {
    compact();
    searched_ = rest_.size() - std::min(rest_.size(), separator_.size() - 1);
    if (rest_.size() <= longest_) return false;
    is_skipping_ = tells_skip_ = true;
    skip_on();
    return false;
  }
  searched_ = 0;
  line = std::string_view(rest_).substr(begin_, end - begin_);
  begin_ = end + separator_.size();
  return true;
}

// False: the separator that ends the line which is skipped has not come yet.
bool LineCutter::skip_on() {
  size_t end = rest_.find(separator_, std::max(begin_, searched_));
  is_skipping_ = end == std::string::npos;
  // A separator may be cut in two.
  begin_ = is_skipping_ ? rest_.size() - std::min(rest_.size(), separator_.size() - 1)
                        : end + separator_.size();
  searched_ = 0;
  if (is_skipping_) compact();
  return !is_skipping_;
}

bool LineCutter::last(std::string_view& line) {
  if (is_skipping_) clear();
  taken_ = rest_.substr(begin_);
  clear();
  line = taken_;
  return !taken_.empty();
}

void LineCutter::clear() {
  rest_.clear();
  begin_ = searched_ = 0;
  is_skipping_ = tells_skip_ = false;
}

void LineCutter::compact() {
  rest_.erase(0, begin_);
  begin_ = 0;
}

std::string_view without_byte_order_mark(std::string_view line) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  return line.starts_with(kMark) ? line.substr(kMark.size()) : line;
}

std::string prefixed_path(const std::string& prefix, const std::string& source) {
  if (prefix.empty() || source.starts_with("/")) return source;
  return prefix.ends_with("/") ? prefix + source : prefix + "/" + source;
}

}  // namespace avocet
