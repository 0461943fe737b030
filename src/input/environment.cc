#include "input/environment.h"

#include <cstdlib>

extern char** environ;

namespace avocet {

bool Environment::set(std::string_view name, std::string_view value) {
  if (name.empty() || name.find('=') != std::string_view::npos) return false;
  own_.insert_or_assign(std::string(name), std::string(value));
  return true;
}

std::optional<std::string> Environment::find(const std::string& name) const {
  if (auto own = own_.find(name); own != own_.end()) return own->second;
  const char* value = std::getenv(name.c_str());
  return value ? std::optional<std::string>(value) : std::nullopt;
}

std::vector<std::string> Environment::entries() const {
  std::vector<std::string> all;
  for (char** at = environ; at && *at; ++at) {
    std::string_view entry = *at;
    if (!own_.contains(entry.substr(0, entry.find('=')))) all.emplace_back(entry);
  }
  for (const auto& [name, value] : own_) all.push_back(name + "=" + value);
  return all;
}

}  // namespace avocet
