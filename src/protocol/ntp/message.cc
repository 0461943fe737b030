#include "protocol/ntp/message.h"

#include <cmath>

namespace avocet {

namespace {

// From 1900 to 1970.
constexpr double kEpoch = 2'208'988'800.0;

// Seconds and their fraction, 16 bits each. Published logs take the first bit of the fraction for a
// sign, so that 1.75 s come out as 0.75 s; so do ours, which are to be compared with them.
double fixed_point(uint32_t value) {
  return double(value >> 16) + static_cast<int16_t>(value & 0xFFFF) / 65536.0;
}

double take_time(ByteReader& reader) {
  uint32_t seconds = reader.u32(), fraction = reader.u32();
  if (seconds == 0 && fraction == 0) return 0;
  return double(seconds) - kEpoch + fraction / 4294967296.0;
}

double power_of_two(uint8_t exponent) { return std::ldexp(1.0, int8_t(exponent)); }

// What may follow the header: extensions (version 4), then a key and a digest. False: neither.
bool take_tail(ByteReader& reader, uint8_t version, NtpStandard& message) {
  constexpr size_t kLongestDigest = 24, kShortestDigest = 20, kLeastExtension = 16;
  while (version >= 4 && reader.remaining() > kLongestDigest) {
    reader.u16();  // its kind
    size_t size = reader.u16();
    if (size < kLeastExtension || size % 4 != 0) return false;
    reader.skip(size - 4);
    if (reader.failed()) return false;
    ++message.extensions;
  }
  if (reader.remaining() < kShortestDigest) return true;
  message.key_id = reader.u32();
  message.digest = reader.rest();
  return true;
}

bool parse_standard(ByteReader& reader, uint8_t version, NtpStandard& message) {
  message.stratum = reader.u8();
  message.poll = power_of_two(reader.u8());
  message.precision = power_of_two(reader.u8());
  message.root_delay = fixed_point(reader.u32());
  message.root_dispersion = fixed_point(reader.u32());
  message.reference = reader.take(4);
  for (double* time : {&message.reference_time, &message.origin_time, &message.receive_time,
                       &message.transmit_time})
    *time = take_time(reader);
  return !reader.failed() && take_tail(reader, version, message);
}

bool parse_control(ByteReader& reader, NtpControl& message) {
  constexpr uint8_t kResponse = 0x80, kError = 0x40, kMore = 0x20, kOperation = 0x1F;
  constexpr size_t kAuthentication = 12;
  uint8_t bits = reader.u8();
  message.is_response = bits & kResponse;
  message.is_error = bits & kError;
  message.has_more = bits & kMore;
  message.operation = bits & kOperation;
  message.sequence = reader.u16();
  message.status = reader.u16();
  message.association = reader.u16();
  reader.u16();  // where the data belongs, if it comes in several messages
  size_t size = reader.u16();
  message.data = reader.take(size);
  if (reader.failed()) return false;
  if (reader.can_read((4 - size % 4) % 4)) reader.skip((4 - size % 4) % 4);
  if (reader.remaining() < kAuthentication) return true;
  message.key_id = reader.u32();
  message.checksum = reader.rest();
  return true;
}

bool parse_private(ByteReader& reader, NtpPrivate& message) {
  uint8_t bits = reader.u8();
  message.is_authenticated = bits & 0x80;
  message.sequence = bits & 0x7F;
  message.implementation = reader.u8();
  message.request = reader.u8();
  uint16_t items = reader.u16(), item_size = reader.u16();
  message.error = uint8_t(items >> 12);
  size_t size = size_t(items & 0x0FFF) * (item_size & 0x0FFF);
  message.data = reader.take_up_to(size);
  return !reader.failed();
}

}  // namespace

std::optional<NtpMessage> parse_ntp(ByteSpan bytes) {
  ByteReader reader(bytes);
  NtpMessage message;
  uint8_t bits = reader.u8();
  message.version = bits >> 3 & 7;
  message.mode = bits & 7;
  if (message.version < 1 || message.version > 4 || message.mode == 0) return std::nullopt;
  bool fits = false;
  if (message.mode == 6)
    fits = parse_control(reader, message.body.emplace<NtpControl>());
  else if (message.mode == 7)
    fits = parse_private(reader, message.body.emplace<NtpPrivate>());
  else
    fits = parse_standard(reader, message.version, message.body.emplace<NtpStandard>());
  if (!fits) return std::nullopt;
  return message;
}

}  // namespace avocet
