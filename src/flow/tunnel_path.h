// The tunnels around a flow, as a list that outlives the packets. Internal to flow/.
#pragma once

#include <vector>

#include "packet/encapsulation.h"

namespace avocet {

// Outermost first; each layer's `outer` is null.
std::vector<Encapsulation> path_of(const Encapsulation* innermost);

// Whether the layers are the same tunnels: same type, endpoints and ports, in either direction.
bool is_same_path(const std::vector<Encapsulation>& path, const Encapsulation* innermost);

}  // namespace avocet
