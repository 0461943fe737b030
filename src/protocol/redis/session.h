// RedisSession: both sides of a connection with Redis, as far as one must know of the other to read
// it.
//
//   replication   behind SYNC and PSYNC a server sends its data without any form: nothing more is
//                 read of it
//   MONITOR       what others do comes between the replies
//   gaps          one within a string costs nothing; behind any other, both sides are skipped until
//                 the client begins a command after the server had its turn
#pragma once

#include <string_view>

#include "flow/flow.h"
#include "protocol/redis/resp.h"

namespace avocet {

// What is handed over may be moved from.
class RedisListener {
 public:
  virtual ~RedisListener() = default;
  virtual RespLimits limits() const = 0;
  virtual void command(std::vector<std::string>& words) = 0;
  virtual void reply(RespReply& reply) = 0;
  // What a client monitors, or a message that is one by its type.
  virtual void push(RespReply& reply) = 0;
  // After a gap: what was asked before stays unanswered.
  virtual void resumed() = 0;
  virtual void broken(std::string_view what, ByteSpan data) = 0;
};

class RedisSession {
 public:
  explicit RedisSession(RedisListener& listener) : listener_(listener) {}

  void data(Side side, ByteSpan bytes);
  void gap(Side side, uint64_t length);
  // The connection was under way when the capture began: as behind a gap, but a client that begins
  // a command is taken at its word.
  void begin_in_the_middle() {
    phase_ = Phase::kLost;
    was_server_ = true;
  }

 private:
  enum class Phase : uint8_t { kBegin, kTalk, kLost, kOver };
  enum class Copy : uint8_t { kNone, kAsked, kUnderWay };  // of all that the server has

  void look_for_turn(Side side, ByteSpan bytes);
  void client(ByteSpan bytes);
  void server(ByteSpan bytes);
  void take_command();
  void take_reply();
  void broken(std::string_view what, ByteSpan data);

  RedisListener& listener_;
  Phase phase_ = Phase::kBegin;
  Copy copy_ = Copy::kNone;
  bool monitors_ = false;
  bool was_server_ = false;    // who spoke last, while it is lost
  std::vector<uint8_t> turn_;  // of a client, while it is not clear whether it begins a command
  RespCommands commands_;
  RespReplies replies_;
};

}  // namespace avocet
