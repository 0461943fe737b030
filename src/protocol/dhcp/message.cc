#include "protocol/dhcp/message.h"

namespace avocet {

namespace {

constexpr uint32_t kCookie = 0x63825363;
constexpr uint8_t kPad = 0, kEnd = 255, kMessageType = 53;
constexpr size_t kHardwareSize = 16, kServerNameSize = 64, kFileSize = 128;

std::string_view text_of(ByteSpan bytes) {
  std::string_view text(reinterpret_cast<const char*>(bytes.data()),  // lint: allow(cast): text
                        bytes.size());
  return text.substr(0, text.find('\0'));
}

}  // namespace

DhcpProblem parse_dhcp(ByteSpan bytes, DhcpMessage& message) {
  ByteReader reader(bytes);
  message.operation = reader.u8();
  message.hardware_type = reader.u8();
  message.hardware_size = reader.u8();
  reader.u8();  // relays passed
  message.transaction = reader.u32();
  message.seconds = reader.u16();
  message.flags = reader.u16();
  message.client = reader.u32();
  message.yours = reader.u32();
  message.server = reader.u32();
  message.relay = reader.u32();
  message.hardware = reader.take(kHardwareSize);
  message.server_name = text_of(reader.take(kServerNameSize));
  message.file = text_of(reader.take(kFileSize));
  uint32_t cookie = reader.u32();
  if (reader.failed()) return DhcpProblem::kShort;
  if (cookie != kCookie) return DhcpProblem::kNoCookie;
  while (reader.remaining() > 0) {
    DhcpOption option;
    option.code = reader.u8();
    if (option.code == kPad) continue;
    if (option.code == kEnd) break;
    size_t size = reader.u8();
    option.value = reader.take(size);
    if (reader.failed()) return DhcpProblem::kBadOption;
    if (option.code == kMessageType && size == 1) message.type = option.value[0];
    message.options.push_back(option);
  }
  return DhcpProblem::kNone;
}

std::string hardware_text(ByteSpan bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (uint8_t byte : bytes) {
    if (!text.empty()) text += ':';
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace avocet
