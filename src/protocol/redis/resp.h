// RespCommands, RespReplies: the two directions of RESP, the language of Redis (the chapter "Redis
// serialization protocol specification" of its documentation, versions 2 and 3). Bytes in, parts
// out.
//
//   client   *2 $3 GET $3 key        or a line of words, as somebody types it
//   server   a value: a line (+ - : , # ( _), bytes with a length ($ = !), or values in values
//            (* % ~ >); what begins with | says something about the value behind it
//
// Nothing is kept of a value but its text, written while it is read, and the ways out of what it
// lies in. Both are limited, so an endless value costs no memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

struct RespLimits {
  uint64_t text = 250;        // bytes that are kept of a string; zero: kMaxRespText
  uint64_t elements = 20000;  // of a command, or in all of a value; zero: any number
};
constexpr uint64_t kMaxRespText = 1 << 20;      // of a string, where nobody sets a limit
constexpr uint64_t kMaxRespCommand = 16 << 20;  // of all strings of a command
constexpr uint64_t kMaxRespLine = 1 << 16;      // of a command that is typed, as servers limit it
constexpr size_t kMaxRespDepth = 64;            // values in values

enum class RespProgress : uint8_t { kMore, kWhole, kBroken };

// The bytes of one string, counted down.
class RespString {
 public:
  void begin(uint64_t length) { left_ = length; }
  // Takes what belongs to it off the front.
  ByteSpan take(ByteSpan& bytes);
  // False: the hole goes beyond the string.
  bool skip(uint64_t length);
  uint64_t left() const { return left_; }

 private:
  uint64_t left_ = 0;
};

// A line that is a number, and no longer than one.
class RespHead {
 public:
  // kWhole: the line is read, to its end.
  RespProgress read(ByteSpan& bytes);
  void clear() { line_.clear(); }
  // What the line says; nothing if it is no number.
  std::optional<int64_t> number() const;
  bool is_open() const { return line_ == "?"; }  // more than is known yet
  std::string_view line() const { return line_; }

 private:
  std::string line_;
  bool has_return_ = false;
};

// What a client says.
class RespCommands {
 public:
  // Takes a command off the front, or what is there of it. kWhole: see words().
  RespProgress read(ByteSpan& bytes, const RespLimits& limits);
  // Between two commands; what comes next begins one.
  bool is_between() const { return phase_ == Phase::kBegin; }
  // True: all that is lost lay in a string, and the next byte goes on behind it.
  bool skip(uint64_t length);
  void reset() { *this = {}; }

  std::vector<std::string>& words() { return words_; }
  std::string_view problem() const { return problem_; }

 private:
  enum class Phase : uint8_t { kBegin, kCount, kMark, kLength, kString, kReturn, kNewline, kLine };
  RespProgress step(ByteSpan& bytes, const RespLimits& limits);
  RespProgress begin(ByteSpan& bytes);
  RespProgress count(ByteSpan& bytes, const RespLimits& limits);
  RespProgress length(ByteSpan& bytes);
  RespProgress line(ByteSpan& bytes, const RespLimits& limits);
  RespProgress ended();
  RespProgress broken(std::string problem);
  void keep(ByteSpan bytes, const RespLimits& limits);

  Phase phase_ = Phase::kBegin;
  RespHead head_;
  RespString string_;
  uint64_t left_ = 0;  // words still to come
  uint64_t kept_ = 0;
  bool has_hole_ = false;
  std::string line_;
  std::vector<std::string> words_;
  std::string problem_;
};

// Words between blanks. Quotation marks hold words together, and stay.
std::vector<std::string> split_typed_command(std::string_view line);

struct RespReply {
  char type = 0;  // its first byte
  std::string text;
  std::optional<std::string> attributes;

  bool is_error() const { return type == '-' || type == '!'; }
  bool is_push() const { return type == '>'; }
  // The first version of the protocol that has such values.
  int version() const;
};

// What a server says.
class RespReplies {
 public:
  // Takes a value off the front, or what is there of it. kWhole: see reply().
  RespProgress read(ByteSpan& bytes, const RespLimits& limits);
  bool is_between() const { return phase_ == Phase::kType && frames_.empty() && !has_begun_; }
  bool skip(uint64_t length);
  void reset() { *this = {}; }

  RespReply& reply() { return reply_; }
  std::string_view problem() const { return problem_; }

 private:
  enum class Phase : uint8_t { kType, kLine, kHead, kString, kReturn, kNewline };
  // What the value at hand lies in.
  struct Frame {
    char type;
    bool is_open;   // it goes on until something says so
    bool is_first;  // nothing was written of it yet
    uint64_t left, done;
  };

  RespProgress step(ByteSpan& bytes, const RespLimits& limits);
  RespProgress type(ByteSpan& bytes);
  RespProgress line(ByteSpan& bytes);
  RespProgress head(ByteSpan& bytes, const RespLimits& limits);
  RespProgress open(std::optional<int64_t> count, const RespLimits& limits);
  RespProgress begin_string(std::optional<int64_t> length);
  RespProgress string_is_over();
  RespProgress value_is_over();
  RespProgress close();
  RespProgress broken(std::string problem);
  void separate();
  void write(std::string_view text);

  Phase phase_ = Phase::kType;
  char type_ = 0;
  bool has_begun_ = false;    // something of the value was read
  bool is_streamed_ = false;  // the string comes in pieces with a length each
  RespHead head_;
  RespString string_;
  size_t unwritten_ = 0;  // of a string, at its front
  std::vector<Frame> frames_;
  size_t muted_ = 0;  // frames of attributes within values, which are not written
  uint64_t elements_ = 0;
  uint64_t limit_ = 0;
  RespReply reply_;
  std::string problem_;
};

}  // namespace avocet
