// FTP commands and replies (RFC 959), line by line.
//
// The parser of this folder: text in, parts out. It knows neither flows nor scripts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace avocet {

// Lines beyond this are cut.
inline constexpr size_t kMaxFtpLine = 65536;

struct FtpCommand {
  std::string name;  // in capitals; empty: the line holds none
  std::string_view argument;
};

// "user  anonymous" and the like. `line` is kept by the caller.
FtpCommand parse_ftp_command(std::string_view line);

// Takes out what belongs to Telnet (RFC 854), which FTP speaks below: IAC and what follows it.
std::string without_telnet(std::string_view line);

enum class FtpProblem : uint8_t { kNone, kNotNumeric, kNoBlank };

struct FtpReply {
  FtpProblem problem = FtpProblem::kNone;
  uint32_t code = 0;  // 0: a line within a reply of several
  std::string_view text;
  bool continues = false;  // further lines of this reply follow
};

// The replies of one server, whose lines depend on those before.
class FtpReplies {
 public:
  FtpReply next(std::string_view line);
  // Lines are missing.
  void forget() { pending_ = 0; }

 private:
  uint32_t pending_ = 0;  // the code of a reply whose last line is still to come
};

}  // namespace avocet
