// RdpAnalyzer: RDP on one flow, up to the point where it is encrypted, by TLS or by itself.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "analyzer/protocol.h"
#include "base/stream_buffer.h"
#include "protocol/rdp/message.h"
#include "value/vector.h"

namespace avocet {

struct RdpBinding final : ProtocolBinding {
  explicit RdpBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  int64_t ssl_tag = 0;
  uint32_t connection_id = 0;  // the field `id` of a connection
  RecordMaker core, capabilities, security, channel, cluster;
  const VectorType* channels = nullptr;
  EventHandle connect_request, response, failure, client_core, client_security, client_network,
      client_cluster, server_response, server_security, server_certificate, begin_encryption,
      encrypted_data;
};

class RdpAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit RdpAnalyzer(const RdpBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;

 private:
  enum class Phase : uint8_t { kConnecting, kEncrypted, kOver };

  // Takes frames off the front; yields how many bytes the next one needs.
  size_t frames(Side side, ByteSpan& bytes);
  void encrypted(Side side, ByteSpan bytes);
  void give_up(std::string_view reason);
  void message(Side side, ByteSpan bytes);
  void request(ByteSpan content);
  void confirmation(ByteSpan content);
  void settings(Side side, const RdpSettings& found);
  void block(const RdpBlock& block);
  void client_core(ByteSpan content);
  void client_network(ByteSpan content);
  void server_security(ByteSpan content);
  void certificates(const std::vector<ByteSpan>& chain);
  void encrypt(uint32_t security_protocol);

  Value core(const RdpClientCore& core);
  Value capabilities(uint16_t flags);
  Value channel(const RdpChannel& channel);

  const RdpBinding& binding_;
  Phase phase_ = Phase::kConnecting;
  bool is_native_ = false;  // the server wants RDP's own encryption from here on
  std::array<StreamBuffer, 2> waiting_;
};

}  // namespace avocet
