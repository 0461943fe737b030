// Any bytes as one side of HTTP, cut in pieces as the first byte says, with holes.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "protocol/http/lines.h"
#include "protocol/http/side.h"

using namespace avocet;

namespace {

struct Observer : HttpObserver {
  HttpNext start_line(Side, std::string_view line) override {
    if (line.empty()) return HttpNext::kSkip;
    HttpRequestLine request;
    bool is_good =
        parse_http_status(line) || parse_http_request(line, request) == HttpLineError::kNone;
    return is_good ? HttpNext::kMessage : HttpNext::kIgnore;
  }
  void bare_reply() override {}
  void begin_entity(Side, const MimeEntity&) override {}
  void header(Side, const MimeEntity&, const MimeHeader& header) override {
    parse_content_range(header.value);
  }
  void all_headers(Side, const MimeEntity&) override {}
  HttpBody body_of(Side, const MimeEntity& message) override {
    HttpBody body;
    body.framing = HttpFraming::kUntilEnd;
    if (const std::string* length = message.find("content-length")) {
      body.framing = HttpFraming::kLength;
      body.length = parse_http_number(*length).value_or(0);
    }
    if (message.find("transfer-encoding")) body.framing = HttpFraming::kChunked;
    body.is_compressed = message.find("content-encoding") != nullptr;
    return body;
  }
  void body(Side, const MimeEntity&, std::string_view) override {}
  void body_gap(Side, const MimeEntity&, uint64_t) override {}
  void end_entity(Side, const MimeEntity&) override {}
  void message_done(Side, const HttpTotals&) override {}
  void tunnelled(Side, ByteSpan) override {}
  void oddity(Side, std::string_view, std::string_view) override {}
  void illegal(Side, std::string_view, std::string_view) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteSpan bytes(data, size);
  if (bytes.empty()) return 0;
  size_t piece = std::max<size_t>(bytes[0], 1);
  bool has_holes = piece % 8 == 7;
  bytes = bytes.subspan(1);
  Observer observer;
  HttpSide side(Side::kResp, observer, {});
  if (piece == 1) side.expect_bare_reply();
  while (!bytes.empty()) {
    size_t take = std::min(piece, bytes.size());
    side.data(bytes.first(take));
    bytes = bytes.subspan(take);
    if (has_holes) side.gap(take);
  }
  side.end(true);
  return 0;
}
