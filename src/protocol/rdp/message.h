// Messages that begin a session of RDP (MS-RDPBCGR 2.2.1): bytes in, parts out. They are X.224 in
// TPKT frames, and then the two connecting messages of MCS (T.125) with the blocks of settings
// that they carry in the wrapping of GCC (T.124). Views are into the message.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

// The frame around every message (RFC 2126 4.3): version, a zero, the length with this header.
inline constexpr size_t kTpktHeaderSize = 4;
inline constexpr uint8_t kTpktVersion = 3;

// Kinds of X.224, of the upper half of their byte.
enum class X224Kind : uint8_t { kRequest = 0xe0, kConfirm = 0xd0, kData = 0xf0 };

struct X224 {
  uint8_t kind = 0;  // an X224Kind or not
  ByteSpan content;
};
// What a frame carries; nothing if it is no X.224.
std::optional<X224> parse_x224(ByteSpan bytes);

// A client says who it is and which protocols it offers.
struct RdpRequest {
  ByteSpan cookie;  // empty: none
  uint8_t flags = 0;
};
RdpRequest parse_rdp_request(ByteSpan content);

// The server chooses a protocol, or says why it does not.
struct RdpConfirm {
  enum class Kind : uint8_t { kSilent, kResponse, kFailure };
  Kind kind = Kind::kSilent;  // silent: old servers
  uint8_t flags = 0;
  uint32_t value = 0;  // the protocol, or the code of the failure
};
// Nothing if it is no confirmation.
std::optional<RdpConfirm> parse_rdp_confirm(ByteSpan content);

// Kinds of blocks; the high byte says whose.
enum class RdpBlockKind : uint16_t {
  kClientCore = 0xc001,
  kClientSecurity = 0xc002,
  kClientNetwork = 0xc003,
  kClientCluster = 0xc004,
  kServerSecurity = 0x0c02,
};
struct RdpBlock {
  uint16_t kind = 0;  // an RdpBlockKind or not
  ByteSpan content;
};

// What MCS carries, of either side.
struct RdpSettings {
  bool is_response = false;
  uint8_t result = 0;  // of a response
  std::vector<RdpBlock> blocks;
};
struct RdpData {
  bool is_connecting = false;  // otherwise something else of MCS
  std::optional<RdpSettings> settings;
};
// `content` of X.224's data. Nothing if it claims to be a message that connects and is not.
std::optional<RdpData> parse_rdp_data(ByteSpan content);

struct RdpClientCore {
  uint16_t version_major = 0, version_minor = 0;  // in the order of the wire
  uint16_t width = 0, height = 0, color_depth = 0, sas_sequence = 0;
  uint32_t keyboard_layout = 0, build = 0;
  ByteSpan name;  // this and other text: UTF-16, padded with zeros
  uint32_t keyboard_type = 0, keyboard_sub = 0, keyboard_function_key = 0;
  ByteSpan ime_file_name;
  // Newer clients say more and more.
  std::optional<uint16_t> post_beta2_color_depth, product_id;
  std::optional<uint32_t> serial_number;
  std::optional<uint16_t> high_color_depth, supported_color_depths, early_capabilities;
  std::optional<ByteSpan> dig_product_id;
};
std::optional<RdpClientCore> parse_rdp_client_core(ByteSpan content);

struct RdpPair {
  uint32_t first = 0, second = 0;
};
// Two numbers: methods of encryption and their like for French clients, or flags of clusters and a
// session.
std::optional<RdpPair> parse_rdp_pair(ByteSpan content);

struct RdpChannel {
  ByteSpan name;  // eight bytes, padded with zeros
  uint32_t options = 0;
};
// A protocol's limit is 31 channels; more are left out.
inline constexpr size_t kMaxRdpChannels = 31;
std::optional<std::vector<RdpChannel>> parse_rdp_channels(ByteSpan content);

struct RdpServerSecurity {
  uint32_t method = 0, level = 0;
  struct Certificate {
    uint32_t kind = 0;  // 1: RSA, 2: X.509
    bool is_permanent = true;
    std::vector<ByteSpan> chain;  // of X.509
  };
  std::optional<Certificate> certificate;
};
inline constexpr size_t kMaxRdpCertificates = 200;
std::optional<RdpServerSecurity> parse_rdp_server_security(ByteSpan content);

}  // namespace avocet
