// Lines of POP3 (RFC 1939, 2449, 5034): commands, replies, and what clients say to log in.
//
// Text in, parts out; views are into the line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace avocet {

struct Pop3Command {
  std::string name;       // in capitals
  std::string_view word;  // the same as it was sent
  std::string_view argument;
};
Pop3Command parse_pop3_command(std::string_view line);
bool is_pop3_command(std::string_view name);
// Whether a positive reply goes on for further lines, up to one with a dot.
bool has_pop3_lines(const std::string& name, bool has_argument);

enum class Pop3Status { kOk, kError, kChallenge };
struct Pop3Reply {
  Pop3Status status;
  std::string_view text;
};
// Nothing if it is no reply.
std::optional<Pop3Reply> parse_pop3_reply(std::string_view line);

// Nothing if it is no base64.
std::optional<std::string> pop3_decoded(std::string_view text);

struct Pop3Login {
  std::string user, password;
};
// What AUTH PLAIN sends (RFC 4616), decoded. Nothing if parts of it are missing.
std::optional<Pop3Login> parse_pop3_plain(std::string_view decoded);

}  // namespace avocet
