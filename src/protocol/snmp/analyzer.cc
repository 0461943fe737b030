#include "protocol/snmp/analyzer.h"

#include "analyzer/weirds.h"

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## Asks for objects (RFC 1157, RFC 3416).
global snmp_get_request: event(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU);

## Asks for the objects that follow others.
global snmp_get_next_request: event(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU);

## The answer to any of these.
global snmp_response: event(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU);

## Sets objects.
global snmp_set_request: event(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU);

## Tells of something, in version 1.
global snmp_trap: event(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::TrapPDU);

## Asks for many objects that follow others.
global snmp_get_bulk_request: event(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::BulkPDU);

## Tells of something, and wants to know that it was heard.
global snmp_inform_request: event(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU);

## Tells of something, in versions 2 and 3.
global snmp_trapV2: event(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU);

## What one engine tells another.
global snmp_report: event(c: connection, is_orig: bool, header: SNMP::Header, pdu: SNMP::PDU);

## A message of another kind.
##
## tag: Its tag.
global snmp_unknown_pdu: event(c: connection, is_orig: bool, header: SNMP::Header, tag: count);

## A message of version 3 that is neither plain nor encrypted.
##
## tag: Of what it is.
global snmp_unknown_scoped_pdu: event(c: connection, is_orig: bool, header: SNMP::Header, tag: count);

## An encrypted message.
global snmp_encrypted_pdu: event(c: connection, is_orig: bool, header: SNMP::Header);

## A message of a version that is not known.
global snmp_unknown_header_version: event(c: connection, is_orig: bool, version: count);
)";

constexpr TypeKind kCount = TypeKind::kCount;
constexpr TypeKind kInt = TypeKind::kInt;
constexpr TypeKind kString = TypeKind::kString;
constexpr TypeKind kRecord = TypeKind::kRecord;
constexpr TypeKind kBool = TypeKind::kBool;

// Places in SnmpBinding::value.
enum : size_t { kValueOid = 1, kValueSigned, kValueUnsigned, kValueAddress, kValueOctets };
// Places in header and header_v3.
enum : size_t { kV1 = 1, kV2, kV3 };
enum : size_t { kContext = 8, kUser };

constexpr uint8_t kAuthenticated = 1, kPrivate = 2, kReportable = 4;

Value count(uint64_t n) { return Value::of_count(n); }
Value number(int64_t n) { return Value::of_int(n); }
Value flag(bool b) { return Value::of_bool(b); }

EventHandle pdu_event(ProtocolWorld& world, std::string_view name,
                      std::string_view pdu = "SNMP::PDU") {
  return world.event(name, {"connection", "bool", "SNMP::Header", pdu});
}

// The type of the list of objects that PDUs have.
const VectorType* bindings_of(const RecordMaker& pdu) {
  int at = pdu.shape() ? pdu.shape()->type->find("bindings") : -1;
  return at < 0 ? nullptr : as_vector(pdu.shape()->type->fields[size_t(at)].type);
}

}  // namespace

