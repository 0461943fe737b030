// Any bytes as a stream of XMPP; the first says how they are cut.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "protocol/xmpp/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  std::string text(data + 1, data + size);
  size_t piece = std::max<size_t>(data[0], 1);
  XmppTags tags;
  for (size_t at = 0; at < text.size(); at += piece) {
    std::string_view bytes = std::string_view(text).substr(at, piece);
    while (auto tag = tags.take(bytes)) tag->local_name();
  }
  return 0;
}
