// Any bytes as a conversation: pieces by turns, each after a byte that says whose it is and how
// long; an empty piece is a gap.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "protocol/redis/commands.h"
#include "protocol/redis/session.h"

using namespace avocet;

namespace {

struct Reader final : RedisListener {
  RespLimits limits() const override { return {100, 1000}; }
  void command(std::vector<std::string>& words) override {
    find_redis_command(words.at(0));
    parse_redis_set(words);
  }
  void reply(RespReply& reply) override { reply.version(); }
  void push(RespReply&) override {}
  void resumed() override {}
  void broken(std::string_view, ByteSpan) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Reader reader;
  RedisSession session(reader);
  ByteSpan rest(data, size);
  while (!rest.empty()) {
    Side side = rest[0] & 1 ? Side::kOrig : Side::kResp;
    size_t length = std::min<size_t>(rest[0] >> 1, rest.size() - 1);
    if (length == 0)
      session.gap(side, 5);
    else
      session.data(side, rest.subspan(1, length));
    rest = rest.subspan(1 + length);
  }
  return 0;
}
