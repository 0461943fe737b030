// LDAP messages (RFC 4511): bytes in, parts out. Views are into the message.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ber_reader.h"

namespace avocet {

// The numbers of their tags.
enum class LdapOperation : uint8_t {
  kBindRequest = 0,
  kBindResponse = 1,
  kUnbindRequest = 2,
  kSearchRequest = 3,
  kSearchEntry = 4,
  kSearchDone = 5,
  kModifyRequest = 6,
  kModifyResponse = 7,
  kAddRequest = 8,
  kAddResponse = 9,
  kDeleteRequest = 10,
  kDeleteResponse = 11,
  kRenameRequest = 12,
  kRenameResponse = 13,
  kCompareRequest = 14,
  kCompareResponse = 15,
  kAbandonRequest = 16,
  kSearchReference = 19,
  kExtendedRequest = 23,
  kExtendedResponse = 24,
  kIntermediateResponse = 25,
};

struct LdapMessage {
  int64_t id = 0;
  LdapOperation operation{};
  ByteSpan content;  // of the operation
};
// The next message; nothing if it is none.
std::optional<LdapMessage> read_ldap(BerReader& reader);

// How clients show who they are, by the numbers of their tags.
enum class LdapAuthentication : uint8_t {
  kSimple = 0,
  kSasl = 3,
  kSicilyDiscovery = 9,
  kSicilyNegotiate = 10,
  kSicilyResponse = 11,
};

struct LdapBind {
  int64_t version = 0;
  ByteSpan name;
  uint8_t authentication = 0;  // an LdapAuthentication or not
  ByteSpan credentials;        // a password, or what a mechanism says
  ByteSpan mechanism;          // of SASL
};
std::optional<LdapBind> parse_ldap_bind(ByteSpan content);

// How it went, as most responses begin.
struct LdapResult {
  int64_t code = 0;
  ByteSpan matched_name, diagnostic;
  ByteSpan credentials;                    // of a server, in a bind response
  ByteSpan response_name, response_value;  // of an extended response
};
std::optional<LdapResult> parse_ldap_result(ByteSpan content);

struct LdapSearch {
  ByteSpan base;
  int64_t scope = 0, deref = 0, size_limit = 0, time_limit = 0;
  bool types_only = false;
  std::string filter;
  std::vector<ByteSpan> attributes;
};
// Filters within filters are read up to this depth.
inline constexpr int kMaxLdapFilterDepth = 100;
std::optional<LdapSearch> parse_ldap_search(ByteSpan content);

// The name of an entry that was found.
std::optional<ByteSpan> parse_ldap_entry(ByteSpan content);

// Whose entry is changed, and how: "replace(mail=a@b,c@d), delete(fax)".
struct LdapModify {
  ByteSpan object;
  std::string changes;
};
std::optional<LdapModify> parse_ldap_modify(ByteSpan content);

struct LdapExtended {
  ByteSpan name, value;
};
std::optional<LdapExtended> parse_ldap_extended(ByteSpan content);

// A filter as text (RFC 4515), where AND and OR take two at a time: (&(&(a=1)(b=2))(c=3)). Nothing
// if it is none, or too deep.
std::optional<std::string> ldap_filter_text(BerReader& reader);
// The text of a value for an attribute: numbers of Windows that are bytes are spelt out, what would
// be mistaken for a part of the filter is escaped.
std::string ldap_value_text(ByteSpan attribute, ByteSpan value);

}  // namespace avocet
