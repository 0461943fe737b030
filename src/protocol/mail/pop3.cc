#include "protocol/mail/pop3.h"

#include "base/text.h"

namespace avocet {

namespace {

// The name of what is no command, but the answer to a challenge.
constexpr std::string_view kAnswer = "**";

}  // namespace

Pop3Binding::Pop3Binding(ProtocolWorld& world)
    : mail(world, "POP3"), max_pending(world.global("POP3::max_pending_commands")),
      max_unknown(world.global("POP3::max_unknown_client_commands")),
      request(world.event("pop3_request", {"connection", "bool", "string", "string"})),
      reply(world.event("pop3_reply", {"connection", "bool", "string", "string"})),
      data(world.event("pop3_data", {"connection", "bool", "string"})),
      unexpected(world.event("pop3_unexpected", {"connection", "bool", "string", "string"})),
      starttls(world.event("pop3_starttls", {"connection"})),
      login_success(world.event("pop3_login_success", {"connection", "bool", "string", "string"})),
      login_failure(world.event("pop3_login_failure", {"connection", "bool", "string", "string"})) {
}

std::unique_ptr<ProtocolAnalyzer> Pop3Binding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<Pop3Analyzer>(*this);
}

void Pop3Analyzer::data(Side side, ByteSpan bytes) {
  std::string_view text = view(bytes);
  MailLines& lines = side == Side::kOrig ? client_lines_ : server_lines_;
  while (phase_ != Phase::kOver) {
    std::optional<std::string_view> line = lines.take(text);
    if (lines.is_behind_lone_return()) weird("line_terminated_with_single_CR", {}, "CONTENTLINE");
    if (!line) return;
    if (lines.is_piece()) weird("contentline_size_exceeded", {}, "CONTENTLINE");
    if (side == Side::kOrig)
      client_line(*line);
    else
      server_line(*line);
  }
}

// ---- The client ----------------------------------------------------------------------

void Pop3Analyzer::client_line(std::string_view line) {
  if (std::exchange(is_challenged_, false)) return answer(line);
  if (!is_busy_) return command(line);
  waiting_.emplace_back(line);
  if (waiting_.size() <= binding_.max_pending->u) return;
  weird("pop3_client_too_many_pending_commands");
  waiting_.pop_front();
}

void Pop3Analyzer::next_command() {
  is_busy_ = false;
  name_.clear();
  while (!is_busy_ && !waiting_.empty() && phase_ == Phase::kCommands) {
    std::string line = std::move(waiting_.front());
    waiting_.pop_front();
    command(line);
  }
}

void Pop3Analyzer::command(std::string_view line) {
  Pop3Command found = parse_pop3_command(line);
  if (found.name.empty()) return;
  is_busy_ = true;
  name_.clear();
  mechanism_ = Mechanism::kNone;
  if (!is_pop3_command(found.name)) return unknown_command(found);
  if (binding_.request.wanted())
    binding_.request.raise(
        {connection(), Value::of_bool(true), text(found.name), text(found.argument)});
  use_command(found);
  has_argument_ = !found.argument.empty();
  name_ = std::move(found.name);
}

// It gets a reply all the same.
void Pop3Analyzer::unknown_command(const Pop3Command& found) {
  if (parse_pop3_reply(found.word))
    weird("pop3_client_sending_server_commands");
  else
    weird("pop3_client_command_unknown", found.word);
  if (++unknown_ > binding_.max_unknown->u) violate("too many unknown client commands");
}

void Pop3Analyzer::use_command(const Pop3Command& found) {
  if (found.name == "USER") {
    user_ = found.argument;
  } else if (found.name == "PASS") {
    password_ = found.argument;
  } else if (found.name == "APOP") {
    user_ = parse_pop3_command(found.argument).word;
    password_.clear();
  } else if (found.name == "AUTH") {
    begin_authentication(found.argument);
  }
}

// "PLAIN", and perhaps the first answer at once.
void Pop3Analyzer::begin_authentication(std::string_view argument) {
  Pop3Command found = parse_pop3_command(argument);
  user_.clear();
  password_.clear();
  if (found.name == "PLAIN")
    mechanism_ = Mechanism::kPlain;
  else if (found.name == "LOGIN")
    mechanism_ = Mechanism::kLogin;
  else if (found.name == "CRAM-MD5")
    mechanism_ = Mechanism::kCramMd5;
  else
    mechanism_ = found.name.empty() ? Mechanism::kNone : Mechanism::kOther;
  if (mechanism_ == Mechanism::kPlain && !found.argument.empty()) take_plain(found.argument);
}

