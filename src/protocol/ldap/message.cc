#include "protocol/ldap/message.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"

namespace avocet {

namespace {

constexpr uint8_t kBoolean = 0x01;
constexpr uint8_t kApplicationMask = 0xc0, kApplication = 0x40, kOperationMask = 0x1f;
// Context tags of parts.
constexpr uint8_t kSaslCredentials = 0x87, kExtendedName = 0x80, kExtendedValue = 0x81;
constexpr uint8_t kResponseName = 0x8a, kResponseValue = 0x8b;

// What changes do.
std::string_view change_name(int64_t kind) {
  constexpr int64_t kAdd = 0, kDelete = 1, kReplace = 2, kIncrement = 3;
  switch (kind) {
  case kAdd: return "add";
  case kDelete: return "delete";
  case kReplace: return "replace";
  case kIncrement: return "increment";
  default: return "unknown";
  }
}

}  // namespace

std::optional<LdapMessage> read_ldap(BerReader& reader) {
  BerReader inside = reader.inside(kBerSequence);
  LdapMessage message;
  message.id = inside.integer();
  BerElement operation = inside.element();
  if (inside.failed() || (operation.tag & kApplicationMask) != kApplication) return std::nullopt;
  message.operation = LdapOperation(operation.tag & kOperationMask);
  message.content = operation.content;
  return message;
}

std::optional<LdapBind> parse_ldap_bind(ByteSpan content) {
  BerReader reader(content);
  LdapBind bind;
  bind.version = reader.integer();
  bind.name = reader.octets();
  BerElement authentication = reader.element();
  if (reader.failed()) return std::nullopt;
  bind.authentication = authentication.tag & kOperationMask;
  bind.credentials = authentication.content;
  if (bind.authentication != uint8_t(LdapAuthentication::kSasl)) return bind;
  BerReader sasl(authentication.content);
  bind.mechanism = sasl.octets();
  bind.credentials = sasl.at_end() ? ByteSpan() : sasl.octets();
  if (sasl.failed()) return std::nullopt;
  return bind;
}

std::optional<LdapResult> parse_ldap_result(ByteSpan content) {
  BerReader reader(content);
  LdapResult result;
  result.code = reader.integer(kBerEnumerated);
  result.matched_name = reader.octets();
  result.diagnostic = reader.octets();
  while (!reader.failed() && !reader.at_end()) {
    BerElement more = reader.element();
    if (more.tag == kSaslCredentials) result.credentials = more.content;
    if (more.tag == kResponseName) result.response_name = more.content;
    if (more.tag == kResponseValue) result.response_value = more.content;
  }
  if (reader.failed()) return std::nullopt;
  return result;
}

std::optional<LdapSearch> parse_ldap_search(ByteSpan content) {
  BerReader reader(content);
  LdapSearch search;
  search.base = reader.octets();
  search.scope = reader.integer(kBerEnumerated);
  search.deref = reader.integer(kBerEnumerated);
  search.size_limit = reader.integer();
  search.time_limit = reader.integer();
  ByteSpan types_only = reader.content(kBoolean);
  search.types_only = !types_only.empty() && types_only[0] != 0;
  std::optional<std::string> filter = ldap_filter_text(reader);
  BerReader attributes = reader.inside(kBerSequence);
  while (!attributes.failed() && !attributes.at_end())
    search.attributes.push_back(attributes.octets());
  if (!filter || attributes.failed()) return std::nullopt;
  search.filter = std::move(*filter);
  return search;
}

std::optional<ByteSpan> parse_ldap_entry(ByteSpan content) {
  BerReader reader(content);
  ByteSpan name = reader.octets();
  if (reader.failed()) return std::nullopt;
  return name;
}

std::optional<LdapModify> parse_ldap_modify(ByteSpan content) {
  BerReader reader(content);
  LdapModify modify;
  modify.object = reader.octets();
  BerReader changes = reader.inside(kBerSequence);
  constexpr uint8_t kSet = 0x31;
  while (!changes.failed() && !changes.at_end()) {
    BerReader change = changes.inside(kBerSequence);
    int64_t kind = change.integer(kBerEnumerated);
    BerReader attribute = change.inside(kBerSequence);
    std::string_view name = view(attribute.octets());
    BerReader values = attribute.inside(kSet);
    if (!modify.changes.empty()) modify.changes += ", ";
    modify.changes.append(change_name(kind)).append("(").append(name);
    for (char before = '='; !values.failed() && !values.at_end(); before = ',')
      modify.changes.append(1, before).append(view(values.octets()));
    modify.changes += ')';
    if (values.failed()) return std::nullopt;
  }
  if (changes.failed()) return std::nullopt;
  return modify;
}

std::optional<LdapExtended> parse_ldap_extended(ByteSpan content) {
  BerReader reader(content);
  LdapExtended extended;
  extended.name = reader.content(kExtendedName);
  if (!reader.at_end()) extended.value = reader.content(kExtendedValue);
  if (reader.failed()) return std::nullopt;
  return extended;
}

}  // namespace avocet
