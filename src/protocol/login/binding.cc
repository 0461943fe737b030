#include "protocol/login/analyzer.h"
#include "protocol/login/declarations.h"
#include "value/pattern.h"
#include "value/table.h"

namespace avocet {

LoginBinding::LoginBinding(ProtocolWorld& world, LoginProtocol which)
    : protocol(which), machine(world.machine) {
  auto bind = [&](std::string_view name, std::initializer_list<std::string_view> types) {
    return world.event(name, types);
  };
  rsh_request = bind("rsh_request", {"connection", "string", "string", "string", "bool"});
  rsh_reply = bind("rsh_reply", {"connection", "string", "string", "string"});
  failure = bind("login_failure", {"connection", "string", "string", "string", "string"});
  success = bind("login_success", {"connection", "string", "string", "string", "string"});
  input_line = bind("login_input_line", {"connection", "string"});
  output_line = bind("login_output_line", {"connection", "string"});
  confused = bind("login_confused", {"connection", "string", "string"});
  confused_text = bind("login_confused_text", {"connection", "string"});
  terminal = bind("login_terminal", {"connection", "string"});
  display = bind("login_display", {"connection", "string"});
  prompt = bind("login_prompt", {"connection", "string"});
  accepted = bind("authentication_accepted", {"string", "connection"});
  rejected = bind("authentication_rejected", {"string", "connection"});
  skipped = bind("authentication_skipped", {"connection"});
  encryption = bind("activating_encryption", {"connection"});
  inconsistent_option = bind("inconsistent_option", {"connection"});
  bad_option = bind("bad_option", {"connection"});
  bad_option_termination = bind("bad_option_termination", {"connection"});
  constexpr std::string_view kNames[kSets] = {
      "skip_authentication", "direct_login_prompts", "login_prompts", "login_non_failure_msgs",
      "login_failure_msgs",  "login_success_msgs",   "login_timeouts"};
  for (size_t i = 0; i < kSets; ++i) texts_[i].set = world.global(kNames[i]);
}

void LoginBinding::read_texts() {
  were_read_ = true;
  for (Texts& texts : texts_) {
    Table* set = texts.set ? texts.set->table() : nullptr;
    std::string all;
    uint32_t position = 0;
    TableEntry entry;
    while (set && next_entry(set, position, entry)) {
      if (!all.empty()) all += '|';
      all += '(';
      all += entry.keys[0].string()->view();
      all += ')';
    }
    texts.has_any = !all.empty();
    if (texts.has_any) texts.pattern = Owned(Value::of(make_pattern(machine.heap(), all)));
  }
}

bool LoginBinding::says(size_t which, std::string_view line) const {
  const Texts& texts = texts_[which];
  return texts.has_any && matches_anywhere(texts.pattern.get().pattern(), line);
}

LoginSigns LoginBinding::signs(std::string_view line) {
  if (!were_read_) read_texts();
  LoginSigns signs;
  signs.skips = says(kSkips, line);
  signs.is_direct = says(kDirect, line);
  signs.asks = says(kAsks, line);
  signs.failed = says(kFailure, line) && !says(kNoFailure, line);
  signs.succeeded = says(kSuccess, line);
  signs.timed_out = says(kTimeout, line);
  return signs;
}

std::unique_ptr<ProtocolAnalyzer> LoginBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  switch (protocol) {
  case LoginProtocol::kTelnet: return std::make_unique<TelnetAnalyzer>(*this);
  case LoginProtocol::kRlogin: return std::make_unique<RloginAnalyzer>(*this);
  case LoginProtocol::kRsh: return std::make_unique<RshAnalyzer>(*this);
  }
  return nullptr;
}

void register_login(ProtocolRegistry& registry) {
  Protocol telnet;
  telnet.name = "TELNET";
  telnet.declarations = kLoginDeclarations;
  telnet.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<LoginBinding>(world, LoginProtocol::kTelnet);
  };
  registry.add(telnet);
  Protocol rlogin;
  rlogin.name = "RLOGIN";
  rlogin.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<LoginBinding>(world, LoginProtocol::kRlogin);
  };
  rlogin.needs_begin = true;
  registry.add(rlogin);
  Protocol rsh;
  rsh.name = "RSH";
  rsh.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<LoginBinding>(world, LoginProtocol::kRsh);
  };
  rsh.needs_begin = true;
  registry.add(rsh);
}

}  // namespace avocet
