// Packets for tests: Ethernet frames with right lengths and checksums, as bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "packet/checksum.h"
#include "packet/packet_view.h"

namespace avocet::test {

using Bytes = std::vector<uint8_t>;

inline void put8(Bytes& to, uint32_t value) { to.push_back(static_cast<uint8_t>(value)); }
inline void put16(Bytes& to, uint32_t value) {
  put8(to, value >> 8);
  put8(to, value);
}
inline void put32(Bytes& to, uint32_t value) {
  put16(to, value >> 16);
  put16(to, value);
}
inline void put(Bytes& to, const Bytes& from) { to.insert(to.end(), from.begin(), from.end()); }
inline Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

inline Bytes ethernet(uint16_t type, const Bytes& body) {
  Bytes frame{2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1};
  put16(frame, type);
  put(frame, body);
  return frame;
}

struct Ipv4Fields {
  std::string source = "10.0.0.1", destination = "10.0.0.2";
  uint8_t protocol = 6;
  uint16_t id = 1;
  uint16_t fragment = 0;      // flags and offset as they stand in the header
  uint16_t total_length = 0;  // 0: right
};

inline Bytes ipv4(const Ipv4Fields& fields, const Bytes& body) {
  Bytes header{0x45, 0};
  put16(header, fields.total_length != 0 ? fields.total_length : 20 + body.size());
  put16(header, fields.id);
  put16(header, fields.fragment);
  put8(header, 64);
  put8(header, fields.protocol);
  put16(header, 0);
  put32(header, IpAddress::parse(fields.source)->v4_bits());
  put32(header, IpAddress::parse(fields.destination)->v4_bits());
  ChecksumSum sum;
  sum.add(header);
  uint16_t checksum = static_cast<uint16_t>(~sum.folded());
  header[10] = static_cast<uint8_t>(checksum >> 8);
  header[11] = static_cast<uint8_t>(checksum);
  put(header, body);
  return header;
}

inline Bytes ipv6(const std::string& source, const std::string& destination, uint8_t next_header,
                  const Bytes& body) {
  Bytes header{0x60, 0, 0, 0};
  put16(header, static_cast<uint32_t>(body.size()));
  put8(header, next_header);
  put8(header, 64);
  for (const std::string& text : {source, destination}) {
    for (uint8_t byte : IpAddress::parse(text)->bytes()) put8(header, byte);
  }
  put(header, body);
  return header;
}

// Sets the two bytes at `at` of a transport segment to its checksum.
inline void seal(Bytes& segment, size_t at, const std::string& source,
                 const std::string& destination, uint8_t protocol) {
  ChecksumSum sum;
  sum.add_pseudo_header(*IpAddress::parse(source), *IpAddress::parse(destination), protocol,
                        static_cast<uint32_t>(segment.size()));
  sum.add(segment);
  uint16_t checksum = static_cast<uint16_t>(~sum.folded());
  segment[at] = static_cast<uint8_t>(checksum >> 8);
  segment[at + 1] = static_cast<uint8_t>(checksum);
}

struct TcpFields {
  std::string source = "10.0.0.1", destination = "10.0.0.2";
  uint16_t source_port = 40000, destination_port = 80;
  uint32_t seq = 100, ack = 0;
  uint8_t flags = kTcpSyn;
  uint16_t window = 1000;
  std::string payload;
};

inline Bytes tcp_segment(const TcpFields& fields) {
  Bytes segment;
  put16(segment, fields.source_port);
  put16(segment, fields.destination_port);
  put32(segment, fields.seq);
  put32(segment, fields.ack);
  put8(segment, 0x50);
  put8(segment, fields.flags);
  put16(segment, fields.window);
  put32(segment, 0);
  put(segment, bytes_of(fields.payload));
  seal(segment, 16, fields.source, fields.destination, 6);
  return segment;
}

inline Bytes tcp_frame(const TcpFields& fields) {
  return ethernet(0x0800, ipv4({.source = fields.source, .destination = fields.destination},
                               tcp_segment(fields)));
}

struct UdpFields {
  std::string source = "10.0.0.1", destination = "10.0.0.2";
  uint16_t source_port = 40000, destination_port = 53;
  std::string payload = "query";
};

inline Bytes udp_datagram(const UdpFields& fields) {
  Bytes datagram;
  put16(datagram, fields.source_port);
  put16(datagram, fields.destination_port);
  put16(datagram, static_cast<uint32_t>(8 + fields.payload.size()));
  put16(datagram, 0);
  put(datagram, bytes_of(fields.payload));
  seal(datagram, 6, fields.source, fields.destination, 17);
  return datagram;
}

inline Bytes udp_frame(const UdpFields& fields) {
  Ipv4Fields ip{.source = fields.source, .destination = fields.destination, .protocol = 17};
  return ethernet(0x0800, ipv4(ip, udp_datagram(fields)));
}

inline Bytes icmp_echo(uint8_t type, uint16_t id, std::string_view payload) {
  Bytes message{type, 0, 0, 0};
  put16(message, id);
  put16(message, 1);
  put(message, bytes_of(payload));
  ChecksumSum sum;
  sum.add(message);
  uint16_t checksum = static_cast<uint16_t>(~sum.folded());
  message[2] = static_cast<uint8_t>(checksum >> 8);
  message[3] = static_cast<uint8_t>(checksum);
  return message;
}

inline RawPacket raw(const Bytes& frame, double seconds = 1.0,
                     LinkType link = LinkType::kEthernet) {
  RawPacket packet;
  packet.time = NetTime::from_seconds(seconds);
  packet.data = frame;
  packet.wire_length = static_cast<uint32_t>(frame.size());
  packet.link = link;
  return packet;
}

}  // namespace avocet::test
