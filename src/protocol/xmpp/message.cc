#include "protocol/xmpp/message.h"

#include <algorithm>
#include <utility>

namespace avocet {

namespace {

constexpr std::string_view kCdata = "![CDATA[";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

std::string_view XmppTag::local_name() const {
  std::string_view all = name;
  size_t colon = all.rfind(':');
  return colon == std::string_view::npos ? all : all.substr(colon + 1);
}

void XmppTags::drop() {
  state_ = State::kText;
  name_.clear();
}

void XmppTags::text(char c) {
  if (c == '<') {
    state_ = State::kName;
    name_.clear();
    has_tag_ = true;
  } else if (!has_tag_ && !is_blank(c)) {
    is_bad_ = true;
  }
}

void XmppTags::name(char c) {
  bool is_end_of_name = is_blank(c) || (c == '/' && !name_.empty());
  if (is_end_of_name) {
    state_ = State::kAttributes;
  } else if (name_.size() < kLongestName) {
    name_ += c;
    if (name_ == kCdata) state_ = State::kCdata;
    brackets_ = 0;
  }
}

// Whether the character ends the tag.
bool XmppTags::tag_ends(char c) {
  switch (state_) {
  case State::kText: text(c); return false;
  case State::kName:
    if (c == '>') return true;
    name(c);
    return false;
  case State::kAttributes:
    if (c == '"' || c == '\'') {
      quote_ = c;
      state_ = State::kQuoted;
    }
    return c == '>';
  case State::kQuoted:
    if (c == quote_) state_ = State::kAttributes;
    return false;
  case State::kCdata:
    if (c == '>' && brackets_ >= 2) state_ = State::kText;
    brackets_ = c == ']' ? std::min(brackets_ + 1, 2) : 0;
    return false;
  }
  return false;
}

std::optional<XmppTag> XmppTags::take(std::string_view& bytes) {
  for (size_t i = 0; i < bytes.size() && !is_bad_; ++i) {
    if (!tag_ends(bytes[i])) continue;
    bytes.remove_prefix(i + 1);
    state_ = State::kText;
    return XmppTag{std::exchange(name_, {})};
  }
  bytes = {};
  return std::nullopt;
}

}  // namespace avocet
