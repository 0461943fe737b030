// Any bytes as a conversation: pieces by turns, each after a byte that says whose it is and how
// long.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "protocol/postgresql/session.h"

using namespace avocet;

namespace {

struct Reader final : PostgresListener {
  void asked_for_tls() override {}
  void answered_tls(uint8_t) override {}
  void started(uint16_t, uint16_t, const std::vector<PostgresPair>&) override {}
  void message(Side, uint8_t, ByteSpan content) override { parse_postgres_fields(content); }
  size_t wanted_of(Side, uint8_t type) const override { return type; }
  void broken(std::string_view, ByteSpan) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Reader reader;
  PostgresSession session(reader);
  ByteSpan rest(data, size);
  while (!rest.empty()) {
    Side side = rest[0] & 1 ? Side::kOrig : Side::kResp;
    size_t length = std::min<size_t>(rest[0] >> 1, rest.size() - 1);
    session.data(side, rest.subspan(1, length));
    rest = rest.subspan(1 + length);
  }
  return 0;
}
