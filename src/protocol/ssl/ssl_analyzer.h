// SslAnalyzer: TLS and SSL over TCP.
#pragma once

#include <array>

#include "protocol/ssl/tls_analyzer.h"

namespace avocet {

class SslAnalyzer final : public TlsAnalyzer {
 public:
  explicit SslAnalyzer(const TlsBinding& binding) : TlsAnalyzer(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;
  void flip() override;

 private:
  class Sink;
  struct Direction {
    TlsRecordReader records;
    TlsHandshakeStream messages;
    bool has_begun = false;
  };

  void fragments(Side side, ByteSpan body) override;
  void agreed_on_version_2() override;

  // What follows cannot be read any more.
  void lose();

  std::array<Direction, 2> directions_;
  bool is_lost_ = false;
};

}  // namespace avocet
