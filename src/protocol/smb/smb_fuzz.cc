// Any bytes as a stream of SMB messages, and as each kind of message.
#include <algorithm>

#include "protocol/smb/frames.h"
#include "protocol/smb/message1.h"
#include "protocol/smb/message2.h"

using namespace avocet;

namespace {

void parse_first(ByteSpan message) {
  std::optional<Smb1Header> header = parse_smb1_header(message);
  std::optional<Smb1Block> block;
  if (header) block = parse_smb1_block(*header, message, kSmb1HeaderSize);
  if (!block) return;
  parse_smb1_next(header->command, *block);
  parse_smb1_session_request(*block);
  parse_smb1_session_response(*block);
  parse_smb1_nt_negotiation(*block);
  parse_smb1_nt_create_response(*block);
  parse_smb1_read_request(*block);
  parse_smb1_read_response(*block);
  parse_smb1_write_request(*block);
  parse_smb1_transaction_request(*block);
  parse_smb1_transaction_response(*block);
  parse_smb1_transaction_secondary(*block);
}

void parse_all(ByteSpan message) {
  parse_first(message);
  parse_smb2_header(message);
  parse_smb2_transform(message);
  parse_smb2_negotiate_request(message);
  parse_smb2_negotiate_response(message);
  parse_smb2_session_request(message);
  parse_smb2_session_response(message);
  parse_smb2_tree_request(message);
  parse_smb2_tree_response(message);
  parse_smb2_create_request(message);
  parse_smb2_create_response(message);
  parse_smb2_close_request(message);
  parse_smb2_close_response(message);
  parse_smb2_read_request(message);
  parse_smb2_read_response(message);
  parse_smb2_write_request(message);
  parse_smb2_write_response(message);
  parse_smb2_ioctl_request(message);
  parse_smb2_ioctl_response(message);
  if (auto info = parse_smb2_set_info(message)) {
    parse_smb2_new_name(info->data);
    parse_smb2_attributes(info->data);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteSpan bytes(data, size);
  parse_all(bytes);
  if (bytes.empty()) return 0;
  // Cut in two, with a gap if the first byte says so.
  SmbFrames frames;
  auto take = [](uint8_t, ByteSpan message) { parse_all(message); };
  size_t cut = std::min<size_t>(bytes[0], bytes.size());
  frames.feed(bytes.first(cut), take);
  if (bytes[0] & 1) frames.gap(bytes[0]);
  frames.feed(bytes.subspan(cut), take);
  return 0;
}
