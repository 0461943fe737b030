// SocksAnalyzer: SOCKS on one flow, until the tunnel is open.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "protocol/socks/session.h"

namespace avocet {

struct SocksBinding final : ProtocolBinding {
  explicit SocksBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  RecordMaker address;
  EventHandle request, reply, login_request, login_reply;
};

class SocksAnalyzer final : public ProtocolAnalyzer, SocksListener {
 public:
  explicit SocksAnalyzer(const SocksBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override { session_.data(side, bytes); }
  void gap(Side side, uint64_t length) override;

 private:
  void login(ByteSpan user, ByteSpan password) override;
  void login_reply(uint8_t code) override;
  void request(uint8_t version, uint8_t command, const SocksTarget& target, ByteSpan user) override;
  void reply(uint8_t version, uint8_t code, const SocksTarget& target) override;
  void tunnel(size_t rest) override;
  void unknown_method(uint8_t method) override;
  void broken(std::string_view what) override { violate(what); }
  Value address(const SocksTarget& target);

  const SocksBinding& binding_;
  SocksSession session_{*this};
};

}  // namespace avocet
