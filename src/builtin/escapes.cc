// Bytes as something else: escapes, hexadecimal, base 64, quotes for the shell, UUIDs.

#include <array>
#include <cstdint>

#include "base/uri.h"
#include "builtin/connection_id.h"
#include "builtin/entries.h"
#include "builtin/hex.h"
#include "builtin/raise_weird.h"

namespace avocet {

namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Non-printable bytes as \xNN, and a backslash before each of `marked`.
std::string escaped(std::string_view text, std::string_view marked) {
  std::string out;
  for (char c : text) {
    if (c < 32 || c > 126) {
      out += "\\x";
      append_hex(out, c);
      continue;
    }
    if (marked.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// 64 characters, given or the usual ones; empty if the given ones are no good.
std::string_view alphabet(std::string_view given) {
  if (given.empty()) return kBase64;
  return given.size() == 64 ? given : std::string_view();
}

std::string encode64(std::string_view bytes, std::string_view letters) {
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    size_t left = std::min<size_t>(3, bytes.size() - i);
    uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k) group = group << 8 | (k < left ? uint8_t(bytes[i + k]) : 0);
    for (size_t k = 0; k < 4; ++k) out += k <= left ? letters[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

struct Decoded {
  std::string bytes;
  std::string error;   // why it is no good
  std::string remark;  // what is odd about it, though it can be read
};

// Up to three equals signs at the end, and blanks nowhere.
Decoded decode64(std::string_view text, std::string_view letters) {
  Decoded result;
  std::array<int8_t, 256> values;
  values.fill(-1);
  for (size_t i = letters.size(); i-- > 0;) values[uint8_t(letters[i])] = int8_t(i);
  result.bytes.reserve(text.size() / 4 * 3 + 3);
  uint32_t group = 0;
  size_t count = 0, padding = 0;
  for (char c : text) {
    if (c == '=') {
      if (count % 4 < 2 && padding == 0) {
        result.error = "padding at a wrong place";
        return result;
      }
      ++padding;
      continue;
    }
    int8_t value = values[uint8_t(c)];
    if (value < 0 || padding > 0) {
      result.error = "character that is not part of the encoding";
      return result;
    }
    group = group << 6 | uint32_t(value);
    if (++count % 4 == 0)
      for (int shift = 16; shift >= 0; shift -= 8) result.bytes += char(group >> shift);
  }
  size_t rest = count % 4;
  if (rest == 1 || (padding > 0 && (rest + padding) % 4 != 0)) {
    result.error = "incomplete group of characters";
    return result;
  }
  if (rest != 0 && padding == 0)
    result.remark =
        "incomplete base64 group, padding with " + std::to_string(24 - 6 * rest) + " bits of 0";
  if (rest == 2) result.bytes += char(group >> 4);
  if (rest == 3) {
    result.bytes += char(group >> 10);
    result.bytes += char(group >> 2);
  }
  return result;
}

void append_dump_line(std::string& out, std::string_view bytes, size_t offset) {
  for (int shift = 12; shift >= 0; shift -= 4) out += kHexDigits[offset >> shift & 15];
  out += "  ";
  for (size_t i = 0; i < 16; ++i) {
    if (i < bytes.size())
      append_hex(out, bytes[i]);
    else
      out += "  ";
    out += ' ';
    if (i == 7) out += ' ';
  }
  out += ' ';
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i == 8) out += ' ';
    out += bytes[i] >= 32 && bytes[i] < 127 ? bytes[i] : '.';
  }
  out += '\n';
}

}  // namespace

void register_escapes(NativeRegistry& registry) {
  registry.add(
      {R"(
## Writes bytes that cannot be printed as ``\xNN``. What was there cannot be told for certain afterwards.
##
## Example: print clean("a\tb") == "a\\x09b";   # T
global clean: function(str: string): string;
)",
       [](NativeCall& call) -> Value { return call.make_string(escaped(call.text(0), "")); },
       kFoldable});

  registry.add(
      {R"(
## Writes bytes that cannot be printed as ``\xNN``, and doubles backslashes.
##
## Example: print escape_string("a\\b") == "a\\\\b";   # T
global escape_string: function(s: string): string;
)",
       [](NativeCall& call) -> Value { return call.make_string(escaped(call.text(0), "\\")); },
       kFoldable});

