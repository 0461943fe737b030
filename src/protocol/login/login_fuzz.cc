// Any bytes as Telnet, its lines as a login, and as what Rlogin begins with.
#include <cstddef>
#include <cstdint>

#include "protocol/login/dialogue.h"
#include "protocol/login/nvt.h"
#include "protocol/login/prolog.h"

using namespace avocet;

namespace {

struct Nobody final : NvtListener, LoginListener {
  void line(std::string_view text) override {
    is_typed = !is_typed;
    if (is_typed)
      dialogue.typed(text);
    else
      dialogue.shown(text);
  }
  void command(NvtCommand, uint8_t) override {}
  void parameters(uint8_t, ByteSpan) override {}
  void badly_ended() override {}
  void endless(std::string_view) override {}
  LoginSigns signs(std::string_view line) override {
    uint8_t bits = line.empty() ? 0 : uint8_t(line[0]);
    return {bool(bits & 1), bool(bits & 2),  bool(bits & 4),
            bool(bits & 8), bool(bits & 16), bool(bits & 32)};
  }
  void skipped() override {}
  void failed(std::string_view, std::string_view, std::string_view) override {}
  void succeeded(std::string_view, std::string_view, std::string_view) override {}
  void confused(std::string_view, std::string_view) override {}
  void typed_while_confused(std::string_view) override {}

  LoginDialogue dialogue{*this};
  bool is_typed = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteSpan bytes(data, size);
  Nobody nobody;
  NvtStream stream(nobody);
  stream.feed(bytes);
  LoginProlog prolog;
  prolog.take(bytes);
  return 0;
}
