// Tunnels: what carries packets inside packets, taken apart one layer at a time.
//
// A decoder gets the bytes behind the outer transport header (or behind the IP
// header) and says where the inner packet is. It decides by the bytes alone;
// which ports to try is the caller's business.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/byte_reader.h"
#include "packet/encapsulation.h"
#include "packet/link_decoder.h"
#include "packet/weird.h"

namespace avocet {

enum class TunnelParse : uint8_t {
  kNotATunnel,  // the bytes do not look like it
  kEmpty,       // it is, but without an inner packet (control messages, bubbles)
  kPacket,      // `inner` is the inner packet
  kUnknown,     // `inner` is what it carries, and nobody knows what `protocol` is
  kBroken,      // it claims to be, but `weird` (kCount: nothing worth a name) is wrong
};

struct TunnelPayload {
  TunnelParse parse = TunnelParse::kNotATunnel;
  TunnelType type = TunnelType::kNone;
  LinkHeader first = LinkHeader::kIp;  // how `inner` starts
  std::optional<uint32_t> protocol;    // by which the tunnel announces `inner`
  ByteSpan header;                     // of the tunnel itself, for events that show it
  ByteSpan inner;                      // captured bytes; of kEmpty: the rest of a control message
  uint32_t wire_length = 0;            // of the inner packet, by the outer headers
  uint32_t id = 0;                     // VNI, TEID, GRE key
  uint8_t ip_version = 0;              // that the inner packet must have; 0: either
  Weird weird = Weird::kCount;
  std::optional<uint32_t> weird_number;  // the number that is odd
};

// The kind that the packet analyzer of that name takes apart, "VXLAN" and so on.
std::optional<TunnelType> tunnel_named(std::string_view name);

// `bytes`: captured, behind the outer header; `wire_length`: what the outer headers say.
TunnelPayload decode_ip_in_ip(uint8_t protocol, ByteSpan bytes, uint32_t wire_length);
TunnelPayload decode_gre(ByteSpan bytes, uint32_t wire_length);     // RFC 2784, 2890, 2637, ERSPAN
TunnelPayload decode_vxlan(ByteSpan bytes, uint32_t wire_length);   // RFC 7348
TunnelPayload decode_geneve(ByteSpan bytes, uint32_t wire_length);  // RFC 8926
TunnelPayload decode_gtpv1(ByteSpan bytes, uint32_t wire_length);   // 3GPP TS 29.281
TunnelPayload decode_teredo(ByteSpan bytes, uint32_t wire_length);  // RFC 4380
TunnelPayload decode_ayiya(ByteSpan bytes, uint32_t wire_length);   // draft-massar-v6ops-ayiya-02

}  // namespace avocet
