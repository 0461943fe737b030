#include "logging/free_name.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace avocet {

namespace {

constexpr int kMostNames = 100'000;

// 0, or an errno: EEXIST if the name is taken.
int rename_unless_taken(const char* from, const char* to) {
  if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // The file system knows no such renaming.
  if (link(from, to) == 0) return unlink(from) == 0 ? 0 : errno;
  if (errno == EEXIST) return errno;
  // Nor links.
  struct stat facts {};
  if (lstat(to, &facts) == 0) return EEXIST;
  return std::rename(from, to) == 0 ? 0 : errno;
}

}  // namespace

Result<std::string> rename_to_free(const std::string& from, const std::string& base,
                                   const std::string& extension) {
  std::string name = base + extension;
  int error = rename_unless_taken(from.c_str(), name.c_str());
  for (int number = 2; error == EEXIST && number <= kMostNames; ++number) {
    name = base + "-" + std::to_string(number) + extension;
    error = rename_unless_taken(from.c_str(), name.c_str());
  }
  if (error == 0) return name;
  return Error{"cannot rename " + from + " to " + name + ": " + std::strerror(error)};
}

}  // namespace avocet
