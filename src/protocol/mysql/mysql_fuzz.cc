// Any bytes as a conversation: pieces by turns, each after a byte that says whose it is and how
// long.
#include <algorithm>
#include <cstddef>
#include <cstdint>

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
  ByteSpan rest(data, size);
  while (!rest.empty()) {
    Side side = rest[0] & 1 ? Side::kOrig : Side::kResp;
    size_t length = std::min<size_t>(rest[0] >> 1, rest.size() - 1);
    session.data(side, rest.subspan(1, length));
    rest = rest.subspan(1 + length);
  }
  parse_mysql_greeting(ByteSpan(data, size));
  parse_mysql_login(ByteSpan(data, size));
  parse_mysql_change_user(ByteSpan(data, size), UINT32_MAX);
  parse_mysql_row(ByteSpan(data, size), 3);
  mysql_query_text(ByteSpan(data, size));
  return 0;
}
