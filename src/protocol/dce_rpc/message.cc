#include "protocol/dce_rpc/message.h"

#include <fmt/format.h>

#include <algorithm>

namespace avocet {

namespace {

constexpr size_t kAuthHeader = 8, kUuid = 16, kSyntax = 20;

// Numbers in the order that the sender has.
struct Numbers {
  Numbers(const RpcHeader& header, ByteSpan bytes) : reader(bytes), is_little(header.is_little) {}
  uint16_t u16() { return is_little ? reader.u16_le() : reader.u16(); }
  uint32_t u32() { return is_little ? reader.u32_le() : reader.u32(); }
  ByteReader reader;
  bool is_little;
};

}  // namespace

std::optional<RpcHeader> parse_rpc_header(ByteSpan bytes) {
  constexpr uint8_t kVersion = 5, kLastMinor = 1, kLittle = 0x10;
  if (bytes.size() < kRpcHeaderSize || bytes[0] != kVersion || bytes[1] > kLastMinor)
    return std::nullopt;
  RpcHeader header;
  header.type = bytes[2];
  header.flags = bytes[3];
  header.is_little = bytes[4] & kLittle;
  Numbers numbers(header, bytes);
  numbers.reader.skip(8);
  header.length = numbers.u16();
  header.auth_length = numbers.u16();
  header.call = numbers.u32();
  if (header.type > kLastRpcType || header.length < kRpcHeaderSize) return std::nullopt;
  return header;
}

std::optional<RpcAuth> parse_rpc_auth(const RpcHeader& header, ByteSpan message) {
  size_t size = header.auth_length + kAuthHeader;
  if (message.size() < kRpcHeaderSize + size) return std::nullopt;
  Numbers numbers(header, message.last(size));
  RpcAuth auth;
  auth.type = numbers.reader.u8();
  auth.level = numbers.reader.u8();
  auth.padding = numbers.reader.u8();
  numbers.reader.skip(1);
  auth.context = numbers.u32();
  auth.value = numbers.reader.rest();
  return auth;
}

ByteSpan rpc_body(const RpcHeader& header, ByteSpan message) {
  ByteSpan body = message.subspan(std::min(message.size(), kRpcHeaderSize));
  size_t behind = header.auth_length > 0 ? header.auth_length + kAuthHeader : 0;
  return body.first(body.size() - std::min(body.size(), behind));
}

std::optional<std::vector<RpcContext>> parse_rpc_bind(const RpcHeader& header, ByteSpan body) {
  Numbers numbers(header, body);
  numbers.reader.skip(8);  // sizes of fragments, and a group
  uint8_t count = numbers.reader.u8();
  numbers.reader.skip(3);
  std::vector<RpcContext> contexts;
  for (uint8_t i = 0; i < count; ++i) {
    RpcContext context;
    context.id = numbers.u16();
    uint8_t syntaxes = numbers.reader.u8();
    numbers.reader.skip(1);
    context.uuid = numbers.reader.take(kUuid);
    context.major = numbers.u16();
    context.minor = numbers.u16();
    numbers.reader.skip(syntaxes * kSyntax);
    if (numbers.reader.failed()) return std::nullopt;
    contexts.push_back(context);
  }
  if (numbers.reader.failed()) return std::nullopt;
  return contexts;
}

std::optional<ByteSpan> parse_rpc_bind_ack(const RpcHeader& header, ByteSpan body) {
  Numbers numbers(header, body);
  numbers.reader.skip(8);
  ByteSpan address = numbers.reader.take(numbers.u16());
  if (numbers.reader.failed()) return std::nullopt;
  if (!address.empty() && address.back() == 0) address = address.first(address.size() - 1);
  return address;
}

std::optional<RpcCall> parse_rpc_call(const RpcHeader& header, ByteSpan body) {
  bool is_request = header.type == uint8_t(RpcType::kRequest);
  Numbers numbers(header, body);
  RpcCall call;
  numbers.reader.skip(4);  // how long it may become
  call.context = numbers.u16();
  uint16_t operation = numbers.u16();
  if (is_request) call.operation = operation;
  if (is_request && (header.flags & kRpcObject)) numbers.reader.skip(kUuid);
  call.stub = numbers.reader.rest();
  if (numbers.reader.failed()) return std::nullopt;
  return call;
}

std::string rpc_uuid_text(ByteSpan uuid, bool is_little) {
  RpcHeader header;
  header.is_little = is_little;
  Numbers numbers(header, uuid);
  uint32_t first = numbers.u32();
  uint16_t second = numbers.u16(), third = numbers.u16(), fourth = numbers.reader.u16();
  uint64_t rest = uint64_t(numbers.reader.u16()) << 32;
  rest |= numbers.reader.u32();
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", first, second, third, fourth, rest);
}

}  // namespace avocet
