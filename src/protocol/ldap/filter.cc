// Filters of searches as text.
#include <fmt/format.h>

#include <string_view>

#include "base/text.h"
#include "protocol/ldap/message.h"

namespace avocet {

namespace {

// Kinds of filters, by the numbers of their tags.
enum : uint8_t {
  kAnd = 0,
  kOr,
  kNot,
  kEqual,
  kSubstrings,
  kGreaterOrEqual,
  kLessOrEqual,
  kPresent,
  kApproximate,
  kExtensible,
};
// Parts of the last.
constexpr uint8_t kRule = 0x81, kType = 0x82, kMatchValue = 0x83, kAttributes = 0x84;
// Places in a value of substrings.
constexpr uint8_t kInitial = 0x80, kAny = 0x81, kFinal = 0x82;
constexpr uint8_t kContextMask = 0xc0, kContext = 0x80, kNumberMask = 0x1f;

// ---- Values --------------------------------------------------------------------------

std::string escaped(ByteSpan value) {
  std::string text;
  for (char c : view(value)) {
    bool is_special = c == '(' || c == ')' || c == '*' || c == '\\' || c == '\0';
    if (is_special)
      text += fmt::format("\\{:02x}", uint8_t(c));
    else
      text += c;
  }
  return text;
}

std::string bytes_text(ByteSpan value) {
  std::string text;
  for (uint8_t byte : value) text += fmt::format("{}{:02x}", text.empty() ? "" : ":", byte);
  return text;
}

std::string number_text(ByteSpan value) {
  if (value.size() != sizeof(uint32_t)) return "HEX_FORMAT_FAILED";
  return fmt::format("{:#010x}", ByteReader(value).u32_le());
}

// MS-DTYP 2.3.4.
std::string guid_text(ByteSpan value) {
  constexpr size_t kSize = 16;
  if (value.size() != kSize) return "GUID_FORMAT_FAILED";
  ByteReader reader(value);
  uint32_t first = reader.u32_le();
  uint16_t second = reader.u16_le(), third = reader.u16_le(), fourth = reader.u16();
  uint64_t last = uint64_t(reader.u16()) << 32;
  last |= reader.u32();
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", first, second, third, fourth, last);
}

// The identifier of a domain (MS-DTYP 2.4.2), which has four parts.
std::string sid_text(ByteSpan value) {
  constexpr size_t kSize = 24;
  if (value.size() != kSize) return "SID_FORMAT_FAILED";
  ByteReader reader(value);
  uint8_t revision = reader.u8();
  reader.skip(1);
  uint64_t authority = uint64_t(reader.u16()) << 32;
  authority |= reader.u32();
  std::string text = fmt::format("S-{}-{}", revision, authority);
  while (reader.remaining() > 0) text += fmt::format("-{}", reader.u32_le());
  return text;
}

// ---- Filters -------------------------------------------------------------------------

class FilterText {
 public:
  std::optional<std::string> filter(BerReader& reader, int depth) {
    if (depth > kMaxLdapFilterDepth) return std::nullopt;
    BerElement element = reader.element();
    if (reader.failed() || (element.tag & kContextMask) != kContext) return std::nullopt;
    BerReader inside(element.content);
    switch (element.tag & kNumberMask) {
    case kAnd: return list(inside, '&', depth);
    case kOr: return list(inside, '|', depth);
    case kNot: {
      std::optional<std::string> inner = filter(inside, depth + 1);
      return inner ? std::optional("(!" + *inner + ")") : std::nullopt;
    }
    case kEqual: return comparison(inside, "=");
    case kGreaterOrEqual: return comparison(inside, ">=");
    case kLessOrEqual: return comparison(inside, "<=");
    case kApproximate: return comparison(inside, "~=");
    case kSubstrings: return substrings(inside);
    case kPresent: return "(" + std::string(view(element.content)) + "=*)";
    case kExtensible: return extensible(inside);
    default: return std::nullopt;
    }
  }

 private:
  // The signs of all pairs come first, and each pair ends behind its second filter.
  std::optional<std::string> list(BerReader& inside, char sign, int depth) {
    std::string body, signs;
    for (size_t count = 1; !inside.at_end(); ++count) {
      std::optional<std::string> next = filter(inside, depth + 1);
      if (!next || body.size() + next->size() > kMaxText) return std::nullopt;
      body += *next;
      if (count == 1) continue;
      body += ')';
      signs.append(1, '(').append(1, sign);
    }
    if (!body.empty() && signs.empty()) return std::string("(") + sign + body + ")";
    return signs + body;
  }

  std::optional<std::string> comparison(BerReader& inside, std::string_view sign) {
    ByteSpan attribute = inside.octets(), value = inside.octets();
    if (inside.failed()) return std::nullopt;
    return fmt::format("({}{}{})", view(attribute), sign, ldap_value_text(attribute, value));
  }

  std::optional<std::string> substrings(BerReader& inside) {
    ByteSpan attribute = inside.octets();
    BerReader parts = inside.inside(kBerSequence);
    std::string initial, middle = "*", final;
    while (!parts.failed() && !parts.at_end()) {
      BerElement part = parts.element();
      if (part.tag == kInitial) initial = escaped(part.content);
      if (part.tag == kAny) middle += escaped(part.content) + "*";
      if (part.tag == kFinal) final = escaped(part.content);
    }
    if (inside.failed() || parts.failed()) return std::nullopt;
    return fmt::format("({}={}{}{})", view(attribute), initial, middle, final);
  }

  std::optional<std::string> extensible(BerReader& inside) {
    std::string type, rule, attributes;
    ByteSpan value;
    while (!inside.failed() && !inside.at_end()) {
      BerElement part = inside.element();
      if (part.tag == kType) type = view(part.content);
      if (part.tag == kRule) rule = ":" + std::string(view(part.content));
      if (part.tag == kMatchValue) value = part.content;
      if (part.tag == kAttributes && !part.content.empty() && part.content[0]) attributes = ":dn";
    }
    if (inside.failed()) return std::nullopt;
    return fmt::format("({}{}{}:={})", type, attributes, rule, escaped(value));
  }

  static constexpr size_t kMaxText = 1 << 20;
};

}  // namespace

std::string ldap_value_text(ByteSpan attribute, ByteSpan value) {
  std::string_view name = view(attribute);
  if (name == "DomainGuid") return guid_text(value);
  if (name == "DomainSid") return sid_text(value);
  if (name == "objectSid" || name == "AAC") return bytes_text(value);
  if (name == "NtVer") return number_text(value);
  return escaped(value);
}

std::optional<std::string> ldap_filter_text(BerReader& reader) {
  return FilterText().filter(reader, 1);
}

}  // namespace avocet
