// Rlogin (RFC 1282) and Rsh.
#include "flow/flow_table.h"
#include "protocol/login/analyzer.h"

namespace avocet {

namespace {

enum : size_t { kFirst, kClientUser, kServerUser, kRest };
// What a server that lets nobody in says first.
constexpr uint8_t kRejected = 1;

// A client of Rlogin tells the size of its window in the middle of what is typed.
ByteSpan without_window_size(ByteSpan bytes) {
  constexpr size_t kSize = 12;
  bool is_one = bytes.size() >= kSize && bytes[0] == 0xff && bytes[1] == 0xff && bytes[2] == 's' &&
                bytes[3] == 's';
  return is_one ? bytes.subspan(kSize) : bytes;
}

}  // namespace

// ---- Rlogin --------------------------------------------------------------------------

void RloginAnalyzer::gap(Side, uint64_t) {
  is_over_ = true;
  leave();
}

void RloginAnalyzer::give_up(std::string_view name) {
  is_over_ = true;
  weird(name);
  leave();
}

bool RloginAnalyzer::take_prolog(ByteSpan& bytes) {
  has_prolog_ = prolog_.take(bytes);
  if (!prolog_.field(kFirst).empty()) {
    give_up("bad_rlogin_prolog");
    return false;
  }
  if (prolog_.is_endless()) {
    is_over_ = true;
    weird("rlogin_line_size_exceeded", std::to_string(LoginProlog::kEndless), "CONTENTS_RLOGIN");
    machine().service<FlowTable>().note_partial_analysis(flow());
    leave();
    return false;
  }
  if (!has_prolog_) return false;
  set_users(prolog_.field(kClientUser), prolog_.field(kServerUser));
  const std::string& terminal = prolog_.field(kRest);
  tell(binding_.terminal, std::string_view(terminal).substr(0, terminal.find('/')));
  return true;
}

void RloginAnalyzer::data(Side side, ByteSpan bytes) {
  if (is_over_) return;
  if (side == Side::kOrig) {
    if (!has_prolog_ && !take_prolog(bytes)) return;
    bytes = without_window_size(bytes);
  } else if (!has_answer_ && !bytes.empty()) {
    has_answer_ = true;
    if (bytes[0] == 0) {
      if (has_prolog_) confirm();
      bytes = bytes.subspan(1);
    }
  }
  lines_[size_t(side)].feed(bytes, [&](std::string_view text, bool) { line(side, text); });
}

// ---- Rsh -----------------------------------------------------------------------------

void RshAnalyzer::gap(Side, uint64_t) {
  is_over_ = true;
  leave();
}

void RshAnalyzer::give_up(std::string_view name) {
  is_over_ = true;
  weird(name);
  leave();
}

bool RshAnalyzer::take_prolog(ByteSpan& bytes) {
  has_prolog_ = prolog_.take(bytes);
  // A port for errors, or nothing.
  if (prolog_.field(kFirst).find_first_not_of("0123456789") != std::string::npos) {
    give_up("bad_rsh_prolog");
    return false;
  }
  if (prolog_.is_endless()) {
    is_over_ = true;
    weird("rsh_line_size_exceeded", std::to_string(LoginProlog::kEndless), "CONTENTS_RSH");
    machine().service<FlowTable>().note_partial_analysis(flow());
    leave();
    return false;
  }
  if (has_prolog_) request(prolog_.field(kRest), Kind::kCommand);
  return has_prolog_;
}

void RshAnalyzer::data(Side side, ByteSpan bytes) {
  if (is_over_) return;
  if (side == Side::kOrig) {
    if (!has_prolog_ && !take_prolog(bytes)) return;
    if (was_rejected_ && !bytes.empty()) return give_up("rsh_text_after_rejected");
    lines_[size_t(side)].feed(bytes,
                              [&](std::string_view text, bool) { request(text, Kind::kInput); });
    return;
  }
  if (!has_answer_ && !bytes.empty()) {
    has_answer_ = true;
    was_rejected_ = bytes[0] == kRejected;
    if (has_prolog_ && bytes[0] <= kRejected) confirm();
    if (bytes[0] <= kRejected) bytes = bytes.subspan(1);
  }
  lines_[size_t(side)].feed(bytes, [&](std::string_view text, bool) { reply(text); });
}

void RshAnalyzer::request(std::string_view line, Kind kind) {
  if (binding_.rsh_request.wanted())
    binding_.rsh_request.raise({connection(), text(prolog_.field(kClientUser)),
                                text(prolog_.field(kServerUser)), text(line),
                                Value::of_bool(kind == Kind::kCommand)});
}

void RshAnalyzer::reply(std::string_view line) {
  if (binding_.rsh_reply.wanted())
    binding_.rsh_reply.raise({connection(), text(prolog_.field(kClientUser)),
                              text(prolog_.field(kServerUser)), text(line)});
}

}  // namespace avocet
