#include "protocol/ssl/ssl_analyzer.h"

#include <utility>

namespace avocet {

// Where the records of one direction go.
class SslAnalyzer::Sink final : public TlsRecordSink {
 public:
  Sink(SslAnalyzer& analyzer, Side side) : analyzer_(analyzer), side_(side) {}

  bool wants_body(const TlsRecord& header) override {
    return !analyzer_.is_encrypted(side_, header.type);
  }
  bool record(const TlsRecord& record) override {
    if (analyzer_.is_encrypted(side_, record.type))
      analyzer_.ciphertext(side_, record);
    else
      analyzer_.plaintext(side_, record);
    return !analyzer_.has_failed();
  }

 private:
  SslAnalyzer& analyzer_;
  Side side_;
};

void SslAnalyzer::data(Side side, ByteSpan bytes) {
  if (is_from_the_middle()) lose();
  if (is_lost_ || has_failed() || bytes.empty()) return;
  // What handed over did so at the CR of a line, and its LF comes here. No record begins like that.
  bool is_first = !std::exchange(directions_[size_t(side)].has_begun, true);
  if (is_first && bytes.front() == '\n') bytes = bytes.subspan(1);
  Sink sink(*this, side);
  auto result = directions_[size_t(side)].records.feed(bytes, sink);
  if (result == TlsRecordReader::Result::kBroken) fail("this is no record of TLS or SSL");
}

// Where the next record begins is unknown, and what the other side says makes no sense alone.
void SslAnalyzer::gap(Side, uint64_t) { lose(); }

void SslAnalyzer::lose() {
  is_lost_ = true;
  leave();
}

void SslAnalyzer::flip() {
  TlsAnalyzer::flip();
  std::swap(directions_[0], directions_[1]);
}

void SslAnalyzer::fragments(Side side, ByteSpan body) {
  auto result = directions_[size_t(side)].messages.feed(
      body, [&](uint8_t type, ByteSpan message_body) { message(side, type, message_body); });
  if (result == TlsHandshakeStream::Result::kTooLong)
    fail("a message of the handshake is too long");
}

void SslAnalyzer::agreed_on_version_2() {
  for (Direction& direction : directions_) direction.records.stay_in_version_2();
}

}  // namespace avocet
