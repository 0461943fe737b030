#include "protocol/http/analyzer.h"

#include "analyzer/protocols.h"
#include "base/text.h"
#include "base/uri.h"

namespace avocet {

namespace {

// Requests without a reply whose methods are remembered.
constexpr size_t kMaxUnanswered = 1000;

MimeLimits limits_of(const HttpBinding& binding) {
  return MimeLimits::of_options(binding.max_depth->u, binding.max_header_bytes->u);
}

double number_of(HttpVersion version) { return version.major + version.minor / 10.0; }

}  // namespace

HttpAnalyzer::HttpAnalyzer(const HttpBinding& binding) : binding_(binding) {
  HttpObserver& self = *this;
  for (Side side : {Side::kOrig, Side::kResp})
    halves_[size_t(side)] = std::make_unique<Half>(side, self, limits_of(binding));
}

// ---- Traffic -------------------------------------------------------------------------

void HttpAnalyzer::data(Side side, ByteSpan bytes) {
  half(side).parser.data(bytes);
  // What lines of a part were there is told with the packet that brought them.
  for (EntityFile& file : half(side).files) deliver_waiting(side, file);
  // What took over meanwhile gets the next bytes by itself.
  inner_ = nullptr;
  is_tunnel_new_ = false;
}

void HttpAnalyzer::gap(Side side, uint64_t length) { half(side).parser.gap(length); }

void HttpAnalyzer::end(Side side) {
  if (std::exchange(half(side).is_over, true)) return;
  half(side).parser.end(false);
}

void HttpAnalyzer::done() {
  for (Side side : {Side::kOrig, Side::kResp})
    if (!half(side).is_over) half(side).parser.end(true);
  if (!binding_.stats_event.wanted()) return;
  Half &orig = half(Side::kOrig), &resp = half(Side::kResp);
  Record* record =
      binding_.stats.make(heap(), {Value::of_count(orig.messages), Value::of_count(resp.messages),
                                   Value::of_double(number_of(orig.version)),
                                   Value::of_double(number_of(resp.version))});
  binding_.stats_event.raise({connection(), Value::of(record)});
}

void HttpAnalyzer::flip() {
  std::swap(halves_[0], halves_[1]);
  for (auto& half : halves_) half->parser.flip();
}

void HttpAnalyzer::skip_entity_data(Side side) { half(side).skips_data = true; }

// ---- Start lines ---------------------------------------------------------------------

HttpNext HttpAnalyzer::start_line(Side side, std::string_view line) {
  if (line.empty()) {
    // Clients that end a body with a line more than its length says are common.
    if (side == Side::kOrig) {
      weird("bad_HTTP_request");
      weird("empty_http_request");
    }
    return HttpNext::kSkip;
  }
  return side == Side::kOrig ? request_line(line) : status_line(line);
}

void HttpAnalyzer::begin_message(Side side, HttpVersion version) {
  Half& at = half(side);
  at.start = machine().network_time();
  at.skips_data = false;
  if (at.messages++ > 0 && at.version != version) weird("HTTP_version_mismatch");
  at.version = version;
}

HttpNext HttpAnalyzer::request_line(std::string_view line) {
  HttpRequestLine request;
  switch (parse_http_request(line, request)) {
  case HttpLineError::kBad: return bad_request("bad_HTTP_request", line);
  case HttpLineError::kBadWithVersion: return bad_request("bad_HTTP_request_with_version", line);
  case HttpLineError::kNone: break;
  }
  if (request.lacks_uri) weird("missing_HTTP_uri");
  if (request.is_lowercase) weird("lowercase_HTTP_keyword");
  if (request.is_bad_version) illegal(Side::kOrig, "bad_HTTP_version", line);
  bool is_bare = request.version == kHttp09;
  if (is_bare && request.method != "GET") weird("invalid_http_09_request_method", request.method);
  confirm();
  begin_message(Side::kOrig, request.version);
  raise_request(request);
  Half& resp = half(Side::kResp);
  if (is_bare) {
    if (resp.messages > 0 && unanswered_.empty()) weird("http_09_reply_before_request");
    resp.parser.expect_bare_reply();
  }
  if (unanswered_.size() >= kMaxUnanswered) unanswered_.pop_front();
  unanswered_.emplace_back(request.method);
  return HttpNext::kMessage;
}

HttpNext HttpAnalyzer::bad_request(std::string_view name, std::string_view line) {
  weird(name);
  violate("not a http request line", line);
  return HttpNext::kIgnore;
}

void HttpAnalyzer::raise_request(const HttpRequestLine& request) {
  std::string_view uri = request.uri;
  int64_t limit = binding_.truncate_uri->i;
  if (limit >= 0 && uri.size() > uint64_t(limit)) uri = uri.substr(0, size_t(limit));
  UriOddities odd;
  std::string plain = unescape_uri(uri, odd);
  if (odd.percent_at_end) weird("illegal_%_at_end_of_URI");
  if (odd.partial_at_end) weird("partial_escape_at_end_of_URI");
  if (odd.double_percent) weird("double_%_in_URI");
  if (odd.lone_percent) weird("unescaped_%_in_URI");
  if (odd.special_char) weird("unescaped_special_URI_char");
  tell(Side::kOrig, FoundContent::kHttpRequest, plain);
  if (!binding_.request.wanted()) return;
  Value original = text(uri);
  Value unescaped = plain == uri ? retained(original) : text(plain);
  binding_.request.raise(
      {connection(), text(request.method), original, unescaped, text(request.version.text())});
}

HttpNext HttpAnalyzer::status_line(std::string_view line) {
  std::optional<HttpStatusLine> status = parse_http_status(line);
  if (!status) {
    violate("not a http reply line", line);
    return HttpNext::kIgnore;
  }
  if (status->is_lowercase) weird("lowercase_HTTP_keyword");
  if (status->is_bad_version) illegal(Side::kResp, "bad_HTTP_version", line);
  // A server of HTTP answers in HTTP whatever it was asked.
  if (half(Side::kOrig).messages > 0) confirm();
  begin_message(Side::kResp, status->version);
  bool is_final = status->code < 100 || status->code >= 200 || status->code == 101;
  if (unanswered_.empty()) {
    if (half(Side::kOrig).messages > 0) weird("unmatched_HTTP_reply");
    method_.clear();
  } else {
    method_ = unanswered_.front();
    if (is_final) unanswered_.pop_front();
  }
  raise_reply(status->version, status->code, status->reason);
  return HttpNext::kMessage;
}

void HttpAnalyzer::raise_reply(HttpVersion version, uint32_t code, std::string_view reason) {
  code_ = code;
  upgrade_.clear();
  if (binding_.reply.wanted())
    binding_.reply.raise({connection(), text(version.text()), Value::of_count(code), text(reason)});
}

void HttpAnalyzer::bare_reply() {
  begin_message(Side::kResp, kHttp09);
  if (!unanswered_.empty()) unanswered_.pop_front();
  raise_reply(kHttp09, 0, "<empty>");
}

// ---- Headers -------------------------------------------------------------------------

void HttpAnalyzer::begin_entity(Side side, const MimeEntity& entity) {
  EntityFile file;
  file.entity = &entity;
  half(side).files.push_back(std::move(file));
  if (binding_.begin_entity.wanted()) binding_.begin_entity.raise({connection(), side_value(side)});
}

void HttpAnalyzer::header(Side side, const MimeEntity& entity, const MimeHeader& header) {
  if (ascii_equal(header.name, "content-range"))
    take_range(half(side).files.back(), header.value, entity);
  if (entity.depth == 0 && side == Side::kResp && ascii_equal(header.name, "upgrade"))
    upgrade_ = header.value;
  if (entity.depth > 0 && ascii_equal(header.name, "transfer-encoding"))
    weird("HTTP_nested_transfer_encoding_header");
  tell(side,
       side == Side::kOrig ? FoundContent::kHttpRequestHeader : FoundContent::kHttpReplyHeader,
       header.name + ": " + header.value);
  if (!binding_.header_event.wanted()) return;
  binding_.header_event.raise({connection(), side_value(side), text(header.name),
                               text(ascii_upper(header.name)), text(header.value)});
}

void HttpAnalyzer::all_headers(Side side, const MimeEntity& entity) {
  if (binding_.all_headers.wanted() && binding_.header_list) {
    Table* list = make_table(heap(), binding_.header_list);
    uint64_t number = 0;
    for (const MimeHeader& header : entity.headers) {
      Value key = Value::of_count(++number);
      Record* record = binding_.header.make(
          heap(), {text(header.name), text(ascii_upper(header.name)), text(header.value)});
      put(heap(), list, &key, Value::of(record));
    }
    binding_.all_headers.raise({connection(), side_value(side), Value::of(list)});
  }
  if (binding_.content_type.wanted())
    binding_.content_type.raise(
        {connection(), side_value(side), text(entity.type), text(entity.subtype)});
}

// The first one counts: each costs a look at all headers.
void HttpAnalyzer::take_range(EntityFile& file, std::string_view value, const MimeEntity& entity) {
  if (std::exchange(file.has_range, true)) return;
  std::optional<HttpContentRange> range = parse_content_range(value);
  if (!range) {
    weird("HTTP_content_range_cannot_parse", without_range_unit(value));
    return;
  }
  if (range->first > range->last || (range->size && range->last >= *range->size)) {
    weird("HTTP_invalid_content_range", without_range_unit(value));
    return;
  }
  uint64_t length = range->last - range->first + 1;
  const std::string* said = entity.find("content-length");
  if (std::optional<uint64_t> number = said ? parse_http_number(*said) : std::nullopt)
    if (*number != length) {
      weird("HTTP_range_not_matching_len");
      return;
    }
  file.is_partial = true;
  file.offset = range->first;
  file.size = range->size;
}

// ---- Where a body ends (RFC 9112, section 6) -------------------------------------------

bool HttpAnalyzer::reply_has_body() const {
  if (code_ < 200 || code_ == 204 || code_ == 304) return false;
  if (method_ == "HEAD") return false;
  return !(method_ == "CONNECT" && code_ < 300);
}

std::optional<uint64_t> HttpAnalyzer::content_length(const MimeEntity& message) {
  std::optional<uint64_t> length;
  for (const MimeHeader& header : message.headers) {
    if (!ascii_equal(header.name, "content-length")) continue;
    std::optional<uint64_t> number = parse_http_number(header.value);
    if (!number || *number > uint64_t(INT64_MAX))
      weird("HTTP_bad_content_length", header.value);
    else
      length = number;
  }
  return length;
}

bool HttpAnalyzer::is_chunked(const MimeEntity& message) {
  constexpr std::string_view kChunked = "chunked";
  const std::string* coding = message.find("transfer-encoding");
  if (!coding) return false;
  std::string_view value = *coding;
  if (!ascii_equal(value.substr(0, kChunked.size()), kChunked)) return false;
  if (value.size() > kChunked.size()) weird("HTTP_chunked_multi", value.substr(kChunked.size()));
  return true;
}

void HttpAnalyzer::set_encoding(const MimeEntity& message, HttpBody& body) {
  const std::string* coding = message.find("content-encoding");
  if (!coding) return;
  std::string name = ascii_upper(mime_trimmed(*coding));
  bool is_deflate = name == "DEFLATE";
  body.is_compressed = is_deflate || name == "GZIP" || name == "X-GZIP";
  body.format = is_deflate ? Inflater::Format::kDeflate : Inflater::Format::kGzip;
}

HttpBody HttpAnalyzer::body_of(Side side, const MimeEntity& message) {
  HttpBody body;
  std::optional<uint64_t> length = content_length(message);
  bool chunked = is_chunked(message);
  if (length && chunked) weird("HTTP_content_length_and_chunked");
  if (chunked && message.is_multipart()) weird("HTTP_chunked_transfer_for_multipart_message");
  const std::string* expect = message.find("expect");
  if (length == 0 && expect && ascii_equal(*expect, "100-continue"))
    weird("HTTP_content_length_0_and_expect_100_cont");
  if (side == Side::kResp && !reply_has_body()) return body;
  if (half(side).version == kHttp09) return body;
  set_encoding(message, body);
  if (chunked) {
    body.framing = HttpFraming::kChunked;
  } else if (length) {
    body.framing = HttpFraming::kLength;
    body.length = *length;
    EntityFile& file = half(side).files.front();
    if (!body.is_compressed && !file.is_partial && *length > 0) file.size = length;
  } else if (side == Side::kResp) {
    body.framing = HttpFraming::kUntilEnd;
  }
  return body;
}

// ---- Ends ----------------------------------------------------------------------------

void HttpAnalyzer::message_done(Side side, const HttpTotals& totals) {
  Half& at = half(side);
  at.files.clear();
  if (at.has_body) tell_body(side, {}, true);
  if (binding_.message_done.wanted()) {
    Record* record = binding_.stat.make(
        heap(), {Value::of_double(half(side).start), Value::of_bool(totals.interrupted),
                 text(totals.reason), Value::of_count(totals.body), Value::of_count(totals.gaps),
                 Value::of_count(totals.header)});
    binding_.message_done.raise({connection(), side_value(side), Value::of(record)});
  }
  if (side == Side::kResp && !totals.interrupted) switch_protocols();
}

// Behind a reply that says so, both sides speak another protocol.
void HttpAnalyzer::switch_protocols() {
  bool is_upgrade = code_ == 101;
  bool is_tunnel = method_ == "CONNECT" && code_ >= 200 && code_ < 300;
  if (!is_upgrade && !is_tunnel) return;
  code_ = 0;
  for (auto& half : halves_) half->parser.tunnel();
  if (is_tunnel) {
    is_tunnel_new_ = true;
    expect_inner();
    return;
  }
  Owned key(text(ascii_lower(upgrade_)));
  Value name = key.get();
  if (const Value* tag = peek_value(binding_.upgrade_analyzers->table(), &name))
    inner_ = attach_inner(tag->i);
  // Behind what the new protocol says of itself, as in Zeek.
  if (binding_.upgrade.wanted()) binding_.upgrade.raise({connection(), text(upgrade_)});
}

void HttpAnalyzer::tunnelled(Side side, ByteSpan bytes) {
  // A server that speaks first may do so in the segment of the reply.
  if (is_tunnel_new_) machine().service<Protocols>().look_again(flow(), bytes.size());
  if (!inner_) return;
  weird("protocol_data_with_HTTP_upgrade_reply", std::to_string(bytes.size()));
  inner_->data(side, bytes);
}

void HttpAnalyzer::tell(Side side, FoundContent what, std::string_view whole) {
  found(side, what, {bytes_of(whole)});
}

void HttpAnalyzer::oddity(Side, std::string_view name, std::string_view detail) {
  // Those of lines are told by what splits them, for any protocol.
  bool is_of_lines = name.starts_with("line_") || name.starts_with("contentline_");
  weird(name, detail, is_of_lines ? "CONTENTLINE" : "");
}

void HttpAnalyzer::illegal(Side, std::string_view what, std::string_view detail) {
  if (binding_.http_event.wanted())
    binding_.http_event.raise({connection(), text(what), text(detail)});
}

}  // namespace avocet
