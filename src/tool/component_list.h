// The lists that `avocet -N` and `avocet -NN` print.
#pragma once

#include <string>
#include <vector>

#include "engine/components.h"

namespace avocet {

enum class ListDetail : uint8_t { kNames, kComponents };

// In Zeek's layout: each component counts as what Zeek calls a plugin, "Zeek::HTTP". `wanted`:
// only plugins of these names, in upper or lower case; empty: all.
std::string component_list(const std::vector<Component>& components,
                           const std::vector<std::string>& wanted, ListDetail detail);

// Those of `wanted` that no plugin has the name of.
std::vector<std::string> unknown_plugins(const std::vector<Component>& components,
                                         const std::vector<std::string>& wanted);

}  // namespace avocet
