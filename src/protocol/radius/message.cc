#include "protocol/radius/message.h"

namespace avocet {

std::optional<RadiusMessage> parse_radius(ByteSpan bytes) {
  constexpr size_t kAuthenticatorSize = 16, kHeaderSize = 20, kAttributeHeaderSize = 2;
  ByteReader reader(bytes);
  RadiusMessage message;
  message.code = reader.u8();
  message.id = reader.u8();
  size_t length = reader.u16();
  message.authenticator = reader.take(kAuthenticatorSize);
  if (reader.failed() || length < kHeaderSize) return std::nullopt;
  ByteReader attributes(reader.take(length - kHeaderSize));
  while (attributes.remaining() > 0) {
    RadiusAttribute attribute;
    attribute.type = attributes.u8();
    size_t size = attributes.u8();
    if (size < kAttributeHeaderSize) return std::nullopt;
    attribute.value = attributes.take(size - kAttributeHeaderSize);
    if (attributes.failed()) return std::nullopt;
    message.attributes.push_back(attribute);
  }
  if (reader.failed()) return std::nullopt;
  return message;
}

}  // namespace avocet
