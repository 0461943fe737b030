// DNS messages as bytes (RFC 1035, and RFC 1002 for NetBIOS): header, questions, records, names.
//
// Knows no flows and no scripts. A DnsReader walks one message from its begin to its end. What is
// wrong with a message is a DnsProblem, named as scripts know it; most end the walk.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/byte_reader.h"

namespace avocet {

struct DnsHeader {
  uint16_t id = 0;
  uint16_t flags = 0;
  uint16_t questions = 0, answers = 0, authorities = 0, additionals = 0;

  bool is_reply() const { return flags >> 15 & 1; }
  uint8_t opcode() const { return flags >> 11 & 15; }
  bool authoritative() const { return flags >> 10 & 1; }
  bool truncated() const { return flags >> 9 & 1; }
  bool recursion_desired() const { return flags >> 8 & 1; }
  bool recursion_available() const { return flags >> 7 & 1; }
  uint8_t reserved() const { return flags >> 4 & 7; }  // with the two below
  bool authentic() const { return flags >> 5 & 1; }
  bool checking_disabled() const { return flags >> 4 & 1; }
  uint8_t rcode() const { return flags & 15; }
};
inline constexpr size_t kDnsHeaderSize = 12;
// Opcodes of RFC 1035, RFC 1996 and RFC 2136.
inline constexpr uint8_t kDnsQuery = 0, kDnsNotify = 4, kDnsUpdate = 5;

// A name in dots, without the last one; empty for the root. Labels may hold any byte.
class DnsName {
 public:
  static constexpr size_t kMax = 255;

  std::string_view view() const { return {bytes_.data(), size_}; }
  void clear() { size_ = 0; }
  // False: there is no room.
  bool add_label(ByteSpan label);
  // ASCII letters only, as names are compared.
  void lower();

 private:
  std::array<char, kMax> bytes_;
  uint16_t size_ = 0;
};

struct DnsQuestion {
  DnsName name;  // as sent
  uint16_t type = 0;
  uint16_t klass = 0;
};

struct DnsRecord {
  DnsName name;  // in lower case
  uint16_t type = 0;
  uint16_t klass = 0;
  uint32_t ttl = 0;
  ByteSpan data;
  size_t data_at = 0;   // where it begins in the message
  bool is_cut = false;  // the message ends behind the class; the rest reads as zero
};

struct DnsProblem {
  std::string_view weird;
  std::string additional;
};

// Such a message was made to be hard work, and so will be the next.
inline constexpr std::string_view kDnsTooManyJumps = "DNS_max_compression_chain_depth_exceeded";

class DnsReader {
 public:
  // A name may jump at most `max_jumps` times. The bytes outlive the reader.
  DnsReader(ByteSpan message, uint64_t max_jumps) : message_(message), max_jumps_(max_jumps) {}

  // In this order; nothing after a problem.
  std::optional<DnsHeader> header();
  std::optional<DnsQuestion> question();
  std::optional<DnsRecord> record();

  // Reads the name at `at`, of which no byte may lie at or behind `end` unless it is jumped to.
  // Moves `at` behind it.
  bool name(size_t& at, size_t end, DnsName& name);

  const std::optional<DnsProblem>& problem() const { return problem_; }
  // False, for the caller to return.
  bool fail(std::string_view weird, std::string additional = {});
  ByteSpan message() const { return message_; }

 private:
  // The size of the label at `at`, after any jumps; zero at the name's end, and at a problem.
  bool follow(size_t& at, size_t& resume, uint64_t& jumps);

  ByteSpan message_;
  uint64_t max_jumps_;
  size_t at_ = 0;
  std::optional<DnsProblem> problem_;
};

}  // namespace avocet
