// How far logins over Telnet and Rlogin are, for scripts.

#include "analyzer/protocols.h"
#include "builtin/connection_id.h"
#include "builtin/entries.h"

namespace avocet {

namespace {

constexpr unsigned kStates = 4;

// The analyzer of the connection that the first argument names; null if there is none.
ProtocolAnalyzer* login_of(NativeCall& call) {
  auto* protocols = call.machine.try_service<Protocols>();
  Flow* flow = protocols ? find_flow(call) : nullptr;
  const EnumType* tags = as_enum(call.program().find_type("Analyzer::Tag"));
  for (std::string_view label : {"Analyzer::ANALYZER_TELNET", "Analyzer::ANALYZER_RLOGIN"}) {
    const EnumLabel* tag = tags ? tags->find(label) : nullptr;
    ProtocolAnalyzer* found = flow && tag ? protocols->find(*flow, tag->value) : nullptr;
    if (found) return found;
  }
  return nullptr;
}

Value get_login_state(NativeCall& call) {
  ProtocolAnalyzer* login = login_of(call);
  for (unsigned state = 0; login && state < kStates; ++state)
    if (login->command("is_state", std::to_string(state))) return Value::of_count(state);
  return Value::of_count(0);
}

Value set_login_state(NativeCall& call) {
  ProtocolAnalyzer* login = login_of(call);
  return Value::of_bool(login && login->command("set_state", std::to_string(call.args[1].u)));
}

}  // namespace

void register_logins(NativeRegistry& registry) {
  registry.add({R"(
## How far a login over Telnet or Rlogin is.
##
## Returns: one of LOGIN_STATE_AUTHENTICATE, LOGIN_STATE_LOGGED_IN, LOGIN_STATE_SKIP, LOGIN_STATE_CONFUSED; zero if
##          the connection has no login.
global get_login_state: function(cid: conn_id): count;
)",
                get_login_state});
  registry.add({R"(
## Says how far a login is.
##
## Returns: whether the connection has a login.
global set_login_state: function(cid: conn_id, new_state: count): bool;
)",
                set_login_state});
}

}  // namespace avocet
