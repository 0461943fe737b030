#include "builtin/json_reader.h"

namespace avocet {

const JsonValue* JsonValue::find(std::string_view name) const {
  for (const JsonMember& member : members)
    if (member.name == name) return &member.value;
  return nullptr;
}

std::string_view JsonValue::kind_name() const {
  switch (kind) {
  case JsonKind::kNull: return "null";
  case JsonKind::kBool: return "boolean";
  case JsonKind::kNumber: return "number";
  case JsonKind::kString: return "string";
  case JsonKind::kArray: return "array";
  case JsonKind::kObject: return "object";
  }
  return {};
}

bool JsonReader::read(JsonValue& value) {
  if (!read_value(value, 0)) return false;
  skip_blanks();
  if (at_ != text_.size()) return fail("The document root must not be followed by other values.");
  return true;
}

bool JsonReader::fail(std::string_view what) {
  if (error_.empty()) error_ = std::string(what) + " Offset: " + std::to_string(at_);
  return false;
}

void JsonReader::skip_blanks() {
  while (at_ < text_.size() &&
         (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
    ++at_;
}

bool JsonReader::take(char c) {
  if (!at(c)) return false;
  ++at_;
  return true;
}

bool JsonReader::take_word(std::string_view word) {
  if (!text_.substr(at_).starts_with(word)) return false;
  at_ += word.size();
  return true;
}

bool JsonReader::read_value(JsonValue& value, int depth) {
  if (depth > kMaxDepth) return fail("The document is nested too deeply.");
  skip_blanks();
  if (at_ == text_.size()) return fail("The document is empty.");
  switch (text_[at_]) {
  case '{': return read_object(value, depth);
  case '[': return read_array(value, depth);
  case '"': value.kind = JsonKind::kString; return read_string(value.text);
  case 't':
  case 'f':
    value.kind = JsonKind::kBool;
    value.boolean = text_[at_] == 't';
    return take_word(value.boolean ? "true" : "false") || fail("Invalid value.");
  case 'n': return take_word("null") || fail("Invalid value.");
  default: return read_number(value);
  }
}

bool JsonReader::read_object(JsonValue& value, int depth) {
  value.kind = JsonKind::kObject;
  ++at_;
  skip_blanks();
  if (take('}')) return true;
  for (;;) {
    skip_blanks();
    if (!at('"')) return fail("Missing a name for object member.");
    value.members.emplace_back();
    if (!read_string(value.members.back().name)) return false;
    skip_blanks();
    if (!take(':')) return fail("Missing a colon after a name of object member.");
    if (!read_value(value.members.back().value, depth + 1)) return false;
    skip_blanks();
    if (take('}')) return true;
    if (!take(',')) return fail("Missing a comma or } after an object member.");
  }
}

bool JsonReader::read_array(JsonValue& value, int depth) {
  value.kind = JsonKind::kArray;
  ++at_;
  skip_blanks();
  if (take(']')) return true;
  for (;;) {
    value.items.emplace_back();
    if (!read_value(value.items.back(), depth + 1)) return false;
    skip_blanks();
    if (take(']')) return true;
    if (!take(',')) return fail("Missing a comma or ] after an array element.");
  }
}

bool JsonReader::take_digits() {
  size_t begin = at_;
  while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
  return at_ > begin;
}

bool JsonReader::read_number(JsonValue& value) {
  size_t begin = at_;
  take('-');
  // A zero at the begin stands alone: what follows it is no part of the number.
  if (!take('0') && !take_digits()) return fail("Invalid value.");
  if (take('.') && !take_digits()) return fail("Miss fraction part in number.");
  if (take('e') || take('E')) {
    if (!take('+')) take('-');
    if (!take_digits()) return fail("Miss exponent in number.");
  }
  value.kind = JsonKind::kNumber;
  value.text = text_.substr(begin, at_ - begin);
  return true;
}

bool JsonReader::read_hex(uint32_t& unit) {
  unit = 0;
  for (int i = 0; i < 4; ++i, ++at_) {
    char c = at_ < text_.size() ? text_[at_] : '\0';
    uint32_t digit = c >= '0' && c <= '9'                 ? uint32_t(c - '0')
                     : (c | 32) >= 'a' && (c | 32) <= 'f' ? uint32_t((c | 32) - 'a' + 10)
                                                          : 16;
    if (digit == 16) return fail("Incorrect hex digit after \\u escape in string.");
    unit = unit << 4 | digit;
  }
  return true;
}

void JsonReader::append_utf8(std::string& out, uint32_t c) {
  if (c < 0x80) {
    out += char(c);
  } else if (c < 0x800) {
    out += char(0xc0 | c >> 6);
    out += char(0x80 | (c & 63));
  } else if (c < 0x10000) {
    out += char(0xe0 | c >> 12);
    out += char(0x80 | (c >> 6 & 63));
    out += char(0x80 | (c & 63));
  } else {
    out += char(0xf0 | c >> 18);
    out += char(0x80 | (c >> 12 & 63));
    out += char(0x80 | (c >> 6 & 63));
    out += char(0x80 | (c & 63));
  }
}

bool JsonReader::read_escape(std::string& out) {
  char c = at_ < text_.size() ? text_[at_++] : '\0';
  switch (c) {
  case '"':
  case '\\':
  case '/': out += c; return true;
  case 'b': out += '\b'; return true;
  case 'f': out += '\f'; return true;
  case 'n': out += '\n'; return true;
  case 'r': out += '\r'; return true;
  case 't': out += '\t'; return true;
  case 'u': break;
  default: return fail("Invalid escape character in string.");
  }
  uint32_t unit = 0, low = 0;
  if (!read_hex(unit)) return false;
  if (unit < 0xd800 || unit > 0xdfff) {
    append_utf8(out, unit);
    return true;
  }
  // A character beyond the basic plane is a pair.
  if (unit > 0xdbff || !take('\\') || !take('u') || !read_hex(low) || low < 0xdc00 || low > 0xdfff)
    return fail("The surrogate pair in string is invalid.");
  append_utf8(out, 0x10000 + ((unit - 0xd800) << 10 | (low - 0xdc00)));
  return true;
}

bool JsonReader::read_string(std::string& out) {
  ++at_;
  while (at_ < text_.size()) {
    char c = text_[at_++];
    if (c == '"') return true;
    if (uint8_t(c) < 0x20) return fail("A control character in a string must be escaped.");
    if (c != '\\')
      out += c;
    else if (!read_escape(out))
      return false;
  }
  return fail("Missing a closing quotation mark in string.");
}

}  // namespace avocet
