// Lines of IRC (RFC 1459, 2812), and what some of their texts say.
//
// The parser of this folder: text in, parts out. It knows neither flows nor scripts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace avocet {

inline constexpr size_t kMaxIrcLine = 4096;

struct IrcLine {
  std::string_view prefix;  // who says so: "nick!user@host", or a server
  std::string command;      // in capitals, or empty for a reply
  uint32_t code = 0;        // of a reply
  std::string_view params;  // all that follows
};
// Nothing without a command. Views are into the line.
std::optional<IrcLine> parse_irc_line(std::string_view line);

// Parameters, of which the last may begin with a colon and hold blanks.
std::vector<std::string_view> irc_params(std::string_view params);
// What follows the first colon of `params`, or all of it.
std::string_view irc_trailing(std::string_view params);
// Words between blanks; colons are nothing special.
std::vector<std::string_view> irc_words(std::string_view text, char separator = ' ');
// "nick!user@host": the nick.
std::string_view irc_nick(std::string_view prefix);
std::string_view without_colon(std::string_view text);

// "There are 148 users and 3 invisible on 27 servers": the numbers in front of these words.
struct IrcCounts {
  uint64_t users = 0, services = 0, servers = 0;
};
IrcCounts irc_counts(std::string_view text);

// "\1DCC SEND name 3232235777 1024 99\1" in a message, also without the marks; nothing if it holds
// none.
enum class DccProblem : uint8_t { kNone, kFormat, kHost, kPort };
struct IrcDcc {
  DccProblem problem = DccProblem::kNone;
  std::string_view kind, argument;
  uint32_t host = 0;  // an IPv4 address
  uint64_t port = 0, size = 0;
};
std::optional<IrcDcc> parse_irc_dcc(std::string_view message);

}  // namespace avocet
