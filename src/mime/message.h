// MimeMessage: one message of MIME, taken apart while it comes: a header, a body, and in the body
// perhaps further messages or parts, each with its header.
//
// Where the message begins and ends is known to the protocol that carries it. It hands over lines,
// or bytes however they are cut; the header always is lines. What is found goes to an observer, in
// order:
//
//   begin_entity   header ... all_headers   (body | begin_entity ... end_entity) ...   end_entity
//
// Parts of a multipart body are entities of their own, as is the message within message/rfc822; an
// entity with such a body has no body() itself. Bytes outside of all parts are dropped.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mime/header.h"
#include "mime/transfer_decoder.h"

namespace avocet {

struct MimeLimits {
  size_t max_depth = 100;              // entities within each other
  size_t max_header_bytes = 65536;     // of one header; what goes beyond is dropped
  size_t max_headers_bytes = 4 << 20;  // of all headers of one entity
  size_t max_line = 65536;             // of what comes as bytes; longer ones are cut into two

  // As options of scripts say it: zero stands for the most that is ever allowed.
  static MimeLimits of_options(uint64_t depth, uint64_t header_bytes) {
    constexpr uint64_t kMostDepth = 10000;
    MimeLimits limits;
    limits.max_depth = size_t(std::min(depth ? depth : kMostDepth, kMostDepth));
    uint64_t all = limits.max_headers_bytes;
    limits.max_header_bytes = size_t(std::min(header_bytes ? header_bytes : all, all));
    return limits;
  }
};

struct MimeEntity {
  size_t depth = 0;  // the whole message is 0
  std::vector<MimeHeader> headers;
  size_t header_bytes = 0;
  // From the header; text/plain if it says nothing.
  std::string type = "TEXT", subtype = "PLAIN";
  bool is_header_done = false;

  bool is_multipart() const { return type == "MULTIPART"; }
  bool is_message() const { return type == "MESSAGE"; }
  // The value of a header, the first one of that name; null if there is none.
  const std::string* find(std::string_view name) const;

 private:
  friend class MimeMessage;
  std::string pending_;                      // a header line that the next one may go on
  std::optional<std::string> pending_name_;  // its name, once asked for: lines may be many
  std::string boundary_;
  bool is_header_cut_ = false;
  // The line end in front of a boundary belongs to the boundary, so it waits.
  std::string_view waiting_end_;
  TransferDecoder decoder_;
};

class MimeObserver {
 public:
  virtual ~MimeObserver() = default;
  virtual void begin_entity(const MimeEntity&) = 0;
  virtual void header(const MimeEntity&, const MimeHeader&) = 0;
  virtual void all_headers(const MimeEntity&) = 0;
  // Decoded. Of no size: an empty line, which may be all that there is of the body.
  virtual void body(const MimeEntity&, std::string_view bytes) = 0;
  virtual void end_entity(const MimeEntity&) = 0;
  // A line of a header that goes on the one before.
  virtual void folded(const MimeEntity&, std::string_view /*header*/) {}
  // Something that MIME does not allow.
  virtual void illegal(std::string_view /*what*/, std::string_view /*detail*/) {}
  // Parts are nested too deep: the rest is taken for one body.
  virtual void too_deep() {}
  // A line was cut at MimeLimits::max_line.
  virtual void long_line() {}
};

class MimeMessage {
 public:
  explicit MimeMessage(MimeObserver& observer, MimeLimits limits = {});
  ~MimeMessage();
  MimeMessage(const MimeMessage&) = delete;

  // Opens the message; before anything else.
  void begin();
  // A whole line, without its end.
  void line(std::string_view text) { take_line(text, "\r\n"); }
  // Bytes, however they are cut.
  void bytes(std::string_view bytes);
  // Bytes are missing: a line that has begun goes on with what follows them, or a header would end
  // where only its line does.
  void gap();
  // Nothing follows. False: the last line had no end.
  bool finish();

  // Whether the header of the message itself is read.
  bool in_top_header() const { return !stack_.empty() && !stack_.front()->is_header_done; }
  // The message itself. Precondition: begun, not finished.
  const MimeEntity& top() const { return *stack_.front(); }
  // The innermost entity that is open.
  const MimeEntity& current() const { return *stack_.back(); }
  bool is_open() const { return !stack_.empty(); }

 private:
  void take_line(std::string_view text, std::string_view end);
  void header_line(MimeEntity& entity, std::string_view text);
  void flush_header(MimeEntity& entity);
  void use_header(MimeEntity& entity, const MimeHeader& header);
  void end_header(MimeEntity& entity);
  // Whether the line is a boundary; acts on it if so.
  bool take_boundary(std::string_view text);
  void body_line(MimeEntity& entity, std::string_view text, std::string_view end);
  void body(MimeEntity& entity, std::string_view encoded);
  bool wants_lines() const;
  void open();
  void close_to(size_t size);

  MimeObserver& observer_;
  MimeLimits limits_;
  std::vector<std::unique_ptr<MimeEntity>> stack_;
  size_t bounded_ = 0;   // entities of the stack that have boundaries
  std::string partial_;  // a line that is not over
  bool told_depth_ = false;
};

}  // namespace avocet
