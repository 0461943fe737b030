// JsonReader: JSON text (RFC 8259) as a small tree. Untrusted input: depth is limited, numbers keep
// their text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace avocet {

enum class JsonKind : uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };

struct JsonMember;

struct JsonValue {
  JsonKind kind = JsonKind::kNull;
  bool boolean = false;
  std::string text;  // of a string, or a number as it was written
  std::vector<JsonValue> items;
  std::vector<JsonMember> members;

  std::string_view kind_name() const;
  // The first member of that name, or null.
  const JsonValue* find(std::string_view name) const;
};

struct JsonMember {
  std::string name;
  JsonValue value;
};

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  // All of the text is one value. False: error() says what is wrong.
  bool read(JsonValue& value);
  const std::string& error() const { return error_; }

 private:
  static constexpr int kMaxDepth = 200;

  bool fail(std::string_view what);
  void skip_blanks();
  bool at(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool take(char c);
  bool take_word(std::string_view word);

  bool read_value(JsonValue& value, int depth);
  bool read_object(JsonValue& value, int depth);
  bool read_array(JsonValue& value, int depth);
  // At least one digit.
  bool take_digits();
  bool read_number(JsonValue& value);
  bool read_hex(uint32_t& unit);
  static void append_utf8(std::string& out, uint32_t c);
  bool read_escape(std::string& out);
  bool read_string(std::string& out);

  std::string_view text_;
  size_t at_ = 0;
  std::string error_;
};

}  // namespace avocet
