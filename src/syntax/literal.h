// Literals: from the text of a token to what it stands for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "syntax/ast.h"

namespace avocet {

// Decimal or 0x hexadecimal; nothing if it exceeds 64 bits.
std::optional<uint64_t> count_value(std::string_view text);
// Nothing if it is out of the range of a double.
std::optional<double> double_value(std::string_view text);
// `1.5 hrs` in seconds.
std::optional<double> interval_value(std::string_view text);

struct PortValue {
  uint16_t number;
  PortProtocol protocol;
};
// Nothing if the number exceeds 65535.
std::optional<PortValue> port_value(std::string_view text);

// The bytes of a string literal, quotes included in `text`. Escapes: \n \t \r \v \b \f \a, \xHH
// with one or two digits, \OOO with one to three; any other character stands for itself.
std::string string_value(std::string_view text);
// Whether a string literal has an `\x` without digits, which means nothing.
bool has_empty_escape(std::string_view text);
// Whether string_value(text) is just what stands between the quotes.
bool is_plain_string(std::string_view text);

}  // namespace avocet
