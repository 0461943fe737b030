#include "protocol/irc/analyzer.h"

#include "analyzer/protocols.h"
#include "protocol/irc/declarations.h"
#include "value/table.h"

namespace avocet {

namespace {

// Replies (RFC 2812, section 5).
enum Reply : uint32_t {
  kLuserClient = 251,
  kLuserChannels = 254,
  kLuserMe = 255,
  kGlobalUsers = 266,
  kWhoisUser = 311,
  kWhoisOperator = 313,
  kWhoisChannels = 319,
  kTopic = 332,
  kWhoReply = 352,
  kNames = 353,
  kYouAreOper = 381,
  kNoNickGiven = 431,
  kErroneousNick = 432,
  kNickInUse = 433,
  kNoOperHost = 491,
  kStartTls = 670,
};

std::string_view at(const std::vector<std::string_view>& words, size_t i) {
  return i < words.size() ? words[i] : std::string_view();
}

}  // namespace

IrcBinding::IrcBinding(ProtocolWorld& world)
    : strings(as_table(world.machine.program().find_type("string_set"))),
      join_list(as_table(world.machine.program().find_type("irc_join_list"))),
      join_info(world.shapes, "irc_join_info",
                {{"nick", TypeKind::kString},
                 {"channel", TypeKind::kString},
                 {"password", TypeKind::kString},
                 {"usermode", TypeKind::kString}},
                world.errors) {
  ssl_tag = world.tag("SSL");
  auto bind = [&](EventHandle& handle, std::string_view name,
                  std::initializer_list<std::string_view> further) {
    std::vector<std::string_view> types{"connection", "bool"};
    types.insert(types.end(), further.begin(), further.end());
    handle = world.event(name, types);
  };
  constexpr std::string_view kText = "string", kSet = "set[string]", kCount = "count";
  bind(request, "irc_request", {kText, kText, kText});
  bind(reply, "irc_reply", {kText, kCount, kText});
  bind(message, "irc_message", {kText, kText, kText});
  bind(quit, "irc_quit_message", {kText, kText});
  bind(privmsg, "irc_privmsg_message", {kText, kText, kText});
  bind(notice, "irc_notice_message", {kText, kText, kText});
  bind(squery, "irc_squery_message", {kText, kText, kText});
  bind(join, "irc_join_message", {"set[irc_join_info]"});
  bind(part, "irc_part_message", {kText, kSet, kText});
  bind(nick, "irc_nick_message", {kText, kText});
  bind(who, "irc_who_message", {kText, "bool"});
  bind(whois, "irc_whois_message", {kText, kText});
  bind(oper, "irc_oper_message", {kText, kText});
  bind(kick, "irc_kick_message", {kText, kText, kText, kText});
  bind(error, "irc_error_message", {kText, kText});
  bind(invite, "irc_invite_message", {kText, kText, kText});
  bind(mode, "irc_mode_message", {kText, kText});
  bind(squit, "irc_squit_message", {kText, kText, kText});
  bind(user, "irc_user_message", {kText, kText, kText, kText});
  bind(password, "irc_password_message", {kText});
  bind(dcc, "irc_dcc_message", {kText, kText, kText, kText, "addr", kCount, kCount});
  bind(invalid_nick, "irc_invalid_nick", {});
  bind(network_info, "irc_network_info", {kCount, kCount, kCount});
  bind(server_info, "irc_server_info", {kCount, kCount, kCount});
  bind(channel_info, "irc_channel_info", {kCount});
  bind(who_line, "irc_who_line", {kText, kText, kText, kText, kText, kText, kText, kCount, kText});
  bind(names_info, "irc_names_info", {kText, kText, kSet});
  bind(whois_operator, "irc_whois_operator_line", {kText});
  bind(whois_channel, "irc_whois_channel_line", {kText, kSet});
  bind(whois_user, "irc_whois_user_line", {kText, kText, kText, kText});
  bind(oper_response, "irc_oper_response", {"bool"});
  bind(global_users, "irc_global_users", {kText, kText});
  bind(topic, "irc_channel_topic", {kText, kText});
  starttls = world.event("irc_starttls", {"connection"});
}

std::unique_ptr<ProtocolAnalyzer> IrcBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<IrcAnalyzer>(*this);
}

