// Any bytes as a handshake.
#include <cstddef>
#include <cstdint>

#include "fuzz/conversation.h"
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
  for_each_piece(ByteSpan(data, size),
                 [&](Side side, ByteSpan piece) { handshake.data(side, piece); });
  return 0;
}
