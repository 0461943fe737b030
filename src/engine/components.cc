#include "engine/components.h"

#include <algorithm>
#include <string_view>

#include "analyzer/protocol.h"
#include "bytecode/program.h"

namespace avocet {

namespace {

struct Kind {
  const char* name;
  const char* description;
  std::string_view type;    // whose labels are tags
  std::string_view prefix;  // of the labels, before the name
  bool is_analyzer;
};

constexpr Kind kKinds[] = {
    {"Analyzer", "Analyzer of a protocol", "Analyzer::Tag", "Analyzer::ANALYZER_", true},
    {"File Analyzer", "Analyzer of files", "Files::Tag", "Files::ANALYZER_", true},
    {"Packet Analyzer", "Analyzer of packets", "PacketAnalyzer::Tag", "PacketAnalyzer::ANALYZER_",
     true},
    {"Reader", "Input reader", "Input::Reader", "Input::READER_", false},
    {"Writer", "Log writer", "Log::Writer", "Log::WRITER_", false},
};

bool is_spoken(const ProtocolRegistry& protocols, std::string_view name) {
  const auto& all = protocols.protocols();
  return std::any_of(all.begin(), all.end(), [name](const Protocol& p) { return p.name == name; });
}

void add_kind(const Kind& kind, const Program& program, const ProtocolRegistry& protocols,
              std::vector<Component>& all) {
  const Type* type = program.find_type(kind.type);
  if (!type || type->kind != TypeKind::kEnum) return;
  size_t first = all.size();
  for (const EnumLabel& label : as_enum(type)->labels) {
    std::string_view text = label.name;
    if (!text.starts_with(kind.prefix)) continue;
    std::string_view name = text.substr(kind.prefix.size());
    if (kind.type == kKinds[0].type && !is_spoken(protocols, name)) continue;
    // Labels of analyzers are shown without their module, as in Zeek.
    if (kind.is_analyzer) text.remove_prefix(text.find("::") + 2);
    all.push_back(
        {kind.name, kind.description, std::string(name), std::string(text), kind.is_analyzer});
  }
  std::sort(all.begin() + ptrdiff_t(first), all.end(),
            [](const Component& a, const Component& b) { return a.name < b.name; });
}

}  // namespace

std::vector<Component> list_components(const Program& program, const ProtocolRegistry& protocols) {
  std::vector<Component> all;
  for (const Kind& kind : kKinds) add_kind(kind, program, protocols, all);
  return all;
}

}  // namespace avocet
