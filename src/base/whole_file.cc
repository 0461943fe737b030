#include "base/whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace avocet {

namespace {

constexpr size_t kPiece = 16 * 1024;

// What a regular file says of its size; 0: nothing is known, as of pipes and files of /proc.
size_t known_size(int file) {
  struct stat info {};
  bool knows = ::fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0;
  return knows ? size_t(info.st_size) : 0;
}

// Fills `text` up to the end of the file, the size that is known, or one byte more than `most`.
// False: errno says why.
bool read_to_end(int file, size_t most, std::string& text) {
  const size_t known = known_size(file);
  size_t size = 0;
  ssize_t got = 1;
  while (got > 0 && size <= most && (known == 0 || size < known)) {
    if (text.size() == size)
      text.resize(size + std::min(known > 0 ? known : kPiece, most + 1 - size));
    got = ::read(file, text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR)
      got = 1;
    else if (got > 0)
      size += size_t(got);
  }
  text.resize(size);
  return got >= 0;
}

}  // namespace

Result<std::string> read_whole_file(const std::string& path, size_t most_bytes) {
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Error{std::strerror(errno)};
  std::string text;
  bool is_read = read_to_end(file, most_bytes, text);
  int error = errno;
  ::close(file);
  if (!is_read) return Error{std::strerror(error)};
  if (text.size() > most_bytes)
    return Error{"it has more than " + std::to_string(most_bytes) + " bytes"};
  return text;
}

}  // namespace avocet
