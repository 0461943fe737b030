#include "protocol/rfb/message.h"

#include <algorithm>
#include <string>

namespace avocet {

namespace {

constexpr size_t kVersionSize = 12;
constexpr size_t kMaxWaiting = 1 << 16;
enum : uint8_t { kNoAuthentication = 1, kVnc = 2, kApple = 30 };

bool are_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void RfbHandshake::data(Side side, ByteSpan bytes) {
  if (state_ == State::kOver) return;
  std::vector<uint8_t>& buffer = buffers_[size_t(side)];
  buffer.insert(buffer.end(), bytes.begin(), bytes.end());
  while (state_ != State::kOver && step()) {
  }
  if (state_ == State::kOver)
    buffers_ = {};
  else if (buffer.size() > kMaxWaiting)
    broken("one side does not wait for the other");
}

bool RfbHandshake::step() {
  constexpr size_t kChallengeSize = 16;
  switch (state_) {
  case State::kServerVersion: return version(Side::kResp);
  case State::kClientVersion: return version(Side::kOrig);
  case State::kOffer: return offer();
  case State::kChoice: return choice();
  case State::kVncChallenge: return skip(Side::kResp, kChallengeSize, State::kVncResponse);
  case State::kVncResponse: return skip(Side::kOrig, kChallengeSize, State::kResult);
  case State::kAppleKey: return apple_key();
  case State::kAppleResponse: return skip(Side::kOrig, 128 + key_size_, State::kResult);
  case State::kResult: return result();
  case State::kShareFlag: {
    ByteReader reader(waiting(Side::kOrig));
    bool is_shared = reader.u8() != 0;
    if (reader.failed()) return false;
    take(Side::kOrig, 1);
    state_ = State::kDesktop;
    listener_.share_flag(is_shared);
    return true;
  }
  case State::kDesktop: return desktop();
  case State::kOver: break;
  }
  return false;
}

void RfbHandshake::take(Side side, size_t size) {
  std::vector<uint8_t>& buffer = buffers_[size_t(side)];
  buffer.erase(buffer.begin(), buffer.begin() + ptrdiff_t(size));
}

bool RfbHandshake::skip(Side side, size_t size, State next) {
  if (waiting(side).size() < size) return false;
  take(side, size);
  state_ = next;
  return true;
}

bool RfbHandshake::broken(std::string_view what) {
  state_ = State::kOver;
  buffers_ = {};
  listener_.broken(what);
  return false;
}

bool RfbHandshake::version(Side side) {
  constexpr size_t kNumberSize = 3, kMajorAt = 4, kMinorAt = 8;
  ByteSpan bytes = waiting(side);
  std::string text(bytes.begin(), bytes.begin() + ptrdiff_t(std::min(bytes.size(), kVersionSize)));
  constexpr std::string_view kBegin = "RFB ";
  if (kBegin.substr(0, text.size()) != std::string_view(text).substr(0, kBegin.size()))
    return broken("no version");
  if (text.size() < kVersionSize) return false;
  std::string_view major = std::string_view(text).substr(kMajorAt, kNumberSize);
  std::string_view minor = std::string_view(text).substr(kMinorAt, kNumberSize);
  if (!are_digits(major) || !are_digits(minor) || text[kMinorAt - 1] != '.' || text.back() != '\n')
    return broken("no version");
  take(side, kVersionSize);
  if (side == Side::kOrig) minor_ = std::stoi(std::string(minor));
  state_ = side == Side::kOrig ? State::kOffer : State::kClientVersion;
  listener_.version(side, major, minor);
  return true;
}

// RFC 6143, 7.1.2; until version 3.7 the server decides.
bool RfbHandshake::offer() {
  constexpr int kFirstWithChoice = 7;
  ByteReader reader(waiting(Side::kResp));
  if (minor_ < kFirstWithChoice) {
    uint32_t type = reader.u32();
    if (reader.failed()) return false;
    take(Side::kResp, sizeof type);
    if (type > UINT8_MAX) return broken("no type of authentication");
    authenticate(uint8_t(type));
    return true;
  }
  size_t count = reader.u8();
  reader.skip(count);
  if (reader.failed()) return false;
  take(Side::kResp, 1 + count);
  state_ = count == 0 ? State::kOver : State::kChoice;  // none: why not follows
  return true;
}

bool RfbHandshake::choice() {
  ByteReader reader(waiting(Side::kOrig));
  uint8_t type = reader.u8();
  if (reader.failed()) return false;
  take(Side::kOrig, 1);
  authenticate(type);
  return true;
}

void RfbHandshake::authenticate(uint8_t type) {
  constexpr int kFirstWithResult = 8;
  switch (type) {
  case kNoAuthentication:
    state_ = minor_ < kFirstWithResult ? State::kShareFlag : State::kResult;
    break;
  case kVnc: state_ = State::kVncChallenge; break;
  case kApple: state_ = State::kAppleKey; break;
  default: state_ = State::kOver;
  }
  listener_.authentication_type(type);
}

// The parameters of Diffie and Hellman: a generator, a size, a prime and a key of that size.
bool RfbHandshake::apple_key() {
  ByteReader reader(waiting(Side::kResp));
  reader.u16();
  key_size_ = reader.u16();
  reader.skip(2 * key_size_);
  if (reader.failed()) return false;
  take(Side::kResp, reader.position());
  state_ = State::kAppleResponse;
  return true;
}

bool RfbHandshake::result() {
  ByteReader reader(waiting(Side::kResp));
  uint32_t result = reader.u32();
  if (reader.failed()) return false;
  take(Side::kResp, sizeof result);
  state_ = result == 0 ? State::kShareFlag : State::kOver;
  listener_.authentication_result(result == 0);
  return true;
}

bool RfbHandshake::desktop() {
  constexpr size_t kPixelFormat = 16, kMaxName = 4096;
  ByteReader reader(waiting(Side::kResp));
  uint16_t width = reader.u16(), height = reader.u16();
  reader.skip(kPixelFormat);
  size_t size = reader.u32();
  if (!reader.failed() && size > kMaxName) return broken("a name that is too long");
  ByteSpan name = reader.take(size);
  if (reader.failed()) return false;
  std::string text(name.begin(), name.end());
  state_ = State::kOver;
  listener_.desktop(text, width, height);
  return true;
}

}  // namespace avocet
