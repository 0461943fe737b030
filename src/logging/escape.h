// Escaping: strings of unknown contents as logs may show them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "logging/number_text.h"

namespace avocet {

// The length of the valid UTF-8 character (Unicode table 3-7) that `text` begins with, 0 if it does
// not begin with one. Precondition: not empty.
size_t utf8_length(std::string_view text);

// "\x1f"
void append_hex_escape(TextBuffer& out, uint8_t byte);

// For text logs: control characters, separators and, where not all of a text is valid UTF-8, every
// byte beyond ASCII become \xNN; a backslash is doubled.
class TextEscape {
 public:
  // Separators may have several bytes; an empty one separates nothing. `utf8`: valid characters
  // beyond ASCII stay as they are.
  TextEscape(std::string separator, std::string set_separator, bool utf8);

  void append(TextBuffer& out, std::string_view text) const;
  // Within a set or vector.
  void append_item(TextBuffer& out, std::string_view text) const;

 private:
  void append_rest(TextBuffer& out, std::string_view text, size_t plain, bool item) const;
  bool begins_separator(std::string_view rest, bool item) const;

  std::string separator_;
  std::string set_separator_;
  bool utf8_;
  std::array<uint8_t, 256> special_{};  // 1: always looked at, 2: within items
};

// What JSON does with bytes that are no UTF-8 and with control characters.
enum class JsonEscapePolicy : uint8_t { kHex, kPrivateUse, kText };

// With the quotation marks.
void append_json_string(TextBuffer& out, std::string_view text, JsonEscapePolicy policy);

}  // namespace avocet
