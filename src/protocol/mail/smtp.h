// SmtpAnalyzer: SMTP on one flow.
#pragma once

#include <deque>
#include <memory>
#include <string>

#include "protocol/mail/mail.h"
#include "protocol/mail/message.h"

namespace avocet {

struct SmtpBinding final : ProtocolBinding {
  explicit SmtpBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  MailBinding mail;
  const Value *whole_message_files, *max_chunk_line;
  EventHandle request, reply, data, starttls, unexpected;
};

class SmtpAnalyzer final : public MailAnalyzer {
 public:
  explicit SmtpAnalyzer(const SmtpBinding& binding);

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;
  void end(Side side) override;
  void done() override { end_message(); }
  void skip_entity_data(Side) override { ignore_message(); }

 private:
  // What the client's bytes are.
  enum class Phase : uint8_t {
    kCommands,
    kAuthentication,  // one line, which answers a server's challenge
    kLines,           // a message, up to a line with a dot
    kChunk,           // bytes of a message, so many
    kOver,            // encrypted, or no SMTP
  };

  void client(std::string_view bytes);
  void client_line(std::string_view line);
  std::string_view chunk(std::string_view bytes);
  void command(std::string_view line);
  void answer(std::string_view line);
  void begin_lines();
  void data_line(std::string_view line);
  void begin_chunk(std::string_view argument);
  void end_chunk();
  void server_line(std::string_view line);
  // The reply that came is one to that command alone: those to commands before it were not seen.
  void forget_before(std::string_view command);
  bool find_answered(uint32_t code);
  void take_reply(const std::string& of, uint32_t code);
  void encrypt();
  void raise_request(std::string_view name, std::string_view argument);
  void wait_for_reply(std::string_view name);
  void raise_unexpected(Side side, std::string_view what, std::string_view detail);
  void begin_mail();
  void long_line() override;

  const SmtpBinding& binding_;
  MailLines client_lines_, server_lines_;
  Phase phase_ = Phase::kCommands;
  std::deque<std::string> waiting_;  // commands without a reply, the oldest first
  bool has_greeting_ = false;        // whether any reply was seen
  bool lost_replies_ = false;        // and with them, what waits for which of those that come
  uint64_t chunk_left_ = 0;
  bool is_last_chunk_ = false;
  bool told_long_line_ = false;
};

}  // namespace avocet
