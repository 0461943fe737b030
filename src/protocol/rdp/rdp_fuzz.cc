// Any bytes as a message of RDP, and as each of the blocks in it.
#include <cstddef>
#include <cstdint>

#include "protocol/rdp/datagram.h"
#include "protocol/rdp/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteSpan bytes(data, size);
  parse_rdp_udp_syn(bytes);
  rdp_udp_data(bytes);
  rdp_udp2_data(bytes);
  std::optional<X224> message = parse_x224(bytes);
  if (!message) return 0;
  parse_rdp_request(message->content);
  parse_rdp_confirm(message->content);
  parse_rdp_data(message->content);
  parse_rdp_client_core(message->content);
  parse_rdp_pair(message->content);
  parse_rdp_channels(message->content);
  parse_rdp_server_security(message->content);
  return 0;
}