void IrcAnalyzer::raise(const EventHandle& event, Side side,
                        std::initializer_list<std::string_view> texts) {
  if (!event.wanted()) return;
  Value from = Value::of_bool(side == Side::kOrig);
  const std::string_view* t = texts.begin();
  switch (texts.size()) {
  case 0: return event.raise({connection(), from});
  case 1: return event.raise({connection(), from, text(t[0])});
  case 2: return event.raise({connection(), from, text(t[0]), text(t[1])});
  case 3: return event.raise({connection(), from, text(t[0]), text(t[1]), text(t[2])});
  case 4: return event.raise({connection(), from, text(t[0]), text(t[1]), text(t[2]), text(t[3])});
  }
}

Value IrcAnalyzer::set_of(const Words& words) const {
  Table* found = make_table(heap(), binding_.strings);
  for (std::string_view word : words) {
    Owned key(text(word));
    Value lent = key.get();
    put(heap(), found, &lent, Value::null());
  }
  return Value::of(found);
}

// ---- Lines ---------------------------------------------------------------------------

void IrcAnalyzer::data(Side side, ByteSpan bytes) {
  if (is_over_) return;
  lines_[size_t(side)].feed(bytes, [&](std::string_view text, bool is_cut) {
    if (is_over_) return;
    if (is_cut) weird("irc_line_size_exceeded");
    if (text.find_first_not_of(' ') != std::string_view::npos) line(side, text);
  });
}

void IrcAnalyzer::gap(Side side, uint64_t) { lines_[size_t(side)].drop(); }

void IrcAnalyzer::line(Side side, std::string_view text) {
  std::optional<IrcLine> found = parse_irc_line(text);
  if (!found) {
    weird("irc_invalid_line");
    if (!is_confirmed()) violate("no line of IRC", text);
    return;
  }
  if (found->code != 0) {
    confirm();
    return reply(side, *found);
  }
  bool is_known = command(side, *found);
  if (is_known)
    confirm();
  else if (!is_confirmed())
    violate("no command of IRC", text);
  if (side == Side::kOrig)
    raise(binding_.request, side, {found->prefix, found->command, found->params});
  else
    raise(binding_.message, side, {found->prefix, found->command, found->params});
}

// ---- Commands ------------------------------------------------------------------------

bool IrcAnalyzer::command(Side side, const IrcLine& line) {
  Words params = irc_params(line.params);
  return talk(side, line, params) || user_command(side, line, params) ||
         channel_command(side, line, params);
}

bool IrcAnalyzer::talk(Side side, const IrcLine& line, const Words& params) {
  if (line.command == "PRIVMSG")
    privmsg(side, line, params);
  else if (line.command == "NOTICE")
    raise(binding_.notice, side, {line.prefix, at(params, 0), at(params, 1)});
  else if (line.command == "SQUERY")
    raise(binding_.squery, side, {line.prefix, at(params, 0), at(params, 1)});
  else if (line.command == "ERROR")
    raise(binding_.error, side, {line.prefix, without_colon(line.params)});
  else if (line.command == "QUIT")
    raise(binding_.quit, side, {irc_nick(line.prefix), without_colon(line.params)});
  else if (line.command == "SQUIT")
    raise(binding_.squit, side, {line.prefix, at(params, 0), at(params, 1)});
  else
    return line.command == "PING" || line.command == "PONG" || line.command == "CAP" ||
           line.command == "AUTHENTICATE" || line.command == "AWAY" || line.command == "MOTD" ||
           line.command == "LUSERS" || line.command == "VERSION" || line.command == "SERVER" ||
           line.command == "LIST" || line.command == "NAMES" || line.command == "ISON" ||
           line.command == "USERHOST" || line.command == "CONNECT" || line.command == "TOPIC";
  return true;
}

bool IrcAnalyzer::user_command(Side side, const IrcLine& line, const Words& params) {
  if (line.command == "NICK") {
    raise(binding_.nick, side, {irc_nick(line.prefix), without_colon(line.params)});
  } else if (line.command == "USER") {
    user(side, irc_words(line.params));
  } else if (line.command == "PASS") {
    raise(binding_.password, side, {line.params});
  } else if (line.command == "OPER") {
    raise(binding_.oper, side, {at(params, 0), at(params, 1)});
  } else if (line.command == "WHOIS") {
    bool has_server = params.size() > 1;
    raise(binding_.whois, side,
          {has_server ? params[0] : std::string_view(), at(params, has_server ? 1 : 0)});
  } else if (line.command == "WHO") {
    if (binding_.who.wanted())
      binding_.who.raise({connection(), Value::of_bool(side == Side::kOrig), text(at(params, 0)),
                          Value::of_bool(at(params, 1) == "o")});
  } else if (line.command == "STARTTLS") {
    asked_for_tls_ = side == Side::kOrig;
  } else {
    return false;
  }
  return true;
}

