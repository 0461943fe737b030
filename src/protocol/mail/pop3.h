// Pop3Analyzer: POP3 on one flow.
#pragma once

#include <deque>
#include <memory>
#include <string>

#include "protocol/mail/mail.h"
#include "protocol/mail/message.h"
#include "protocol/mail/pop3_lines.h"

namespace avocet {

struct Pop3Binding final : ProtocolBinding {
  explicit Pop3Binding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  MailBinding mail;
  const Value *max_pending, *max_unknown;
  EventHandle request, reply, data, unexpected, starttls, login_success, login_failure;
};

class Pop3Analyzer final : public MailAnalyzer {
 public:
  explicit Pop3Analyzer(const Pop3Binding& binding)
      : MailAnalyzer(binding.mail), binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;
  void end(Side side) override;
  void done() override { end_message(); }
  void skip_entity_data(Side) override { ignore_message(); }

 private:
  enum class Phase : uint8_t {
    kCommands,
    kLines,  // the server sends lines, up to one with a dot
    kOver,   // encrypted, or no POP3
  };
  enum class Mechanism : uint8_t { kNone, kPlain, kLogin, kCramMd5, kOther };

  void client_line(std::string_view line);
  void command(std::string_view line);
  void unknown_command(const Pop3Command& found);
  void use_command(const Pop3Command& found);
  void begin_authentication(std::string_view argument);
  void answer(std::string_view line);
  void take_plain(std::string_view encoded);
  void server_line(std::string_view line);
  void unknown_reply(std::string_view line);
  void take_reply(Pop3Status status, std::string_view text);
  void succeed();
  void data_line(std::string_view line);
  void next_command();
  void raise_login(const EventHandle& event);
  void encrypt();

  const Pop3Binding& binding_;
  MailLines client_lines_{MailLines::LoneReturn::kEndsLine};
  MailLines server_lines_{MailLines::LoneReturn::kEndsLine};
  Phase phase_ = Phase::kCommands;
  std::deque<std::string> waiting_;  // lines of the client behind a command without a reply
  bool is_busy_ = false;             // a command has no reply so far
  bool is_challenged_ = false;       // the next line of the client is an answer
  Mechanism mechanism_ = Mechanism::kNone;
  std::string name_;  // of the command that is answered next; empty if it is none of POP3
  bool has_argument_ = false;
  uint64_t unknown_ = 0;
  std::string user_, password_;
};

}  // namespace avocet
