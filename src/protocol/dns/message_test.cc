#include "protocol/dns/message.h"

#include <gtest/gtest.h>

#include <vector>

#include "protocol/dns/edns.h"
#include "protocol/dns/rdata.h"

namespace avocet {
namespace {

std::vector<uint8_t> bytes(std::string_view text) { return {text.begin(), text.end()}; }

// A reply with one question for "Ab.c" at offset 12 and what follows it.
std::vector<uint8_t> reply(std::string_view rest, uint8_t answers = 1) {
  std::vector<uint8_t> out =
      bytes(std::string_view("\x12\x34\x84\x01\0\1\0\0\0\0\0\0\2Ab\1c\0\0\1\0\1", 22));
  out[7] = answers;
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

// The first answer of a reply, whose data is `data`.
struct Answer {
  explicit Answer(uint16_t type, std::string_view data) {
    std::string rest("\xc0\x0c", 2);
    rest +=
        {char(type >> 8), char(type), 0, 1, 0, 0, 0, 60, char(data.size() >> 8), char(data.size())};
    rest += data;
    message = reply(rest);
    reader.emplace(message, 20);
    EXPECT_TRUE(reader->header());
    EXPECT_TRUE(reader->question());
    record = reader->record().value_or(DnsRecord{});
  }
  std::string problem() const {
    return reader->problem() ? std::string(reader->problem()->weird) : "";
  }
  std::vector<uint8_t> message;
  std::optional<DnsReader> reader;
  DnsRecord record;
};

TEST(DnsReader, ReadsHeaders) {
  std::vector<uint8_t> message = reply("");
  DnsReader reader(message, 20);
  std::optional<DnsHeader> header = reader.header();
  ASSERT_TRUE(header);
  EXPECT_EQ(header->id, 0x1234);
  EXPECT_TRUE(header->is_reply());
  EXPECT_TRUE(header->authoritative());
  EXPECT_EQ(header->opcode(), 0);
  EXPECT_EQ(header->rcode(), 1);
  EXPECT_EQ(header->answers, 1);
}

TEST(DnsReader, TellsOfHeadersThatAreCut) {
  std::vector<uint8_t> message(11);
  DnsReader reader(message, 20);
  EXPECT_FALSE(reader.header());
  EXPECT_EQ(reader.problem()->weird, "DNS_truncated_len_lt_hdr_len");
}

TEST(DnsReader, KeepsTheLettersOfQuestionsAndLowersThoseOfRecords) {
  std::vector<uint8_t> message = reply(std::string_view("\xc0\x0c\0\1\0\1\0\0\0\5\0\0", 12));
  DnsReader reader(message, 20);
  ASSERT_TRUE(reader.header());
  std::optional<DnsQuestion> question = reader.question();
  ASSERT_TRUE(question);
  EXPECT_EQ(question->name.view(), "Ab.c");
  std::optional<DnsRecord> record = reader.record();
  ASSERT_TRUE(record);
  EXPECT_EQ(record->name.view(), "ab.c");
  EXPECT_EQ(record->ttl, 5u);
}

TEST(DnsReader, LimitsNames) {
  auto problem_of = [](std::string_view rest) {
    std::vector<uint8_t> message = reply(rest);
    DnsReader reader(message, 1);
    EXPECT_TRUE(reader.header() && reader.question());
    EXPECT_FALSE(reader.record());
    return std::string(reader.problem() ? reader.problem()->weird : "");
  };
  // What follows a name that is cut off is missed, not the rest of the name.
  EXPECT_EQ(problem_of("\xc0"), "DNS_truncated_ans_too_short");
  EXPECT_EQ(problem_of("\x02io\x05"), "DNS_truncated_ans_too_short");
  EXPECT_EQ(problem_of("\xff\xff"), "DNS_label_forward_compress_offset");
  EXPECT_EQ(problem_of(std::string_view("\xc0\x17", 2)), "DNS_label_forward_compress_offset");
  EXPECT_EQ(problem_of("\x40label"), "DNS_label_too_long");
  EXPECT_EQ(problem_of("\x09label"), "DNS_label_len_gt_pkt");
  EXPECT_EQ(problem_of(std::string_view("\xc0\x0c\0\1", 4)), "DNS_truncated_ans_too_short");
  EXPECT_EQ(problem_of(std::string_view("\1x\xc0\x0c\0\1\0\1\0\0\0\0\0\1", 14)),
            "DNS_truncated_RR_rdlength_lt_len");
}

TEST(DnsReader, CountsJumps) {
  // At 22: a record whose name is at 12; in its data, at 34, a pointer to that.
  std::vector<uint8_t> message =
      reply(std::string_view("\xc0\x0c\0\1\0\1\0\0\0\0\0\2\xc0\x16", 14));
  size_t at = 34;
  DnsName name;
  DnsReader patient(message, 2);
  EXPECT_TRUE(patient.name(at, message.size(), name));
  EXPECT_EQ(name.view(), "Ab.c");
  EXPECT_EQ(at, 36u);
  at = 34;
  DnsReader impatient(message, 1);
  EXPECT_FALSE(impatient.name(at, message.size(), name));
  EXPECT_EQ(impatient.problem()->weird, kDnsTooManyJumps);
  EXPECT_EQ(impatient.problem()->additional, "2");
}

TEST(DnsReader, RefusesNamesOfMoreThan255Bytes) {
  std::string rest;
  for (int i = 0; i < 5; ++i) rest += std::string(1, 63) + std::string(63, 'x');
  std::vector<uint8_t> message = reply(rest);
  DnsReader reader(message, 20);
  EXPECT_TRUE(reader.header() && reader.question());
  EXPECT_FALSE(reader.record());
  EXPECT_EQ(reader.problem()->weird, "DNS_NAME_too_long");
}

TEST(DnsData, TakesRecordsApart) {
  Answer mx(15, std::string_view("\0\x0a\xc0\x0c", 4));
  DnsData data{*mx.reader, mx.record};
  std::optional<DnsMx> found = parse_dns_mx(data);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->preference, 10);
  EXPECT_EQ(found->name.view(), "ab.c");
  EXPECT_TRUE(data.oddities.empty());
}

TEST(DnsData, FindsWhatIsLeftOverOdd) {
  Answer mx(15, std::string_view("\0\x0a\xc0\x0c!", 5));
  DnsData data{*mx.reader, mx.record};
  EXPECT_TRUE(parse_dns_mx(data));
  ASSERT_EQ(data.oddities.size(), 1u);
  EXPECT_EQ(data.oddities[0].weird, "DNS_RR_length_mismatch");
}

TEST(DnsData, KeepsNamesWithinTheirRecord) {
  // The label goes on behind the two bytes that the record has.
  Answer ns(2, "\2x");
  DnsData data{*ns.reader, ns.record};
  EXPECT_FALSE(parse_dns_name(data));
  EXPECT_EQ(ns.problem(), "DNS_label_len_gt_pkt");
}

TEST(DnsData, RefusesWrongLengths) {
  Answer a(1, "abc");
  DnsData data{*a.reader, a.record};
  EXPECT_FALSE(parse_dns_a(data));
  EXPECT_EQ(a.problem(), "DNS_RR_bad_length");
  Answer aaaa(28, "abc");
  DnsData six{*aaaa.reader, aaaa.record};
  EXPECT_FALSE(parse_dns_aaaa(six));
  EXPECT_EQ(aaaa.problem(), "DNS_AAAA_neg_length");
}

// As messages do of which the capture keeps the first bytes only.
TEST(DnsData, ReadsAsZeroWhatIsCutOffBehindTheClass) {
  for (std::string_view ttl : {std::string_view(), std::string_view("\0\0\0\0\0", 5)}) {
    std::vector<uint8_t> message = reply(std::string("\xc0\x0c\0\x1c\0\1", 6) + std::string(ttl));
    DnsReader reader(message, 1);
    ASSERT_TRUE(reader.header() && reader.question());
    std::optional<DnsRecord> record = reader.record();
    ASSERT_TRUE(record);
    EXPECT_TRUE(record->is_cut);
    DnsData data{reader, *record};
    EXPECT_EQ(parse_dns_aaaa(data), IpAddress::v6(0, 0));
    EXPECT_FALSE(parse_dns_a(data));
    EXPECT_EQ(reader.problem()->weird, "DNS_RR_bad_length");
  }
}

TEST(DnsData, KeepsMalformedServiceParametersRaw) {
  Answer https(65, std::string_view("\0\1\0\0\1\0\3\2h2\0\3\0\1\7", 15));
  DnsData data{*https.reader, https.record};
  std::optional<DnsService> service = parse_dns_service(data);
  ASSERT_TRUE(service);
  ASSERT_EQ(service->parameters.size(), 2u);
  EXPECT_EQ(service->parameters[0].alpn.size(), 1u);
  EXPECT_TRUE(service->parameters[1].is_raw);
  EXPECT_EQ(data.oddities.size(), 1u);
}

TEST(Edns, ReadsOptionsUntilOneIsCut) {
  std::vector<uint8_t> data = bytes(std::string_view("\0\x0a\0\1x\0\x0b\0\2y", 10));
  EdnsReader reader(data);
  uint16_t code = 0;
  ByteSpan value;
  EXPECT_TRUE(reader.next(code, value));
  EXPECT_EQ(code, 10);
  EXPECT_FALSE(reader.next(code, value));
  EXPECT_TRUE(reader.is_cut());
}

TEST(Edns, FillsAddressesUp) {
  DnsProblem problem;
  std::vector<uint8_t> value = bytes(std::string_view("\0\1\x18\0\x0a\2\3", 7));
  std::optional<EdnsClientSubnet> subnet = parse_client_subnet(value, problem);
  ASSERT_TRUE(subnet);
  EXPECT_EQ(subnet->address.to_string(), "10.2.3.0");
  EXPECT_TRUE(problem.weird.empty());
}

}  // namespace
}  // namespace avocet