// As scripts know it: words of the real name behind the first are followed by a blank each.
void IrcAnalyzer::user(Side side, const Words& words) {
  constexpr size_t kRealName = 3;
  std::string real_name(without_colon(at(words, kRealName)));
  for (size_t i = kRealName + 1; i < words.size(); ++i) (real_name += words[i]) += ' ';
  raise(binding_.user, side, {at(words, 0), at(words, 1), at(words, 2), real_name});
}

bool IrcAnalyzer::channel_command(Side side, const IrcLine& line, const Words& params) {
  if (line.command == "JOIN") {
    join(side, line, params);
  } else if (line.command == "PART") {
    if (!binding_.part.wanted()) return true;
    Words words = irc_words(line.params);
    std::string_view rest = words.size() > 1 ? irc_trailing(line.params) : std::string_view();
    binding_.part.raise({connection(), Value::of_bool(side == Side::kOrig),
                         text(irc_nick(line.prefix)), set_of(irc_words(at(words, 0), ',')),
                         text(rest)});
  } else if (line.command == "KICK") {
    raise(binding_.kick, side, {line.prefix, at(params, 0), at(params, 1), at(params, 2)});
  } else if (line.command == "INVITE") {
    raise(binding_.invite, side, {line.prefix, at(params, 0), at(params, 1)});
  } else if (line.command == "MODE") {
    raise(binding_.mode, side, {line.prefix, line.params});
  } else {
    return false;
  }
  return true;
}

void IrcAnalyzer::privmsg(Side side, const IrcLine& line, const Words& params) {
  std::optional<IrcDcc> found = parse_irc_dcc(at(params, 1));
  if (found) return dcc(side, line, at(params, 0), *found);
  raise(binding_.privmsg, side, {line.prefix, at(params, 0), at(params, 1)});
}

void IrcAnalyzer::dcc(Side side, const IrcLine& line, std::string_view target,
                      const IrcDcc& found) {
  switch (found.problem) {
  case DccProblem::kNone: break;
  case DccProblem::kFormat: return weird("irc_invalid_dcc_message_format");
  case DccProblem::kHost: return weird("irc_invalid_dcc_host");
  case DccProblem::kPort: return weird("irc_invalid_dcc_port", std::to_string(found.port));
  }
  if (!binding_.dcc.wanted()) return;
  binding_.dcc.raise({connection(), Value::of_bool(side == Side::kOrig), text(line.prefix),
                      text(target), text(found.kind), text(found.argument),
                      make_address(heap(), IpAddress::v4(found.host)), Value::of_count(found.port),
                      Value::of_count(found.size)});
}

void IrcAnalyzer::join(Side side, const IrcLine& line, const Words& params) {
  if (!binding_.join.wanted() || !binding_.join_list) return;
  Words channels = irc_words(at(params, 0), ','), passwords = irc_words(at(params, 1), ',');
  Table* list = make_table(heap(), binding_.join_list);
  for (size_t i = 0; i < channels.size(); ++i) {
    Record* info = binding_.join_info.make(
        heap(), {text(irc_nick(line.prefix)), text(channels[i]), text(at(passwords, i)), text("")});
    Owned key(Value::of(info));
    Value lent = key.get();
    put(heap(), list, &lent, Value::null());
  }
  binding_.join.raise({connection(), Value::of_bool(side == Side::kOrig), Value::of(list)});
}

// ---- Replies -------------------------------------------------------------------------

void IrcAnalyzer::reply(Side side, const IrcLine& line) {
  if (binding_.reply.wanted())
    binding_.reply.raise({connection(), Value::of_bool(side == Side::kOrig), text(line.prefix),
                          Value::of_count(line.code), text(line.params)});
  known_reply(side, line, irc_words(line.params));
}

