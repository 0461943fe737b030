// Any bytes as a script: read and checked with lint, after some natives. Every tree that comes of
// it is dumped, so that whatever was handed over is walked once.
#include <cstddef>
#include <cstdint>
#include <string>

#include "sema/snippet.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  avocet::sema::Snippet snippet(std::string(reinterpret_cast<const char*>(data), size),
                                {.lint = true});
  volatile size_t seen = snippet.rendered().size() + snippet.dumped().size();
  (void)seen;
  return 0;
}
