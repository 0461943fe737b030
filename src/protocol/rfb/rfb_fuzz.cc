// Any bytes as a handshake: pieces by turns, each after a byte that says whose it is and how long.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "protocol/rfb/message.h"

using namespace avocet;

namespace {

struct Nobody final : RfbListener {
  void version(Side, std::string_view, std::string_view) override {}
  void authentication_type(uint8_t) override {}
  void authentication_result(bool) override {}
  void share_flag(bool) override {}
  void desktop(std::string_view, uint16_t, uint16_t) override {}
  void broken(std::string_view) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Nobody nobody;
  RfbHandshake handshake(nobody);
  ByteSpan rest(data, size);
  while (!rest.empty()) {
    Side side = rest[0] & 1 ? Side::kOrig : Side::kResp;
    size_t length = std::min<size_t>(rest[0] >> 1, rest.size() - 1);
    handshake.data(side, rest.subspan(1, length));
    rest = rest.subspan(1 + length);
  }
  return 0;
}
