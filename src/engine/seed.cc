#include "engine/seed.h"

#include <fstream>
#include <iterator>
#include <random>

#include "syntax/fingerprint.h"

namespace avocet {

uint64_t fresh_seed() {
  std::random_device device;
  return uint64_t(device()) << 32 | device();
}

Result<uint64_t> load_seed(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.is_open() || in.bad() || text.empty())
    return Error{"cannot read a seed from `" + path + "`"};
  return fingerprint_of(text).low;
}

Result<uint64_t> save_seed(const std::string& path) {
  std::string text = std::to_string(fresh_seed()) + "\n" + std::to_string(fresh_seed()) + "\n";
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) return Error{"cannot write a seed to `" + path + "`"};
  return fingerprint_of(text).low;
}

}  // namespace avocet
