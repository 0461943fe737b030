// HttpAnalyzer: HTTP on one flow. Its two sides are parsed by themselves (side.h); here they meet:
// what a reply means depends on its request.
#pragma once

#include <array>
#include <deque>
#include <string>
#include <vector>

#include "analyzer/protocol.h"
#include "protocol/http/binding.h"
#include "protocol/http/lines.h"
#include "protocol/http/side.h"

namespace avocet {

class HttpAnalyzer final : public ProtocolAnalyzer, private HttpObserver {
 public:
  explicit HttpAnalyzer(const HttpBinding& binding);

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;
  void end(Side side) override;
  void done() override;
  void flip() override;
  void skip_entity_data(Side side) override;

 private:
  // A body as a file. Of a part of a body that has parts, too.
  struct EntityFile {
    const MimeEntity* entity;
    bool was_asked = false;        // for its id
    std::string id;                // empty: not to be looked at
    bool has_range = false;        // a header said where it lies, whether that made sense or not
    bool is_partial = false;       // it lies somewhere within a file
    uint64_t offset = 0;           // of the next byte, if partial
    uint64_t gap_before = 0;       // what is missing in front of its first byte
    std::optional<uint64_t> size;  // of the whole file, as far as it is known
    std::string waiting;           // lines of a part that are told together
  };
  struct Half {
    Half(Side side, HttpObserver& observer, MimeLimits limits) : parser(side, observer, limits) {}
    HttpSide parser;
    std::vector<EntityFile> files;  // of the entities that are open
    HttpVersion version;
    uint64_t messages = 0;
    double start = 0;  // of the message
    bool skips_data = false;
    bool has_body = false;  // of the message, so far
    bool is_over = false;
  };

  // HttpObserver
  HttpNext start_line(Side side, std::string_view line) override;
  void bare_reply() override;
  void begin_entity(Side side, const MimeEntity& entity) override;
  void header(Side side, const MimeEntity& entity, const MimeHeader& header) override;
  void all_headers(Side side, const MimeEntity& entity) override;
  HttpBody body_of(Side side, const MimeEntity& message) override;
  void body(Side side, const MimeEntity& entity, std::string_view bytes) override;
  void body_gap(Side side, const MimeEntity& entity, uint64_t length) override;
  void end_entity(Side side, const MimeEntity& entity) override;
  void message_done(Side side, const HttpTotals& totals) override;
  void tunnelled(Side side, ByteSpan bytes) override;
  void oddity(Side side, std::string_view name, std::string_view detail) override;
  void illegal(Side side, std::string_view what, std::string_view detail) override;

  HttpNext request_line(std::string_view line);
  HttpNext bad_request(std::string_view name, std::string_view line);
  void raise_request(const HttpRequestLine& request);
  HttpNext status_line(std::string_view line);
  void raise_reply(HttpVersion version, uint32_t code, std::string_view reason);
  void begin_message(Side side, HttpVersion version);
  bool reply_has_body() const;
  std::optional<uint64_t> content_length(const MimeEntity& message);
  bool is_chunked(const MimeEntity& message);
  void set_encoding(const MimeEntity& message, HttpBody& body);
  void take_range(EntityFile& file, std::string_view value, const MimeEntity& entity);
  void switch_protocols();
  void tell(Side side, FoundContent what, std::string_view whole);
  void tell_body(Side side, std::string_view bytes, bool is_last);
  void deliver(Side side, EntityFile& file, std::string_view bytes);
  void deliver_waiting(Side side, EntityFile& file);
  void to_file(Side side, EntityFile& file, std::string_view bytes);
  void end_file(Side side, const EntityFile& file);
  Value side_value(Side side) const { return Value::of_bool(side == Side::kOrig); }
  Half& half(Side side) const { return *halves_[size_t(side)]; }

  const HttpBinding& binding_;
  std::array<std::unique_ptr<Half>, 2>
      halves_;                          // they refer to themselves, and stay where they are
  std::deque<std::string> unanswered_;  // methods of requests
  std::string method_;                  // of the request that the present reply answers
  uint32_t code_ = 0;                   // of the present reply
  std::string upgrade_;                 // what the reply says the protocol is to be
  // What took over within the present piece of the stream; belongs to the flow.
  ProtocolAnalyzer* inner_ = nullptr;
  bool is_tunnel_new_ = false;  // within the same: it is looked for
};

}  // namespace avocet
