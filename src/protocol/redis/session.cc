#include "protocol/redis/session.h"

#include <algorithm>

namespace avocet {

namespace {

// 1339518083.107412 [0 127.0.0.1:60866] "keys" "*"
bool is_monitored(const RespReply& reply) {
  if (reply.type != '+' || reply.text.empty()) return false;
  size_t blank = reply.text.find_first_not_of("0123456789.");
  return blank != 0 && blank != std::string::npos && reply.text.compare(blank, 2, " [") == 0;
}

// *2, the end of a line, $
bool begins_command(ByteSpan bytes) {
  if (bytes.empty() || bytes[0] != '*') return false;
  size_t at = 1;
  while (at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '9') ++at;
  return at > 1 && bytes.size() > at + 2 && bytes[at] == '\r' && bytes[at + 1] == '\n' &&
         bytes[at + 2] == '$';
}

}  // namespace

bool is_redis_word(std::string_view word, std::string_view upper) {
  return std::equal(word.begin(), word.end(), upper.begin(), upper.end(), [](char c, char u) {
    return (c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c) == u;
  });
}

void RedisSession::broken(std::string_view what, ByteSpan data) {
  phase_ = Phase::kOver;
  listener_.broken(what, data);
}

void RedisSession::data(Side side, ByteSpan bytes) {
  if (bytes.empty() || phase_ == Phase::kOver) return;
  bool is_client = side == Side::kOrig;
  if (phase_ == Phase::kLost && !resumes(side, bytes)) return;
  was_server_ = !is_client;
  if (phase_ == Phase::kBegin) {
    // Nobody greets here, but a server may refuse.
    if (!is_client && bytes[0] != '-') return broken("the server begins", bytes);
    phase_ = Phase::kTalk;
  }
  is_client ? client(bytes) : server(bytes);
}

bool RedisSession::resumes(Side side, ByteSpan bytes) {
  bool is_turn = side == Side::kOrig && was_server_ && begins_command(bytes);
  was_server_ = side == Side::kResp;
  if (!is_turn) return false;
  phase_ = Phase::kTalk;
  commands_.reset();
  replies_.reset();
  listener_.resumed();
  return true;
}

void RedisSession::gap(Side side, uint64_t length) {
  if (phase_ == Phase::kOver || phase_ == Phase::kLost) return;
  bool is_client = side == Side::kOrig;
  if (!is_client && copy_ == Copy::kUnderWay) return;
  if (is_client ? commands_.skip(length) : replies_.skip(length)) return;
  phase_ = Phase::kLost;
  was_server_ = false;
}

void RedisSession::client(ByteSpan bytes) {
  ByteSpan all = bytes;
  while (!bytes.empty() && phase_ == Phase::kTalk) {
    RespProgress progress = commands_.read(bytes, listener_.limits());
    if (progress == RespProgress::kBroken) return broken(commands_.problem(), all);
    if (progress == RespProgress::kWhole) take_command();
  }
}

void RedisSession::take_command() {
  std::vector<std::string>& words = commands_.words();
  if (is_redis_word(words[0], "SYNC") || is_redis_word(words[0], "PSYNC"))
    copy_ = Copy::kAsked;
  else if (is_redis_word(words[0], "MONITOR"))
    monitors_ = true;
  listener_.command(words);
}

void RedisSession::server(ByteSpan bytes) {
  ByteSpan all = bytes;
  while (!bytes.empty() && phase_ == Phase::kTalk && copy_ != Copy::kUnderWay) {
    if (copy_ == Copy::kAsked && replies_.is_between()) {
      // Empty lines come until it is ready.
      auto begin = std::find_if(bytes.begin(), bytes.end(), [](uint8_t b) { return b != '\n'; });
      bytes = bytes.subspan(size_t(begin - bytes.begin()));
      if (bytes.empty()) return;
      if (bytes[0] == '$') {
        copy_ = Copy::kUnderWay;
        return;
      }
    }
    RespProgress progress = replies_.read(bytes, listener_.limits());
    if (progress == RespProgress::kBroken) return broken(replies_.problem(), all);
    if (progress == RespProgress::kWhole) take_reply();
  }
}

void RedisSession::take_reply() {
  RespReply& reply = replies_.reply();
  if (copy_ == Copy::kAsked && reply.type == '-') copy_ = Copy::kNone;
  if (copy_ == Copy::kAsked && reply.type == '+' &&
      (reply.text.starts_with("FULLRESYNC") || reply.text.starts_with("CONTINUE")))
    copy_ = Copy::kUnderWay;
  if (reply.type == '+' && reply.text == "RESET") monitors_ = false;
  if (reply.is_push() || (monitors_ && is_monitored(reply)))
    listener_.push(reply);
  else
    listener_.reply(reply);
}

}  // namespace avocet
