// RedisAnalyzer: Redis on one flow.
#pragma once

#include <memory>

#include "analyzer/protocol.h"
#include "protocol/redis/session.h"
#include "value/vector.h"

namespace avocet {

struct RedisCommand;

struct RedisBinding final : ProtocolBinding {
  explicit RedisBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  RecordMaker command_record, set_record, auth_record, hello_record, reply_record;
  const VectorType* strings;
  const Value *max_text, *max_elements;
  std::vector<Value> labels;  // of the commands, in the order of redis_commands()
  EventHandle set_command, get_command, auth_command, hello_command, command, reply, error, push,
      resumed;
};

class RedisAnalyzer final : public ProtocolAnalyzer, RedisListener {
 public:
  explicit RedisAnalyzer(const RedisBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override { session_.gap(side, length); }

 private:
  RespLimits limits() const override;
  void command(std::vector<std::string>& words) override;
  void reply(RespReply& reply) override;
  void push(RespReply& reply) override;
  void resumed() override;
  void broken(std::string_view what, ByteSpan data) override;

  void known_command(const RedisCommand& command, const std::vector<std::string>& words);
  void set(const std::vector<std::string>& words);
  void auth(const std::vector<std::string>& words);
  Value value_of(const RespReply& reply) const;
  Value cut(std::string_view text) const;

  const RedisBinding& binding_;
  RedisSession session_{*this};
  bool has_begun_ = false;
};

}  // namespace avocet