SnmpBinding::SnmpBinding(ProtocolWorld& world)
    : header(world.shapes, "SNMP::Header",
             {{"version", kCount}, {"v1", kRecord}, {"v2", kRecord}, {"v3", kRecord}},
             world.errors),
      header_v1(world.shapes, "SNMP::HeaderV1", {{"community", kString}}, world.errors),
      header_v2(world.shapes, "SNMP::HeaderV2", {{"community", kString}}, world.errors),
      header_v3(world.shapes, "SNMP::HeaderV3",
                {{"id", kCount},
                 {"max_size", kCount},
                 {"flags", kCount},
                 {"auth_flag", kBool},
                 {"priv_flag", kBool},
                 {"reportable_flag", kBool},
                 {"security_model", kCount},
                 {"security_params", kString},
                 {"pdu_context", kRecord},
                 {"user_security_parameters", kRecord}},
                world.errors),
      context(world.shapes, "SNMP::ScopedPDU_Context", {{"engine_id", kString}, {"name", kString}},
              world.errors),
      user(world.shapes, "SNMP::UserSecurityParameters",
           {{"AuthoritativeEngineID", kString},
            {"AuthoritativeEngineBoots", kInt},
            {"AuthoritativeEngineTime", kInt},
            {"UserName", kString},
            {"AuthenticationParameters", kString},
            {"PrivacyParameters", kString}},
           world.errors),
      binding(world.shapes, "SNMP::Binding", {{"oid", kString}, {"value", kRecord}}, world.errors),
      value(world.shapes, "SNMP::ObjectValue",
            {{"tag", kCount},
             {"oid", kString},
             {"signed", kInt},
             {"unsigned", kCount},
             {"address", TypeKind::kAddr},
             {"octets", kString}},
            world.errors),
      pdu(world.shapes, "SNMP::PDU",
          {{"request_id", kInt},
           {"error_status", kInt},
           {"error_index", kInt},
           {"bindings", TypeKind::kVector}},
          world.errors),
      trap_pdu(world.shapes, "SNMP::TrapPDU",
               {{"enterprise", kString},
                {"agent", TypeKind::kAddr},
                {"generic_trap", kInt},
                {"specific_trap", kInt},
                {"time_stamp", kCount},
                {"bindings", TypeKind::kVector}},
               world.errors),
      bulk_pdu(world.shapes, "SNMP::BulkPDU",
               {{"request_id", kInt},
                {"non_repeaters", kCount},
                {"max_repetitions", kCount},
                {"bindings", TypeKind::kVector}},
               world.errors),
      bindings(bindings_of(pdu)), get_request(pdu_event(world, "snmp_get_request")),
      get_next_request(pdu_event(world, "snmp_get_next_request")),
      response(pdu_event(world, "snmp_response")),
      set_request(pdu_event(world, "snmp_set_request")),
      trap(pdu_event(world, "snmp_trap", "SNMP::TrapPDU")),
      get_bulk_request(pdu_event(world, "snmp_get_bulk_request", "SNMP::BulkPDU")),
      inform_request(pdu_event(world, "snmp_inform_request")),
      trap_v2(pdu_event(world, "snmp_trapV2")), report(pdu_event(world, "snmp_report")),
      unknown_version(world.event("snmp_unknown_header_version", {"connection", "bool", "count"})),
      unknown_pdu(pdu_event(world, "snmp_unknown_pdu", "count")),
      unknown_scope(pdu_event(world, "snmp_unknown_scoped_pdu", "count")),
      encrypted(world.event("snmp_encrypted_pdu", {"connection", "bool", "SNMP::Header"})),
      net_weird(world.event("net_weird", {"string", "string", "string"})) {}

std::unique_ptr<ProtocolAnalyzer> SnmpBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kUdp) return nullptr;
  return std::make_unique<SnmpAnalyzer>(*this);
}

void SnmpAnalyzer::datagram(Side side, ByteSpan payload, uint32_t) {
  std::optional<SnmpMessage> message = parse_snmp(payload);
  if (!message) {
    violate("this is no message of SNMP", {});
    return;
  }
  Value is_orig = flag(side == Side::kOrig);
  if (message->body == SnmpMessage::Body::kUnknownVersion) {
    if (binding_.unknown_version.wanted())
      binding_.unknown_version.raise({connection(), is_orig, count(message->version)});
    return;
  }
  // Anybody may ask; who answers speaks SNMP.
  if (side == Side::kResp) confirm();
  switch (message->body) {
  case SnmpMessage::Body::kUnknownVersion: break;
  case SnmpMessage::Body::kUnknownScope:
    if (binding_.unknown_scope.wanted())
      binding_.unknown_scope.raise(
          {connection(), is_orig, header(*message), count(message->scope)});
    break;
  case SnmpMessage::Body::kEncrypted:
    if (binding_.encrypted.wanted())
      binding_.encrypted.raise({connection(), is_orig, header(*message)});
    break;
  case SnmpMessage::Body::kPdu: raise_pdu(side, *message); break;
  }
}

const EventHandle* SnmpAnalyzer::event_of(uint8_t pdu) const {
  switch (SnmpPduTag(pdu)) {
  case SnmpPduTag::kGetRequest: return &binding_.get_request;
  case SnmpPduTag::kGetNextRequest: return &binding_.get_next_request;
  case SnmpPduTag::kResponse: return &binding_.response;
  case SnmpPduTag::kSetRequest: return &binding_.set_request;
  case SnmpPduTag::kTrap: return &binding_.trap;
  case SnmpPduTag::kGetBulkRequest: return &binding_.get_bulk_request;
  case SnmpPduTag::kInformRequest: return &binding_.inform_request;
  case SnmpPduTag::kTrapV2: return &binding_.trap_v2;
  case SnmpPduTag::kReport: return &binding_.report;
  }
  return nullptr;
}

void SnmpAnalyzer::raise_pdu(Side side, const SnmpMessage& message) {
  const EventHandle* known = event_of(message.pdu);
  const EventHandle& event = known ? *known : binding_.unknown_pdu;
  if (!event.wanted()) return;
  event.raise({connection(), flag(side == Side::kOrig), header(message),
               known ? pdu(message) : count(message.pdu)});
}

