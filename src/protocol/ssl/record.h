// TlsRecordReader: the record layer of TLS and SSL on one direction of a TCP connection (RFC 8446,
// section 5.1; RFC 6101, section 5.2; for version 2 appendix E of RFC 5246).
//
// Bytes go in as they come; headers and, where somebody wants them, whole records go out. What
// nobody wants is skipped without being kept: an encrypted transfer costs a few instructions a
// record.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

enum TlsContent : uint16_t {
  kTlsChangeCipherSpec = 20,
  kTlsAlert = 21,
  kTlsHandshake = 22,
  kTlsApplicationData = 23,
  kTlsHeartbeat = 24,
  kTlsConnectionId = 25,
  // Version 2 has messages only; their types follow this number.
  kSslV2 = 300,
};

enum SslV2Message : uint16_t {
  kSslV2Error = 300,
  kSslV2ClientHello = 301,
  kSslV2MasterKey = 302,
  kSslV2ServerHello = 304
};

inline constexpr uint16_t kSslVersion2 = 0x0002, kSslVersion3 = 0x0300, kTlsVersion12 = 0x0303,
                          kTlsVersion13 = 0x0304, kDtlsVersion10 = 0xFEFF, kDtlsVersion12 = 0xFEFD,
                          kDtlsVersion13 = 0xFEFC;

struct TlsRecord {
  uint16_t version = 0;  // as the record says; zero in version 2
  uint16_t type = 0;     // one of TlsContent or SslV2Message
  uint32_t length = 0;   // of the body
  ByteSpan body;         // empty if nobody wanted it
};

class TlsRecordSink {
 public:
  virtual ~TlsRecordSink() = default;
  // Asked with the header; in version 2 bodies come in any case.
  virtual bool wants_body(const TlsRecord& header) = 0;
  // The whole record has come. False: no further ones.
  virtual bool record(const TlsRecord& record) = 0;
};

class TlsRecordReader {
 public:
  enum class Result : uint8_t { kMore, kStopped, kBroken };

  // Takes all bytes, unless it is stopped or what comes is no record.
  Result feed(ByteSpan bytes, TlsRecordSink& sink);
  // The peers agreed on version 2: whatever follows is in its format.
  void stay_in_version_2() { is_v2_ = true; }
  // The header at which reading ended.
  const std::array<uint8_t, 5>& header() const { return header_; }

 private:
  static constexpr size_t kHeaderSize = 5;
  bool read_header();
  bool read_v2_header();
  ByteSpan take(ByteSpan& bytes);
  bool finish(ByteSpan body, TlsRecordSink& sink);

  std::array<uint8_t, kHeaderSize> header_{};
  uint8_t have_ = 0;    // bytes of the header
  uint8_t prefix_ = 0;  // how many of them are the begin of the body
  bool in_body_ = false;
  bool keeps_ = false;
  bool is_v2_ = false;
  uint32_t left_ = 0;  // bytes of the body to come
  TlsRecord current_;
  std::vector<uint8_t> body_;
};

}  // namespace avocet
