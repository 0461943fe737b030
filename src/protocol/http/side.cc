#include "protocol/http/side.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/text.h"
#include "protocol/http/lines.h"

namespace avocet {

namespace {

// Start lines and lines of headers; longer ones are cut.
constexpr size_t kMaxLine = size_t(1) << 18;
constexpr uint64_t kAll = UINT64_MAX;
constexpr std::string_view kNormalEnd = "message ends normally";
constexpr std::string_view kGap = "message interrupted by a content gap";
constexpr std::string_view kClosed = "message ends as connection ends";
constexpr std::string_view kDone = "message interrupted when connection done";

}  // namespace

void HttpSide::data(ByteSpan bytes) {
  if (after_return_ && !bytes.empty()) bytes = end_line(bytes);
  while (!bytes.empty()) {
    switch (state_) {
    case State::kIgnored: return;
    case State::kTunnel: observer_.tunnelled(side_, bytes); return;
    case State::kBareReply:
      begin_message(0);
      observer_.bare_reply();
      message_->mime.begin();
      message_->mime.line({});
      state_ = State::kBody;
      remaining_ = kAll;
      break;
    case State::kStart:
    case State::kHeader:
    case State::kChunkSize:
    case State::kChunkEnd:
    case State::kTrailer:
      bytes = take_line(bytes);
      // What came with a line that takes HTTP off is still looked at as lines.
      if (state_ == State::kIgnored) look_for_single_return(bytes);
      break;
    case State::kBody:
    case State::kChunk: {
      ByteSpan taken = bytes.first(size_t(std::min<uint64_t>(remaining_, bytes.size())));
      bytes = bytes.subspan(taken.size());
      if (remaining_ != kAll) remaining_ -= taken.size();
      body_bytes(taken);
      if (remaining_ > 0) break;
      if (state_ == State::kChunk)
        state_ = State::kChunkEnd;
      else if (state_ == State::kBody)
        finish(false, kNormalEnd);
      break;
    }
    }
  }
}

// ---- Lines ---------------------------------------------------------------------------

ByteSpan HttpSide::take_line(ByteSpan bytes) {
  std::string_view text = view(bytes);
  // find_first_of() would call a function for each byte.
  auto found =
      std::find_if(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; });
  size_t end = size_t(found - text.begin());
  std::string_view piece = text.substr(0, end);
  bool is_whole = end < text.size();
  bytes = bytes.subspan(piece.size() + is_whole);
  after_return_ = is_whole && text[end] == '\r';
  // What follows may be a body, or another protocol, so the line end goes as a whole.
  bool is_open = !is_whole || (after_return_ && bytes.empty());
  if (!is_open && partial_.empty()) {
    line(piece);
  } else {
    add_to_line(piece);
    if (is_open) return bytes;
    line(std::exchange(partial_, {}));
  }
  return after_return_ ? end_return(bytes) : bytes;
}

void HttpSide::add_to_line(std::string_view piece) {
  size_t room = kMaxLine - partial_.size();
  if (piece.size() > room) {
    if (!told_long_line_) observer_.oddity(side_, "contentline_size_exceeded", {});
    told_long_line_ = true;
    piece = piece.substr(0, room);
  }
  partial_ += piece;
}

// The line whose end waited for these bytes.
ByteSpan HttpSide::end_line(ByteSpan bytes) {
  if (state_ != State::kIgnored && state_ != State::kTunnel) line(std::exchange(partial_, {}));
  return end_return(bytes);
}

// The other half of a line end. Precondition: bytes are there.
ByteSpan HttpSide::end_return(ByteSpan bytes) {
  after_return_ = false;
  if (bytes.front() == '\n') return bytes.subspan(1);
  tell_single_return();
  return bytes;
}

void HttpSide::look_for_single_return(ByteSpan bytes) {
  for (size_t i = 0; i + 1 < bytes.size(); ++i)
    if (bytes[i] == '\r' && bytes[i + 1] != '\n') return tell_single_return();
}

void HttpSide::tell_single_return() {
  if (told_single_return_) return;
  told_single_return_ = true;
  observer_.oddity(side_, "line_terminated_with_single_CR", {});
}

void HttpSide::line(std::string_view text) {
  switch (state_) {
  case State::kStart:
    switch (observer_.start_line(side_, text)) {
    case HttpNext::kSkip: return;
    case HttpNext::kIgnore: ignore(); return;
    case HttpNext::kMessage: break;
    }
    begin_message(text.size());
    message_->mime.begin();
    state_ = State::kHeader;
    return;
  case State::kHeader:
    message_->totals.header += text.size();
    message_->mime.line(text);
    if (message_ && !message_->mime.in_top_header()) begin_body();
    return;
  case State::kChunkSize: chunk_size(text); return;
  case State::kChunkEnd: state_ = State::kChunkSize; return;
  case State::kTrailer: trailer(text); return;
  case State::kBareReply:
  case State::kBody:
  case State::kChunk:
  case State::kIgnored:
  case State::kTunnel: return;
  }
}

