// What the groups share that keep sketches: opaque state, and hashes that are the same in every
// run.
#pragma once

#include <string>

#include "base/hash.h"
#include "base/sip_hash.h"
#include "builtin/entries.h"
#include "value/key_bytes.h"

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

// The same; but where the seeds of the run are given it is Zeek's hash of a key, and what is
// counted with it comes out as there.
inline uint64_t sketch_hash(NativeCall& call, size_t i) {
  const SipHashKey* key = call.heap().order_key();
  if (!key) return stable_hash(call, i, 0);
  auto [type, value] = call.typed(i);
  const Type* element[] = {type};
  return SipHash::of(*key, key_bytes(call.machine.types().set_of(element), &value));
}

}  // namespace avocet
