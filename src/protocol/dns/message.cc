#include "protocol/dns/message.h"

#include <algorithm>

namespace avocet {

namespace {

constexpr size_t kMaxLabel = 63;
constexpr uint8_t kPointer = 0xc0;

}  // namespace

bool DnsName::add_label(ByteSpan label) {
  size_t dot = size_ > 0 ? 1 : 0;
  if (size_ + dot + label.size() > kMax) return false;
  if (dot) bytes_[size_++] = '.';
  std::copy(label.begin(), label.end(), bytes_.begin() + size_);
  size_ = uint16_t(size_ + label.size());
  return true;
}

void DnsName::lower() {
  for (size_t i = 0; i < size_; ++i)
    if (bytes_[i] >= 'A' && bytes_[i] <= 'Z') bytes_[i] = char(bytes_[i] - 'A' + 'a');
}

bool DnsReader::fail(std::string_view weird, std::string additional) {
  problem_ = DnsProblem{weird, std::move(additional)};
  return false;
}

std::optional<DnsHeader> DnsReader::header() {
  ByteReader reader(message_);
  DnsHeader header;
  header.id = reader.u16();
  header.flags = reader.u16();
  header.questions = reader.u16();
  header.answers = reader.u16();
  header.authorities = reader.u16();
  header.additionals = reader.u16();
  if (reader.failed()) {
    fail("DNS_truncated_len_lt_hdr_len");
    return std::nullopt;
  }
  at_ = kDnsHeaderSize;
  return header;
}

// Pointers lead backwards only, so that a name ends; how often it jumps is limited as well, because
// a short message could make long work of it.
bool DnsReader::follow(size_t& at, size_t& resume, uint64_t& jumps) {
  while (at < message_.size() && (message_[at] & kPointer) == kPointer) {
    if (at + 1 >= message_.size()) {
      at = message_.size();
      break;
    }
    size_t target = size_t(message_[at] & ~kPointer) << 8 | message_[at + 1];
    if (resume == 0) resume = at + 2;
    if (++jumps > max_jumps_) return fail(kDnsTooManyJumps, std::to_string(jumps));
    if (target >= at) return fail("DNS_label_forward_compress_offset");
    at = target;
  }
  return true;
}

bool DnsReader::name(size_t& at, size_t end, DnsName& name) {
  name.clear();
  size_t resume = 0;  // behind the first pointer
  uint64_t jumps = 0;
  for (;;) {
    if (!follow(at, resume, jumps)) return false;
    size_t limit = resume == 0 ? end : message_.size();
    // A message may end in a name; what should follow is missed then.
    bool is_cut_off = at >= message_.size() && resume == 0;
    if (is_cut_off) break;
    if (at >= limit) return fail("DNS_label_len_gt_pkt");
    size_t size = message_[at++];
    if (size == 0 || (at >= message_.size() && resume == 0)) break;
    if (size > kMaxLabel) return fail("DNS_label_too_long");
    if (size > limit - at) return fail("DNS_label_len_gt_pkt");
    if (!name.add_label(message_.subspan(at, size))) return fail("DNS_NAME_too_long");
    at += size;
  }
  if (resume != 0) at = resume;
  return at <= end || fail("DNS_label_len_gt_name_len");
}

std::optional<DnsQuestion> DnsReader::question() {
  DnsQuestion question;
  if (!name(at_, message_.size(), question.name)) return std::nullopt;
  ByteReader reader(message_.subspan(at_));
  question.type = reader.u16();
  question.klass = reader.u16();
  if (reader.failed()) {
    fail("DNS_truncated_quest_too_short");
    return std::nullopt;
  }
  at_ += reader.position();
  return question;
}

std::optional<DnsRecord> DnsReader::record() {
  DnsRecord record;
  if (!name(at_, message_.size(), record.name)) return std::nullopt;
  record.name.lower();
  ByteReader reader(message_.subspan(at_));
  record.type = reader.u16();
  record.klass = reader.u16();
  if (reader.failed()) {
    fail("DNS_truncated_ans_too_short");
    return std::nullopt;
  }
  constexpr size_t kTtl = 4, kLength = 2;
  if (reader.remaining() >= kTtl) record.ttl = reader.u32();
  record.is_cut = reader.remaining() < kLength;
  size_t length = record.is_cut ? 0 : reader.u16();
  record.data_at = at_ + reader.position();
  record.data = reader.take(length);
  if (reader.failed()) {
    fail("DNS_truncated_RR_rdlength_lt_len");
    return std::nullopt;
  }
  at_ = record.data_at + length;
  return record;
}

}  // namespace avocet
