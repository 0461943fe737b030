// NvtStream: one direction of Telnet (RFC 854): text, commands and options told apart. Lines of
// text end with CR LF, CR NUL, CR or LF; what the other side is told by options is none of it.
//
// Lines and options are kept up to a limit; their sizes are counted further, and one that has no
// end for kNvtEndless bytes is told of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

// What one side says of an option (RFC 855).
enum class NvtCommand : uint8_t { kWill = 251, kWont = 252, kDo = 253, kDont = 254 };

inline constexpr uint64_t kNvtEndless = 16 * 1024 * 1024 - 100;

// Views live for the call.
class NvtListener {
 public:
  virtual ~NvtListener() = default;
  virtual void line(std::string_view text) = 0;
  virtual void command(NvtCommand command, uint8_t option) = 0;
  // What is said within an option.
  virtual void parameters(uint8_t option, ByteSpan data) = 0;
  // It ends with another command than the one for ends.
  virtual void badly_ended() = 0;
  virtual void endless(std::string_view what) = 0;
};

class NvtStream {
 public:
  explicit NvtStream(NvtListener& listener, uint64_t endless = kNvtEndless)
      : listener_(listener), endless_(endless) {}

  void feed(ByteSpan bytes);
  // Nothing is read any more.
  void stop() { state_ = State::kStopped; }

  static constexpr size_t kMaxLine = 16 * 1024, kMaxParameters = 4096;

 private:
  enum class State : uint8_t {
    kText,
    kCommand,
    kOption,
    kParameters,
    kParametersCommand,
    kStopped
  };

  void text(uint8_t byte);
  void take_command(uint8_t byte);
  void take_parameter(uint8_t byte);
  void end_parameters(uint8_t byte);
  void end_line();

  NvtListener& listener_;
  uint64_t endless_;
  State state_ = State::kText;
  uint8_t command_ = 0;
  bool after_return_ = false;
  std::string line_;
  std::vector<uint8_t> parameters_;  // the option, and what is said within it
  uint64_t line_size_ = 0, parameters_size_ = 0;
};

}  // namespace avocet
