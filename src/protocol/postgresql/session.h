// PostgresSession: what a client and a server of PostgreSQL say to each other, in version 3 of
// their protocol (the chapter "Frontend/Backend Protocol" of PostgreSQL's documentation). Bytes in,
// parts out.
//
//   [wish for encryption -> one byte ->] startup -> messages of both sides, each with a type and a
//   length
//
// What a server says before the client has begun is skipped. Of a message, no more is kept than is
// of interest.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/byte_reader.h"
#include "base/text.h"
#include "flow/flow.h"

namespace avocet {

using PostgresPair = std::pair<ByteSpan, ByteSpan>;

// Views live for the call.
class PostgresListener {
 public:
  virtual ~PostgresListener() = default;
  virtual void asked_for_tls() = 0;
  virtual void answered_tls(uint8_t answer) = 0;  // 'S': it begins; 'N': it does not
  virtual void started(uint16_t major, uint16_t minor,
                       const std::vector<PostgresPair>& parameters) = 0;
  // A message, cut at the length that was wished for.
  virtual void message(Side side, uint8_t type, ByteSpan content) = 0;
  // How much of such a message is of interest.
  virtual size_t wanted_of(Side side, uint8_t type) const = 0;
  // `data`: what was looked at.
  virtual void broken(std::string_view what, ByteSpan data) = 0;
};

class PostgresSession {
 public:
  explicit PostgresSession(PostgresListener& listener) : listener_(listener) {}

  void data(Side side, ByteSpan bytes);
  void give_up();

  // Of a startup; that of a message is the listener's choice.
  static constexpr size_t kMaxStartup = 10000;

 private:
  enum class Phase : uint8_t { kStartup, kTlsAnswer, kGssAnswer, kMessages, kOver };
  struct Stream {
    std::vector<uint8_t> waiting;  // a header, or what is wanted of a message
    bool in_message = false;
    uint8_t type = 0;
    uint64_t left = 0;  // of the message, still to come
    size_t wanted = 0;
  };

  ByteSpan startup(ByteSpan bytes);
  void take_startup(ByteSpan content);
  ByteSpan answer(ByteSpan bytes);
  ByteSpan message(Side side, ByteSpan bytes);
  bool take_head(Side side, ByteSpan& bytes);
  void broken(std::string_view what, ByteSpan data);

  PostgresListener& listener_;
  Phase phase_ = Phase::kStartup;
  std::array<Stream, 2> streams_;
};

// The fields of an error or notice: a letter and a text each. Nothing if they are cut.
std::optional<std::vector<PostgresPair>> parse_postgres_fields(ByteSpan content);

}  // namespace avocet
