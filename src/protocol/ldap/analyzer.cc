#include "protocol/ldap/analyzer.h"

#include "base/text.h"
#include "protocol/ldap/declarations.h"

namespace avocet {

namespace {

constexpr std::string_view kStartTls = "1.3.6.1.4.1.1466.20037", kNtlm = "NTLMSSP";
constexpr int64_t kSuccess = 0, kUndefined = 255;

// Numbers that scripts have no label for are undefined.
Value label(const EnumType* type, int64_t number) {
  bool is_known = type && !type->label_of(number).empty();
  return Value::of_int(is_known ? number : kUndefined);
}

// What servers of Windows say to administrators ends with zeros and has breaks in it.
std::string plain(ByteSpan bytes) {
  std::string plain(view(bytes));
  for (char& c : plain)
    if (c < ' ' || c > '~') c = '?';
  return plain;
}

const EnumType* enum_type(ProtocolWorld& world, std::string_view name) {
  return as_enum(world.machine.program().find_type(name));
}

const VectorType* last_parameter(const Program& program, std::string_view event) {
  FunctionId id = program.find_function(event);
  if (id == kNoFunction) return nullptr;
  auto parameters = program.functions[id].type->parameters;
  return parameters.empty() ? nullptr : as_vector(parameters.back().type);
}

}  // namespace

LdapBinding::LdapBinding(ProtocolWorld& world, Transport over)
    : transport(over), ssl_tag(world.tag("SSL")), gssapi_tag(world.tag("GSSAPI")),
      ntlm_tag(world.tag("NTLM")), operations(enum_type(world, "LDAP::ProtocolOpcode")),
      results(enum_type(world, "LDAP::ResultCode")),
      authentications(enum_type(world, "LDAP::BindAuthType")),
      scopes(enum_type(world, "LDAP::SearchScope")),
      derefs(enum_type(world, "LDAP::SearchDerefAlias")),
      attributes(last_parameter(world.machine.program(), "LDAP::search_request")),
      message(world.event("LDAP::message",
                          {"connection", "int", "LDAP::ProtocolOpcode", "LDAP::ResultCode",
                           "string", "string", "string", "string"})),
      bind_request(world.event("LDAP::bind_request", {"connection", "int", "int", "string",
                                                      "LDAP::BindAuthType", "string"})),
      search_request(
          world.event("LDAP::search_request",
                      {"connection", "int", "string", "LDAP::SearchScope", "LDAP::SearchDerefAlias",
                       "int", "int", "bool", "string", "vector of string"})),
      search_entry(world.event("LDAP::search_result_entry", {"connection", "int", "string"})),
      extended_request(
          world.event("LDAP::extended_request", {"connection", "int", "string", "string"})),
      extended_response(world.event("LDAP::extended_response",
                                    {"connection", "int", "LDAP::ResultCode", "string", "string"})),
      starttls(world.event("LDAP::starttls", {"connection"})) {}

std::unique_ptr<ProtocolAnalyzer> LdapBinding::make(const Flow& flow) {
  if (flow.transport != transport) return nullptr;
  return std::make_unique<LdapAnalyzer>(*this);
}

// ---- Bytes ---------------------------------------------------------------------------

void LdapAnalyzer::datagram(Side side, ByteSpan payload, uint32_t) {
  if (!is_over_) messages(side, payload, Whose::kMustBe);
}

void LdapAnalyzer::data(Side side, ByteSpan bytes) {
  LdapFrames& frames = frames_[size_t(side)];
  std::vector<uint8_t> room;
  while (!is_over_) {
    std::optional<LdapFrame> frame = frames.take(bytes);
    if (!frame) break;
    if (frame->is_wrapped)
      messages(side, ldap_unwrapped(frame->bytes, room), Whose::kMayBe);
    else
      messages(side, frame->bytes, Whose::kMustBe);
  }
  if (!is_over_ && frames.is_bad()) give_up("no message of LDAP");
}

void LdapAnalyzer::gap(Side, uint64_t) {
  is_over_ = true;
  leave();
}

void LdapAnalyzer::give_up(std::string_view reason) {
  is_over_ = true;
  violate(reason);
}

void LdapAnalyzer::messages(Side side, ByteSpan bytes, Whose whose) {
  BerReader reader(bytes);
  while (!is_over_ && !reader.at_end()) {
    std::optional<LdapMessage> found = read_ldap(reader);
    if (found && message(side, *found)) continue;
    if (whose == Whose::kMustBe) give_up("a message of LDAP makes no sense");
    return;
  }
}

bool LdapAnalyzer::message(Side side, const LdapMessage& message) {
  Summary summary;
  bool is_good = true;
  switch (message.operation) {
  case LdapOperation::kBindRequest: is_good = take_bind(side, message, summary); break;
  case LdapOperation::kSearchRequest: is_good = take_search(message, summary); break;
  case LdapOperation::kSearchEntry: is_good = take_entry(message, summary); break;
  case LdapOperation::kModifyRequest: is_good = take_modify(message, summary); break;
  case LdapOperation::kExtendedRequest: is_good = take_extended(message, summary); break;
  case LdapOperation::kBindResponse:
  case LdapOperation::kSearchDone:
  case LdapOperation::kModifyResponse:
  case LdapOperation::kAddResponse:
  case LdapOperation::kDeleteResponse:
  case LdapOperation::kRenameResponse:
  case LdapOperation::kCompareResponse:
  case LdapOperation::kExtendedResponse: is_good = take_result(side, message, summary); break;
  case LdapOperation::kDeleteRequest: summary.object = message.content; break;
  case LdapOperation::kUnbindRequest:
  case LdapOperation::kAddRequest:
  case LdapOperation::kRenameRequest:
  case LdapOperation::kCompareRequest:
  case LdapOperation::kAbandonRequest:
  case LdapOperation::kSearchReference:
  case LdapOperation::kIntermediateResponse: break;
  }
  if (!is_good) return false;
  raise(message, summary);
  confirm();
  bool agreed = summary.result && summary.result->code == kSuccess;
  if (message.operation == LdapOperation::kExtendedResponse && wants_tls_ && agreed) {
    is_over_ = true;
    attach_inner(binding_.ssl_tag);
    if (binding_.starttls.wanted()) binding_.starttls.raise({connection()});
    leave();
  }
  return true;
}

void LdapAnalyzer::raise(const LdapMessage& message, const Summary& summary) {
  if (!binding_.message.wanted()) return;
  const LdapResult result = summary.result.value_or(LdapResult{kUndefined, {}, {}, {}, {}, {}});
  binding_.message.raise({connection(), Value::of_int(message.id),
                          label(binding_.operations, int64_t(message.operation)),
                          label(binding_.results, result.code), text(result.matched_name),
                          text(plain(result.diagnostic)), text(summary.object),
                          text(summary.argument)});
}

// ---- Operations ----------------------------------------------------------------------

bool LdapAnalyzer::take_bind(Side side, const LdapMessage& message, Summary& summary) {
  std::optional<LdapBind> found = parse_ldap_bind(message.content);
  if (!found) return false;
  bool is_simple = found->authentication == uint8_t(LdapAuthentication::kSimple);
  has_sasl_ = found->authentication == uint8_t(LdapAuthentication::kSasl);
  bool is_ntlm = view(found->credentials).starts_with(kNtlm);
  ByteSpan info = has_sasl_ ? found->mechanism : found->credentials;
  if (!has_sasl_ && is_ntlm) info = info.first(kNtlm.size());
  summary.object = found->name;
  if (!is_simple) summary.argument = view(info);
  if (binding_.bind_request.wanted())
    binding_.bind_request.raise(
        {connection(), Value::of_int(message.id), Value::of_int(found->version), text(found->name),
         label(binding_.authentications, found->authentication), text(info)});
  // Others say nothing that anybody here knows.
  std::string_view mechanism = view(found->mechanism);
  tells_mechanism_ = has_sasl_ && (is_ntlm || mechanism.starts_with("GSS"));
  if (tells_mechanism_ || (!is_simple && is_ntlm)) pass_token(side, found->credentials);
  return true;
}

bool LdapAnalyzer::take_result(Side side, const LdapMessage& message, Summary& summary) {
  summary.result = parse_ldap_result(message.content);
  if (!summary.result) return false;
  const LdapResult& result = *summary.result;
  if (message.operation == LdapOperation::kBindResponse) {
    if (tells_mechanism_) pass_token(side, result.credentials);
    if (has_sasl_ && result.code == kSuccess)
      for (LdapFrames& frames : frames_) frames.allow_wrapped();
  }
  if (message.operation == LdapOperation::kExtendedResponse && binding_.extended_response.wanted())
    binding_.extended_response.raise({connection(), Value::of_int(message.id),
                                      label(binding_.results, result.code),
                                      text(result.response_name), text(result.response_value)});
  return true;
}

bool LdapAnalyzer::take_search(const LdapMessage& message, Summary& summary) {
  std::optional<LdapSearch> found = parse_ldap_search(message.content);
  if (!found) return false;
  summary.object = found->base;
  if (binding_.search_request.wanted())
    binding_.search_request.raise(
        {connection(), Value::of_int(message.id), text(found->base),
         label(binding_.scopes, found->scope), label(binding_.derefs, found->deref),
         Value::of_int(found->size_limit), Value::of_int(found->time_limit),
         Value::of_bool(found->types_only), text(found->filter), attributes(found->attributes)});
  return true;
}

bool LdapAnalyzer::take_entry(const LdapMessage& message, Summary& summary) {
  std::optional<ByteSpan> found = parse_ldap_entry(message.content);
  if (!found) return false;
  summary.object = *found;
  if (binding_.search_entry.wanted())
    binding_.search_entry.raise({connection(), Value::of_int(message.id), text(*found)});
  return true;
}

bool LdapAnalyzer::take_modify(const LdapMessage& message, Summary& summary) {
  std::optional<LdapModify> found = parse_ldap_modify(message.content);
  if (!found) return false;
  summary.object = found->object;
  summary.argument = std::move(found->changes);
  return true;
}

bool LdapAnalyzer::take_extended(const LdapMessage& message, Summary& summary) {
  std::optional<LdapExtended> found = parse_ldap_extended(message.content);
  if (!found) return false;
  summary.object = found->name;
  wants_tls_ = view(found->name) == kStartTls;
  if (binding_.extended_request.wanted())
    binding_.extended_request.raise(
        {connection(), Value::of_int(message.id), text(found->name), text(found->value)});
  return true;
}

// ---- Mechanisms ----------------------------------------------------------------------

void LdapAnalyzer::pass_token(Side side, ByteSpan token) {
  if (token.empty()) return;
  bool is_ntlm = view(token).starts_with(kNtlm);
  ProtocolAnalyzer*& inner = is_ntlm ? ntlm_ : gssapi_;
  bool& was_made = is_ntlm ? ntlm_was_made_ : gssapi_was_made_;
  if (!was_made) inner = make_child(is_ntlm ? binding_.ntlm_tag : binding_.gssapi_tag);
  was_made = true;
  if (inner && !inner->is_removed()) inner->datagram(side, token, uint32_t(token.size()));
}

Value LdapAnalyzer::attributes(const std::vector<ByteSpan>& names) {
  Vector* list = make_vector(heap(), binding_.attributes, names.size());
  for (ByteSpan name : names) push(heap(), list, text(name));
  return Value::of(list);
}

void register_ldap(ProtocolRegistry& registry) {
  Protocol tcp;
  tcp.name = "LDAP_TCP";
  tcp.declarations = kLdapDeclarations;
  tcp.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<LdapBinding>(world, Transport::kTcp);
  };
  registry.add(tcp);
  Protocol udp;
  udp.name = "LDAP_UDP";
  udp.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<LdapBinding>(world, Transport::kUdp);
  };
  registry.add(udp);
}

}  // namespace avocet