  registry.add(
      {R"(
## Writes a string as it would stand between quotation marks in a script.
##
## Example: print to_string_literal("say \"a\"");   # say \"a\"
global to_string_literal: function(str: string): string;
)",
       [](NativeCall& call) -> Value { return call.make_string(escaped(call.text(0), "\\\"'")); },
       kFoldable});

  registry.add({R"(
## Writes each byte as two hexadecimal digits.
##
## Example: print string_to_ascii_hex("AB");   # 4142
global string_to_ascii_hex: function(s: string): string;
)",
                [](NativeCall& call) -> Value { return call.make_string(hex(call.text(0))); },
                kFoldable});

  registry.add({R"(
## Writes each byte as two hexadecimal digits.
##
## Example: print bytestring_to_hexstr("\x04\xff");   # 04ff
global bytestring_to_hexstr: function(bytestring: string): string;
)",
                [](NativeCall& call) -> Value { return call.make_string(hex(call.text(0))); },
                kFoldable});

  registry.add({R"(
## Reads pairs of hexadecimal digits as bytes.
##
## Returns: The bytes; an empty string if the text is no good.
##
## Example: print hexstr_to_bytestring("414243");   # ABC
global hexstr_to_bytestring: function(hexstr: string): string;
)",
                [](NativeCall& call) -> Value {
                  std::string_view text = call.text(0);
                  if (text.size() % 2 != 0) {
                    complain(call, "hexstr_to_bytestring() got an odd number of digits");
                    return call.make_string("");
                  }
                  std::string out;
                  for (size_t i = 0; i < text.size(); i += 2) {
                    int high = digit(text[i]), low = digit(text[i + 1]);
                    if (high < 0 || low < 0) {
                      complain(call,
                               "hexstr_to_bytestring() got something that is no hexadecimal digit");
                      return call.make_string("");
                    }
                    out += char(high << 4 | low);
                  }
                  return call.make_string(out);
                },
                kNoEffects});

  registry.add({R"(
## Writes bytes sixteen to a line, in hexadecimal and, where they can be printed, as they are.
##
## Example: print hexdump("abc") == "0000  61 62 63                                          abc\n";   # T
global hexdump: function(data_str: string): string;
)",
                [](NativeCall& call) -> Value {
                  std::string out;
                  std::string_view bytes = call.text(0);
                  for (size_t i = 0; i < bytes.size(); i += 16)
                    append_dump_line(out, bytes.substr(i, 16), i);
                  return call.make_string(out);
                },
                kFoldable});

  registry.add({R"(
## Puts a string in quotation marks that protect it from the shell.
##
## Example: print safe_shell_quote("a $b");   # "a \$b"
global safe_shell_quote: function(source: string): string;
)",
                [](NativeCall& call) -> Value {
                  std::string out = "\"";
                  for (char c : call.text(0)) {
                    if (std::string_view("\\\"`$").find(c) != std::string_view::npos) out += '\\';
                    out += c;
                  }
                  return call.make_string(out + "\"");
                },
                kFoldable});

  registry.add({R"(
## Writes bytes in base 64.
##
## a: Another alphabet of 64 characters; empty: the usual one.
##
## Example: print encode_base64("hello");   # aGVsbG8=
global encode_base64: function(s: string, a: string &default=""): string;
)",
                [](NativeCall& call) -> Value {
                  std::string_view letters = alphabet(call.text(1));
                  if (letters.empty())
                    return call.fail("the alphabet of base 64 must have 64 characters");
                  return call.make_string(encode64(call.text(0), letters));
                },
                kFoldable});

  registry.add({R"(
## Reads base 64.
##
## a: Another alphabet of 64 characters; empty: the usual one.
##
## Returns: The bytes; an empty string if the text is no good.
##
## Example: print decode_base64("aGVsbG8=");   # hello
global decode_base64: function(s: string, a: string &default=""): string;
)",
                [](NativeCall& call) -> Value {
                  std::string_view letters = alphabet(call.text(1));
                  if (letters.empty())
                    return call.fail("the alphabet of base 64 must have 64 characters");
                  Decoded decoded = decode64(call.text(0), letters);
                  if (!decoded.error.empty()) {
                    complain(call, "error in base 64: " + decoded.error);
                    return call.make_string("");
                  }
                  return call.make_string(decoded.bytes);
                },
                kNoEffects | kSameResult});

  registry.add({R"(
## Whether a string can be read as base 64.
##
## Example: print is_valid_base64("aGVsbG8="), is_valid_base64("a!");   # T, F
global is_valid_base64: function(s: string, a: string &default=""): bool;
)",
                [](NativeCall& call) -> Value {
                  std::string_view letters = alphabet(call.text(1));
                  return Value::of_bool(!letters.empty() &&
                                        decode64(call.text(0), letters).error.empty());
                },
                kFoldable});

  registry.add({R"(
## Writes the 16 bytes of a UUID in the usual groups.
##
## Example: print uuid_to_string("\xfe\x80\x3b\x40\xed\x78\x2d\x10\x81\x0b\x05\xae\xf9\x1c\xf2\x35");   # fe803b40-ed78-2d10-810b-05aef91cf235
global uuid_to_string: function(uuid: string): string;
)",
                [](NativeCall& call) -> Value {
                  std::string_view bytes = call.text(0);
                  if (bytes.size() < 16) return call.make_string("<Invalid UUID>");
                  std::string out;
                  for (size_t i = 0; i < 16; ++i) {
                    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
                    append_hex(out, bytes[i]);
                  }
                  return call.make_string(out);
                },
                kFoldable});

  registry.add({R"(
## Reads base 64 that was seen in a connection. Whatever is wrong with it is a weird of that connection.
##
## Returns: The bytes; an empty string if the text is no good.
global decode_base64_conn: function(cid: conn_id, s: string, a: string &default=""): string;
)",
                [](NativeCall& call) -> Value {
                  std::string_view letters = alphabet(call.text(2));
                  if (letters.empty())
                    return call.fail("the alphabet of base 64 must have 64 characters");
                  Flow* flow = find_flow(call);
                  if (!flow) {
                    complain(call, "there is no such connection");
                    return call.make_string("");
                  }
                  Decoded decoded = decode64(call.text(1), letters);
                  const std::string& odd = decoded.error.empty() ? decoded.remark : decoded.error;
                  if (!odd.empty()) raise_conn_weird(call, *flow, "base64_illegal_encoding", odd);
                  return call.make_string(decoded.error.empty() ? decoded.bytes : "");
                },
                kNoEffects});

  registry.add({R"(
## Reads ``%`` and two hexadecimal digits as a byte. What is no such sequence stays.
##
## Example: print unescape_URI("a%20b%zz");   # a b%zz
global unescape_URI: function(URI: string): string;
)",
                [](NativeCall& call) -> Value {
                  UriOddities ignored;
                  return call.make_string(unescape_uri(call.text(0), ignored));
                },
                kFoldable});
}

}  // namespace avocet
