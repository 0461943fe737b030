// Any bytes as lines of SMTP.
#include <cstddef>
#include <cstdint>

#include "protocol/mail/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string text(data, data + size);
  std::string_view bytes = text;
  MailLines lines;
  while (auto line = lines.take(bytes)) {
    SmtpCommand command = parse_smtp_command(*line);
    is_smtp_name(command.name);
    parse_smtp_chunk(command.argument);
    parse_smtp_reply(*line);
  }
  return 0;
}
