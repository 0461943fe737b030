#include "protocol/ftp/message.h"

#include "base/text.h"

namespace avocet {

namespace {

constexpr size_t kCodeSize = 3;
constexpr uint8_t kIac = 255, kFirstOption = 251, kFirstCommand = 240;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view without_leading_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

// The three digits at the begin; nothing if there are not three.
std::optional<uint32_t> code_of(std::string_view line) {
  if (line.size() < kCodeSize) return std::nullopt;
  uint32_t code = 0;
  for (char c : line.substr(0, kCodeSize)) {
    if (c < '0' || c > '9') return std::nullopt;
    code = code * 10 + uint32_t(c - '0');
  }
  return code;
}

}  // namespace

FtpCommand parse_ftp_command(std::string_view line) {
  line = without_leading_blanks(line);
  size_t end = line.find_first_of(" \t");
  FtpCommand command;
  command.name = ascii_upper(line.substr(0, end));
  if (end != std::string_view::npos) command.argument = without_leading_blanks(line.substr(end));
  return command;
}

std::string without_telnet(std::string_view line) {
  std::string text;
  for (size_t i = 0; i < line.size(); ++i) {
    if (uint8_t(line[i]) != kIac) {
      text += line[i];
      continue;
    }
    uint8_t next = i + 1 < line.size() ? uint8_t(line[i + 1]) : 0;
    if (next == kIac) text += line[i];
    if (next >= kFirstCommand) ++i;
    if (next >= kFirstOption && next != kIac) ++i;
  }
  return text;
}

FtpReply FtpReplies::next(std::string_view line) {
  std::optional<uint32_t> code = code_of(line);
  char behind = line.size() > kCodeSize ? line[kCodeSize] : ' ';
  if (pending_ != 0) {
    if (code != pending_ || behind != ' ') return {FtpProblem::kNone, 0, line, true};
    pending_ = 0;
  }
  if (!code) return {FtpProblem::kNotNumeric, 0, line, false};
  if (behind != ' ' && behind != '-') return {FtpProblem::kNoBlank, *code, line, false};
  std::string_view text = line.substr(std::min(line.size(), kCodeSize + 1));
  text = without_leading_blanks(text);
  if (behind == '-') pending_ = *code;
  return {FtpProblem::kNone, *code, text, behind == '-'};
}

}  // namespace avocet
