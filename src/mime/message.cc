#include "mime/message.h"

#include <algorithm>

#include "base/text.h"

namespace avocet {

const std::string* MimeEntity::find(std::string_view name) const {
  for (const MimeHeader& header : headers)
    if (ascii_equal(header.name, name)) return &header.value;
  return nullptr;
}

MimeMessage::MimeMessage(MimeObserver& observer, MimeLimits limits)
    : observer_(observer), limits_(limits) {}

MimeMessage::~MimeMessage() = default;

void MimeMessage::begin() { open(); }

void MimeMessage::open() {
  stack_.push_back(std::make_unique<MimeEntity>());
  stack_.back()->depth = stack_.size() - 1;
  observer_.begin_entity(*stack_.back());
}

void MimeMessage::close_to(size_t size) {
  while (stack_.size() > size) {
    MimeEntity& entity = *stack_.back();
    if (!entity.is_header_done) end_header(entity);
    // The end of a header may have opened what is within.
    if (stack_.back().get() != &entity) continue;
    std::string rest;
    entity.decoder_.finish(rest);
    if (!rest.empty()) observer_.body(entity, rest);
    observer_.end_entity(entity);
    bounded_ -= !entity.boundary_.empty();
    stack_.pop_back();
  }
}

// ---- Lines ---------------------------------------------------------------------------

bool MimeMessage::wants_lines() const { return bounded_ > 0 || !stack_.back()->is_header_done; }

void MimeMessage::bytes(std::string_view bytes) {
  while (!bytes.empty() && is_open()) {
    if (partial_.empty() && !wants_lines()) {
      body(*stack_.back(), bytes);
      return;
    }
    size_t newline = bytes.find('\n');
    size_t take = std::min(newline, bytes.size());
    bool is_whole = newline != std::string_view::npos;
    size_t room = limits_.max_line - std::min(limits_.max_line, partial_.size());
    if (take > room) {
      take = room;
      is_whole = false;
    }
    std::string_view piece = bytes.substr(0, take);
    bytes.remove_prefix(take + is_whole);
    if (!is_whole) {
      partial_ += piece;
      if (partial_.size() < limits_.max_line) return;
      observer_.long_line();
      std::string line = std::move(partial_);
      partial_.clear();
      take_line(line, {});
      continue;
    }
    std::string joined;
    if (!partial_.empty()) {
      joined = std::move(partial_);
      partial_.clear();
      joined += piece;
      piece = joined;
    }
    bool has_return = !piece.empty() && piece.back() == '\r';
    if (has_return) piece.remove_suffix(1);
    take_line(piece, has_return ? "\r\n" : "\n");
  }
}

void MimeMessage::take_line(std::string_view text, std::string_view end) {
  if (!is_open()) return;
  if (bounded_ > 0 && take_boundary(text)) return;
  MimeEntity& entity = *stack_.back();
  if (entity.is_header_done)
    body_line(entity, text, end);
  else
    header_line(entity, text);
}

void MimeMessage::gap() {
  if (is_open()) stack_.back()->waiting_end_ = {};
}

bool MimeMessage::finish() {
  std::string line = std::move(partial_);
  partial_.clear();
  bool is_whole = line.empty();
  if (!is_whole) take_line(line, {});
  if (is_open()) {
    MimeEntity& last = *stack_.back();
    if (last.is_header_done && !last.waiting_end_.empty()) body(last, last.waiting_end_);
  }
  close_to(0);
  return is_whole;
}

// ---- Headers -------------------------------------------------------------------------

void MimeMessage::header_line(MimeEntity& entity, std::string_view text) {
  if (text.empty()) {
    end_header(entity);
    return;
  }
  bool goes_on = text.front() == ' ' || text.front() == '\t';
  entity.header_bytes += text.size();
  size_t length = text.size() + (goes_on ? entity.pending_.size() : 0);
  if (length > limits_.max_header_bytes || entity.header_bytes > limits_.max_headers_bytes) {
    if (!entity.is_header_cut_) observer_.illegal("header too long", {});
    entity.is_header_cut_ = true;
    return;
  }
  if (goes_on && !entity.pending_.empty()) {
    if (!entity.pending_name_)
      entity.pending_name_ =
          mime_trimmed(std::string_view(entity.pending_).substr(0, entity.pending_.find(':')));
    observer_.folded(entity, *entity.pending_name_);
    entity.pending_ += text;
    return;
  }
  flush_header(entity);
  entity.pending_ = text;
}

void MimeMessage::flush_header(MimeEntity& entity) {
  if (entity.pending_.empty()) return;
  std::string line = std::move(entity.pending_);
  entity.pending_.clear();
  entity.pending_name_.reset();
  std::optional<MimeHeader> header = parse_mime_header(line);
  if (!header) {
    observer_.illegal("illegal format", line);
    return;
  }
  use_header(entity, *header);
  entity.headers.push_back(std::move(*header));
  observer_.header(entity, entity.headers.back());
}

void MimeMessage::use_header(MimeEntity& entity, const MimeHeader& header) {
  if (ascii_equal(header.name, "content-transfer-encoding")) {
    entity.decoder_ = TransferDecoder(transfer_encoding(header.value));
    return;
  }
  if (!ascii_equal(header.name, "content-type")) return;
  std::optional<MimeType> type = parse_mime_type(header.value);
  if (!type) {
    observer_.illegal("illegal content type", header.value);
    return;
  }
  entity.type = type->type;
  entity.subtype = type->subtype;
  if (entity.boundary_.empty() && entity.is_multipart()) {
    std::string boundary = mime_parameter(type->parameters, "boundary").value_or("");
    if (boundary.empty()) observer_.illegal("multipart without boundary", header.value);
    bounded_ += !boundary.empty();
    entity.boundary_ = std::move(boundary);
  }
}

void MimeMessage::end_header(MimeEntity& entity) {
  flush_header(entity);
  entity.is_header_done = true;
  observer_.all_headers(entity);
  if (!entity.is_message()) return;
  if (stack_.size() < limits_.max_depth) {
    open();
  } else if (!told_depth_) {
    told_depth_ = true;
    observer_.too_deep();
  }
}

// ---- Bodies --------------------------------------------------------------------------

bool MimeMessage::take_boundary(std::string_view text) {
  if (!text.starts_with("--")) return false;
  text.remove_prefix(2);
  // The innermost one first: an outer boundary ends all that lies within.
  for (size_t i = stack_.size(); i-- > 0;) {
    const std::string& boundary = stack_[i]->boundary_;
    if (boundary.empty() || !stack_[i]->is_header_done || !text.starts_with(boundary)) continue;
    std::string_view rest = mime_trimmed(text.substr(boundary.size()));
    if (!rest.empty() && !rest.starts_with("--")) continue;
    close_to(i + 1);
    if (rest.starts_with("--")) return true;
    if (stack_.size() < limits_.max_depth) {
      open();
    } else if (!told_depth_) {
      told_depth_ = true;
      observer_.too_deep();
    }
    return true;
  }
  return false;
}

void MimeMessage::body_line(MimeEntity& entity, std::string_view text, std::string_view end) {
  if (!entity.waiting_end_.empty()) {
    body(entity, entity.waiting_end_);
    entity.waiting_end_ = {};
  }
  if (!text.empty() || entity.decoder_.encoding() == TransferEncoding::kNone) body(entity, text);
  // Encoded ones are lines: each has its end.
  if (bounded_ > 0 && entity.decoder_.encoding() != TransferEncoding::kQuotedPrintable)
    entity.waiting_end_ = end;
  else if (!end.empty())
    body(entity, end);
}

void MimeMessage::body(MimeEntity& entity, std::string_view encoded) {
  // What stands before and behind the parts is for readers without MIME.
  if (!entity.boundary_.empty()) return;
  if (entity.decoder_.encoding() == TransferEncoding::kNone) {
    observer_.body(entity, encoded);
    return;
  }
  std::string decoded;
  entity.decoder_.decode(encoded, decoded);
  if (!decoded.empty()) observer_.body(entity, decoded);
}

}  // namespace avocet
