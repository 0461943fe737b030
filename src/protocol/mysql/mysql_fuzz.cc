// Any bytes as a conversation.
#include <cstddef>
#include <cstdint>

#include "fuzz/conversation.h"
#include "protocol/mysql/session.h"

using namespace avocet;

namespace {

struct Nobody final : MysqlListener {
  void greeted(const MysqlGreeting&) override {}
  void logged_in(const MysqlLogin&) override {}
  void switched_user(const MysqlLogin&) override {}
  void asked_for_tls() override {}
  void asked_for_plugin(ByteSpan, ByteSpan) override {}
  void more_auth_data(Side, ByteSpan) override {}
  void command(uint8_t, ByteSpan) override {}
  void ok(uint64_t) override {}
  void eof(bool) override {}
  void failed(const MysqlErrorMessage&) override {}
  bool wants_rows() const override { return true; }
  void row(const std::vector<ByteSpan>&) override {}
  void broken(std::string_view) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Nobody nobody;
  MysqlSession session(nobody);
  for_each_piece(ByteSpan(data, size),
                 [&](Side side, ByteSpan piece) { session.data(side, piece); });
  parse_mysql_greeting(ByteSpan(data, size));
  parse_mysql_login(ByteSpan(data, size));
  parse_mysql_change_user(ByteSpan(data, size), UINT32_MAX);
  parse_mysql_row(ByteSpan(data, size), 3);
  mysql_query_text(ByteSpan(data, size));
  return 0;
}
