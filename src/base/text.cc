#include "base/text.h"

#include <algorithm>

namespace avocet {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

std::string ascii_upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = ascii_upper(c);
  return result;
}

std::string ascii_lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = ascii_lower(c);
  return result;
}

bool ascii_equal(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ascii_upper(x) == ascii_upper(y); });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

ByteSpan read_cstring(ByteReader& reader) {
  ByteReader ahead = reader;
  ByteSpan rest = ahead.rest();
  auto end = std::find(rest.begin(), rest.end(), 0);
  ByteSpan found = reader.take_up_to(size_t(end - rest.begin()));
  reader.skip(1);
  return found;
}

}  // namespace avocet
