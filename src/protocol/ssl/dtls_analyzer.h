// DtlsAnalyzer: DTLS over UDP. Among its datagrams may be others, of STUN for instance, which are
// passed over, up to a limit.
#pragma once

#include <array>

#include "protocol/ssl/dtls_record.h"
#include "protocol/ssl/tls_analyzer.h"

namespace avocet {

class DtlsAnalyzer final : public TlsAnalyzer {
 public:
  explicit DtlsAnalyzer(const TlsBinding& binding) : TlsAnalyzer(binding) {}

  void datagram(Side side, ByteSpan payload, uint32_t wire_length) override;
  void flip() override;

 private:
  void fragments(Side side, ByteSpan body) override;
  void note_other();

  std::array<DtlsFragments, 2> fragments_;
  uint64_t others_ = 0;
};

}  // namespace avocet
