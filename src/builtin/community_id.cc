// Community ID: a name of a flow that other programs give it too
// (https://github.com/corelight/community-id-spec, version 1).

#include <openssl/evp.h>

#include <array>
#include <tuple>

#include "builtin/entries.h"
#include "builtin/hex.h"

namespace avocet {

namespace {

struct FlowTuple {
  IpAddress source, destination;
  uint16_t source_port = 0, destination_port = 0;
  uint8_t protocol = 0;
};

void append_number(std::string& out, uint16_t n) {
  out += char(n >> 8);
  out += char(n & 255);
}

void append_address(std::string& out, const IpAddress& a) {
  auto bytes = a.bytes();
  for (size_t i = a.is_v4() ? 12 : 0; i < 16; ++i) out += char(bytes[i]);
}

// The type that answers an ICMP type; itself and `one_way` if there is none.
std::pair<uint16_t, bool> counterpart(uint16_t type, bool v6) {
  constexpr std::array<std::pair<uint8_t, uint8_t>, 5> kV4 = {
      {{8, 0}, {10, 9}, {13, 14}, {15, 16}, {17, 18}}};
  constexpr std::array<std::pair<uint8_t, uint8_t>, 6> kV6 = {
      {{128, 129}, {133, 134}, {135, 136}, {130, 131}, {144, 145}, {139, 140}}};
  auto look = [type](const auto& pairs) -> std::pair<uint16_t, bool> {
    for (auto [request, reply] : pairs) {
      if (type == request) return {reply, false};
      if (type == reply) return {request, false};
    }
    return {type, true};
  };
  return v6 ? look(kV6) : look(kV4);
}

std::string bytes_of(FlowTuple flow, uint16_t seed, bool one_way) {
  bool ordered =
      std::tie(flow.source, flow.source_port) <= std::tie(flow.destination, flow.destination_port);
  if (!one_way && !ordered) {
    std::swap(flow.source, flow.destination);
    std::swap(flow.source_port, flow.destination_port);
  }
  std::string bytes;
  append_number(bytes, seed);
  append_address(bytes, flow.source);
  append_address(bytes, flow.destination);
  bytes += char(flow.protocol);
  bytes += '\0';
  append_number(bytes, flow.source_port);
  append_number(bytes, flow.destination_port);
  return bytes;
}

Value community_id(NativeCall& call) {
  Record* id = call.record(0);
  if (call.number(1) > 65535) return call.fail("the seed of a community id must be below 65536");
  std::optional<Value> source = field_of(call, id, "orig_h"),
                       from_port = field_of(call, id, "orig_p");
  std::optional<Value> target = field_of(call, id, "resp_h"),
                       to_port = field_of(call, id, "resp_p");
  if (!source || !from_port || !target || !to_port) return call.fail("the conn_id is not complete");
  FlowTuple flow;
  flow.source = address_of(*source);
  flow.destination = address_of(*target);
  Port from = Port::of(*from_port), to = Port::of(*to_port);
  flow.source_port = from.number;
  flow.destination_port = to.number;
  bool one_way = false;
  switch (to.protocol) {
  case PortProtocol::kTcp: flow.protocol = 6; break;
  case PortProtocol::kUdp: flow.protocol = 17; break;
  case PortProtocol::kIcmp: {
    bool v6 = flow.source.is_v6();
    flow.protocol = v6 ? 58 : 1;
    auto [answer, single] = counterpart(from.number, v6);
    one_way = single;
    if (!single) flow.destination_port = answer;
    break;
  }
  case PortProtocol::kUnknown: {
    std::optional<Value> number = field_of(call, id, "proto");
    if (!number || number->u > 255) return call.make_string("");
    flow.protocol = uint8_t(number->u);
    break;
  }
  }
  std::string bytes = bytes_of(flow, uint16_t(call.number(1)), one_way);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha1(), nullptr);
  std::string text;
  if (call.boolean(2)) {
    std::array<unsigned char, 64> encoded;
    text.assign(reinterpret_cast<const char*>(encoded.data()),
                size_t(EVP_EncodeBlock(encoded.data(), digest, int(size))));
  } else {
    text = hex(digest, size);
  }
  return call.make_string("1:" + text);
}

}  // namespace

void register_community_id(NativeRegistry& registry) {
  registry.add({R"(
## The Community ID of a flow, which other programs compute alike.
##
## seed: Goes into the hash.
##
## do_base64: In base 64, or else in hexadecimal.
##
## Example: print community_id_v1([$orig_h=128.232.110.120, $orig_p=34855/tcp, $resp_h=66.35.250.204, $resp_p=80/tcp]);   # 1:LQU9qZlK+B5F3KDmev6m5PMibrg=
global community_id_v1: function(cid: conn_id, seed: count &default=0, do_base64: bool &default=T): string;
)",
                community_id, kNoEffects});
}

}  // namespace avocet
