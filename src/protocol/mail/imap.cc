#include "protocol/mail/imap.h"

#include <algorithm>

#include "base/text.h"
#include "mime/header.h"
#include "protocol/mail/imap_lines.h"
#include "value/vector.h"

namespace avocet {

namespace {

constexpr std::string_view kUntagged = "*";

}  // namespace

ImapBinding::ImapBinding(ProtocolWorld& world)
    : strings(as_vector(world.machine.program().find_type("string_vec"))),
      capabilities(world.event("imap_capabilities", {"connection", "vector of string"})),
      starttls(world.event("imap_starttls", {"connection"})) {
  ssl_tag = world.tag("SSL");
}

std::unique_ptr<ProtocolAnalyzer> ImapBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<ImapAnalyzer>(*this);
}

void ImapAnalyzer::data(Side side, ByteSpan bytes) {
  Half& half = halves_[size_t(side)];
  std::string_view text = view(bytes);
  while (!is_over_ && !text.empty()) {
    if (half.literal > 0) {
      size_t skipped = size_t(std::min<uint64_t>(half.literal, text.size()));
      text.remove_prefix(skipped);
      half.literal -= skipped;
      continue;
    }
    std::optional<std::string_view> line = half.lines.take(text);
    if (!line) return;
    bool is_whole = !half.lines.is_piece();
    bool is_begin = !std::exchange(half.is_continued, !is_whole);
    if (is_whole)
      if (std::optional<uint64_t> length = imap_literal(*line)) {
        half.literal = *length;
        half.is_continued = true;
      }
    if (!is_begin) continue;
    if (side == Side::kOrig)
      client_line(*line);
    else
      server_line(*line);
  }
}

void ImapAnalyzer::gap(Side side, uint64_t length) {
  Half& half = halves_[size_t(side)];
  half.lines.drop();
  half.literal -= std::min(half.literal, length);
}

void ImapAnalyzer::client_line(std::string_view line) {
  ImapLine found = parse_imap_line(line);
  if (ascii_equal(found.name, "STARTTLS")) starttls_tag_ = found.tag;
}

void ImapAnalyzer::server_line(std::string_view line) {
  ImapLine found = parse_imap_line(line);
  bool is_first = !std::exchange(has_greeting_, true);
  // RFC 3501, section 7.1: the greeting is one of three.
  if (is_first && (found.tag != kUntagged ||
                   !(ascii_equal(found.name, "OK") || ascii_equal(found.name, "PREAUTH") ||
                     ascii_equal(found.name, "BYE")))) {
    is_over_ = true;
    return violate("no greeting of IMAP", line);
  }
  if (found.tag == kUntagged) {
    if (ascii_equal(found.name, "CAPABILITY")) tell_capabilities(found.rest);
    return;
  }
  if (starttls_tag_.empty() || found.tag != starttls_tag_) return;
  starttls_tag_.clear();
  if (!ascii_equal(found.name, "OK")) return;
  confirm();
  is_over_ = true;
  attach_inner(binding_.ssl_tag);
  if (binding_.starttls.wanted()) binding_.starttls.raise({connection()});
  leave();
}

void ImapAnalyzer::tell_capabilities(std::string_view words) {
  confirm();
  if (!binding_.capabilities.wanted() || !binding_.strings) return;
  Vector* list = make_vector(heap(), binding_.strings);
  for (std::string_view word : imap_words(words)) push(heap(), list, text(word));
  binding_.capabilities.raise({connection(), Value::of(list)});
}

}  // namespace avocet
