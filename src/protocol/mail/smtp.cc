#include "protocol/mail/smtp.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "protocol/mail/declarations.h"
#include "protocol/mail/imap.h"
#include "protocol/mail/pop3.h"

namespace avocet {

namespace {

// Names of replies to what is no command, as scripts know them.
constexpr std::string_view kGreeting = ">", kEndOfData = ".", kAuthAnswer = "AUTH_ANSWER",
                           kAnswerLine = "**", kUnknown = "(UNKNOWN)";
// Commands that wait; further ones take the place of the oldest.
constexpr size_t kMaxWaiting = 1000;

constexpr uint32_t kReady = 220, kBye = 221, kLoggedIn = 235, kChallenge = 334, kStartMail = 354;

// Whether a reply can be one to that command. What goes wrong can do so with any.
bool can_answer(uint32_t code, std::string_view command) {
  if (code >= 400) return true;
  bool is_login = command == "AUTH" || command == kAuthAnswer;
  bool is_tls = command == "STARTTLS" || command == "X-ANONYMOUSTLS";
  switch (code) {
  case kReady: return is_tls || command == kGreeting;
  case kBye: return command == "QUIT";
  case kLoggedIn:
  case kChallenge: return is_login;
  case kStartMail: return command == "DATA";
  default:
    return !is_login && !is_tls && command != kGreeting && command != "QUIT" && command != "DATA";
  }
}

}  // namespace

SmtpBinding::SmtpBinding(ProtocolWorld& world)
    : mail(world, "SMTP"),
      whole_message_files(world.global("SMTP::enable_rfc822_msg_file_analysis")),
      max_chunk_line(world.global("SMTP::bdat_max_line_length")),
      request(world.event("smtp_request", {"connection", "bool", "string", "string"})),
      reply(world.event("smtp_reply", {"connection", "bool", "count", "string", "string", "bool"})),
      data(world.event("smtp_data", {"connection", "bool", "string"})),
      starttls(world.event("smtp_starttls", {"connection"})),
      unexpected(world.event("smtp_unexpected", {"connection", "bool", "string", "string"})) {}

std::unique_ptr<ProtocolAnalyzer> SmtpBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<SmtpAnalyzer>(*this);
}

SmtpAnalyzer::SmtpAnalyzer(const SmtpBinding& binding)
    : MailAnalyzer(binding.mail), binding_(binding), waiting_{std::string(kGreeting)} {}

// ---- The client ----------------------------------------------------------------------

void SmtpAnalyzer::data(Side side, ByteSpan bytes) {
  std::string_view text = view(bytes);
  if (side == Side::kOrig) return client(text);
  while (phase_ != Phase::kOver) {
    std::optional<std::string_view> line = server_lines_.take(text);
    if (!line) return;
    server_line(*line);
  }
}

void SmtpAnalyzer::client(std::string_view bytes) {
  while (!bytes.empty() && phase_ != Phase::kOver) {
    if (phase_ == Phase::kChunk) {
      bytes = chunk(bytes);
      continue;
    }
    std::optional<std::string_view> line = client_lines_.take(bytes);
    if (!line) return;
    if (client_lines_.is_piece()) weird("contentline_size_exceeded");
    client_line(*line);
  }
}

void SmtpAnalyzer::client_line(std::string_view line) {
  switch (phase_) {
  case Phase::kCommands: command(line); break;
  case Phase::kAuthentication: answer(line); break;
  case Phase::kLines: data_line(line); break;
  case Phase::kChunk:
  case Phase::kOver: break;
  }
}

