// SignatureRule: one signature of Zeek's rule language, as read from a file and with its names
// resolved.
//
// Conditions are of four kinds: on headers (looked at once for each side of a connection, with its
// first packet), on content (expressions), on other rules, and on the context (state, size, a
// script function).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ip_address.h"
#include "base/source.h"

namespace avocet {

enum class Comparison : uint8_t { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual };

// `low` to `high`; the header's value is masked before it is compared.
struct NumberRange {
  uint64_t low = 0;
  uint64_t high = 0;
  uint64_t mask = UINT64_MAX;

  bool operator==(const NumberRange&) const = default;
};

// What a header condition reads.
enum class HeaderField : uint8_t {
  kIp4,  // bytes of the IPv4 header; the other packets have none
  kIp6,
  kTcp,
  kUdp,
  kIcmp,
  kIcmp6,
  kProtocol,  // the protocol above IP
  kSourceAddress,
  kDestinationAddress,
  kSourcePort,
  kDestinationPort,
};

struct HeaderCondition {
  HeaderField field = HeaderField::kProtocol;
  uint32_t offset = 0;  // of the fields that are bytes
  uint32_t size = 0;    // 1, 2 or 4
  uint64_t mask = UINT64_MAX;
  Comparison comparison = Comparison::kEqual;
  std::vector<NumberRange> numbers;
  std::vector<Prefix> prefixes;  // of addresses

  bool operator==(const HeaderCondition&) const = default;
};

// What an expression is matched against. All but the payload are what an analyzer extracts.
enum class ContentKind : uint8_t {
  kPayload,
  kHttpRequest,
  kHttpRequestHeader,
  kHttpRequestBody,
  kHttpReplyHeader,
  kHttpReplyBody,
  kFtp,
  kFinger,
  kFileMagic,
  kCount  // not a kind: their number
};

struct ContentCondition {
  ContentKind kind = ContentKind::kPayload;
  std::string expression;  // as between the slashes
  bool ignore_case = false;
  Span span{};
};

struct RuleDependency {
  std::string id;
  uint32_t rule = 0;  // its index, once resolved
  bool negated = false;
  bool reverse = false;  // in the opposite direction of the connection
  Span span{};
};

// A set of directions and states; nothing set restricts nothing.
struct StateCondition {
  bool established = false;
  bool originator = false;
  bool responder = false;
  bool stateless = false;
};

struct SizeCondition {
  Comparison comparison = Comparison::kEqual;
  uint64_t size = 0;
};

struct EvalCondition {
  std::string function;
  Span span{};
};

struct EventAction {
  std::string event;                   // `signature_match` unless named
  std::optional<std::string> message;  // none: the event has no such parameter
  Span span{};
};

struct EnableAction {
  std::string analyzer;
  Span span{};
};

struct MimeAction {
  std::string type;
  int64_t strength = 0;
};

struct SignatureRule {
  std::string id;
  Span span{};  // of the id
  std::vector<HeaderCondition> headers;
  std::vector<ContentCondition> contents;
  std::vector<RuleDependency> dependencies;
  std::optional<StateCondition> tcp_state;
  std::optional<StateCondition> udp_state;
  std::vector<SizeCondition> payload_sizes;
  std::vector<EvalCondition> evals;
  bool same_ip = false;
  bool active = true;
  std::vector<EventAction> events;
  std::vector<EnableAction> enables;
  std::vector<MimeAction> mimes;
};

}  // namespace avocet
