// TransferDecoder: undoes a Content-Transfer-Encoding (RFC 2045, section 6), piece by piece.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace avocet {

enum class TransferEncoding : uint8_t { kNone, kBase64, kQuotedPrintable };

// Any other name leaves the bytes as they are.
TransferEncoding transfer_encoding(std::string_view name);

class TransferDecoder {
 public:
  explicit TransferDecoder(TransferEncoding encoding = TransferEncoding::kNone)
      : encoding_(encoding) {}

  TransferEncoding encoding() const { return encoding_; }
  // Appends what `bytes` decode to. What is not complete is kept, a few bytes at most.
  void decode(std::string_view bytes, std::string& to);
  // The end: what is incomplete is decoded as far as it goes.
  void finish(std::string& to);
  // Bytes that the encoding does not allow, so far.
  uint64_t illegal() const { return illegal_; }

 private:
  void base64(char c, std::string& to);
  void quoted(char c, std::string& to);
  void flush_blanks(std::string& to);

  TransferEncoding encoding_;
  uint64_t illegal_ = 0;
  // Base64: digits of a group.
  uint32_t bits_ = 0;
  int digits_ = 0;
  int pads_ = 0;  // ... and what stands for the missing ones
  // Quoted-printable: an escape that has begun, and blanks that a line end would make void.
  std::string escape_, blanks_;
};

}  // namespace avocet
