#include "protocol/socks/session.h"

#include <algorithm>

#include "base/text.h"

namespace avocet {

namespace {

constexpr uint8_t kVersion4 = 4, kVersion5 = 5, kLoginVersion = 1;
constexpr uint8_t kNoMethod = 0, kPasswords = 2;
constexpr uint8_t kIpv4 = 1, kName = 3, kIpv6 = 4;
constexpr size_t kIpv6Size = 16;
// A server of version 4 that sends a name has an address that nobody else has.
constexpr uint32_t kMaxNamed = 0xff;

// Up to a zero byte, which is read but not part of it.
}  // namespace

void SocksSession::data(Side side, ByteSpan bytes) {
  if (is_over()) return;
  std::vector<uint8_t>& waiting = waiting_[size_t(side)];
  // Who does not wait for the tunnel may send as much as it likes; it is not read here.
  size_t room = kMaxWaiting - waiting.size();
  at_hand_ = side == Side::kResp ? bytes.size() : 0;
  passed_over_ = at_hand_ - std::min(room, at_hand_);
  bytes = bytes.first(std::min(room, bytes.size()));
  waiting.insert(waiting.end(), bytes.begin(), bytes.end());
  run();
}

void SocksSession::give_up() {
  client_ = Client::kOver;
  server_ = Server::kOver;
  waiting_ = {};
}

// What one side says may be what the other side's next message waits for.
void SocksSession::run() {
  while (!is_over() && (run(Side::kOrig) || run(Side::kResp))) {
  }
}

bool SocksSession::run(Side side) {
  std::vector<uint8_t>& waiting = waiting_[size_t(side)];
  if (waiting.empty()) return false;
  ByteReader reader(waiting);
  bool took = side == Side::kOrig ? take_client(reader) : take_server(reader);
  if (!took || is_over()) return false;
  waiting.erase(waiting.begin(), waiting.begin() + ptrdiff_t(reader.position()));
  return true;
}

bool SocksSession::broken(std::string_view what) {
  give_up();
  listener_.broken(what);
  return false;
}

// ---- The client ----------------------------------------------------------------------

bool SocksSession::take_client(ByteReader& reader) {
  switch (client_) {
  case Client::kFirst:
    if (reader.peek() == kVersion4) return take_request4(reader);
    if (reader.peek() == kVersion5) return take_methods(reader);
    return broken("an unknown version");
  case Client::kLogin: return take_login(reader);
  case Client::kRequest: return take_request5(reader);
  case Client::kWait:
  case Client::kOver: return false;
  }
  return false;
}

bool SocksSession::take_request4(ByteReader& reader) {
  reader.skip(1);
  uint8_t command = reader.u8();
  SocksTarget target;
  target.port = reader.u16();
  uint32_t address = reader.u32();
  ByteSpan user = read_cstring(reader);
  bool is_named = address != 0 && address <= kMaxNamed;
  if (is_named)
    target.name = read_cstring(reader);
  else
    target.host = IpAddress::v4(address);
  if (reader.failed()) {
    bool is_endless = waiting_[size_t(Side::kOrig)].size() == kMaxWaiting;
    return is_endless ? broken("a name without end") : false;
  }
  client_ = Client::kOver;
  server_ = Server::kReply4;
  listener_.request(kVersion4, command, target, user);
  return true;
}

bool SocksSession::take_methods(ByteReader& reader) {
  reader.skip(1);
  reader.skip(reader.u8());
  if (reader.failed()) return false;
  client_ = Client::kWait;
  server_ = Server::kMethod;
  return true;
}

bool SocksSession::take_login(ByteReader& reader) {
  uint8_t version = reader.u8();
  if (version != kLoginVersion) return broken("an unknown version of logins");
  ByteSpan user = reader.take(reader.u8());
  ByteSpan password = reader.take(reader.u8());
  if (reader.failed()) return false;
  client_ = Client::kWait;
  server_ = Server::kLoginReply;
  listener_.login(user, password);
  return true;
}

// Nothing if it is not all there, or broken.
std::optional<SocksTarget> SocksSession::target5(ByteReader& reader) {
  SocksTarget target;
  uint8_t kind = reader.u8();
  if (reader.failed()) return std::nullopt;
  switch (kind) {
  case kIpv4: target.host = IpAddress::v4(reader.u32()); break;
  case kName: target.name = reader.take(reader.u8()); break;
  case kIpv6: {
    std::array<uint8_t, kIpv6Size> bytes{};
    reader.copy_to(bytes.data(), bytes.size());
    target.host = IpAddress::from_bytes(bytes);
    break;
  }
  default: broken("an unknown kind of address"); return std::nullopt;
  }
  target.port = reader.u16();
  if (reader.failed()) return std::nullopt;
  return target;
}

bool SocksSession::take_request5(ByteReader& reader) {
  if (reader.u8() != kVersion5) return broken("a request of an unknown version");
  uint8_t command = reader.u8();
  reader.skip(1);
  std::optional<SocksTarget> target = target5(reader);
  if (!target) return false;
  client_ = Client::kOver;
  server_ = Server::kReply5;
  listener_.request(kVersion5, command, *target, {});
  return true;
}

// ---- The server ----------------------------------------------------------------------

bool SocksSession::take_server(ByteReader& reader) {
  switch (server_) {
  case Server::kWait: return broken("a server that does not wait");
  case Server::kReply4: return take_reply4(reader);
  case Server::kMethod: return take_method(reader);
  case Server::kReply5: return take_reply5(reader);
  case Server::kLoginReply: {
    reader.skip(1);
    uint8_t code = reader.u8();
    if (reader.failed()) return false;
    server_ = Server::kWait;
    client_ = Client::kRequest;
    listener_.login_reply(code);
    return true;
  }
  case Server::kOver: return false;
  }
  return false;
}

bool SocksSession::take_reply4(ByteReader& reader) {
  if (reader.u8() != 0) return broken("a reply of an unknown version");
  uint8_t code = reader.u8();
  SocksTarget target;
  target.port = reader.u16();
  target.host = IpAddress::v4(reader.u32());
  if (reader.failed()) return false;
  size_t behind = rest(reader);
  give_up();
  listener_.reply(kVersion4, code, target);
  listener_.tunnel(behind);
  return false;
}

bool SocksSession::take_method(ByteReader& reader) {
  if (reader.u8() != kVersion5) return broken("a method of an unknown version");
  uint8_t method = reader.u8();
  if (reader.failed()) return false;
  if (method != kNoMethod && method != kPasswords) {
    give_up();
    listener_.unknown_method(method);
    return false;
  }
  client_ = method == kPasswords ? Client::kLogin : Client::kRequest;
  server_ = Server::kWait;
  return true;
}

bool SocksSession::take_reply5(ByteReader& reader) {
  if (reader.u8() != kVersion5) return broken("a reply of an unknown version");
  uint8_t code = reader.u8();
  reader.skip(1);
  // Its name, if it has one, is where the bytes are.
  std::vector<uint8_t> kept = std::move(waiting_[size_t(Side::kResp)]);
  std::optional<SocksTarget> target = target5(reader);
  if (!target) {
    if (!is_over()) waiting_[size_t(Side::kResp)] = std::move(kept);
    return false;
  }
  size_t behind = rest(reader);
  give_up();
  listener_.reply(kVersion5, code, *target);
  listener_.tunnel(behind);
  return false;
}

}  // namespace avocet
