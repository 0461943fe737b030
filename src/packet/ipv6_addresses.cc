#include "packet/ipv6_addresses.h"

#include "packet/ipv6_headers.h"

namespace avocet {
namespace {

constexpr uint8_t kOptionPad1 = 0, kOptionHomeAddress = 201;

IpAddress read_address(ByteReader& reader) {
  uint64_t high = reader.u64();
  return IpAddress::v6(high, reader.u64());
}

}  // namespace

RoutingHeader read_routing_header(ByteSpan header) {
  RoutingHeader routing;
  ByteReader reader(header);
  reader.skip(1);
  uint8_t units = reader.u8();  // of eight bytes behind the first eight: two for each address
  routing.type = reader.u8();
  uint8_t segments_left = reader.u8();
  if (routing.type != RoutingHeader::kType0 && routing.type != RoutingHeader::kType2)
    return routing;
  routing.has_segments_left = segments_left > 0;
  bool is_type0 = routing.type == RoutingHeader::kType0;
  routing.is_sound = is_type0 ? units % 2 == 0 || units < 2 : units == 2;
  if (!routing.has_segments_left || !routing.is_sound || units < 2) return routing;
  ByteReader last(header.last(16));
  routing.destination = read_address(last);
  return routing;
}

HomeAddress read_home_address(ByteSpan header) {
  HomeAddress found;
  ByteReader reader(header);
  reader.skip(2);
  while (reader.remaining() > 0) {
    uint8_t type = reader.u8();
    if (type == kOptionPad1) continue;
    uint8_t length = reader.u8();
    ByteSpan data = reader.take(length);
    if (reader.failed()) {
      found.problems.push_back(Weird::kBadIpv6DestinationOptionLength);
      break;
    }
    if (type != kOptionHomeAddress) continue;
    if (length != 16) {
      found.problems.push_back(Weird::kBadHomeAddressLength);
    } else if (found.address) {
      found.problems.push_back(Weird::kMultipleHomeAddressOptions);
    } else {
      ByteReader address(data);
      found.address = read_address(address);
    }
  }
  return found;
}

std::optional<Ipv6Addresses> final_addresses(ByteSpan packet) {
  constexpr size_t kBeforeAddresses = 8;
  ByteReader reader(packet);
  reader.skip(kBeforeAddresses);
  Ipv6Addresses addresses;
  addresses.source = read_address(reader);
  addresses.destination = read_address(reader);
  if (reader.failed()) return std::nullopt;
  bool has_final = false;
  Ipv6ExtensionWalk walk(packet);
  while (auto header = walk.next()) {
    if (header->type == kProtocolFragment) break;
    if (header->type == kProtocolDestinationOptions) {
      if (HomeAddress home = read_home_address(header->bytes); home.address)
        addresses.source = *home.address;
    }
    if (header->type != kProtocolRouting || has_final) continue;
    if (RoutingHeader routing = read_routing_header(header->bytes); routing.destination) {
      addresses.destination = *routing.destination;
      has_final = true;
    }
  }
  return addresses;
}

}  // namespace avocet
