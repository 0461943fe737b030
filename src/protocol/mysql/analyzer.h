// MysqlAnalyzer: MySQL on one flow.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "protocol/mysql/session.h"
#include "value/vector.h"

namespace avocet {

struct MysqlBinding final : ProtocolBinding {
  explicit MysqlBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  int64_t ssl_tag = 0;  // zero: the scripts know none
  const VectorType* row_type;
  EventHandle server_version, handshake, ssl_request, change_user, auth_plugin, auth_switch_request,
      auth_more_data, command_request, ok, eof, error, result_row;
};

class MysqlAnalyzer final : public ProtocolAnalyzer, MysqlListener {
 public:
  explicit MysqlAnalyzer(const MysqlBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side, uint64_t) override { session_.give_up(); }

 private:
  void greeted(const MysqlGreeting& greeting) override;
  void logged_in(const MysqlLogin& login) override;
  void switched_user(const MysqlLogin& login) override;
  void asked_for_tls() override;
  void asked_for_plugin(ByteSpan name, ByteSpan data) override;
  void more_auth_data(Side side, ByteSpan data) override;
  void command(uint8_t number, ByteSpan argument) override;
  void ok(uint64_t affected_rows) override;
  void eof(bool is_intermediate) override;
  void failed(const MysqlErrorMessage& error) override;
  bool wants_rows() const override { return binding_.result_row.wanted(); }
  void row(const std::vector<ByteSpan>& row) override;
  void broken(std::string_view what) override;
  void plugin(Side side, ByteSpan name, ByteSpan data);

  const MysqlBinding& binding_;
  MysqlSession session_{*this};
  ProtocolAnalyzer* tls_ = nullptr;  // attached with the bytes at hand; belongs to the flow
};

}  // namespace avocet
