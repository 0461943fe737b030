#include "protocol/rdp/message.h"

#include <algorithm>
#include <string_view>

#include "base/ber_reader.h"

namespace avocet {

namespace {

constexpr uint8_t kNegotiationResponse = 2, kNegotiationFailure = 3;
constexpr uint16_t kNegotiationSize = 8;
constexpr size_t kReferencesAndClass = 5;
// The tags of MCS take two bytes.
constexpr uint8_t kLongTag = 0x7f, kConnectInitial = 0x65, kConnectResponse = 0x66;
constexpr uint8_t kBoolean = 0x01;
// GCC by its object identifier, in the packed encoding.
constexpr uint8_t kGccKey[] = {0x00, 0x05, 0x00, 0x14, 0x7c, 0x00, 0x01};
// Who defines what users of GCC say: Microsoft's clients and servers.
constexpr std::string_view kClientKey = "Duca", kServerKey = "McDn";
constexpr size_t kNameSize = 32, kFileNameSize = 64, kProductSize = 64, kChannelNameSize = 8;
constexpr uint32_t kX509 = 2, kTemporary = 0x80000000;

// Moves behind the text; false if it is not there.
bool skip_behind(ByteSpan& bytes, std::string_view text) {
  auto found = std::search(bytes.begin(), bytes.end(), text.begin(), text.end());
  if (found == bytes.end()) return false;
  bytes = bytes.subspan(size_t(found - bytes.begin()) + text.size());
  return true;
}

// A length of the packed encoding (X.691 10.9), of one byte or two.
size_t packed_length(ByteReader& reader) {
  uint8_t first = reader.u8();
  return first & 0x80 ? size_t(first & 0x7f) << 8 | reader.u8() : first;
}

std::optional<std::vector<RdpBlock>> parse_blocks(ByteSpan bytes) {
  ByteReader reader(bytes);
  size_t length = packed_length(reader);
  reader = ByteReader(reader.take_up_to(length));
  std::vector<RdpBlock> blocks;
  constexpr size_t kHeader = 4;
  while (reader.can_read(kHeader)) {
    RdpBlock block;
    block.kind = reader.u16_le();
    uint16_t size = reader.u16_le();
    if (size < kHeader) return std::nullopt;
    block.content = reader.take(size - kHeader);
    if (reader.failed()) return std::nullopt;
    blocks.push_back(block);
  }
  return blocks;
}

std::optional<RdpSettings> parse_conference(ByteSpan bytes, bool is_response) {
  if (bytes.size() < sizeof(kGccKey) ||
      !std::equal(std::begin(kGccKey), std::end(kGccKey), bytes.begin()))
    return std::nullopt;
  ByteReader reader(bytes.subspan(sizeof(kGccKey)));
  packed_length(reader);
  RdpSettings settings;
  settings.is_response = is_response;
  if (is_response) {
    reader.skip(1 + 2);  // the choice, and the number of a node
    reader.skip(packed_length(reader));
    settings.result = reader.u8();
  }
  if (reader.failed()) return std::nullopt;
  ByteSpan rest = reader.rest();
  if (!skip_behind(rest, is_response ? kServerKey : kClientKey)) return std::nullopt;
  std::optional<std::vector<RdpBlock>> blocks = parse_blocks(rest);
  if (!blocks) return std::nullopt;
  settings.blocks = std::move(*blocks);
  return settings;
}

}  // namespace

std::optional<X224> parse_x224(ByteSpan bytes) {
  ByteReader reader(bytes);
  uint8_t length = reader.u8();
  X224 message;
  message.kind = reader.u8() & 0xf0;
  bool is_data = message.kind == uint8_t(X224Kind::kData);
  size_t fixed = is_data ? 1 : kReferencesAndClass;
  reader.skip(fixed);
  if (reader.failed() || length < fixed + 1) return std::nullopt;
  // The header of a request or confirmation reaches to its end; of data, the content follows it.
  message.content = reader.rest();
  return message;
}

RdpRequest parse_rdp_request(ByteSpan content) {
  constexpr std::string_view kCookie = "Cookie: mstshash=", kEnd = "\r\n";
  RdpRequest request;
  ByteSpan rest = content;
  if (skip_behind(rest, kCookie)) {
    ByteSpan behind = rest;
    bool has_end = skip_behind(behind, kEnd);
    request.cookie = has_end ? rest.first(rest.size() - behind.size() - kEnd.size()) : rest;
    rest = has_end ? behind : ByteSpan();
  } else if (ByteSpan behind = content; skip_behind(behind, kEnd)) {
    rest = behind;  // the token of a load balancer
  }
  ByteReader reader(rest);
  reader.skip(1);
  uint8_t flags = reader.u8();
  if (!reader.failed()) request.flags = flags;
  return request;
}

std::optional<RdpConfirm> parse_rdp_confirm(ByteSpan content) {
  RdpConfirm confirm;
  if (content.empty()) return confirm;
  ByteReader reader(content);
  uint8_t kind = reader.u8();
  confirm.flags = reader.u8();
  uint16_t length = reader.u16_le();
  confirm.value = reader.u32_le();
  if (reader.failed() || length != kNegotiationSize) return std::nullopt;
  if (kind == kNegotiationResponse)
    confirm.kind = RdpConfirm::Kind::kResponse;
  else if (kind == kNegotiationFailure)
    confirm.kind = RdpConfirm::Kind::kFailure;
  else
    return std::nullopt;
  return confirm;
}

std::optional<RdpData> parse_rdp_data(ByteSpan content) {
  RdpData data;
  if (content.size() < 2 || content[0] != kLongTag) return data;
  bool is_response = content[1] == kConnectResponse;
  if (!is_response && content[1] != kConnectInitial) return data;
  data.is_connecting = true;
  BerReader outer(content.subspan(1));
  BerReader reader = outer.inside(content[1]);
  if (is_response) {
    reader.content(kBerEnumerated);
    reader.content(kBerInteger);
    reader.content(kBerSequence);
  } else {
    reader.octets();
    reader.octets();
    reader.content(kBoolean);
    for (int i = 0; i < 3; ++i) reader.content(kBerSequence);
  }
  ByteSpan user_data = reader.octets();
  if (reader.failed()) return std::nullopt;
  data.settings = parse_conference(user_data, is_response);
  if (!data.settings) return std::nullopt;
  return data;
}

std::optional<RdpClientCore> parse_rdp_client_core(ByteSpan content) {
  ByteReader reader(content);
  RdpClientCore core;
  core.version_major = reader.u16_le();
  core.version_minor = reader.u16_le();
  core.width = reader.u16_le();
  core.height = reader.u16_le();
  core.color_depth = reader.u16_le();
  core.sas_sequence = reader.u16_le();
  core.keyboard_layout = reader.u32_le();
  core.build = reader.u32_le();
  core.name = reader.take(kNameSize);
  core.keyboard_type = reader.u32_le();
  core.keyboard_sub = reader.u32_le();
  core.keyboard_function_key = reader.u32_le();
  core.ime_file_name = reader.take(kFileNameSize);
  if (reader.failed()) return std::nullopt;
  if (reader.can_read(2)) core.post_beta2_color_depth = reader.u16_le();
  if (reader.can_read(2)) core.product_id = reader.u16_le();
  if (reader.can_read(4)) core.serial_number = reader.u32_le();
  if (reader.can_read(2)) core.high_color_depth = reader.u16_le();
  if (reader.can_read(2)) core.supported_color_depths = reader.u16_le();
  if (reader.can_read(2)) core.early_capabilities = reader.u16_le();
  if (reader.can_read(kProductSize)) core.dig_product_id = reader.take(kProductSize);
  return core;
}

std::optional<RdpPair> parse_rdp_pair(ByteSpan content) {
  ByteReader reader(content);
  RdpPair pair;
  pair.first = reader.u32_le();
  pair.second = reader.u32_le();
  if (reader.failed()) return std::nullopt;
  return pair;
}

std::optional<std::vector<RdpChannel>> parse_rdp_channels(ByteSpan content) {
  ByteReader reader(content);
  size_t count = std::min<size_t>(reader.u32_le(), kMaxRdpChannels);
  std::vector<RdpChannel> channels(count);
  for (RdpChannel& channel : channels) {
    channel.name = reader.take(kChannelNameSize);
    channel.options = reader.u32_le();
  }
  if (reader.failed()) return std::nullopt;
  return channels;
}

std::optional<RdpServerSecurity> parse_rdp_server_security(ByteSpan content) {
  ByteReader reader(content);
  RdpServerSecurity security;
  security.method = reader.u32_le();
  security.level = reader.u32_le();
  if (reader.failed()) return std::nullopt;
  if (security.level == 0 || reader.remaining() == 0) return security;
  uint32_t random_size = reader.u32_le(), certificate_size = reader.u32_le();
  reader.skip(random_size);
  ByteReader inside(reader.take(certificate_size));
  if (reader.failed()) return std::nullopt;
  if (certificate_size == 0) return security;
  uint32_t version = inside.u32_le();
  RdpServerSecurity::Certificate certificate{version & ~kTemporary, !(version & kTemporary), {}};
  if (certificate.kind == kX509) {
    size_t count = std::min<size_t>(inside.u32_le(), kMaxRdpCertificates);
    for (size_t i = 0; i < count && !inside.failed(); ++i) {
      uint32_t size = inside.u32_le();
      certificate.chain.push_back(inside.take(size));
    }
  }
  if (inside.failed()) return std::nullopt;
  security.certificate = std::move(certificate);
  return security;
}

}  // namespace avocet
