// ScriptNames: the constants of scripts that signatures may name in their lists of values.
#pragma once

#include "signature/rule_reader.h"
#include "vm/machine.h"

namespace avocet {

class ScriptNames final : public RuleNames {
 public:
  // Globals have their values already. The machine outlives this.
  explicit ScriptNames(const Machine& machine) : machine_(machine) {}

  bool find(std::string_view name, NamedValues* values, std::string* problem) const override;

 private:
  const Machine& machine_;
};

}  // namespace avocet
