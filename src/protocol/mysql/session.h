// MysqlSession: who says what on one connection, in turns. Both directions are cut into packets
// here; what they mean depends on what went before:
//
//   greeting -> login -> what the plugin wants -> command -> its answer -> command ...
//
// A packet that is too large is looked at as far as it was kept.
#pragma once

#include <array>
#include <vector>

#include "flow/flow.h"
#include "protocol/mysql/message.h"

namespace avocet {

// What a session tells. Views are lent for the call.
class MysqlListener {
 public:
  virtual ~MysqlListener() = default;
  virtual void greeted(const MysqlGreeting& greeting) = 0;
  virtual void logged_in(const MysqlLogin& login) = 0;
  virtual void switched_user(const MysqlLogin& login) = 0;
  virtual void asked_for_tls() = 0;
  virtual void asked_for_plugin(ByteSpan name, ByteSpan data) = 0;
  virtual void more_auth_data(Side side, ByteSpan data) = 0;
  virtual void command(uint8_t number, ByteSpan argument) = 0;
  virtual void ok(uint64_t affected_rows) = 0;
  virtual void eof(bool is_intermediate) = 0;
  virtual void failed(const MysqlErrorMessage& error) = 0;
  virtual bool wants_rows() const = 0;
  virtual void row(const std::vector<ByteSpan>& row) = 0;
  virtual void broken(std::string_view what) = 0;
};

class MysqlSession {
 public:
  explicit MysqlSession(MysqlListener& listener) : listener_(listener) {}

  // Yields what is not MySQL any more: it follows a wish for TLS.
  ByteSpan data(Side side, ByteSpan bytes);
  // Bytes are missing: whose turn it is cannot be known.
  void give_up() { phase_ = Phase::kOver; }

  // How much of a packet is kept.
  static constexpr size_t kMaxPayload = 1 << 20;

 private:
  enum class Phase : uint8_t { kGreeting, kLogin, kAuthentication, kCommands, kOver };
  // What the server is about to send in kCommands.
  enum class Expect : uint8_t {
    kNothing,
    kStatus,        // OK, EOF or an error
    kResult,        // a status, or how many columns there are
    kColumns,       // so many definitions
    kEndOfColumns,  // EOF
    kRows,          // until EOF
    kPrepared,      // the first packet about a prepared statement
  };
  // One direction.
  struct Stream {
    std::vector<uint8_t> header;
    std::vector<uint8_t> payload;
    uint64_t left = 0;  // of the payload
    bool in_payload = false;
    bool is_cut = false;
  };

  void packet(Side side, ByteSpan payload, bool is_cut);
  void client(ByteSpan payload);
  void server(ByteSpan payload);
  void login(ByteSpan payload);
  void authentication(ByteSpan payload);
  void command(ByteSpan payload);
  void answer(ByteSpan payload);
  void status(ByteSpan payload);
  void result(ByteSpan payload);
  void column();
  void row(ByteSpan payload);
  void end_of_result(ByteSpan payload);
  void error(ByteSpan payload);
  void begin_rows();
  bool has(uint32_t capability) const { return capabilities_ & capability; }
  bool is_eof(ByteSpan payload) const;
  void broken(std::string_view what);

  MysqlListener& listener_;
  std::array<Stream, 2> streams_;
  Phase phase_ = Phase::kGreeting;
  Expect expect_ = Expect::kNothing;
  bool is_cut_ = false;      // the packet at hand
  bool are_binary_ = false;  // rows
  bool is_field_list_ = false;
  uint32_t server_capabilities_ = 0, capabilities_ = 0;
  uint64_t columns_ = 0, columns_left_ = 0;
};

}  // namespace avocet
