#include "protocol/mail/message.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "protocol/mail/blanks.h"

namespace avocet {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<std::string_view> MailLines::take(std::string_view& bytes) {
  is_behind_lone_return_ = false;
  if (is_behind_return_ && !bytes.empty()) {
    is_behind_return_ = false;
    is_behind_lone_return_ = bytes.front() != '\n';
    if (!is_behind_lone_return_) bytes.remove_prefix(1);
  }
  size_t end = bytes.find_first_of(lone_ == LoneReturn::kText ? "\n" : "\n\r");
  is_piece_ = end == std::string_view::npos;
  size_t size = std::min(end, bytes.size());
  size_t room = kLongest - partial_.size();
  if (size > room) {
    size = room;
    is_piece_ = true;
  }
  partial_ += bytes.substr(0, size);
  if (!is_piece_) is_behind_return_ = bytes[size] == '\r';
  bytes.remove_prefix(is_piece_ ? size : size + 1);
  if (is_piece_ && partial_.size() < kLongest) return std::nullopt;
  line_.clear();
  line_.swap(partial_);
  while (!is_piece_ && line_.ends_with('\r')) line_.pop_back();
  return line_;
}

SmtpCommand parse_smtp_command(std::string_view line) {
  line = without_leading_blanks(line);
  size_t end = std::min(line.find_first_of(kBlanks), line.size());
  return {ascii_upper(line.substr(0, end)), without_leading_blanks(line.substr(end))};
}

bool is_smtp_name(std::string_view name) {
  auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-'; };
  return !name.empty() && std::all_of(name.begin(), name.end(), fits);
}

std::optional<SmtpReply> parse_smtp_reply(std::string_view line) {
  constexpr size_t kCodeSize = 3;
  if (line.size() < kCodeSize || !std::all_of(line.begin(), line.begin() + kCodeSize, is_digit))
    return std::nullopt;
  SmtpReply reply;
  for (char c : line.substr(0, kCodeSize)) reply.code = reply.code * 10 + uint32_t(c - '0');
  line.remove_prefix(kCodeSize);
  if (line.empty()) return reply;
  if (line.front() != '-' && line.front() != ' ') return std::nullopt;
  reply.continues = line.front() == '-';
  reply.text = line.substr(1);
  return reply;
}

SmtpChunk parse_smtp_chunk(std::string_view argument) {
  constexpr size_t kLongestArgument = 25;
  SmtpChunk chunk;
  if (argument.empty() || argument.size() > kLongestArgument) {
    chunk.problem = "BDAT argument bad length";
    return chunk;
  }
  const char* begin = argument.data();
  auto [end, error] = std::from_chars(begin, begin + argument.size(), chunk.size);
  if (end == begin) {
    chunk.problem = "BDAT not followed by a valid chunk-size";
    return chunk;
  }
  std::string_view rest = argument.substr(size_t(end - begin));
  chunk.is_huge = error != std::errc() || chunk.size > uint64_t(INT64_MAX);
  if (!rest.empty() && kBlanks.find(rest.front()) == std::string_view::npos) {
    chunk.problem = "BDAT chunk-size followed by junk";
    return chunk;
  }
  rest = without_leading_blanks(rest);
  chunk.is_last = ascii_upper(rest.substr(0, rest.find_first_of(kBlanks))) == "LAST";
  if (!rest.empty() && !chunk.is_last) chunk.problem = "BDAT chunk-size followed by junk";
  return chunk;
}

}  // namespace avocet
