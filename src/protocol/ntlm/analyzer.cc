#include "protocol/ntlm/analyzer.h"

#include "base/windows.h"

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## A client says which kinds of NTLM it can do, and perhaps where it is.
global ntlm_negotiate: event(c: connection, negotiate: NTLM::Negotiate);

## A server asks a client to prove who it is, and says what the server is.
global ntlm_challenge: event(c: connection, challenge: NTLM::Challenge);

## A client says who it is, and proves it.
global ntlm_authenticate: event(c: connection, request: NTLM::Authenticate);
)";

constexpr TypeKind kBool = TypeKind::kBool, kCount = TypeKind::kCount, kString = TypeKind::kString,
                   kRecord = TypeKind::kRecord;

// Places in the binding's records.
enum : size_t { kNegotiateDomain = 1, kNegotiateWorkstation, kNegotiateVersion };
enum : size_t { kChallengeTarget = 2, kChallengeVersion, kChallengeInfo };
enum : size_t {
  kAuthDomain = 1,
  kAuthUser,
  kAuthWorkstation,
  kAuthSessionKey,
  kAuthVersion,
  kAuthResponse
};
enum : size_t {
  kInfoDnsComputer = 2,
  kInfoDnsDomain,
  kInfoDnsTree,
  kInfoConstrained,
  kInfoTimestamp,
  kInfoSingleHost,
  kInfoTargetName
};

// The bits of NTLM::NegotiateFlags in the order of its fields.
constexpr int kFlagBits[] = {31, 30, 29, 25, 23, 22, 20, 19, 17, 16, 15,
                             13, 12, 11, 9,  7,  6,  5,  4,  2,  1,  0};

}  // namespace

NtlmBinding::NtlmBinding(ProtocolWorld& world)
    : flags(world.shapes, "NTLM::NegotiateFlags",
            {{"negotiate_56", kBool},
             {"negotiate_key_exch", kBool},
             {"negotiate_128", kBool},
             {"negotiate_version", kBool},
             {"negotiate_target_info", kBool},
             {"request_non_nt_session_key", kBool},
             {"negotiate_identify", kBool},
             {"negotiate_extended_sessionsecurity", kBool},
             {"target_type_server", kBool},
             {"target_type_domain", kBool},
             {"negotiate_always_sign", kBool},
             {"negotiate_oem_workstation_supplied", kBool},
             {"negotiate_oem_domain_supplied", kBool},
             {"negotiate_anonymous_connection", kBool},
             {"negotiate_ntlm", kBool},
             {"negotiate_lm_key", kBool},
             {"negotiate_datagram", kBool},
             {"negotiate_seal", kBool},
             {"negotiate_sign", kBool},
             {"request_target", kBool},
             {"negotiate_oem", kBool},
             {"negotiate_unicode", kBool}},
            world.errors),
      version(world.shapes, "NTLM::Version",
              {{"major", kCount}, {"minor", kCount}, {"build", kCount}, {"ntlmssp", kCount}},
              world.errors),
      target_info(world.shapes, "NTLM::AVs",
                  {{"nb_computer_name", kString},
                   {"nb_domain_name", kString},
                   {"dns_computer_name", kString},
                   {"dns_domain_name", kString},
                   {"dns_tree_name", kString},
                   {"constrained_auth", kBool},
                   {"timestamp", TypeKind::kTime},
                   {"single_host_id", kCount},
                   {"target_name", kString}},
                  world.errors),
      negotiate(world.shapes, "NTLM::Negotiate",
                {{"flags", kRecord},
                 {"domain_name", kString},
                 {"workstation", kString},
                 {"version", kRecord}},
                world.errors),
      challenge(world.shapes, "NTLM::Challenge",
                {{"flags", kRecord},
                 {"challenge", kCount},
                 {"target_name", kString},
                 {"version", kRecord},
                 {"target_info", kRecord}},
                world.errors),
      authenticate(world.shapes, "NTLM::Authenticate",
                   {{"flags", kRecord},
                    {"domain_name", kString},
                    {"user_name", kString},
                    {"workstation", kString},
                    {"session_key", kString},
                    {"version", kRecord},
                    {"response", kString}},
                   world.errors),
      negotiated(world.event("ntlm_negotiate", {"connection", "NTLM::Negotiate"})),
      challenged(world.event("ntlm_challenge", {"connection", "NTLM::Challenge"})),
      authenticated(world.event("ntlm_authenticate", {"connection", "NTLM::Authenticate"})) {}

std::unique_ptr<ProtocolAnalyzer> NtlmBinding::make(const Flow&) {
  return std::make_unique<NtlmAnalyzer>(*this);
}

