#include "engine/seed.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "syntax/fingerprint.h"

namespace avocet {

namespace {

// A device such as /dev/urandom has no end.
constexpr size_t kMostBytes = 1 << 20;

Error unreadable(const std::string& path, const std::string& why) {
  return Error{"cannot read seeds from `" + path + "`: " + why};
}

Result<std::string> contents(const std::string& path) {
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return unreadable(path, std::strerror(errno));
  std::string text;
  char piece[4096];
  ssize_t size = 0;
  while (text.size() <= kMostBytes && (size = ::read(file, piece, sizeof piece)) > 0)
    text.append(piece, size_t(size));
  int error = errno;
  ::close(file);
  if (size < 0) return unreadable(path, std::strerror(error));
  if (text.empty()) return unreadable(path, "it is empty");
  if (text.size() > kMostBytes) return unreadable(path, "it has more than a megabyte");
  return text;
}

}  // namespace

uint64_t seed_of(const Seeds& seeds) { return fingerprint_of(to_text(seeds)).low; }

Result<Seeds> load_seeds(const std::string& path) {
  Result<std::string> text = contents(path);
  if (!text) return text.error();
  if (std::optional<Seeds> seeds = parse_seeds(*text)) return *seeds;
  return Seeds::spread(fingerprint_of(*text).low);
}

Outcome save_seeds(const Seeds& seeds, const std::string& path) {
  std::ofstream out(path, std::ios::binary);
  out << to_text(seeds);
  out.close();
  if (!out) return Error{"cannot write seeds to `" + path + "`"};
  return {};
}

}  // namespace avocet
