// Any bytes as lines of POP3 and IMAP, and what clients of them send to log in.
#include <cstddef>
#include <cstdint>

#include "protocol/mail/imap_lines.h"
#include "protocol/mail/message.h"
#include "protocol/mail/pop3_lines.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string text(data, data + size);
  std::string_view bytes = text;
  MailLines lines;
  while (auto line = lines.take(bytes)) {
    Pop3Command command = parse_pop3_command(*line);
    has_pop3_lines(command.name, !command.argument.empty());
    parse_pop3_reply(*line);
    if (std::optional<std::string> decoded = pop3_decoded(command.argument))
      parse_pop3_plain(*decoded);
    ImapLine found = parse_imap_line(*line);
    imap_literal(*line);
    imap_words(found.rest);
  }
  return 0;
}
