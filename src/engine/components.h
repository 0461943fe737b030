// Components: the parts of the program that scripts know by a tag, for lists of what there is.
#pragma once

#include <string>
#include <vector>

namespace avocet {

class Program;
class ProtocolRegistry;

struct Component {
  const char* kind;         // "Analyzer", "Packet Analyzer", "File Analyzer", "Reader", "Writer"
  const char* description;  // what it does, to go behind its name
  std::string name;         // "HTTP"
  std::string label;        // of its tag, as lists show it: "ANALYZER_HTTP", "Log::WRITER_ASCII"
  bool can_be_disabled = false;
};

// Those that work, by kind and name. Tags of protocols that the program does not speak are left
// out. Precondition: scripts were loaded into `program`.
std::vector<Component> list_components(const Program& program, const ProtocolRegistry& protocols);

}  // namespace avocet
