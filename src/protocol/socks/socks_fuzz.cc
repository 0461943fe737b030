// Any bytes as a conversation.
#include <cstddef>
#include <cstdint>

#include "fuzz/conversation.h"
#include "protocol/socks/session.h"

using namespace avocet;

namespace {

struct Nobody final : SocksListener {
  void login(ByteSpan, ByteSpan) override {}
  void login_reply(uint8_t) override {}
  void request(uint8_t, uint8_t, const SocksTarget&, ByteSpan) override {}
  void reply(uint8_t, uint8_t, const SocksTarget&) override {}
  void tunnel(size_t) override {}
  void unknown_method(uint8_t) override {}
  void broken(std::string_view) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Nobody nobody;
  SocksSession session(nobody);
  for_each_piece(ByteSpan(data, size),
                 [&](Side side, ByteSpan piece) { session.data(side, piece); });
  return 0;
}
