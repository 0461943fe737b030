// RfbAnalyzer: RFB on one flow, until the desktop begins.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "protocol/rfb/message.h"

namespace avocet {

struct RfbBinding final : ProtocolBinding {
  explicit RfbBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  EventHandle client_version, server_version, type, result, old_result, share, parameters;
};

class RfbAnalyzer final : public ProtocolAnalyzer, RfbListener {
 public:
  explicit RfbAnalyzer(const RfbBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override { handshake_.data(side, bytes); }
  void gap(Side, uint64_t) override { handshake_.give_up(); }

 private:
  void version(Side side, std::string_view major, std::string_view minor) override;
  void authentication_type(uint8_t type) override;
  void authentication_result(bool is_success) override;
  void share_flag(bool is_shared) override;
  void desktop(std::string_view name, uint16_t width, uint16_t height) override;
  void broken(std::string_view what) override { violate(what); }

  const RfbBinding& binding_;
  RfbHandshake handshake_{*this};
};

}  // namespace avocet
