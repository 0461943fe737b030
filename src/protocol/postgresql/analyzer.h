// PostgresAnalyzer: PostgreSQL on one flow.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "protocol/postgresql/session.h"

namespace avocet {

struct PostgresBinding final : ProtocolBinding {
  explicit PostgresBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  int64_t ssl_tag = 0;
  EventHandle ssl_request, ssl_reply, startup_parameter, startup_message, authentication_request,
      authentication_response, authentication_ok, parameter_status, backend_key_data,
      ready_for_query, simple_query, data_row, error, error_field, notice, notice_field, terminate,
      not_implemented;
};

class PostgresAnalyzer final : public ProtocolAnalyzer, PostgresListener {
 public:
  explicit PostgresAnalyzer(const PostgresBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override { session_.data(side, bytes); }
  void gap(Side side, uint64_t length) override;

 private:
  void asked_for_tls() override;
  void answered_tls(uint8_t answer) override;
  void started(uint16_t major, uint16_t minor,
               const std::vector<PostgresPair>& parameters) override;
  void message(Side side, uint8_t type, ByteSpan content) override;
  size_t wanted_of(Side side, uint8_t type) const override;
  void broken(std::string_view what, ByteSpan data) override;

  void client(uint8_t type, ByteSpan content);
  void server(uint8_t type, ByteSpan content);
  void unknown(Side side, uint8_t type, ByteSpan content);
  void authentication(ByteSpan content);
  void parameter(ByteSpan content);
  void key(ByteSpan content);
  void fields(const EventHandle& each, const EventHandle& end, ByteSpan content);

  const PostgresBinding& binding_;
  PostgresSession session_{*this};
};

}  // namespace avocet
