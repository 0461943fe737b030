#include "protocol/redis/resp.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"

namespace avocet {

namespace {

constexpr size_t kMaxHead = 24;  // a number and its sign, with room for zeroes in front
constexpr uint64_t kMaxString = uint64_t(1) << 40;
constexpr size_t kFormatSize = 4;  // "txt:" in front of a verbatim string

bool is_aggregate(char type) {
  return std::string_view("*%~>|").find(type) != std::string_view::npos;
}
bool is_string(char type) { return type == '$' || type == '=' || type == '!'; }
bool has_pairs(char type) { return type == '%' || type == '|'; }
char opening(char type) { return type == '*' || type == '>' ? '[' : '{'; }
char closing(char type) { return type == '*' || type == '>' ? ']' : '}'; }

// What a line of this type is made of; nothing: anything.
std::string_view alphabet(char type) {
  switch (type) {
  case ':':
  case '(': return "+-0123456789";
  case ',': return "+-.0123456789eEinfa";
  case '#': return "tf";
  case '_': return " ";
  default: return {};
  }
}

// Appends as much as `limit` has room for.
void append(std::string& to, std::string_view text, uint64_t limit) {
  uint64_t most = limit == 0 ? kMaxRespText : limit;
  if (to.size() < most) to.append(text.substr(0, most - to.size()));
}

}  // namespace

// ---- Strings and numbers -------------------------------------------------------------

ByteSpan RespString::take(ByteSpan& bytes) {
  ByteSpan found = bytes.first(size_t(std::min<uint64_t>(left_, bytes.size())));
  bytes = bytes.subspan(found.size());
  left_ -= found.size();
  return found;
}

bool RespString::skip(uint64_t length) {
  if (length > left_) return false;
  left_ -= length;
  return true;
}

RespProgress RespHead::read(ByteSpan& bytes) {
  while (!bytes.empty()) {
    char next = char(bytes[0]);
    bytes = bytes.subspan(1);
    if (has_return_) {
      has_return_ = false;
      return next == '\n' ? RespProgress::kWhole : RespProgress::kBroken;
    }
    if (next == '\r')
      has_return_ = true;
    else if (next == '\n' || line_.size() == kMaxHead)
      return RespProgress::kBroken;
    else
      line_ += next;
  }
  return RespProgress::kMore;
}

std::optional<int64_t> RespHead::number() const {
  int64_t found = 0;
  const char* end = line_.data() + line_.size();
  auto [rest, error] = std::from_chars(line_.data(), end, found);
  if (error != std::errc() || rest != end) return std::nullopt;
  return found;
}

// ---- What a client says --------------------------------------------------------------

RespProgress RespCommands::broken(std::string problem) {
  problem_ = std::move(problem);
  return RespProgress::kBroken;
}

RespProgress RespCommands::read(ByteSpan& bytes, const RespLimits& limits) {
  RespProgress progress = RespProgress::kMore;
  while (progress == RespProgress::kMore && !bytes.empty()) progress = step(bytes, limits);
  return progress;
}

RespProgress RespCommands::step(ByteSpan& bytes, const RespLimits& limits) {
  switch (phase_) {
  case Phase::kBegin: return begin(bytes);
  case Phase::kCount: return count(bytes, limits);
  case Phase::kLength: return length(bytes);
  case Phase::kLine: return line(bytes, limits);
  case Phase::kString:
    keep(string_.take(bytes), limits);
    if (string_.left() == 0) phase_ = Phase::kReturn;
    return RespProgress::kMore;
  case Phase::kMark:
  case Phase::kReturn:
  case Phase::kNewline: break;
  }
  char next = char(bytes[0]);
  bytes = bytes.subspan(1);
  if (phase_ == Phase::kMark) {
    if (next != '$') return broken("a command that is not made of strings");
    head_.clear();
    phase_ = Phase::kLength;
  } else if (phase_ == Phase::kReturn) {
    if (next != '\r') return broken("a string is longer than it says");
    phase_ = Phase::kNewline;
  } else {
    if (next != '\n') return broken("a string is longer than it says");
    return ended();
  }
  return RespProgress::kMore;
}

// Empty lines are nobody's command.
RespProgress RespCommands::begin(ByteSpan& bytes) {
  if (bytes[0] == '\r' || bytes[0] == '\n') {
    bytes = bytes.subspan(1);
    return RespProgress::kMore;
  }
  words_.clear();
  head_.clear();
  line_.clear();
  kept_ = 0;
  phase_ = bytes[0] == '*' ? Phase::kCount : Phase::kLine;
  if (phase_ == Phase::kCount) bytes = bytes.subspan(1);
  return RespProgress::kMore;
}

RespProgress RespCommands::count(ByteSpan& bytes, const RespLimits& limits) {
  RespProgress progress = head_.read(bytes);
  if (progress == RespProgress::kMore) return progress;
  std::optional<int64_t> number = head_.number();
  if (progress == RespProgress::kBroken || !number)
    return broken("a command without the number of its words");
  if (*number <= 0) {
    phase_ = Phase::kBegin;
    return RespProgress::kMore;
  }
  left_ = uint64_t(*number);
  if (limits.elements > 0 && left_ > limits.elements) {
    return broken("a command of " + std::to_string(left_) + " words, more than " +
                  std::to_string(limits.elements));
  }
  phase_ = Phase::kMark;
  return RespProgress::kMore;
}

RespProgress RespCommands::length(ByteSpan& bytes) {
  RespProgress progress = head_.read(bytes);
  if (progress == RespProgress::kMore) return progress;
  std::optional<int64_t> number = head_.number();
  if (progress == RespProgress::kBroken || !number || *number < 0 || uint64_t(*number) > kMaxString)
    return broken("a string without its length");
  string_.begin(uint64_t(*number));
  has_hole_ = false;
  phase_ = *number == 0 ? Phase::kReturn : Phase::kString;
  // Words that there is no room for are not even counted.
  if (kept_ < kMaxRespCommand) words_.emplace_back();
  return RespProgress::kMore;
}

void RespCommands::keep(ByteSpan bytes, const RespLimits& limits) {
  if (has_hole_ || kept_ >= kMaxRespCommand) return;
  size_t before = words_.back().size();
  append(words_.back(), view(bytes), limits.text);
  kept_ += words_.back().size() - before;
}

// A word is whole.
RespProgress RespCommands::ended() {
  kept_ += sizeof(std::string);
  phase_ = --left_ == 0 ? Phase::kBegin : Phase::kMark;
  return left_ == 0 ? RespProgress::kWhole : RespProgress::kMore;
}

RespProgress RespCommands::line(ByteSpan& bytes, const RespLimits& limits) {
  auto end = std::find(bytes.begin(), bytes.end(), '\n');
  bool is_whole = end != bytes.end();
  ByteSpan found = bytes.first(size_t(end - bytes.begin()));
  bytes = bytes.subspan(found.size() + (is_whole ? 1 : 0));
  if (line_.size() + found.size() > kMaxRespLine) return broken("a line that is too long");
  line_.append(view(found));
  if (!is_whole) return RespProgress::kMore;
  phase_ = Phase::kBegin;
  if (line_.ends_with('\r')) line_.pop_back();
  words_ = split_typed_command(line_);
  if (words_.empty()) return RespProgress::kMore;
  // Names of commands are words that people type.
  bool is_name =
      std::all_of(words_[0].begin(), words_[0].end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!is_name) return broken("a command without a name");
  if (limits.elements > 0 && words_.size() > limits.elements) words_.resize(limits.elements);
  if (limits.text > 0)
    for (std::string& word : words_)
      if (word.size() > limits.text) word.resize(limits.text);
  return RespProgress::kWhole;
}

bool RespCommands::skip(uint64_t length) {
  if (phase_ != Phase::kString || !string_.skip(length)) return false;
  has_hole_ = true;
  if (string_.left() == 0) phase_ = Phase::kReturn;
  return true;
}

std::vector<std::string> split_typed_command(std::string_view line) {
  constexpr std::string_view kBlanks = " \t\r\v\f";
  std::vector<std::string> words;
  size_t at = 0;
  while ((at = line.find_first_not_of(kBlanks, at)) != std::string_view::npos) {
    size_t begin = at;
    char quote = 0;
    for (; at < line.size(); ++at) {
      char next = line[at];
      if (quote == 0) {
        if (kBlanks.find(next) != std::string_view::npos) break;
        if (next == '"' || next == '\'') quote = next;
      } else if (next == '\\') {
        ++at;
      } else if (next == quote) {
        quote = 0;
      }
    }
    at = std::min(at, line.size());
    words.emplace_back(line.substr(begin, at - begin));
  }
  return words;
}

// ---- What a server says --------------------------------------------------------------

int RespReply::version() const {
  return std::string_view("+-:$*").find(type) == std::string_view::npos ? 3 : 2;
}

RespProgress RespReplies::broken(std::string problem) {
  problem_ = std::move(problem);
  return RespProgress::kBroken;
}

RespProgress RespReplies::read(ByteSpan& bytes, const RespLimits& limits) {
  limit_ = limits.text;
  if (is_between()) {
    reply_ = {};
    elements_ = 0;
  }
  RespProgress progress = RespProgress::kMore;
  while (progress == RespProgress::kMore && !bytes.empty()) progress = step(bytes, limits);
  if (progress == RespProgress::kWhole) has_begun_ = false;
  return progress;
}

RespProgress RespReplies::step(ByteSpan& bytes, const RespLimits& limits) {
  switch (phase_) {
  case Phase::kType: return type(bytes);
  case Phase::kLine: return line(bytes);
  case Phase::kHead: return head(bytes, limits);
  case Phase::kString: {
    std::string_view found = view(string_.take(bytes));
    size_t left_out = std::min(unwritten_, found.size());
    unwritten_ -= left_out;
    write(found.substr(left_out));
    if (string_.left() == 0) phase_ = Phase::kReturn;
    return RespProgress::kMore;
  }
  case Phase::kReturn:
  case Phase::kNewline: break;
  }
  char next = char(bytes[0]);
  bytes = bytes.subspan(1);
  bool is_newline = phase_ == Phase::kNewline;
  if (next != (is_newline ? '\n' : '\r')) return broken("a value does not end where it should");
  phase_ = is_newline ? Phase::kType : Phase::kNewline;
  return is_newline ? string_is_over() : RespProgress::kMore;
}

RespProgress RespReplies::type(ByteSpan& bytes) {
  char next = char(bytes[0]);
  bytes = bytes.subspan(1);
  // Servers send empty lines to show replicas that they are alive.
  if ((next == '\r' || next == '\n') && frames_.empty() && !has_begun_) return RespProgress::kMore;
  has_begun_ = true;
  head_.clear();
  if (is_streamed_ != (next == ';')) return broken("a string in pieces without a piece");
  if (next == '.') {
    if (frames_.empty() || !frames_.back().is_open) return broken("an end of nothing");
    type_ = next;
    phase_ = Phase::kReturn;
    return RespProgress::kMore;
  }
  type_ = next;
  if (frames_.empty() && next != '|' && next != ';') reply_.type = next;
  if (is_aggregate(next) || is_string(next) || next == ';') {
    phase_ = Phase::kHead;
    return RespProgress::kMore;
  }
  if (std::string_view("+-:,#(_").find(next) == std::string_view::npos)
    return broken("this is no value of Redis");
  separate();
  if (next == '_') write("null");
  phase_ = Phase::kLine;
  return RespProgress::kMore;
}

RespProgress RespReplies::line(ByteSpan& bytes) {
  auto end = std::find_if(bytes.begin(), bytes.end(),
                          [](uint8_t byte) { return byte == '\r' || byte == '\n'; });
  std::string_view found = view(bytes.first(size_t(end - bytes.begin())));
  std::string_view allowed = alphabet(type_);
  if (!allowed.empty() && found.find_first_not_of(allowed) != std::string_view::npos)
    return broken("a value of another type than it says");
  bytes = bytes.subspan(found.size());
  if (type_ == '#')
    write(found == "t" ? "T" : found == "f" ? "F" : "");
  else if (type_ != '_')
    write(found);
  if (!bytes.empty()) phase_ = Phase::kReturn;
  return RespProgress::kMore;
}

RespProgress RespReplies::head(ByteSpan& bytes, const RespLimits& limits) {
  RespProgress progress = head_.read(bytes);
  if (progress == RespProgress::kMore) return progress;
  std::optional<int64_t> number = head_.number();
  if (progress == RespProgress::kBroken || (!number && !head_.is_open()) ||
      (number && *number < -1))
    return broken("a value without its length");
  phase_ = Phase::kType;
  return is_aggregate(type_) ? open(number, limits) : begin_string(number);
}

RespProgress RespReplies::begin_string(std::optional<int64_t> length) {
  if (type_ == ';') {
    if (!length || *length < 0) return broken("a piece without its length");
    if (*length == 0) {
      is_streamed_ = false;
      return value_is_over();
    }
  } else {
    separate();
    unwritten_ = type_ == '=' ? kFormatSize : 0;
  }
  if (!length) {
    is_streamed_ = true;
    return RespProgress::kMore;
  }
  if (*length < 0) {
    write("null");
    return value_is_over();
  }
  if (uint64_t(*length) > kMaxString) return broken("a string of impossible length");
  string_.begin(uint64_t(*length));
  phase_ = *length == 0 ? Phase::kReturn : Phase::kString;
  return RespProgress::kMore;
}

RespProgress RespReplies::open(std::optional<int64_t> count, const RespLimits& limits) {
  bool is_attribute = type_ == '|';
  if (count && *count < 0) {
    if (is_attribute) return broken("a value without its length");
    separate();
    write("null");
    return value_is_over();
  }
  uint64_t children = count ? uint64_t(*count) * (has_pairs(type_) ? 2 : 1) : 1;
  if (count && uint64_t(*count) > kMaxString) return broken("a value of impossible length");
  elements_ += children;
  if (limits.elements > 0 && elements_ > limits.elements)
    return broken("a value of " + std::to_string(elements_) + " elements, more than " +
                  std::to_string(limits.elements));
  if (frames_.size() == kMaxRespDepth) return broken("values in values, too deep");
  if (is_attribute && frames_.empty() && !reply_.attributes) reply_.attributes.emplace();
  if (!is_attribute) separate();
  if (is_attribute && !frames_.empty()) ++muted_;
  frames_.push_back(Frame{type_, !count, true, children, 0});
  char mark = opening(type_);
  write(std::string_view(&mark, 1));
  return children == 0 ? close() : RespProgress::kMore;
}

RespProgress RespReplies::string_is_over() {
  if (type_ == '.') return close();
  if (is_streamed_) return RespProgress::kMore;
  return value_is_over();
}

// One level up, as often as the value was the last of its kind.
RespProgress RespReplies::value_is_over() {
  if (frames_.empty()) return RespProgress::kWhole;
  Frame& frame = frames_.back();
  ++frame.done;
  if (frame.is_open) return RespProgress::kMore;
  return --frame.left == 0 ? close() : RespProgress::kMore;
}

RespProgress RespReplies::close() {
  Frame frame = frames_.back();
  char mark = closing(frame.type);
  write(std::string_view(&mark, 1));
  frames_.pop_back();
  if (frame.type != '|') return value_is_over();
  // The value that it says something about follows.
  if (!frames_.empty()) --muted_;
  return RespProgress::kMore;
}

void RespReplies::separate() {
  if (frames_.empty()) return;
  Frame& frame = frames_.back();
  if (!std::exchange(frame.is_first, false))
    write(has_pairs(frame.type) && frame.done % 2 == 1 ? ": " : ", ");
}

void RespReplies::write(std::string_view text) {
  if (muted_ > 0) return;
  bool is_attribute = !frames_.empty() && frames_.front().type == '|';
  append(is_attribute ? *reply_.attributes : reply_.text, text, limit_);
}

// What follows what is lost is not put in its place.
bool RespReplies::skip(uint64_t length) {
  if (phase_ != Phase::kString || !string_.skip(length)) return false;
  unwritten_ = SIZE_MAX;
  if (string_.left() == 0) phase_ = Phase::kReturn;
  return true;
}

}  // namespace avocet
