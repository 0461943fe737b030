// Lines of IMAP (RFC 3501): a tag, a name, and what follows.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace avocet {

struct ImapLine {
  std::string_view tag, name, rest;  // into the line
};
ImapLine parse_imap_line(std::string_view line);

// How many bytes follow a line that ends with "{123}" or "{123+}", which are no lines.
std::optional<uint64_t> imap_literal(std::string_view line);

std::vector<std::string_view> imap_words(std::string_view text);

}  // namespace avocet
