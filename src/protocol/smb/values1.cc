// What scripts get of SMB 1.
#include <algorithm>

#include "base/net_time.h"
#include "base/windows.h"
#include "protocol/smb/analyzer.h"

namespace avocet {

namespace {

// The bits of capabilities in the order of the fields of SMB1::NegotiateCapabilities.
constexpr uint32_t kCapabilities[] = {0x1,    0x2,    0x4,      0x8,        0x10,       0x20,
                                      0x40,   0x80,   0x100,    0x200,      0x1000,     0x2000,
                                      0x4000, 0x8000, 0x800000, 0x20000000, 0x40000000, 0x80000000};
// And of SMB1::SessionSetupAndXCapabilities.
constexpr uint32_t kSessionCapabilities[] = {0x4, 0x8, 0x10, 0x40, 0x80, 0x200};

// Days since 1970 of a day of the Gregorian calendar.
int64_t days_from_civil(int64_t year, unsigned month, unsigned day) {
  year -= month <= 2;
  int64_t era = (year >= 0 ? year : year - 399) / 400;
  auto of_era = unsigned(year - era * 400);
  unsigned of_year = (153 * (month + (month > 2 ? -3u : 9u)) + 2) / 5 + day - 1;
  unsigned days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
  return era * 146'097 + int64_t(days) - 719'468;
}

// A time and a date of DOS (MS-CIFS 2.2.1.4), minutes west of Greenwich.
double seconds_of_dos(uint16_t time, uint16_t date, int16_t zone) {
  int64_t days = days_from_civil(1980 + (date >> 9), std::max(1u, (date >> 5) & 15u),
                                 std::max(1u, date & 31u));
  int64_t seconds = (time >> 11) * 3600 + ((time >> 5) & 63) * 60 + (time & 31) * 2;
  return double(days * 86'400 + seconds + int64_t(zone) * 60);
}

}  // namespace

Value SmbAnalyzer::header1(const Smb1Header& header) const {
  return Value::of(binding_.v1.header.make(
      heap(), {number(header.command), number(header.status), number(header.flags),
               number(header.flags2), number(header.tree_id), number(header.process_id),
               number(header.user_id), number(header.message_id)}));
}

Value SmbAnalyzer::security1(uint8_t mode) const {
  return Value::of(
      binding_.v1.security.make(heap(), {Value::of_bool(mode & 1), Value::of_bool(mode & 2),
                                         Value::of_bool(mode & 4), Value::of_bool(mode & 8)}));
}

Value SmbAnalyzer::lan_manager1(const Smb1Block& block) const {
  const Smb1Binding& v1 = binding_.v1;
  ByteReader words(block.words);
  uint16_t dialect = words.u16_le(), mode = words.u16_le(), max_buffer = words.u16_le(),
           max_multiplex = words.u16_le(), max_circuits = words.u16_le(), raw = words.u16_le();
  uint32_t session_key = words.u32_le();
  uint16_t time = words.u16_le(), date = words.u16_le();
  auto zone = int16_t(words.u16_le());
  uint16_t key_length = words.u16_le();
  Smb1Strings strings(block, 0);
  ByteSpan key = strings.take(key_length);
  Record* raw_mode = v1.raw_mode.make(heap(), {Value::of_bool(raw & 1), Value::of_bool(raw & 2)});
  return Value::of(v1.lan_manager.make(
      heap(),
      {number(block.word_count), number(dialect), security1(uint8_t(mode)), number(max_buffer),
       number(max_multiplex), number(max_circuits), Value::of(raw_mode), number(session_key),
       Value::of_double(seconds_of_dos(time, date, zone)), text(key), text(strings.next_oem())}));
}

Value SmbAnalyzer::nt1(const Smb1NtNegotiation& found, const Smb1Block& block) const {
  enum : size_t { kKey = 11, kDomain, kGuid };
  constexpr size_t kGuidSize = 16;
  const Smb1Binding& v1 = binding_.v1;
  Record* capabilities = v1.capabilities.make(heap(), {});
  size_t field = 0;
  for (uint32_t bit : kCapabilities)
    v1.capabilities.set(capabilities, field++, Value::of_bool((found.capabilities & bit) != 0));
  bool is_extended = found.capabilities & kSmb1ExtendedSecurity;
  Smb1Strings strings(block, 0);
  ByteSpan first = strings.take(is_extended ? kGuidSize : found.key_length);
  ByteSpan blob = is_extended ? strings.take(strings.remaining()) : ByteSpan();
  Record* made = v1.nt.make(
      heap(), {number(block.word_count), number(found.dialect), security1(found.security_mode),
               number(found.max_buffer), number(found.max_multiplex), number(found.max_circuits),
               number(found.max_raw), number(found.session_key), Value::of(capabilities),
               Value::of_double(seconds_of_filetime(found.server_time)), text(blob)});
  if (is_extended) {
    v1.nt.set(made, kGuid, text(first));
  } else {
    v1.nt.set(made, kKey, text(first));
    // Not aligned, other than elsewhere.
    ByteSpan domain = strings.take(strings.remaining());
    v1.nt.set(
        made, kDomain,
        text(block.is_unicode ? text_of_terminated_utf16(domain) : Smb1Strings(domain).next_oem()));
  }
  return Value::of(made);
}

Value SmbAnalyzer::negotiated1(const Smb1Block& block) const {
  enum : uint8_t { kCore = 1, kLanManager = 13, kNt = 17 };
  enum : size_t { kCoreField, kLanManagerField, kNtField };
  const Smb1Binding& v1 = binding_.v1;
  Record* made = v1.negotiated.make(heap(), {});
  if (block.word_count == kCore) {
    ByteReader words(block.words);
    v1.negotiated.set(made, kCoreField, Value::of(v1.core.make(heap(), {number(words.u16_le())})));
  } else if (block.word_count == kLanManager) {
    v1.negotiated.set(made, kLanManagerField, lan_manager1(block));
  } else if (block.word_count == kNt) {
    if (std::optional<Smb1NtNegotiation> found = parse_smb1_nt_negotiation(block))
      v1.negotiated.set(made, kNtField, nt1(*found, block));
  }
  return Value::of(made);
}

Value SmbAnalyzer::session_request1(const Smb1SessionRequest& request, uint8_t word_count) const {
  enum : uint8_t { kLanManager = 10, kExtended = 12 };
  enum : size_t {
    kAccount = 7,
    kPassword,
    kDomain,
    kInsensitive,
    kSensitive,
    kBlob,
    kCapabilities
  };
  const Smb1Binding& v1 = binding_.v1;
  Record* made = v1.session_request.make(
      heap(), {number(word_count), number(request.max_buffer), number(request.max_multiplex),
               number(request.circuit), number(request.session_key), text(request.native_os),
               text(request.native_lan_manager)});
  auto set = [&](size_t field, Value value) { v1.session_request.set(made, field, value); };
  if (word_count == kExtended) {
    set(kBlob, text(request.security_blob));
  } else {
    set(kAccount, text(request.account));
    set(kDomain, text(request.domain));
  }
  if (word_count == kLanManager) {
    set(kPassword, text(request.password));
    return Value::of(made);
  }
  if (word_count != kExtended) {
    set(kInsensitive, text(request.password));
    set(kSensitive, text(request.unicode_password));
  }
  Record* capabilities = v1.session_capabilities.make(heap(), {});
  size_t field = 0;
  for (uint32_t bit : kSessionCapabilities)
    v1.session_capabilities.set(capabilities, field++,
                                Value::of_bool((request.capabilities & bit) != 0));
  set(kCapabilities, Value::of(capabilities));
  return Value::of(made);
}

Value SmbAnalyzer::transaction1(const Smb1Transaction& made) const {
  return Value::of(binding_.v1.transaction.make(
      heap(), {number(made.total_parameters), number(made.total_data), number(made.max_parameters),
               number(made.max_data), number(made.max_setup), number(made.flags),
               number(made.timeout), number(made.parameter_count), number(made.parameter_offset),
               number(made.data_count), number(made.data_offset), number(made.setup.size())}));
}

}  // namespace avocet
