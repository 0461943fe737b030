// ImapAnalyzer: IMAP on one flow, up to what matters before it is encrypted: what the server is
// able to do, and STARTTLS.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "analyzer/protocol.h"
#include "protocol/mail/message.h"

namespace avocet {

struct ImapBinding final : ProtocolBinding {
  explicit ImapBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  int64_t ssl_tag = 0;
  const VectorType* strings = nullptr;
  EventHandle capabilities, starttls;
};

class ImapAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit ImapAnalyzer(const ImapBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;

 private:
  // One direction: lines, and strings of a known length within them (literals).
  struct Half {
    MailLines lines;
    uint64_t literal = 0;       // bytes of it to come
    bool is_continued = false;  // the next line goes on the one before
  };

  void client_line(std::string_view line);
  void server_line(std::string_view line);
  void tell_capabilities(std::string_view words);

  const ImapBinding& binding_;
  std::array<Half, 2> halves_;
  std::string starttls_tag_;  // of the client's command; empty if there is none
  bool has_greeting_ = false;
  bool is_over_ = false;
};

}  // namespace avocet
