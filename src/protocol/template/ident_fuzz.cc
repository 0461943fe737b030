// Any bytes as lines of Ident.
#include <cstddef>
#include <cstdint>

#include "analyzer/line_splitter.h"
#include "protocol/template/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  LineSplitter lines(kMaxIdentLine);
  lines.feed(ByteSpan(data, size), [](std::string_view line, bool) {
    parse_ident_request(line);
    parse_ident_reply(line);
  });
  return 0;
}
