#include "protocol/login/analyzer.h"

#include <charconv>

namespace avocet {

void LoginAnalyzer::tell(const EventHandle& event, std::string_view what) {
  if (event.wanted()) event.raise({connection(), text(what)});
}

void LoginAnalyzer::line(Side side, std::string_view line) {
  bool is_orig = side == Side::kOrig;
  tell(is_orig ? binding_.input_line : binding_.output_line, line);
  if (is_orig)
    dialogue_.typed(line);
  else
    dialogue_.shown(line);
}

void LoginAnalyzer::set_users(std::string_view client_user, std::string_view user) {
  client_user_ = client_user;
  dialogue_.set_user(user);
}

bool LoginAnalyzer::command(std::string_view name, std::string_view argument) {
  unsigned number = 0;
  std::from_chars(argument.data(), argument.data() + argument.size(), number);
  if (number > unsigned(LoginState::kConfused)) return false;
  if (name == "is_state") return dialogue_.state() == LoginState(number);
  if (name != "set_state") return false;
  dialogue_.set_state(LoginState(number));
  return true;
}

void LoginAnalyzer::skipped() {
  if (binding_.skipped.wanted()) binding_.skipped.raise({connection()});
}

void LoginAnalyzer::failed(std::string_view user, std::string_view password,
                           std::string_view line) {
  raise_login(binding_.failure, user, password, line);
}

void LoginAnalyzer::succeeded(std::string_view user, std::string_view password,
                              std::string_view line) {
  raise_login(binding_.success, user, password, line);
}

void LoginAnalyzer::raise_login(const EventHandle& event, std::string_view user,
                                std::string_view password, std::string_view line) {
  if (event.wanted())
    event.raise({connection(), text(user), text(client_user_), text(password), text(line)});
}

void LoginAnalyzer::confused(std::string_view why, std::string_view line) {
  if (binding_.confused.wanted()) binding_.confused.raise({connection(), text(why), text(line)});
}

void LoginAnalyzer::typed_while_confused(std::string_view line) {
  tell(binding_.confused_text, line);
}

}  // namespace avocet
