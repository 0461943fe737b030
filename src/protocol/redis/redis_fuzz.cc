// Any bytes as a conversation; an empty piece is a gap.
#include <cstddef>
#include <cstdint>

#include "fuzz/conversation.h"
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
  for_each_piece(ByteSpan(data, size), [&](Side side, ByteSpan piece) {
    if (piece.empty())
      session.gap(side, 5);
    else
      session.data(side, piece);
  });
  return 0;
}
