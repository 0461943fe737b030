#include "interp_file.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include <atn/ATNDeserializer.h>

namespace avocet::generator {
namespace {

using Sections = std::map<std::string, std::vector<std::string>>;

// Sections are headed by a line that ends in a colon and end with an empty line. `null` is no name.
Sections read_sections(std::istream& in) {
  Sections sections;
  std::string line;
  std::vector<std::string>* current = nullptr;
  while (std::getline(in, line)) {
    if (line.empty()) {
      current = nullptr;
    } else if (!current && line.back() == ':') {
      current = &sections[line];
    } else if (current) {
      current->push_back(line == "null" ? "" : line);
    }
  }
  return sections;
}

std::vector<uint16_t> read_numbers(const std::string& list) {
  std::vector<uint16_t> numbers;
  std::istringstream in(list);
  char separator;
  for (unsigned number; in >> separator >> number;)
    numbers.push_back(static_cast<uint16_t>(number));
  return numbers;
}

}  // namespace

InterpFile InterpFile::read(const std::string& path) {
  std::ifstream in(path);
  Sections sections = read_sections(in);
  if (sections["atn:"].empty()) {
    std::cerr << "cannot read a grammar from " << path << "\n";
    std::exit(1);
  }
  InterpFile file{sections["token symbolic names:"], sections["token literal names:"],
                  sections["rule names:"], sections["mode names:"],
                  antlr4::atn::ATNDeserializer().deserialize(read_numbers(sections["atn:"][0]))};
  return file;
}

}  // namespace avocet::generator
