// Telnet and its options: RFC 854, 1091 (terminals), 1096 (displays), 1408 and 1572 (environments),
// 2941 (authentication), 2946 (encryption).
#include "base/text.h"
#include "flow/flow_table.h"
#include "protocol/login/analyzer.h"

namespace avocet {

namespace {

enum : uint8_t {
  kTerminalType = 24,
  kDisplay = 35,
  kOldEnvironment = 36,
  kAuthentication = 37,
  kEncryption = 38,
  kEnvironment = 39,
};
// What parameters begin with.
constexpr uint8_t kIs = 0, kInfo = 2;
// Of environments.
constexpr uint8_t kVariable = 0, kValue = 1, kEscape = 2, kUserVariable = 3;
// Of authentication, and what servers answer.
constexpr uint8_t kReply = 2, kName = 3, kIsRejected = 1, kIsAccepted = 2;
// Of encryption.
constexpr uint8_t kStart = 3;

}  // namespace

void TelnetAnalyzer::data(Side side, ByteSpan bytes) {
  if (!is_over_) halves_[size_t(side)].stream.feed(bytes);
}

void TelnetAnalyzer::gap(Side, uint64_t) {
  is_over_ = true;
  leave();
}

void TelnetAnalyzer::tell(const EventHandle& event) {
  if (event.wanted()) event.raise({connection()});
}

void TelnetAnalyzer::endless(std::string_view what) {
  weird(what, std::to_string(kNvtEndless), "NVT");
  is_over_ = true;
  machine().service<FlowTable>().note_partial_analysis(flow());
  leave();
}

void TelnetAnalyzer::option(Side side, NvtCommand command, uint8_t option) {
  Half& self = halves_[size_t(side)];
  Half& peer = halves_[size_t(other(side))];
  if (side == Side::kResp) confirm();
  switch (command) {
  case NvtCommand::kWill:
    if (self.is_forbidden[option]) tell(binding_.inconsistent_option);
    self.refuses[option] = false;
    break;
  case NvtCommand::kWont: self.refuses[option] = true; break;
  case NvtCommand::kDo: peer.is_forbidden[option] = false; break;
  case NvtCommand::kDont: peer.is_forbidden[option] = true; break;
  }
}

void TelnetAnalyzer::parameters(Side side, uint8_t option, ByteSpan data) {
  Half& self = halves_[size_t(side)];
  if (self.refuses[option] || self.is_forbidden[option]) tell(binding_.inconsistent_option);
  switch (option) {
  case kTerminalType:
  case kDisplay:
    if (data.empty()) return tell(binding_.bad_option);
    if (data[0] == kIs)
      tell(option == kDisplay ? binding_.display : binding_.terminal, view(data.subspan(1)));
    break;
  case kEnvironment:
  case kOldEnvironment:
    if (data.empty()) return tell(binding_.bad_option);
    if (data[0] == kIs || data[0] == kInfo) environment(data.subspan(1));
    break;
  case kAuthentication: authentication(side, data); break;
  case kEncryption:
    if (data.empty()) return tell(binding_.bad_option);
    if (data[0] != kStart) return;
    tell(binding_.encryption);
    self.stream.stop();
    break;
  default: break;
  }
}

// Names and values, each behind a byte that says what it is.
void TelnetAnalyzer::environment(ByteSpan data) {
  std::string name, value;
  bool in_value = false;
  for (size_t i = 0; i < data.size(); ++i) {
    uint8_t byte = data[i];
    if (byte == kVariable || byte == kUserVariable) {
      if (!name.empty()) variable(name, value);
      name.clear();
      value.clear();
      in_value = false;
    } else if (byte == kValue) {
      in_value = true;
    } else {
      if (byte == kEscape && ++i == data.size()) return tell(binding_.bad_option);
      (in_value ? value : name) += char(data[i]);
    }
  }
  if (!name.empty()) variable(name, value);
}

void TelnetAnalyzer::variable(std::string_view name, std::string_view value) {
  if (name == "TERM") return tell(binding_.terminal, value);
  if (name == "DISPLAY") return tell(binding_.display, value);
  if (name == "TTYPROMPT") return tell(binding_.prompt, value);
  if (name == "USER") set_users({}, value);
}

void TelnetAnalyzer::authentication(Side side, ByteSpan data) {
  constexpr size_t kBehindMechanism = 3;
  if (data.empty()) return tell(binding_.bad_option);
  if (data[0] == kName && side == Side::kOrig) authenticated_name_ = view(data.subspan(1));
  if (data[0] != kReply || side == Side::kOrig) return;
  if (data.size() < 2) return tell(binding_.bad_option);
  // Some leave out which mechanism they mean.
  uint8_t status = data.size() > kBehindMechanism ? data[kBehindMechanism] : data[1];
  if (status != kIsAccepted && status != kIsRejected) return;
  const EventHandle& event = status == kIsAccepted ? binding_.accepted : binding_.rejected;
  std::string_view name = authenticated_name_;
  if (name.empty()) name = "<empty>";
  if (event.wanted()) event.raise({text(name), connection()});
}

}  // namespace avocet
