#include "engine/seed.h"

#include <fstream>
#include <iterator>

#include "syntax/fingerprint.h"

namespace avocet {

uint64_t seed_of(const Seeds& seeds) { return fingerprint_of(to_text(seeds)).low; }

Result<Seeds> load_seeds(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.is_open() || in.bad() || text.empty())
    return Error{"cannot read seeds from `" + path + "`"};
  if (std::optional<Seeds> seeds = parse_seeds(text)) return *seeds;
  return Seeds::spread(fingerprint_of(text).low);
}

Outcome save_seeds(const Seeds& seeds, const std::string& path) {
  std::ofstream out(path, std::ios::binary);
  out << to_text(seeds);
  out.close();
  if (!out) return Error{"cannot write seeds to `" + path + "`"};
  return {};
}

}  // namespace avocet
