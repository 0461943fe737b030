// FtpAnalyzer: the control channel of FTP on one flow. FtpDataAnalyzer: a data channel, whose bytes
// are files.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "analyzer/line_splitter.h"
#include "analyzer/protocol.h"
#include "protocol/ftp/message.h"

namespace avocet {

struct FtpBinding final : ProtocolBinding {
  explicit FtpBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  const Value* max_command_length;
  int64_t ssl_tag = 0;  // zero: the scripts know none
  EventHandle request, reply, starttls;
};

class FtpAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit FtpAnalyzer(const FtpBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;

 private:
  void request(std::string_view line);
  void reply(std::string_view line);
  void encrypt();
  void take_token(Side side, std::string_view encoded);
  uint64_t max_command_length() const;

  const FtpBinding& binding_;
  std::array<LineSplitter, 2> lines_{LineSplitter{kMaxFtpLine}, LineSplitter{kMaxFtpLine}};
  FtpReplies replies_;
  std::string security_;  // what AUTH asked for last
  bool is_over_ = false;  // encrypted, or given up
  // RFC 2228: the handshake of GSSAPI lies in arguments of ADAT and in replies. Which tokens of
  // each side are looked for.
  enum class Tokens : uint8_t { kNone, kFirst, kMore };
  std::array<Tokens, 2> tokens_{};
  ProtocolAnalyzer* tls_ = nullptr;  // of what is in tokens; a child
};

struct FtpDataBinding final : ProtocolBinding {
  explicit FtpDataBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  int64_t tag = 0;
  uint32_t id_field = 0;  // of a connection record
};

class FtpDataAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit FtpDataAnalyzer(const FtpDataBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;
  void done() override;

 private:
  template <class Do> void with_file(Side side, Do action);

  const FtpDataBinding& binding_;
  std::array<std::string, 2> files_;  // ids; empty: not asked for yet
};

}  // namespace avocet