void SmtpAnalyzer::command(std::string_view line) {
  SmtpCommand found = parse_smtp_command(line);
  if (!is_smtp_name(found.name)) {
    raise_unexpected(Side::kOrig, "no command", line);
    if (!is_confirmed()) return violate("no command of SMTP", line);
    return wait_for_reply(kUnknown);
  }
  if (found.name == "EHLO" || found.name == "HELO") confirm();
  raise_request(found.name, found.argument);
  wait_for_reply(found.name);
  if (found.name == "DATA")
    begin_lines();
  else if (found.name == "BDAT")
    begin_chunk(found.argument);
  else if (found.name == "RSET" || found.name == "MAIL")
    end_message();
}

void SmtpAnalyzer::answer(std::string_view line) {
  phase_ = Phase::kCommands;
  raise_request(kAnswerLine, line);
  wait_for_reply(kAuthAnswer);
}

void SmtpAnalyzer::raise_request(std::string_view name, std::string_view argument) {
  if (binding_.request.wanted())
    binding_.request.raise({connection(), Value::of_bool(true), text(name), text(argument)});
}

void SmtpAnalyzer::wait_for_reply(std::string_view name) {
  if (waiting_.size() >= kMaxWaiting) {
    weird("smtp_too_many_pending_commands");
    waiting_.pop_front();
  }
  waiting_.emplace_back(name);
}

void SmtpAnalyzer::raise_unexpected(Side side, std::string_view what, std::string_view detail) {
  if (binding_.unexpected.wanted())
    binding_.unexpected.raise(
        {connection(), Value::of_bool(side == Side::kOrig), text(what), text(detail)});
}

// ---- Messages ------------------------------------------------------------------------

void SmtpAnalyzer::begin_mail() {
  const Value* wanted = binding_.whole_message_files;
  constexpr uint64_t kLongest = 1 << 20;
  uint64_t longest = binding_.max_chunk_line ? std::min(binding_.max_chunk_line->u, kLongest) : 0;
  begin_message(Side::kOrig, wanted && wanted->b() ? Whole::kFile : Whole::kIgnored,
                size_t(longest));
}

void SmtpAnalyzer::long_line() {
  if (!std::exchange(told_long_line_, true)) weird("smtp_bdat_line_length_exceeded");
}

// The message begins, whatever the server will say: its side may be missing.
void SmtpAnalyzer::begin_lines() {
  end_message();
  phase_ = Phase::kLines;
  begin_mail();
}

void SmtpAnalyzer::data_line(std::string_view line) {
  if (line == ".") {
    phase_ = Phase::kCommands;
    end_message();
    raise_request(kEndOfData, kEndOfData);
    wait_for_reply(kEndOfData);
    return;
  }
  if (line.starts_with('.')) line.remove_prefix(1);
  if (binding_.data.wanted()) binding_.data.raise({connection(), Value::of_bool(true), text(line)});
  message_line(line);
}

void SmtpAnalyzer::begin_chunk(std::string_view argument) {
  SmtpChunk found = parse_smtp_chunk(argument);
  if (!found.problem.empty()) return weird("smtp_invalid_bdat_command", found.problem);
  if (found.is_huge)
    return weird("smtp_huge_bdat_chunk", argument.substr(0, argument.find_first_of(" \t")));
  if (!has_message()) begin_mail();
  phase_ = Phase::kChunk;
  chunk_left_ = found.size;
  is_last_chunk_ = found.is_last;
  if (chunk_left_ == 0) end_chunk();
}

std::string_view SmtpAnalyzer::chunk(std::string_view bytes) {
  std::string_view piece = bytes.substr(0, size_t(std::min<uint64_t>(chunk_left_, bytes.size())));
  if (binding_.data.wanted())
    binding_.data.raise({connection(), Value::of_bool(true), text(piece)});
  message_bytes(piece);
  chunk_left_ -= piece.size();
  if (chunk_left_ == 0) end_chunk();
  return bytes.substr(piece.size());
}

void SmtpAnalyzer::end_chunk() {
  phase_ = Phase::kCommands;
  if (is_last_chunk_) end_message();
}

// ---- The server ----------------------------------------------------------------------

