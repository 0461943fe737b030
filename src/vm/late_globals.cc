#include "vm/late_globals.h"

#include "vm/machine.h"

namespace avocet {

bool LateGlobals::set_aside(const Program::Initialiser& initialiser) {
  if (!initialiser.may_wait || wanted_[initialiser.global]) return false;
  waiting_[initialiser.global].push_back(initialiser.function);
  return true;
}

// Marked first: what runs names the global itself.
void LateGlobals::make(GlobalId id) {
  wanted_[id] = 1;
  auto found = waiting_.find(id);
  if (found == waiting_.end()) return;
  std::vector<FunctionId> functions = std::move(found->second);
  waiting_.erase(found);
  for (FunctionId function : functions) machine_.run_aside(function);
}

}  // namespace avocet
