#include "protocol/login/dialogue.h"

#include <utility>

namespace avocet {

void LoginDialogue::set_state(LoginState state) {
  state_ = state;
  typed_.clear();
}

void LoginDialogue::confuse(std::string_view why, std::string_view line) {
  set_state(LoginState::kConfused);
  listener_.confused(why, line);
}

// The user and the password, as far as they were typed; what was typed ahead is forgotten.
LoginDialogue::Attempt LoginDialogue::take_attempt() {
  Attempt attempt{std::exchange(user_, {}), {}};
  std::deque<std::string> typed = std::exchange(typed_, {});
  if (attempt.user.empty() && !typed.empty()) {
    attempt.user = std::move(typed.front());
    typed.pop_front();
  }
  if (!typed.empty()) attempt.password = std::move(typed.front());
  return attempt;
}

void LoginDialogue::typed(std::string_view line) {
  if (state_ == LoginState::kConfused) return listener_.typed_while_confused(line);
  if (state_ != LoginState::kAuthenticate) return;
  if (!direct_prompt_.empty()) {
    std::string prompt = std::exchange(direct_prompt_, {});
    set_state(LoginState::kLoggedIn);
    return listener_.succeeded(line, {}, prompt);
  }
  if (typed_.size() >= kMaxTyped) return confuse("excessive_typeahead", line);
  typed_.emplace_back(line);
}

void LoginDialogue::shown(std::string_view line) {
  if (state_ != LoginState::kAuthenticate) return;
  LoginSigns signs = listener_.signs(line);
  if (signs.skips) {
    set_state(LoginState::kSkip);
    return listener_.skipped();
  }
  if (signs.timed_out) {
    typed_.clear();
  } else if (signs.failed || signs.succeeded) {
    Attempt attempt = take_attempt();
    if (attempt.user.empty()) return confuse("no_username", line);
    if (signs.failed) return listener_.failed(attempt.user, attempt.password, line);
    set_state(LoginState::kLoggedIn);
    listener_.succeeded(attempt.user, attempt.password, line);
  } else if (signs.is_direct) {
    // Where the user is on the same line, it was typed before.
    if (typed_.empty()) {
      direct_prompt_ = line;
      return;
    }
    Attempt attempt = take_attempt();
    set_state(LoginState::kLoggedIn);
    listener_.succeeded(attempt.user, {}, line);
  }
}

}  // namespace avocet