void Pop3Analyzer::take_plain(std::string_view encoded) {
  std::optional<std::string> decoded = pop3_decoded(encoded);
  if (!decoded) return weird("pop3_bad_base64_encoding");
  std::optional<Pop3Login> login = parse_pop3_plain(*decoded);
  if (!login) return weird("pop3_malformed_auth_plain");
  user_ = std::move(login->user);
  password_ = std::move(login->password);
}

void Pop3Analyzer::answer(std::string_view line) {
  if (binding_.request.wanted())
    binding_.request.raise({connection(), Value::of_bool(true), text(kAnswer), text(line)});
  // A star takes the attempt back.
  if (line == "*" || mechanism_ == Mechanism::kNone || mechanism_ == Mechanism::kOther) return;
  if (mechanism_ == Mechanism::kPlain) return take_plain(line);
  std::optional<std::string> decoded = pop3_decoded(line);
  if (!decoded) return weird("pop3_bad_base64_encoding");
  if (mechanism_ == Mechanism::kCramMd5)
    user_ = decoded->substr(0, decoded->rfind(' '));
  else if (user_.empty())
    user_ = std::move(*decoded);
  else
    password_ = std::move(*decoded);
}

// ---- The server ----------------------------------------------------------------------

void Pop3Analyzer::server_line(std::string_view line) {
  if (phase_ == Phase::kLines) return data_line(line);
  std::optional<Pop3Reply> reply = parse_pop3_reply(line);
  if (!reply) return unknown_reply(line);
  if (reply->status != Pop3Status::kChallenge) return take_reply(reply->status, reply->text);
  if (mechanism_ == Mechanism::kNone) return unknown_reply(line);
  if (waiting_.empty()) {
    is_challenged_ = true;
    return;
  }
  std::string answered = std::move(waiting_.front());
  waiting_.pop_front();
  answer(answered);
}

void Pop3Analyzer::unknown_reply(std::string_view line) {
  Pop3Command found = parse_pop3_command(line);
  if (binding_.unexpected.wanted())
    binding_.unexpected.raise(
        {connection(), Value::of_bool(false), text("no reply of POP3"), text(line)});
  if (is_pop3_command(found.name))
    weird("pop3_server_sending_client_commands");
  else
    weird("pop3_server_command_unknown", found.word);
  violate("no reply of POP3", line);
}

void Pop3Analyzer::take_reply(Pop3Status status, std::string_view said) {
  bool is_good = status == Pop3Status::kOk;
  if (binding_.reply.wanted())
    binding_.reply.raise(
        {connection(), Value::of_bool(false), text(is_good ? "OK" : "ERR"), text(said)});
  bool is_login = name_ == "PASS" || name_ == "APOP" || mechanism_ > Mechanism::kNone;
  if (!name_.empty()) confirm();
  if (is_login) raise_login(is_good ? binding_.login_success : binding_.login_failure);
  is_challenged_ = false;
  mechanism_ = Mechanism::kNone;
  if (is_good) succeed();
  if (phase_ == Phase::kCommands) next_command();
}

void Pop3Analyzer::raise_login(const EventHandle& event) {
  if (!user_.empty() && event.wanted())
    event.raise({connection(), Value::of_bool(false), text(user_), text(password_)});
}

void Pop3Analyzer::succeed() {
  if (name_ == "STLS") return encrypt();
  if (!has_pop3_lines(name_, has_argument_)) return;
  phase_ = Phase::kLines;
  if (name_ == "RETR" || name_ == "TOP") begin_message(Side::kResp, Whole::kIgnored);
}

void Pop3Analyzer::data_line(std::string_view line) {
  if (line == ".") {
    end_message();
    phase_ = Phase::kCommands;
    return next_command();
  }
  if (line.starts_with('.')) line.remove_prefix(1);
  if (binding_.data.wanted())
    binding_.data.raise({connection(), Value::of_bool(false), text(line)});
  message_line(line);
}

// RFC 2595: what follows is TLS.
void Pop3Analyzer::encrypt() {
  phase_ = Phase::kOver;
  attach_inner(binding_.mail.ssl_tag);
  if (binding_.starttls.wanted()) binding_.starttls.raise({connection()});
  leave();
}

// ---- Holes and ends ------------------------------------------------------------------

void Pop3Analyzer::gap(Side side, uint64_t length) {
  if (side == Side::kOrig) return client_lines_.drop();
  if (phase_ == Phase::kLines) return message_gap(length);
  server_lines_.drop();
  // Nobody knows what was answered.
  waiting_.clear();
  is_busy_ = false;
  is_challenged_ = false;
}

void Pop3Analyzer::end(Side side) {
  if (side == Side::kResp) end_message();
}

}  // namespace avocet
