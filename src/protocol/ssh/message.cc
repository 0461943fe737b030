#include "protocol/ssh/message.h"

#include <algorithm>

#include "base/text.h"

namespace avocet {

namespace {

constexpr size_t kCookieSize = 16;
constexpr size_t kLengthSize = 4;

struct Spoken {
  bool one = false;
  bool two = false;
};

Spoken spoken_by(std::string_view line) {
  if (line.starts_with("SSH-1.99-")) return {true, true};
  return {line.starts_with("SSH-1."), line.starts_with("SSH-2.")};
}

// What stands before the next comma, which is taken off with it.
std::string_view next_name(std::string_view& list) {
  size_t end = std::min(list.find(','), list.size());
  std::string_view name = list.substr(0, end);
  list.remove_prefix(std::min(end + 1, list.size()));
  return name;
}

bool has_name(std::string_view list, std::string_view wanted) {
  while (!list.empty())
    if (next_name(list) == wanted) return true;
  return false;
}

// A number of version 1: its length in bits, then its bytes.
ByteSpan take_bits(ByteReader& reader) {
  size_t bits = reader.u16();
  return reader.take((bits + 7) / 8);
}

SshPacket read_packet_2(ByteReader reader, SshPacket packet) {
  packet.size = kLengthSize + size_t(packet.length);
  if (packet.length < 2) {
    packet.state = SshPacket::State::kBroken;
    return packet;
  }
  if (reader.remaining() < packet.length) return packet;
  ByteReader inside(reader.take(packet.length));
  size_t padding = inside.u8();
  packet.type = inside.u8();
  bool fits = inside.remaining() >= padding;
  packet.state = fits ? SshPacket::State::kWhole : SshPacket::State::kBroken;
  if (fits) packet.body = inside.take(inside.remaining() - padding);
  return packet;
}

// Padding fills up to a multiple of eight; the length counts type, body and checksum.
SshPacket read_packet_1(ByteReader reader, SshPacket packet) {
  constexpr size_t kChecksumSize = 4;
  size_t padding = 8 - packet.length % 8;
  packet.size = kLengthSize + padding + size_t(packet.length);
  if (packet.length < 1 + kChecksumSize) {
    packet.state = SshPacket::State::kBroken;
    return packet;
  }
  if (reader.remaining() < padding + size_t(packet.length)) return packet;
  reader.skip(padding);
  packet.type = reader.u8();
  packet.body = reader.take(packet.length - 1 - kChecksumSize);
  packet.state = SshPacket::State::kWhole;
  return packet;
}

}  // namespace

SshVersion common_ssh_version(std::string_view client, std::string_view server) {
  Spoken ours = spoken_by(client), theirs = spoken_by(server);
  if (ours.two && theirs.two) return SshVersion::k2;
  return ours.one && theirs.one ? SshVersion::k1 : SshVersion::kUnknown;
}

SshPacket read_ssh_packet(SshVersion version, ByteSpan bytes) {
  ByteReader reader(bytes);
  SshPacket packet;
  packet.length = reader.u32();
  if (reader.failed()) return SshPacket();
  return version == SshVersion::k1 ? read_packet_1(reader, packet) : read_packet_2(reader, packet);
}

ByteSpan take_ssh_string(ByteReader& reader) {
  size_t size = reader.u32();
  return reader.take(size);
}

std::optional<SshKexInit> parse_ssh_kex_init(ByteSpan bytes) {
  ByteReader reader(bytes);
  SshKexInit found;
  found.cookie = reader.take(kCookieSize);
  for (std::string_view& list : found.lists) list = view(take_ssh_string(reader));
  if (reader.failed()) return std::nullopt;
  return found;
}

size_t count_ssh_names(std::string_view list) {
  return list.empty() ? 0 : 1 + size_t(std::count(list.begin(), list.end(), ','));
}

std::vector<std::string_view> ssh_names(std::string_view list, size_t limit) {
  std::vector<std::string_view> names;
  while (!list.empty() && names.size() < limit) names.push_back(next_name(list));
  return names;
}

std::string_view agreed_ssh_name(std::string_view client, std::string_view server) {
  while (!client.empty()) {
    std::string_view name = next_name(client);
    if (has_name(server, name)) return name;
  }
  return {};
}

SshKex ssh_kex_of(std::string_view name) {
  struct Family {
    std::string_view begin;
    SshKex kex;
  };
  constexpr Family kFamilies[] = {
      {"diffie-hellman-group-exchange-", SshKex::kGroupExchange},
      {"diffie-hellman-group", SshKex::kFixedGroup},
      {"ecdh-sha2-", SshKex::kEllipticCurve},
      {"ecmqv-sha2", SshKex::kEllipticCurve},
      {"curve25519-", SshKex::kEllipticCurve},
      {"curve448-", SshKex::kEllipticCurve},
      {"sntrup", SshKex::kEllipticCurve},
      {"mlkem", SshKex::kEllipticCurve},
      {"gss-", SshKex::kGss},
      {"rsa", SshKex::kRsa},
  };
  for (const Family& family : kFamilies)
    if (name.starts_with(family.begin)) return family.kex;
  return SshKex::kUnknown;
}

std::optional<Ssh1PublicKey> parse_ssh1_public_key(ByteSpan bytes) {
  constexpr size_t kSsh1CookieSize = 8, kBitsSize = 4;
  ByteReader reader(bytes);
  reader.skip(kSsh1CookieSize + kBitsSize);
  take_bits(reader);  // the key of this server, which changes every hour
  take_bits(reader);
  reader.skip(kBitsSize);
  Ssh1PublicKey key;
  key.exponent = take_bits(reader);
  key.modulus = take_bits(reader);
  if (reader.failed()) return std::nullopt;
  return key;
}

}  // namespace avocet
