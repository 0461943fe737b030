// The key of digests that are the same in every run with the same option `digest_salt`.
#pragma once

#include <string_view>

#include "base/highway_hash.h"

namespace avocet {

// The SHA-256 digest of the salt.
HighwayHash::Key salted_key(std::string_view salt);

}  // namespace avocet
