#include "value/hash_key.h"

#include <sys/auxv.h>

#include "base/hash.h"

namespace avocet {

namespace {

HashKey process_key() {
  // Sixteen random bytes that the kernel puts on the stack of every new process.
  HashKey key{0x8f1bbcdc62f6b7d1, 0x5be0cd19137e2179};
  if (unsigned long at = getauxval(AT_RANDOM); at != 0)
    std::memcpy(&key, reinterpret_cast<const void*>(at), sizeof key);
  key.first = mix64(key.first);
  key.second = mix64(key.second) | 1;
  return key;
}

}  // namespace

const HashKey kHashKey = process_key();

}  // namespace avocet
