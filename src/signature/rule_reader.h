// RuleReader: text of Zeek's signature language to rules.
//
//   signature ID { condition... action... }
//
// A mistake costs one rule: an error is reported at its place, and reading goes on with the next
// `signature`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "signature/rule.h"

namespace avocet {

// What a name in a list of values stands for: a constant or a set of a script.
struct NamedValues {
  std::vector<uint64_t> numbers;  // counts, ports
  std::vector<Prefix> prefixes;   // addresses, subnets
};

class RuleNames {
 public:
  virtual ~RuleNames() = default;
  // False if there is no such global or its values cannot be compared with headers; then *problem
  // says what is wrong.
  virtual bool find(std::string_view name, NamedValues* values, std::string* problem) const = 0;
};

// Adds the rules of a source to `rules`.
void read_rules(const SourceMap& sources, SourceId source, const RuleNames& names,
                DiagnosticSink& sink, std::vector<SignatureRule>& rules);

// The events and functions that the rules in `text` name. Mistakes are passed over.
std::vector<std::string> functions_named_by_rules(std::string_view text);

}  // namespace avocet
