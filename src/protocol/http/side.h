// HttpSide: what one side of a connection says in HTTP, from bytes to messages and their entities.
//
// Knows neither flows nor scripts: what it finds goes to an HttpObserver, which in turn decides
// what a start line means and how long the body is, since that may depend on the other side.
//
//   start line --> header --> body (so many bytes | chunks | up to the end) --> start line ...
//
// A hole in the middle of a body is a hole; anywhere else nobody knows where messages begin, and
// the rest of the side is ignored.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "flow/flow.h"
#include "mime/message.h"
#include "protocol/http/inflater.h"

namespace avocet {

enum class HttpFraming : uint8_t { kNone, kLength, kChunked, kUntilEnd };

struct HttpBody {
  HttpFraming framing = HttpFraming::kNone;
  uint64_t length = 0;  // of kLength
  bool is_compressed = false;
  Inflater::Format format = Inflater::Format::kGzip;
};

// How a message ended, and what was in it. Bytes of bodies are counted uncompressed.
struct HttpTotals {
  uint64_t header = 0, body = 0, gaps = 0;
  bool interrupted = false;
  std::string_view reason;
};

enum class HttpNext : uint8_t {
  kMessage,  // a header follows
  kSkip,     // another start line
  kIgnore,   // nothing that can be understood
};

class HttpObserver {
 public:
  virtual ~HttpObserver() = default;
  virtual HttpNext start_line(Side side, std::string_view line) = 0;
  // The begin of a reply of HTTP/0.9, which is a body and nothing else.
  virtual void bare_reply() = 0;
  virtual void begin_entity(Side side, const MimeEntity& entity) = 0;
  virtual void header(Side side, const MimeEntity& entity, const MimeHeader& header) = 0;
  virtual void all_headers(Side side, const MimeEntity& entity) = 0;
  virtual HttpBody body_of(Side side, const MimeEntity& message) = 0;
  virtual void body(Side side, const MimeEntity& entity, std::string_view bytes) = 0;
  virtual void body_gap(Side side, const MimeEntity& entity, uint64_t length) = 0;
  virtual void end_entity(Side side, const MimeEntity& entity) = 0;
  virtual void message_done(Side side, const HttpTotals& totals) = 0;
  // Bytes behind tunnel().
  virtual void tunnelled(Side side, ByteSpan bytes) = 0;
  // Something odd, by the name of its weird.
  virtual void oddity(Side side, std::string_view name, std::string_view detail) = 0;
  virtual void illegal(Side side, std::string_view what, std::string_view detail) = 0;
};

class HttpSide final : private MimeObserver {
 public:
  HttpSide(Side side, HttpObserver& observer, MimeLimits limits)
      : side_(side), observer_(observer), limits_(limits) {}

  void data(ByteSpan bytes);
  void gap(uint64_t length);
  // Nothing more comes. `interrupted`: the connection ended in some other way than by closing.
  void end(bool interrupted);

  // Nothing of this side is looked at any more.
  void ignore();
  // What follows is no HTTP; see tunnelled().
  void tunnel();
  // The request was one of HTTP/0.9: what comes is a body up to the end.
  void expect_bare_reply();
  bool is_in_message() const { return message_ != nullptr; }
  void flip() { side_ = other(side_); }

 private:
  enum class State : uint8_t {
    kStart,
    kBareReply,
    kHeader,
    kBody,  // remaining_ bytes, or all
    kChunkSize,
    kChunk,     // remaining_ bytes
    kChunkEnd,  // the line end behind a chunk
    kTrailer,
    kIgnored,
    kTunnel,
  };
  struct Message {
    explicit Message(HttpSide& side, MimeLimits limits) : mime(side, limits) {}
    MimeMessage mime;
    std::unique_ptr<Inflater> inflater;
    HttpTotals totals;
    bool is_broken = false;      // what is compressed cannot be read behind a hole
    bool counts_lines = false;   // a body up to the end is counted by lines
    bool has_open_line = false;  // its last one has no end so far
  };

  // Takes bytes up to the end of a line, and acts on the line.
  ByteSpan take_line(ByteSpan bytes);
  void add_to_line(std::string_view piece);
  ByteSpan end_line(ByteSpan bytes);
  ByteSpan end_return(ByteSpan bytes);
  void line(std::string_view text);
  void look_for_single_return(ByteSpan bytes);
  void tell_single_return();
  void begin_message(size_t header_length);
  void begin_body();
  void chunk_size(std::string_view text);
  void trailer(std::string_view text);
  void body_bytes(ByteSpan bytes);
  void plain(std::string_view bytes);
  void finish(bool interrupted, std::string_view reason);

  // MimeObserver
  void begin_entity(const MimeEntity& entity) override { observer_.begin_entity(side_, entity); }
  void header(const MimeEntity& entity, const MimeHeader& header) override {
    observer_.header(side_, entity, header);
  }
  void all_headers(const MimeEntity& entity) override { observer_.all_headers(side_, entity); }
  void body(const MimeEntity& entity, std::string_view bytes) override {
    observer_.body(side_, entity, bytes);
  }
  void end_entity(const MimeEntity& entity) override { observer_.end_entity(side_, entity); }
  void folded(const MimeEntity&, std::string_view name) override {
    observer_.oddity(side_, "HTTP_obsolete_line_folding", name);
  }
  void illegal(std::string_view what, std::string_view detail) override {
    observer_.illegal(side_, what, detail);
  }
  void too_deep() override { observer_.oddity(side_, "exceeded_mime_max_depth", {}); }

  Side side_;
  HttpObserver& observer_;
  MimeLimits limits_;
  State state_ = State::kStart;
  uint64_t remaining_ = 0;
  std::string partial_;        // a line that is not over
  bool after_return_ = false;  // CR came, and what follows it will tell whether the line is over
  bool told_single_return_ = false, told_long_line_ = false, told_open_line_ = false;
  std::unique_ptr<Message> message_;
};

}  // namespace avocet
