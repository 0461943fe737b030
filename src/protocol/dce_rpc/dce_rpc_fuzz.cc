// Any bytes as a message of DCE/RPC, whatever its header says it is.
#include "protocol/dce_rpc/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteSpan bytes(data, size);
  std::optional<RpcHeader> header = parse_rpc_header(bytes);
  if (!header) return 0;
  if (header->auth_length > 0) parse_rpc_auth(*header, bytes);
  ByteSpan body = rpc_body(*header, bytes);
  if (auto contexts = parse_rpc_bind(*header, body))
    for (const RpcContext& context : *contexts) rpc_uuid_text(context.uuid, header->is_little);
  parse_rpc_bind_ack(*header, body);
  parse_rpc_call(*header, body);
  return 0;
}
