// LoginDialogue: how far a login is, told by what is typed and what is shown. The texts that mean
// something are the scripts' (login_prompts and their like); without them a login goes on for ever.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

namespace avocet {

// What a line that is shown says; from the scripts.
struct LoginSigns {
  bool skips = false, is_direct = false, asks = false, failed = false, succeeded = false,
       timed_out = false;
};

// The numbers of LOGIN_STATE_AUTHENTICATE and its like.
enum class LoginState : uint8_t { kAuthenticate = 0, kLoggedIn = 1, kSkip = 2, kConfused = 3 };

// Views live for the call.
class LoginListener {
 public:
  virtual ~LoginListener() = default;
  virtual LoginSigns signs(std::string_view line) = 0;
  virtual void skipped() = 0;
  virtual void failed(std::string_view user, std::string_view password, std::string_view line) = 0;
  virtual void succeeded(std::string_view user, std::string_view password,
                         std::string_view line) = 0;
  virtual void confused(std::string_view why, std::string_view line) = 0;
  virtual void typed_while_confused(std::string_view line) = 0;
};

class LoginDialogue {
 public:
  explicit LoginDialogue(LoginListener& listener) : listener_(listener) {}

  void typed(std::string_view line);
  void shown(std::string_view line);
  // Who it is that logs in, where the protocol says so; what is typed is a password then.
  void set_user(std::string_view user) { user_ = user; }
  LoginState state() const { return state_; }
  void set_state(LoginState state);

  // Lines that are typed ahead.
  static constexpr size_t kMaxTyped = 20;

 private:
  struct Attempt {
    std::string user, password;
  };
  Attempt take_attempt();
  void confuse(std::string_view why, std::string_view line);

  LoginListener& listener_;
  LoginState state_ = LoginState::kAuthenticate;
  std::deque<std::string> typed_;
  std::string user_;
  std::string direct_prompt_;  // the next line that is typed is a user who needs no password
};

}  // namespace avocet
