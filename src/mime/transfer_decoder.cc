#include "mime/transfer_decoder.h"

#include "base/text.h"
#include "mime/header.h"

namespace avocet {

namespace {

// A longer run of blanks is no trailing one.
constexpr size_t kMaxBlanks = 256;

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

TransferEncoding transfer_encoding(std::string_view name) {
  name = mime_trimmed(name.substr(0, name.find(';')));
  if (ascii_equal(name, "base64")) return TransferEncoding::kBase64;
  if (ascii_equal(name, "quoted-printable")) return TransferEncoding::kQuotedPrintable;
  return TransferEncoding::kNone;
}

void TransferDecoder::decode(std::string_view bytes, std::string& to) {
  switch (encoding_) {
  case TransferEncoding::kNone: to += bytes; return;
  case TransferEncoding::kBase64:
    for (char c : bytes) base64(c, to);
    return;
  case TransferEncoding::kQuotedPrintable:
    for (char c : bytes) quoted(c, to);
    return;
  }
}

void TransferDecoder::base64(char c, std::string& to) {
  if (c == '=') {
    // With the last of the padding the rest is known: it need not wait for the end.
    if (digits_ + ++pads_ >= 4) finish(to);
    return;
  }
  int digit = base64_digit(c);
  if (digit < 0) {
    illegal_ += c != '\r' && c != '\n' && c != ' ' && c != '\t';
    return;
  }
  // What follows padding is a new text.
  if (pads_ > 0) finish(to);
  bits_ = bits_ << 6 | uint32_t(digit);
  if (++digits_ < 4) return;
  to += char(bits_ >> 16 & 0xff);
  to += char(bits_ >> 8 & 0xff);
  to += char(bits_ & 0xff);
  bits_ = 0;
  digits_ = 0;
}

void TransferDecoder::quoted(char c, std::string& to) {
  if (escape_.empty()) {
    if (c == '=') {
      flush_blanks(to);
      escape_ = "=";
    } else if (c == ' ' || c == '\t') {
      if (blanks_.size() >= kMaxBlanks) flush_blanks(to);
      blanks_ += c;
    } else {
      if (c == '\r' || c == '\n') blanks_.clear();
      flush_blanks(to);
      to += c;
    }
    return;
  }
  // "=\r\n" joins lines; blanks may stand between.
  if (c == '\n') {
    escape_.clear();
    return;
  }
  if (c == '\r' || ((c == ' ' || c == '\t') && escape_.size() == 1)) return;
  escape_ += c;
  if (hex_digit(c) < 0) {
    ++illegal_;
    to += escape_;
    escape_.clear();
  } else if (escape_.size() == 3) {
    to += char(hex_digit(escape_[1]) << 4 | hex_digit(escape_[2]));
    escape_.clear();
  }
}

void TransferDecoder::flush_blanks(std::string& to) {
  to += blanks_;
  blanks_.clear();
}

void TransferDecoder::finish(std::string& to) {
  if (digits_ >= 2) to += char(bits_ >> (6 * digits_ - 8) & 0xff);
  if (digits_ == 3) to += char(bits_ >> 2 & 0xff);
  bits_ = 0;
  digits_ = 0;
  pads_ = 0;
  if (escape_.size() > 1) to += escape_;
  escape_.clear();
  flush_blanks(to);
}

}  // namespace avocet
