#include "protocol/redis/session.h"

#include <algorithm>

#include "base/text.h"

namespace avocet {

namespace {

// 1339518083.107412 [0 127.0.0.1:60866] "keys" "*"
bool is_monitored(const RespReply& reply) {
  if (reply.type != '+' || reply.text.empty()) return false;
  size_t blank = reply.text.find_first_not_of("0123456789.");
  return blank != 0 && blank != std::string::npos && reply.text.compare(blank, 2, " [") == 0;
}

// *2, the end of a line, $
RespProgress begins_command(ByteSpan bytes) {
  constexpr std::string_view kMarks = "*\r\n$";
  constexpr size_t kMaxDigits = 7;
  size_t next = 0, digits = 0;
  for (uint8_t byte : bytes) {
    if (next == 1 && byte >= '0' && byte <= '9' && digits++ < kMaxDigits) continue;
    if (char(byte) != kMarks[next] || (next == 1 && digits == 0)) return RespProgress::kBroken;
    if (++next == kMarks.size()) return RespProgress::kWhole;
  }
  return RespProgress::kMore;
}

}  // namespace

void RedisSession::broken(std::string_view what, ByteSpan data) {
  phase_ = Phase::kOver;
  listener_.broken(what, data);
}

void RedisSession::data(Side side, ByteSpan bytes) {
  if (bytes.empty() || phase_ == Phase::kOver) return;
  if (phase_ == Phase::kLost) return look_for_turn(side, bytes);
  bool is_client = side == Side::kOrig;
  if (phase_ == Phase::kBegin) {
    // Nobody greets here, but a server may refuse.
    if (!is_client && bytes[0] != '-') return broken("the server begins", bytes);
    phase_ = Phase::kTalk;
  }
  is_client ? client(bytes) : server(bytes);
}

void RedisSession::look_for_turn(Side side, ByteSpan bytes) {
  bool is_client = side == Side::kOrig;
  bool is_turn = is_client && (was_server_ || !turn_.empty());
  was_server_ = !is_client;
  if (!is_turn) return turn_.clear();
  turn_.insert(turn_.end(), bytes.begin(), bytes.end());
  RespProgress progress = begins_command(turn_);
  if (progress == RespProgress::kMore) return;
  std::vector<uint8_t> turn = std::move(turn_);
  turn_.clear();
  if (progress == RespProgress::kBroken) return;
  phase_ = Phase::kTalk;
  commands_.reset();
  replies_.reset();
  listener_.resumed();
  client(turn);
}

void RedisSession::gap(Side side, uint64_t length) {
  if (phase_ == Phase::kOver) return;
  bool is_client = side == Side::kOrig;
  if (phase_ != Phase::kLost) {
    if (!is_client && copy_ == Copy::kUnderWay) return;
    if (is_client ? commands_.skip(length) : replies_.skip(length)) return;
  }
  phase_ = Phase::kLost;
  was_server_ = false;
  turn_.clear();
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
  if (ascii_equal(words[0], "SYNC") || ascii_equal(words[0], "PSYNC"))
    copy_ = Copy::kAsked;
  else if (ascii_equal(words[0], "MONITOR"))
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
