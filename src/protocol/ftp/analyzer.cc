#include "protocol/ftp/analyzer.h"

#include "analyzer/protocols.h"
#include "base/text.h"
#include "file/files.h"
#include "flow/flow_table.h"
#include "mime/transfer_decoder.h"

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## A client sends a command.
##
## command: In capitals; "<missing>" if a line holds none.
## arg: What follows it.
global ftp_request: event(c: connection, command: string, arg: string);

## A server sends a line of a reply.
##
## code: Of three digits; 0 for a line within a reply of several.
## msg: The text behind it.
## cont_resp: Whether further lines of the same reply follow.
global ftp_reply: event(c: connection, code: count, msg: string, cont_resp: bool);

## Both sides agreed to go on encrypted. No more events of FTP follow; those of TLS do.
global ftp_starttls: event(c: connection);
)";

constexpr std::string_view kDataDeclarations = "module GLOBAL;\n";

constexpr std::string_view kMissing = "<missing>";
constexpr uint32_t kSecurityAccepted = 234, kSecurityGoesOn = 334;
constexpr std::string_view kToken = "ADAT=";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

// A record of a handshake, of any version.
bool begins_tls(std::string_view bytes) { return bytes.starts_with("\x16\x03"); }

}  // namespace

FtpBinding::FtpBinding(ProtocolWorld& world)
    : max_command_length(world.global("FTP::max_command_length")), ssl_tag(world.tag("SSL")),
      request(world.event("ftp_request", {"connection", "string", "string"})),
      reply(world.event("ftp_reply", {"connection", "count", "string", "bool"})),
      starttls(world.event("ftp_starttls", {"connection"})) {}

std::unique_ptr<ProtocolAnalyzer> FtpBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<FtpAnalyzer>(*this);
}

void FtpAnalyzer::data(Side side, ByteSpan bytes) {
  if (is_over_) return;
  lines_[size_t(side)].feed(bytes, [&](std::string_view line, bool is_cut) {
    if (is_over_) return;
    if (is_cut) weird("contentline_size_exceeded");
    if (side == Side::kOrig)
      request(line);
    else
      reply(line);
  });
}

void FtpAnalyzer::gap(Side side, uint64_t) {
  lines_[size_t(side)].drop();
  if (side == Side::kResp) replies_.forget();
}

void FtpAnalyzer::request(std::string_view line) {
  std::string plain = without_telnet(line);
  FtpCommand command = parse_ftp_command(plain);
  if (command.name.empty()) {
    weird("FTP_command_missing", command.argument);
    command.name = kMissing;
  }
  uint64_t limit = max_command_length();
  if (command.name.size() > limit) {
    weird("FTP_max_command_length_exceeded",
          std::to_string(command.name.size()) + " > " + std::to_string(limit));
    machine().service<FlowTable>().note_partial_analysis(flow());
    return;
  }
  if (command.name == "AUTH") security_ = command.argument;
  if (command.name == "ADAT") take_token(Side::kOrig, command.argument);
  if (binding_.request.wanted())
    binding_.request.raise({connection(), text(command.name), text(command.argument)});
}

uint64_t FtpAnalyzer::max_command_length() const {
  return binding_.max_command_length ? binding_.max_command_length->u : UINT64_MAX;
}

void FtpAnalyzer::reply(std::string_view line) {
  FtpReply found = replies_.next(line);
  switch (found.problem) {
  case FtpProblem::kNone: break;
  case FtpProblem::kNotNumeric: violate("non-numeric reply code", line); return;
  case FtpProblem::kNoBlank: violate("invalid reply line", line); return;
  }
  if (!is_confirmed()) confirm();
  if (binding_.reply.wanted())
    binding_.reply.raise({connection(), Value::of_count(found.code), text(found.text),
                          Value::of_bool(found.continues)});
  if (found.text.starts_with(kToken)) take_token(Side::kResp, found.text.substr(kToken.size()));
  if (found.continues) return;
  if (found.code == kSecurityAccepted) encrypt();
  if (found.code == kSecurityGoesOn && security_ == "GSSAPI" && tokens_ == decltype(tokens_){})
    tokens_.fill(Tokens::kFirst);
}

// GSSAPI may use TLS, record by record, as grids do.
void FtpAnalyzer::take_token(Side side, std::string_view encoded) {
  Tokens& tokens = tokens_[size_t(side)];
  if (tokens == Tokens::kNone) return;
  bool is_first = std::exchange(tokens, Tokens::kMore) == Tokens::kFirst;
  size_t odd = encoded.find_first_not_of(kBase64);
  if (odd != std::string_view::npos) {
    tokens = Tokens::kNone;
    weird("base64_illegal_encoding",
          "character " + std::to_string(uint8_t(encoded[odd])) + " ignored by Base64 decoding",
          "-");
    if (is_first) weird("ftp_adat_bad_first_token_encoding", {}, "FTP_ADAT");
    return;
  }
  std::string token;
  TransferDecoder decoder(TransferEncoding::kBase64);
  decoder.decode(encoded, token);
  decoder.finish(token);
  if (is_first && !tls_ && begins_tls(token)) tls_ = make_child(binding_.ssl_tag);
  if (tls_)
    tls_->data(side, bytes_of(token));
  else
    tokens = Tokens::kNone;
}

// RFC 4217: what follows the reply is TLS.
void FtpAnalyzer::encrypt() {
  if (security_ != "TLS" && security_ != "SSL") return;
  is_over_ = true;
  machine().service<Protocols>().attach(flow(), binding_.ssl_tag);
  if (binding_.starttls.wanted()) binding_.starttls.raise({connection()});
}

// ---- Data channels -------------------------------------------------------------------

FtpDataBinding::FtpDataBinding(ProtocolWorld& world)
    : tag(world.tag("FTP_DATA")),
      id_field(RecordBinding(world.shapes("connection"), "connection", world.errors)
                   .field("id", TypeKind::kRecord)) {}

std::unique_ptr<ProtocolAnalyzer> FtpDataBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<FtpDataAnalyzer>(*this);
}

// Does something with the file of one direction, if scripts want to see it.
template <class Do> void FtpDataAnalyzer::with_file(Side side, Do action) {
  auto* files = machine().try_service<Files>();
  if (!files) return;
  Owned lent(connection());
  FileConnection over{lent.get(), lent.get().record()->at(binding_.id_field), side == Side::kOrig};
  std::string& id = files_[size_t(side)];
  if (id.empty()) id = files->ask_id(binding_.tag, over);
  if (!id.empty()) action(*files, id, FileSource{"FTP_DATA", &over});
}

void FtpDataAnalyzer::data(Side side, ByteSpan bytes) {
  with_file(side, [&](Files& files, const std::string& id, const FileSource& source) {
    files.data(id, source, view(bytes));
  });
}

void FtpDataAnalyzer::gap(Side side, uint64_t length) {
  with_file(side, [&](Files& files, const std::string& id, const FileSource& source) {
    files.gap(id, source, length);
  });
}

// A file ends with its connection: what scripts learn of it then may still change.
void FtpDataAnalyzer::done() {
  auto* files = machine().try_service<Files>();
  for (std::string& id : files_)
    if (files && !id.empty()) files->end(id);
}

void register_ftp(ProtocolRegistry& registry) {
  Protocol control;
  control.name = "FTP";
  control.declarations = kDeclarations;
  control.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<FtpBinding>(world);
  };
  registry.add(control);

  Protocol data;
  data.name = "FTP_DATA";
  data.declarations = kDataDeclarations;
  data.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<FtpDataBinding>(world);
  };
  registry.add(data);
}

}  // namespace avocet
