#include "engine/seed.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/whole_file.h"
#include "syntax/fingerprint.h"

namespace avocet {

namespace {

// A device such as /dev/urandom has no end.
constexpr size_t kMostSeedBytes = 1 << 20;

Result<std::string> read_seeds(const std::string& path) {
  Result<std::string> text = read_whole_file(path, kMostSeedBytes);
  if (text && !text->empty()) return text;
  return Error{"cannot read seeds from `" + path +
               "`: " + (text ? "it is empty" : text.error().message)};
}

}  // namespace

uint64_t seed_of(const Seeds& seeds) { return fingerprint_of(to_text(seeds)).low; }

Result<Seeds> load_seeds(const std::string& path) {
  Result<std::string> text = read_seeds(path);
  if (!text) return text.error();
  if (std::optional<Seeds> seeds = parse_seeds(*text)) return *seeds;
  return Seeds::spread(fingerprint_of(*text).low);
}

Outcome save_seeds(const Seeds& seeds, const std::string& path) {
  std::ofstream out(path, std::ios::binary);
  out << to_text(seeds);
  out.close();
  if (!out) return Error{"cannot write seeds to `" + path + "`: " + std::strerror(errno)};
  return {};
}

}  // namespace avocet
