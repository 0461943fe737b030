// Any bytes as packets of both versions, and what they hold.
#include <cstddef>
#include <cstdint>

#include "protocol/ssh/message.h"

using namespace avocet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteSpan bytes(data, size);
  for (SshVersion version : {SshVersion::k1, SshVersion::k2}) {
    SshPacket packet = read_ssh_packet(version, bytes);
    parse_ssh1_public_key(packet.body);
    ByteReader reader(packet.body);
    take_ssh_string(reader);
    auto init = parse_ssh_kex_init(packet.body);
    if (!init) continue;
    for (std::string_view list : init->lists) {
      ssh_names(list, 100);
      count_ssh_names(list);
      ssh_kex_of(agreed_ssh_name(list, init->lists[0]));
    }
  }
  return 0;
}
