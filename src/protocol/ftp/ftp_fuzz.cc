// Any bytes as lines of both sides of FTP.
#include <cstddef>
#include <cstdint>

#include "analyzer/line_splitter.h"
#include "protocol/ftp/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  LineSplitter lines(kMaxFtpLine);
  FtpReplies replies;
  lines.feed(ByteSpan(data, size), [&](std::string_view line, bool) {
    std::string plain = without_telnet(line);
    parse_ftp_command(plain);
    replies.next(line);
  });
  return 0;
}
