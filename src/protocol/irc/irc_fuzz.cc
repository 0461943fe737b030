// Any bytes as a line of IRC.
#include <cstddef>
#include <cstdint>

#include "protocol/irc/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string text(data, data + size);
  std::optional<IrcLine> line = parse_irc_line(text);
  if (!line) return 0;
  irc_params(line->params);
  irc_words(line->params, ',');
  irc_counts(line->params);
  irc_nick(line->prefix);
  parse_irc_dcc(irc_trailing(line->params));
  return 0;
}
