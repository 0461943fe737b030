// SocksSession: what both sides of SOCKS say before the tunnel is open, in versions 4 (with names,
// "4a") and 5 (RFC 1928, 1929). Bytes in, parts out.
//
//   4:  request -> reply -> tunnel
//   5:  methods -> method -> [login -> its reply] -> request -> reply -> tunnel
//
// Nobody has to wait: what comes early is kept until it is its turn, up to a limit.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"
#include "base/ip_address.h"
#include "flow/flow.h"

namespace avocet {

// Where to connect.
struct SocksTarget {
  std::optional<IpAddress> host;
  std::optional<ByteSpan> name;
  uint16_t port = 0;
};

// Views live for the call.
class SocksListener {
 public:
  virtual ~SocksListener() = default;
  virtual void login(ByteSpan user, ByteSpan password) = 0;
  virtual void login_reply(uint8_t code) = 0;
  virtual void request(uint8_t version, uint8_t command, const SocksTarget& target,
                       ByteSpan user) = 0;
  virtual void reply(uint8_t version, uint8_t code, const SocksTarget& target) = 0;
  // What follows belongs to the tunnel, and so do the last `rest` bytes of those at hand.
  virtual void tunnel(size_t rest) = 0;
  // The server wants something that is not read here, or takes none of the client's methods.
  virtual void unknown_method(uint8_t method) = 0;
  virtual void broken(std::string_view what) = 0;
};

class SocksSession {
 public:
  explicit SocksSession(SocksListener& listener) : listener_(listener) {}

  void data(Side side, ByteSpan bytes);
  void give_up();
  bool is_over() const { return client_ == Client::kOver && server_ == Server::kOver; }

  // Of what waits for its turn.
  static constexpr size_t kMaxWaiting = 2048;

 private:
  enum class Client : uint8_t { kFirst, kLogin, kRequest, kWait, kOver };
  enum class Server : uint8_t { kWait, kReply4, kMethod, kLoginReply, kReply5, kOver };

  // Each reads one message, if all of it is there, and then says so.
  bool take_client(ByteReader& reader);
  bool take_server(ByteReader& reader);
  bool take_request4(ByteReader& reader);
  bool take_methods(ByteReader& reader);
  bool take_login(ByteReader& reader);
  bool take_request5(ByteReader& reader);
  bool take_reply4(ByteReader& reader);
  bool take_method(ByteReader& reader);
  bool take_reply5(ByteReader& reader);
  std::optional<SocksTarget> target5(ByteReader& reader);
  void run();
  bool run(Side side);
  bool broken(std::string_view what);

  SocksListener& listener_;
  Client client_ = Client::kFirst;
  Server server_ = Server::kWait;
  // How many bytes behind what was read of a reply came along with it.
  size_t rest(const ByteReader& reply) const {
    return std::min(reply.remaining() + passed_over_, at_hand_);
  }

  std::array<std::vector<uint8_t>, 2> waiting_;
  // Of what the server says: how much was given last, if it is its turn, and how much of that is
  // not kept.
  size_t at_hand_ = 0, passed_over_ = 0;
};

}  // namespace avocet
