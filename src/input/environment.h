// Environment: the variables of the environment as the scripts of one world see them. What they set
// is kept here and given to the programs that they start; that of the process never changes,
// because other threads may be reading it. A service of the machine.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace avocet {

class Environment {
 public:
  // False, and nothing has changed: a variable cannot have that name.
  bool set(std::string_view name, std::string_view value);
  // Nothing: neither scripts nor the environment of the process have it.
  std::optional<std::string> find(const std::string& name) const;
  // "NAME=value" each: the environment of a program that scripts start.
  std::vector<std::string> entries() const;

 private:
  std::map<std::string, std::string, std::less<>> own_;
};

}  // namespace avocet