void NtlmAnalyzer::datagram(Side, ByteSpan payload, uint32_t) {
  std::optional<NtlmMessage> message = parse_ntlm(payload);
  if (!message) return violate("this is no message of NTLM");
  confirm();
  std::visit([this](const auto& parts) { raise(parts); }, *message);
}

// ---- Events --------------------------------------------------------------------------

void NtlmAnalyzer::raise(const NtlmNegotiate& message) {
  if (!binding_.negotiated.wanted()) return;
  const RecordMaker& maker = binding_.negotiate;
  Record* made = maker.make(heap(), {flags(message.flags)});
  // Both sides do not yet know how to write text: these are in a code page.
  set_name(maker, made, kNegotiateDomain, message.domain, 0);
  set_name(maker, made, kNegotiateWorkstation, message.workstation, 0);
  if (message.version) maker.set(made, kNegotiateVersion, version(*message.version));
  binding_.negotiated.raise({connection(), Value::of(made)});
}

void NtlmAnalyzer::raise(const NtlmChallenge& message) {
  if (!binding_.challenged.wanted()) return;
  const RecordMaker& maker = binding_.challenge;
  Record* made = maker.make(heap(), {flags(message.flags), Value::of_count(message.challenge)});
  set_name(maker, made, kChallengeTarget, message.target_name, message.flags);
  if (message.version) maker.set(made, kChallengeVersion, version(*message.version));
  if (message.target_info) maker.set(made, kChallengeInfo, target_info(*message.target_info));
  binding_.challenged.raise({connection(), Value::of(made)});
}

void NtlmAnalyzer::raise(const NtlmAuthenticate& message) {
  if (!binding_.authenticated.wanted()) return;
  const RecordMaker& maker = binding_.authenticate;
  Record* made = maker.make(heap(), {flags(message.flags)});
  set_name(maker, made, kAuthDomain, message.domain, message.flags);
  set_name(maker, made, kAuthUser, message.user, message.flags);
  set_name(maker, made, kAuthWorkstation, message.workstation, message.flags);
  if (message.session_key) maker.set(made, kAuthSessionKey, text(*message.session_key));
  if (message.version) maker.set(made, kAuthVersion, version(*message.version));
  if (message.response) maker.set(made, kAuthResponse, text(*message.response));
  binding_.authenticated.raise({connection(), Value::of(made)});
}

// ---- Values --------------------------------------------------------------------------

Value NtlmAnalyzer::flags(uint32_t bits) const {
  Record* made = binding_.flags.make(heap(), {});
  size_t field = 0;
  for (int bit : kFlagBits) binding_.flags.set(made, field++, Value::of_bool(bits >> bit & 1));
  return Value::of(made);
}

Value NtlmAnalyzer::version(const NtlmVersion& version) const {
  return Value::of(binding_.version.make(
      heap(), {Value::of_count(version.major), Value::of_count(version.minor),
               Value::of_count(version.build), Value::of_count(version.revision)}));
}

Value NtlmAnalyzer::name(ByteSpan bytes, uint32_t flags) const {
  return flags & kNtlmUnicode ? text(text_of_utf16(bytes)) : text(bytes);
}

void NtlmAnalyzer::set_name(const RecordMaker& maker, Record* record, size_t field,
                            const std::optional<ByteSpan>& bytes, uint32_t flags) const {
  if (bytes) maker.set(record, field, name(*bytes, flags));
}

// Always in Unicode.
Value NtlmAnalyzer::target_info(const NtlmTargetInfo& info) const {
  const RecordMaker& maker = binding_.target_info;
  Record* made =
      maker.make(heap(), {name(info.computer, kNtlmUnicode), name(info.domain, kNtlmUnicode)});
  set_name(maker, made, kInfoDnsComputer, info.dns_computer, kNtlmUnicode);
  set_name(maker, made, kInfoDnsDomain, info.dns_domain, kNtlmUnicode);
  set_name(maker, made, kInfoDnsTree, info.dns_tree, kNtlmUnicode);
  set_name(maker, made, kInfoTargetName, info.target_name, kNtlmUnicode);
  if (info.flags) maker.set(made, kInfoConstrained, Value::of_bool(*info.flags & 1));
  if (info.timestamp)
    maker.set(made, kInfoTimestamp, Value::of_double(seconds_of_filetime(*info.timestamp)));
  if (info.single_host_id) maker.set(made, kInfoSingleHost, Value::of_count(*info.single_host_id));
  return Value::of(made);
}

void register_ntlm(ProtocolRegistry& registry) {
  Protocol ntlm;
  ntlm.name = "NTLM";
  ntlm.declarations = kDeclarations;
  ntlm.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<NtlmBinding>(world);
  };
  registry.add(ntlm);
}

}  // namespace avocet