void SmtpAnalyzer::server_line(std::string_view line) {
  std::optional<SmtpReply> found = parse_smtp_reply(line);
  if (!found) {
    raise_unexpected(Side::kResp, "no reply", line);
    violate("no reply of SMTP", line);
    return;
  }
  // A flow that is seen from its middle on has no greeting.
  if (!has_greeting_ && !waiting_.empty() && waiting_.front() == kGreeting &&
      found->code != kReady && found->code / 100 != 4 && found->code / 100 != 5)
    waiting_.pop_front();
  has_greeting_ = true;
  if (found->code == kStartMail) forget_before("DATA");
  bool is_answer = lost_replies_ ? find_answered(found->code) : !waiting_.empty();
  std::string of = is_answer ? waiting_.front() : std::string();
  if (!is_answer) raise_unexpected(Side::kResp, "a reply to no command", line);
  if (binding_.reply.wanted())
    binding_.reply.raise({connection(), Value::of_bool(false), Value::of_count(found->code),
                          text(of), text(found->text), Value::of_bool(found->continues)});
  if (found->continues) return;
  if (is_answer) waiting_.pop_front();
  if (waiting_.empty()) lost_replies_ = false;
  take_reply(of, found->code);
}

// The newest command that can have the reply is the one that has it: those before it wait for what
// was lost.
bool SmtpAnalyzer::find_answered(uint32_t code) {
  auto newest = std::find_if(waiting_.rbegin(), waiting_.rend(),
                             [code](const std::string& name) { return can_answer(code, name); });
  if (newest == waiting_.rend()) return false;
  waiting_.erase(waiting_.begin(), std::prev(newest.base()));
  return true;
}

void SmtpAnalyzer::forget_before(std::string_view command) {
  auto at = std::find(waiting_.begin(), waiting_.end(), command);
  if (at != waiting_.end()) waiting_.erase(waiting_.begin(), at);
}

void SmtpAnalyzer::take_reply(const std::string& of, uint32_t code) {
  if (of == "DATA" && code != kStartMail && phase_ == Phase::kLines) {
    phase_ = Phase::kCommands;
    end_message();
  }
  if (code == kChallenge && (of == "AUTH" || of == kAuthAnswer)) phase_ = Phase::kAuthentication;
  if (code == kReady && (of == "STARTTLS" || of == "X-ANONYMOUSTLS")) encrypt();
}

// RFC 3207: what follows is TLS.
void SmtpAnalyzer::encrypt() {
  phase_ = Phase::kOver;
  attach_inner(binding_.mail.ssl_tag);
  if (binding_.starttls.wanted()) binding_.starttls.raise({connection()});
}

// ---- Holes and ends ------------------------------------------------------------------

void SmtpAnalyzer::gap(Side side, uint64_t length) {
  if (side == Side::kResp) {
    lost_replies_ = true;
    return server_lines_.drop();
  }
  // A line of the message that has begun goes on behind the hole.
  if (phase_ == Phase::kLines) return message_gap(length);
  client_lines_.drop();
  if (phase_ != Phase::kChunk) return;
  message_gap(length);
  chunk_left_ -= std::min(length, chunk_left_);
  if (chunk_left_ == 0) end_chunk();
}

void SmtpAnalyzer::end(Side side) {
  if (side == Side::kOrig) end_message();
}

namespace {

template <class Binding> void add(ProtocolRegistry& registry, std::string_view name) {
  Protocol protocol;
  protocol.name = name;
  protocol.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<Binding>(world);
  };
  // One text has all of them.
  if (name == "SMTP") protocol.declarations = kMailDeclarations;
  protocol.needs_begin = true;
  registry.add(protocol);
}

}  // namespace

void register_mail(ProtocolRegistry& registry) {
  add<SmtpBinding>(registry, "SMTP");
  add<Pop3Binding>(registry, "POP3");
  add<ImapBinding>(registry, "IMAP");
}

}  // namespace avocet
