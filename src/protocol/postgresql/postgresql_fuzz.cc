// Any bytes as a conversation.
#include <cstddef>
#include <cstdint>

#include "fuzz/conversation.h"
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
  for_each_piece(ByteSpan(data, size),
                 [&](Side side, ByteSpan piece) { session.data(side, piece); });
  return 0;
}
