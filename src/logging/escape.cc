#include "logging/escape.h"

#include <utility>

namespace avocet {

namespace {

constexpr char kHex[] = "0123456789abcdef";

bool is_tail(uint8_t byte, uint8_t low = 0x80, uint8_t high = 0xbf) {
  return byte >= low && byte <= high;
}

bool is_control(uint8_t byte) { return byte < 0x20 || byte == 0x7f; }

// The range of the second byte, which depends on the first.
std::pair<uint8_t, uint8_t> second_range(uint8_t first) {
  if (first == 0xe0) return {0xa0, 0xbf};
  if (first == 0xed) return {0x80, 0x9f};
  if (first == 0xf0) return {0x90, 0xbf};
  if (first == 0xf4) return {0x80, 0x8f};
  return {0x80, 0xbf};
}

size_t length_by_first(uint8_t first) {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  if (first >= 0xf0 && first <= 0xf4) return 4;
  return 0;
}

// The letter that JSON has for a control character, or 0.
char json_letter(uint8_t byte) {
  switch (byte) {
  case '\b': return 'b';
  case '\f': return 'f';
  case '\n': return 'n';
  case '\r': return 'r';
  case '\t': return 't';
  default: return 0;
  }
}

// All of it is UTF-8 without control characters but those that JSON has letters for.
bool is_clean_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    uint8_t byte = uint8_t(text[i]);
    if (is_control(byte) && !json_letter(byte)) return false;
    size_t length = utf8_length(text.substr(i));
    if (length == 0) return false;
    i += length;
  }
  return true;
}

}  // namespace

size_t utf8_length(std::string_view text) {
  uint8_t first = uint8_t(text[0]);
  size_t length = length_by_first(first);
  if (length <= 1) return length;
  if (text.size() < length) return 0;
  auto [low, high] = second_range(first);
  if (!is_tail(uint8_t(text[1]), low, high)) return 0;
  for (size_t i = 2; i < length; ++i)
    if (!is_tail(uint8_t(text[i]))) return 0;
  return length;
}

void append_hex_escape(TextBuffer& out, uint8_t byte) {
  char* at = out.reserve(4);
  at[0] = '\\';
  at[1] = 'x';
  at[2] = kHex[byte >> 4];
  at[3] = kHex[byte & 15];
  out.commit(at + 4);
}

TextEscape::TextEscape(std::string separator, std::string set_separator, bool utf8)
    : separator_(std::move(separator)), set_separator_(std::move(set_separator)), utf8_(utf8) {
  for (unsigned byte = 0; byte < 256; ++byte)
    special_[byte] = is_control(uint8_t(byte)) || byte >= 0x80 || byte == '\\' ? 3 : 0;
  if (!separator_.empty()) special_[uint8_t(separator_[0])] |= 3;
  if (!set_separator_.empty()) special_[uint8_t(set_separator_[0])] |= 2;
}

void TextEscape::append(TextBuffer& out, std::string_view text) const {
  size_t plain = 0;
  while (plain < text.size() && !(special_[uint8_t(text[plain])] & 1)) ++plain;
  if (plain == text.size()) return out.append(text);
  append_rest(out, text, plain, false);
}

void TextEscape::append_item(TextBuffer& out, std::string_view text) const {
  size_t plain = 0;
  while (plain < text.size() && !(special_[uint8_t(text[plain])] & 2)) ++plain;
  if (plain == text.size()) return out.append(text);
  append_rest(out, text, plain, true);
}

bool TextEscape::begins_separator(std::string_view rest, bool item) const {
  return (!separator_.empty() && rest.starts_with(separator_)) ||
         (item && !set_separator_.empty() && rest.starts_with(set_separator_));
}

void TextEscape::append_rest(TextBuffer& out, std::string_view text, size_t plain,
                             bool item) const {
  out.append(text.substr(0, plain));
  bool keeps_utf8 = false, checked = false;
  uint8_t mask = item ? 2 : 1;
  for (size_t i = plain; i < text.size();) {
    uint8_t byte = uint8_t(text[i]);
    std::string_view rest = text.substr(i);
    if (!(special_[byte] & mask)) {
      out.push(char(byte));
      ++i;
      continue;
    }
    if (begins_separator(rest, item)) {
      bool is_set = item && !set_separator_.empty() && rest.starts_with(set_separator_);
      size_t length = is_set ? set_separator_.size() : separator_.size();
      for (size_t k = 0; k < length; ++k) append_hex_escape(out, uint8_t(text[i + k]));
      i += length;
      continue;
    }
    if (byte >= 0x80 && !checked) {
      keeps_utf8 = utf8_ && is_clean_utf8(text);
      checked = true;
    }
    size_t length = byte >= 0x80 && keeps_utf8 ? utf8_length(rest) : 0;
    if (length > 0) {
      out.append(rest.substr(0, length));
      i += length;
      continue;
    }
    if (byte == '\\')
      out.append("\\\\");
    else if (is_control(byte) || byte >= 0x80)
      append_hex_escape(out, byte);
    else
      out.push(char(byte));
    ++i;
  }
}

namespace {

// A character that JSON must escape, by itself.
void append_json_special(TextBuffer& out, uint8_t byte) {
  out.push('\\');
  out.push(char(byte));
}

void append_json_bad_byte(TextBuffer& out, uint8_t byte, JsonEscapePolicy policy) {
  if (policy == JsonEscapePolicy::kPrivateUse) {
    // U+F0000 plus the byte, as a pair of surrogates.
    out.append("\\udb80\\udc");
    out.push(kHex[byte >> 4]);
    return out.push(kHex[byte & 15]);
  }
  out.push('\\');
  append_hex_escape(out, byte);
}

bool is_plain_json(uint8_t byte) {
  return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
}

}  // namespace

void append_json_string(TextBuffer& out, std::string_view text, JsonEscapePolicy policy) {
  out.push('"');
  bool keeps_utf8 = true;
  bool checked = policy == JsonEscapePolicy::kPrivateUse;
  for (size_t i = 0; i < text.size();) {
    size_t begin = i;
    while (i < text.size() && is_plain_json(uint8_t(text[i]))) ++i;
    out.append(text.substr(begin, i - begin));
    if (i == text.size()) break;
    uint8_t byte = uint8_t(text[i]);
    // One bad byte makes every byte beyond ASCII suspect, where they could not be told apart.
    if (byte >= 0x80 && !checked) {
      keeps_utf8 = is_clean_utf8(text);
      checked = true;
    }
    size_t length = byte >= 0x80 && keeps_utf8 ? utf8_length(text.substr(i)) : 0;
    if (length > 0) {
      out.append(text.substr(i, length));
      i += length;
      continue;
    }
    if (byte == '"') {
      append_json_special(out, byte);
    } else if (byte == '\\') {
      append_json_special(out, byte);
      if (policy == JsonEscapePolicy::kText) append_json_special(out, byte);
    } else if (policy != JsonEscapePolicy::kText && json_letter(byte)) {
      append_json_special(out, uint8_t(json_letter(byte)));
    } else {
      append_json_bad_byte(out, byte, policy);
    }
    ++i;
  }
  out.push('"');
}

}  // namespace avocet
