// DCE/RPC messages over connections (C706 chapter 12, MS-RPCE 2.2): bytes in, parts out. Views are
// into the message, which is one fragment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

enum class RpcType : uint8_t {
  kRequest = 0,
  kResponse = 2,
  kBind = 11,
  kBindAck = 12,
  kAlterContext = 14,
  kAlterContextResponse = 15,
  kAuth3 = 16,
};
// The last that is known: RTS (MS-RPCH).
inline constexpr uint8_t kLastRpcType = 20;

inline constexpr size_t kRpcHeaderSize = 16;
inline constexpr uint8_t kRpcFirst = 0x01, kRpcLast = 0x02, kRpcObject = 0x80;

struct RpcHeader {
  uint8_t type = 0, flags = 0;
  bool is_little = true;  // the order of bytes in numbers
  uint16_t length = 0, auth_length = 0;
  uint32_t call = 0;
};
// Nothing if bytes are too few, or begin like nothing of the kind.
std::optional<RpcHeader> parse_rpc_header(ByteSpan bytes);

struct RpcAuth {
  uint8_t type = 0, level = 0, padding = 0;
  uint32_t context = 0;
  ByteSpan value;
};
// What stands behind the body; nothing if it does not fit. Precondition: header.auth_length > 0.
std::optional<RpcAuth> parse_rpc_auth(const RpcHeader& header, ByteSpan message);
// What is between the header and that.
ByteSpan rpc_body(const RpcHeader& header, ByteSpan message);

// An interface that is bound to a context.
struct RpcContext {
  uint16_t id = 0;
  ByteSpan uuid;
  uint16_t major = 0, minor = 0;
};
std::optional<std::vector<RpcContext>> parse_rpc_bind(const RpcHeader& header, ByteSpan body);
// Where the server listens: a port, or a pipe.
std::optional<ByteSpan> parse_rpc_bind_ack(const RpcHeader& header, ByteSpan body);

// A request, or the answer to one, which names no operation.
struct RpcCall {
  uint16_t context = 0, operation = 0;
  ByteSpan stub;
};
std::optional<RpcCall> parse_rpc_call(const RpcHeader& header, ByteSpan body);

// "4b324fc8-1670-01d3-1278-5a47bf6ee188". Precondition: 16 bytes.
std::string rpc_uuid_text(ByteSpan uuid, bool is_little);

}  // namespace avocet
