// C++ text for constant arrays and enumerators.
#pragma once

#include <cctype>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace avocet::generator {

inline void write_array(std::ostream& out, const std::string& type, const std::string& name,
                        const std::vector<uint32_t>& values) {
  out << "inline constexpr " << type << " " << name << "[] = {";
  for (size_t i = 0; i < values.size(); ++i) out << (i % 24 == 0 ? "\n" : "") << values[i] << ",";
  out << "\n};\n";
}

// AT_LOAD_SIGS and ifStatement become kAtLoadSigs and kIfStatement.
inline std::string enumerator(const std::string& name) {
  bool is_upper_case = name.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
  std::string result = "k";
  bool starts_word = true;
  for (char c : name) {
    if (c == '_') {
      starts_word = true;
      continue;
    }
    auto byte = static_cast<unsigned char>(c);
    if (starts_word)
      c = static_cast<char>(std::toupper(byte));
    else if (is_upper_case)
      c = static_cast<char>(std::tolower(byte));
    result += c;
    starts_word = false;
  }
  return result;
}

}  // namespace avocet::generator
