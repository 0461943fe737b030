// Any bytes as a conversation: pieces by turns, each after a byte that says whose it is and how
// long.
#include <algorithm>
#include <cstddef>
#include <cstdint>

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
  ByteSpan rest(data, size);
  while (!rest.empty()) {
    Side side = rest[0] & 1 ? Side::kOrig : Side::kResp;
    size_t length = std::min<size_t>(rest[0] >> 1, rest.size() - 1);
    session.data(side, rest.subspan(1, length));
    rest = rest.subspan(1 + length);
  }
  return 0;
}
