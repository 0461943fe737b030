// Lines of SMTP (RFC 5321, 3030): commands, replies, and the streams that they come in.
//
// The parser of this folder: text in, parts out. It knows neither flows nor scripts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace avocet {

// Lines out of a stream of which other parts are no lines. A line ends with LF or CR LF; one that
// is longer than the limit comes in pieces.
class MailLines {
 public:
  static constexpr size_t kLongest = 65536;
  // What a CR without LF is.
  enum class LoneReturn : uint8_t { kText, kEndsLine };
  explicit MailLines(LoneReturn lone = LoneReturn::kText) : lone_(lone) {}

  // Takes a line off the front of `bytes`; nothing if its end is not there, and all is kept. The
  // line, without its end, is lent until the next call.
  std::optional<std::string_view> take(std::string_view& bytes);
  // Whether what take() gave was only a piece.
  bool is_piece() const { return is_piece_; }
  // Whether the line before the one that take() looked for had ended with a lone CR.
  bool is_behind_lone_return() const { return is_behind_lone_return_; }
  void drop() {
    partial_.clear();
    is_behind_return_ = false;
  }

 private:
  LoneReturn lone_;
  std::string partial_, line_;
  bool is_piece_ = false;
  bool is_behind_return_ = false;  // an LF would belong to the line before
  bool is_behind_lone_return_ = false;
};

struct SmtpCommand {
  std::string name;  // in capitals
  std::string_view argument;
};
// Views are into the line.
SmtpCommand parse_smtp_command(std::string_view line);
// Whether a name could be one: letters, digits and hyphens.
bool is_smtp_name(std::string_view name);

struct SmtpReply {
  uint32_t code = 0;
  std::string_view text;
  bool continues = false;
};
// Nothing without a code.
std::optional<SmtpReply> parse_smtp_reply(std::string_view line);

// "86 LAST": how many bytes follow, and whether they are the last of the message.
struct SmtpChunk {
  uint64_t size = 0;
  bool is_last = false;
  std::string_view problem;  // why it is no chunk; empty if it is one
  bool is_huge = false;      // more than anybody sends
};
SmtpChunk parse_smtp_chunk(std::string_view argument);

}  // namespace avocet