void IrcAnalyzer::known_reply(Side side, const IrcLine& line, const Words& words) {
  Value from = Value::of_bool(side == Side::kOrig);
  switch (line.code) {
  case kLuserClient: return counts(binding_.network_info, side, line);
  case kLuserMe: return counts(binding_.server_info, side, line);
  case kLuserChannels: {
    uint64_t channels = 0;
    for (char c : at(words, 1))
      if (c >= '0' && c <= '9' && channels < UINT32_MAX)
        channels = channels * 10 + uint64_t(c - '0');
    if (binding_.channel_info.wanted())
      binding_.channel_info.raise({connection(), from, Value::of_count(channels)});
    return;
  }
  case kGlobalUsers:
    return raise(binding_.global_users, side,
                 {line.params.substr(0, line.params.find(' ') + 1), irc_trailing(line.params)});
  case kNames: return names(side, line, words);
  case kWhoReply: return who_line(side, line, words);
  case kWhoisUser:
    return raise(binding_.whois_user, side,
                 {at(words, 1), at(words, 2), at(words, 3), irc_trailing(line.params)});
  case kWhoisOperator: return raise(binding_.whois_operator, side, {at(words, 1)});
  case kWhoisChannels: return whois_channels(side, words);
  case kTopic:
    // As scripts know it: a topic of one word raises nothing.
    if (words.size() < 4) return weird("irc_invalid_topic_reply");
    return raise(binding_.topic, side, {words[1], irc_trailing(line.params)});
  case kYouAreOper:
  case kNoOperHost:
    if (binding_.oper_response.wanted())
      binding_.oper_response.raise({connection(), from, Value::of_bool(line.code == kYouAreOper)});
    return;
  case kNoNickGiven:
  case kErroneousNick:
  case kNickInUse: return raise(binding_.invalid_nick, side, {});
  case kStartTls:
    if (asked_for_tls_) encrypt();
    return;
  }
}

void IrcAnalyzer::counts(const EventHandle& event, Side side, const IrcLine& line) {
  if (!event.wanted()) return;
  IrcCounts found = irc_counts(line.params);
  event.raise({connection(), Value::of_bool(side == Side::kOrig), Value::of_count(found.users),
               Value::of_count(found.services), Value::of_count(found.servers)});
}

// "me = #channel :@one +two three"
void IrcAnalyzer::names(Side side, const IrcLine& line, const Words& words) {
  constexpr size_t kFirstUser = 3;
  if (words.size() < kFirstUser || line.params.find(" :") == std::string_view::npos)
    return weird("irc_invalid_names_line");
  if (!binding_.names_info.wanted()) return;
  Words users;
  for (size_t i = kFirstUser; i < words.size(); ++i) {
    std::string_view user = i == kFirstUser ? without_colon(words[i]) : words[i];
    if (user.starts_with('@') || user.starts_with('+')) user.remove_prefix(1);
    if (!user.empty()) users.push_back(user);
  }
  binding_.names_info.raise({connection(), Value::of_bool(side == Side::kOrig), text(words[1]),
                             text(words[2]), set_of(users)});
}

// As scripts know it: all words behind the first are channels.
void IrcAnalyzer::whois_channels(Side side, const Words& words) {
  if (words.size() < 2) return weird("irc_invalid_whois_channel_line");
  if (!binding_.whois_channel.wanted()) return;
  binding_.whois_channel.raise({connection(), Value::of_bool(side == Side::kOrig), text(words[0]),
                                set_of(Words(words.begin() + 1, words.end()))});
}

// "me #channel user host server nick H@ :0 real name"
void IrcAnalyzer::who_line(Side side, const IrcLine& line, const Words& words) {
  constexpr size_t kLeast = 9;
  if (words.size() < kLeast) return weird("irc_invalid_who_line");
  if (!binding_.who_line.wanted()) return;
  uint64_t hops = 0;
  for (char c : without_colon(words[7]))
    if (c >= '0' && c <= '9' && hops < UINT32_MAX) hops = hops * 10 + uint64_t(c - '0');
  std::string_view rest = irc_trailing(line.params);
  size_t name = rest.find(' ');
  rest = name == std::string_view::npos ? std::string_view() : rest.substr(name + 1);
  binding_.who_line.raise({connection(), Value::of_bool(side == Side::kOrig), text(words[0]),
                           text(words[1]), text(words[2]), text(words[3]), text(words[4]),
                           text(words[5]), text(words[6]), Value::of_count(hops), text(rest)});
}

// What follows the reply is TLS.
void IrcAnalyzer::encrypt() {
  is_over_ = true;
  machine().service<Protocols>().attach(flow(), binding_.ssl_tag);
  if (binding_.starttls.wanted()) binding_.starttls.raise({connection()});
}

void register_irc(ProtocolRegistry& registry) {
  Protocol irc;
  irc.name = "IRC";
  irc.declarations = kIrcDeclarations;
  irc.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<IrcBinding>(world);
  };
  registry.add(irc);

  Protocol data;
  data.name = "IRC_DATA";
  data.declarations = "module GLOBAL;\n";
  data.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<IrcDataBinding>(world);
  };
  registry.add(data);
}

}  // namespace avocet
