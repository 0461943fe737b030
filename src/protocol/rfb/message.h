// RFB, the protocol of VNC (RFC 6143), from the first byte to the begin of the desktop. What is
// drawn on it is not looked at.
//
// Both sides wait for each other, so one state says whose bytes come next and how many. Bytes of
// the other side are kept until it is their turn.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "flow/flow.h"

namespace avocet {

// What a handshake tells. Views are lent for the call.
class RfbListener {
 public:
  virtual ~RfbListener() = default;
  virtual void version(Side side, std::string_view major, std::string_view minor) = 0;
  virtual void authentication_type(uint8_t type) = 0;
  virtual void authentication_result(bool is_success) = 0;
  virtual void share_flag(bool is_shared) = 0;
  virtual void desktop(std::string_view name, uint16_t width, uint16_t height) = 0;
  virtual void broken(std::string_view what) = 0;
};

class RfbHandshake {
 public:
  explicit RfbHandshake(RfbListener& listener) : listener_(listener) {}

  void data(Side side, ByteSpan bytes);
  // Nothing more is looked at.
  void give_up() { state_ = State::kOver; }

 private:
  enum class State : uint8_t {
    kServerVersion,
    kClientVersion,
    kOffer,   // the types that the server knows, or the one it wants (version 3.3)
    kChoice,  // the client's
    kVncChallenge,
    kVncResponse,
    kAppleKey,  // of the server
    kAppleResponse,
    kResult,
    kShareFlag,
    kDesktop,
    kOver
  };

  // What the state needs, and whose; nothing is done before it is there.
  bool step();
  bool version(Side side);
  bool offer();
  bool choice();
  void authenticate(uint8_t type);
  bool apple_key();
  bool result();
  bool desktop();
  // True once so many bytes are there; they are taken away.
  bool skip(Side side, size_t size, State next);
  bool broken(std::string_view what);
  ByteSpan waiting(Side side) const { return buffers_[size_t(side)]; }
  void take(Side side, size_t size);

  RfbListener& listener_;
  State state_ = State::kServerVersion;
  std::array<std::vector<uint8_t>, 2> buffers_;
  int minor_ = 0;  // of the client's version
  size_t key_size_ = 0;
};

}  // namespace avocet
