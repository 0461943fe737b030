// What the groups share that keep sketches: opaque state, and hashes that are the same in every
// run.
#pragma once

#include <string>

#include "base/hash.h"
#include "builtin/entries.h"

namespace avocet {

inline const OpaqueType* opaque_result(NativeCall& call) {
  return static_cast<const OpaqueType*>(call.result_type());
}

// The state behind an argument. Precondition: that is its class; one opaque type has one.
template <class T> T* opaque(NativeCall& call, size_t i) {
  return static_cast<T*>(call.args[i].object);
}

// What sketches tell must be reproducible: hashes of the rendering, without the secret of the
// process.
inline uint64_t stable_hash(NativeCall& call, size_t i, uint64_t seed) {
  auto [type, value] = call.typed(i);
  std::string text = to_string(type, value);
  uint64_t hash = 0xcbf29ce484222325ULL ^ seed;
  for (char c : text) hash = (hash ^ uint8_t(c)) * 0x100000001b3ULL;
  return mix64(hash);
}

}  // namespace avocet
