#include "protocol/login/nvt.h"

namespace avocet {

namespace {

constexpr uint8_t kEndOfParameters = 240, kBeginOfParameters = 250, kInterpretAsCommand = 255;
constexpr uint8_t kBackspace = 8, kDelete = 127;

bool is_about_option(uint8_t command) {
  return command >= uint8_t(NvtCommand::kWill) && command <= uint8_t(NvtCommand::kDont);
}

}  // namespace

void NvtStream::feed(ByteSpan bytes) {
  for (uint8_t byte : bytes) {
    switch (state_) {
    case State::kText:
      if (byte == kInterpretAsCommand)
        state_ = State::kCommand;
      else
        text(byte);
      break;
    case State::kCommand: take_command(byte); break;
    case State::kOption:
      state_ = State::kText;
      listener_.command(NvtCommand(command_), byte);
      break;
    case State::kParameters:
      if (byte == kInterpretAsCommand)
        state_ = State::kParametersCommand;
      else
        take_parameter(byte);
      break;
    case State::kParametersCommand: end_parameters(byte); break;
    case State::kStopped: return;
    }
  }
}

void NvtStream::text(uint8_t byte) {
  bool was_return = after_return_;
  after_return_ = byte == '\r';
  if (was_return && (byte == '\n' || byte == 0)) return;
  if (byte == '\r' || byte == '\n') return end_line();
  if (byte == 0) return;
  if (byte == kBackspace || byte == kDelete) {
    if (!line_.empty()) line_.pop_back();
    return;
  }
  if (++line_size_ > endless_) {
    stop();
    return listener_.endless("nvt_line_size_exceeded");
  }
  if (line_.size() < kMaxLine) line_ += char(byte);
}

void NvtStream::end_line() {
  listener_.line(line_);
  line_.clear();
  line_size_ = 0;
}

void NvtStream::take_command(uint8_t byte) {
  state_ = State::kText;
  if (byte == kInterpretAsCommand) return text(byte);  // itself
  if (is_about_option(byte)) {
    command_ = byte;
    state_ = State::kOption;
  } else if (byte == kBeginOfParameters) {
    parameters_.clear();
    parameters_size_ = 0;
    state_ = State::kParameters;
  }
}

void NvtStream::take_parameter(uint8_t byte) {
  if (++parameters_size_ > endless_) {
    stop();
    return listener_.endless("nvt_option_size_exceeded");
  }
  if (parameters_.size() < kMaxParameters) parameters_.push_back(byte);
}

void NvtStream::end_parameters(uint8_t byte) {
  state_ = State::kParameters;
  if (byte == kInterpretAsCommand) return take_parameter(byte);
  if (byte != kEndOfParameters) listener_.badly_ended();
  if (state_ == State::kStopped) return;
  state_ = State::kText;
  if (parameters_.empty() || byte != kEndOfParameters) return;
  listener_.parameters(parameters_[0], ByteSpan(parameters_).subspan(1));
}

}  // namespace avocet
