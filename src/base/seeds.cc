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

}  // namespace avocet