// ---- Messages ------------------------------------------------------------------------

void HttpSide::begin_message(size_t header_length) {
  message_ = std::make_unique<Message>(*this, limits_);
  message_->totals.header = header_length;
}

void HttpSide::begin_body() {
  HttpBody body = observer_.body_of(side_, message_->mime.top());
  if (body.is_compressed) message_->inflater = std::make_unique<Inflater>(body.format);
  switch (body.framing) {
  case HttpFraming::kNone: finish(false, kNormalEnd); return;
  case HttpFraming::kChunked: state_ = State::kChunkSize; return;
  case HttpFraming::kLength: remaining_ = std::min(body.length, kAll - 1); break;
  case HttpFraming::kUntilEnd:
    remaining_ = kAll;
    message_->counts_lines = !body.is_compressed;
    break;
  }
  state_ = State::kBody;
  if (remaining_ == 0) finish(false, kNormalEnd);
}

void HttpSide::chunk_size(std::string_view text) {
  std::optional<uint64_t> size = parse_chunk_size(text);
  if (!size) observer_.oddity(side_, "HTTP_bad_chunk_size", text);
  remaining_ = size.value_or(0);
  state_ = remaining_ > 0 ? State::kChunk : State::kTrailer;
}

// Headers behind the chunks (RFC 9112, section 7.1.2).
void HttpSide::trailer(std::string_view text) {
  if (text.empty()) return finish(false, kNormalEnd);
  message_->totals.header += text.size();
  std::optional<MimeHeader> header = parse_mime_header(text);
  if (header && message_->totals.header <= limits_.max_headers_bytes)
    observer_.header(side_, message_->mime.top(), *header);
}

void HttpSide::body_bytes(ByteSpan bytes) {
  if (!message_ || bytes.empty()) return;
  Message& message = *message_;
  message.has_open_line = message.counts_lines && bytes.back() != '\n';
  if (!message.inflater) return plain(view(bytes));
  if (message.is_broken || message.inflater->failed()) return;
  bool is_good = message.inflater->feed(bytes, [this](std::string_view piece) { plain(piece); });
  if (!is_good) observer_.oddity(side_, "inflate_failed", {});
}

void HttpSide::plain(std::string_view bytes) {
  message_->totals.body += bytes.size();
  message_->mime.bytes(bytes);
}

void HttpSide::finish(bool interrupted, std::string_view reason) {
  std::unique_ptr<Message> message = std::move(message_);
  if (!message) return;
  if (state_ != State::kIgnored && state_ != State::kTunnel) state_ = State::kStart;
  remaining_ = 0;
  if (message->mime.is_open() && !message->mime.finish()) {
    // Counted as if the line were whole.
    message->totals.body += 2;
    if (!told_open_line_) observer_.oddity(side_, "line_terminated_without_CRLF", {});
    told_open_line_ = true;
  } else if (message->has_open_line) {
    message->totals.body += 2;
  }
  message->totals.interrupted = interrupted;
  message->totals.reason = reason;
  observer_.message_done(side_, message->totals);
}

// ---- Holes and ends ------------------------------------------------------------------

void HttpSide::gap(uint64_t length) {
  if (state_ == State::kIgnored || state_ == State::kTunnel) return;
  if (std::exchange(after_return_, false)) line(std::exchange(partial_, {}));
  bool is_in_body = message_ && (state_ == State::kBody || state_ == State::kChunk);
  if (!is_in_body || length > remaining_) {
    // The body lacks at least the rest of it; how the hole divides is not known.
    if (is_in_body) observer_.body_gap(side_, message_->mime.current(), length);
    finish(true, kGap);
    ignore();
    return;
  }
  if (remaining_ != kAll) remaining_ -= length;
  message_->totals.gaps += length;
  message_->totals.body += length;
  message_->is_broken = true;
  message_->mime.gap();
  observer_.body_gap(side_, message_->mime.current(), length);
  if (remaining_ > 0) return;
  if (state_ == State::kChunk)
    state_ = State::kChunkEnd;
  else
    finish(false, kNormalEnd);
}

void HttpSide::end(bool interrupted) {
  // A side that has said its last word ends its last line with it.
  bool is_whole = std::exchange(after_return_, false);
  if (is_whole || (!interrupted && !partial_.empty())) line(std::exchange(partial_, {}));
  finish(interrupted, interrupted ? kDone : kClosed);
}

void HttpSide::ignore() {
  state_ = State::kIgnored;
  partial_ = {};
}

void HttpSide::tunnel() {
  state_ = State::kTunnel;
  partial_ = {};
}

void HttpSide::expect_bare_reply() {
  if (state_ == State::kIgnored || state_ == State::kTunnel) return;
  finish(true, kDone);
  partial_.clear();
  state_ = State::kBareReply;
}

}  // namespace avocet
