#include "base/seeds.h"

#include <algorithm>
#include <charconv>

namespace avocet {

std::optional<Seeds> parse_seeds(std::string_view text) {
  Seeds seeds;
  for (uint32_t& seed : seeds.numbers) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    uint64_t number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) return std::nullopt;
    seed = static_cast<uint32_t>(number);
    text.remove_prefix(static_cast<size_t>(end - text.data()));
    if (!text.empty() && std::string_view(" \t\r\n").find(text[0]) == std::string_view::npos)
      return std::nullopt;
  }
  return seeds;
}

std::string to_text(const Seeds& seeds) {
  std::string text;
  for (uint32_t number : seeds.numbers) text += std::to_string(number) + "\n";
  return text;
}

uint64_t unique_number(const SipHashKey& key, uint64_t pool, uint64_t count) {
  std::array<char, 16> bytes;
  uint64_t parts[] = {pool, count};
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = char(parts[i / 8] >> (i % 8 * 8));
  return SipHash::of(key, {bytes.data(), bytes.size()});
}

std::string base62(uint64_t number) {
  constexpr std::string_view kDigits =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::string out;
  do {
    out += kDigits[number % 62];
    number /= 62;
  } while (number > 0);
  return out;
}

}  // namespace avocet