// ---- Values --------------------------------------------------------------------------

Value SnmpAnalyzer::header(const SnmpMessage& message) const {
  Record* made = binding_.header.make(heap(), {count(message.version)});
  if (message.version == kSnmpV1)
    binding_.header.set(made, kV1,
                        Value::of(binding_.header_v1.make(heap(), {text(message.community)})));
  else if (message.version == kSnmpV2)
    binding_.header.set(made, kV2,
                        Value::of(binding_.header_v2.make(heap(), {text(message.community)})));
  else
    binding_.header.set(made, kV3, header_v3(message.v3));
  return Value::of(made);
}

Value SnmpAnalyzer::header_v3(const SnmpV3& v3) const {
  Record* made = binding_.header_v3.make(
      heap(), {count(v3.id), count(v3.max_size), count(v3.flags), flag(v3.flags & kAuthenticated),
               flag(v3.flags & kPrivate), flag(v3.flags & kReportable), count(v3.security_model),
               text(v3.security_parameters)});
  if (v3.has_context)
    binding_.header_v3.set(
        made, kContext,
        Value::of(binding_.context.make(heap(), {text(v3.context_engine), text(v3.context_name)})));
  const SnmpUserSecurity& user = v3.user;
  if (v3.has_user)
    binding_.header_v3.set(
        made, kUser,
        Value::of(binding_.user.make(heap(), {text(user.engine_id), number(user.engine_boots),
                                              number(user.engine_time), text(user.user),
                                              text(user.authentication), text(user.privacy)})));
  return Value::of(made);
}

Value SnmpAnalyzer::pdu(const SnmpMessage& message) {
  Heap& heap = this->heap();
  if (message.pdu == uint8_t(SnmpPduTag::kTrap))
    return Value::of(binding_.trap_pdu.make(
        heap, {oid(message.enterprise), address(message.agent), number(message.generic_trap),
               number(message.specific_trap), count(message.time_stamp), bindings(message)}));
  if (message.pdu == uint8_t(SnmpPduTag::kGetBulkRequest))
    return Value::of(binding_.bulk_pdu.make(
        heap, {number(message.request_id), count(uint64_t(message.error_status)),
               count(uint64_t(message.error_index)), bindings(message)}));
  return Value::of(
      binding_.pdu.make(heap, {number(message.request_id), number(message.error_status),
                               number(message.error_index), bindings(message)}));
}

Value SnmpAnalyzer::bindings(const SnmpMessage& message) {
  Vector* all = make_vector(heap(), binding_.bindings, message.bindings.size());
  for (const SnmpVariable& variable : message.bindings)
    push(heap(), all,
         Value::of(binding_.binding.make(heap(), {oid(variable.oid), object(variable.value)})));
  return Value::of(all);
}

Value SnmpAnalyzer::object(const BerElement& element) {
  Record* made = binding_.value.make(heap(), {count(element.tag)});
  auto set = [&](size_t field, Value value) { binding_.value.set(made, field, value); };
  switch (element.tag) {
  case kBerOid: set(kValueOid, oid(element.content)); break;
  case kBerInteger: set(kValueSigned, number(ber_integer(element.content).value_or(0))); break;
  case kCounter32:
  case kUnsigned32:
  case kTimeTicks:
  case kCounter64: set(kValueUnsigned, count(ber_unsigned(element.content).value_or(0))); break;
  case kIpAddress: set(kValueAddress, address(element.content)); break;
  case kBerOctets:
  case kOpaque: set(kValueOctets, text(element.content)); break;
  default: break;
  }
  return Value::of(made);
}

Value SnmpAnalyzer::oid(ByteSpan content) {
  BerOid oid = ber_oid(content);
  if (oid.too_long == 0) return text(oid.text);
  constexpr std::string_view kWeird = "asn_oid_subidentifier_too_long";
  auto* weirds = machine().try_service<Weirds>();
  if ((!weirds || weirds->admit(kWeird)) && binding_.net_weird.wanted())
    binding_.net_weird.raise({text(kWeird), text(std::to_string(oid.too_long)), text("")});
  return text("");
}

// An address of another size is none.
Value SnmpAnalyzer::address(ByteSpan content) {
  ByteReader reader(content);
  uint32_t bits = reader.u32();
  return make_address(heap(), content.size() == sizeof bits ? IpAddress::v4(bits) : IpAddress());
}

void register_snmp(ProtocolRegistry& registry) {
  Protocol snmp;
  snmp.name = "SNMP";
  snmp.declarations = kDeclarations;
  snmp.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<SnmpBinding>(world);
  };
  registry.add(snmp);
}

}  // namespace avocet
