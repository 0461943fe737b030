#include "protocol/dce_rpc/analyzer.h"

#include <charconv>

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## Each message, before the event of its kind.
##
## fid: The file that the message goes through, if it goes through a pipe of SMB; otherwise zero.
## ptype_id: The kind of message as a number.
## ptype: And by its name.
global dce_rpc_message: event(c: connection, is_orig: bool, fid: count, ptype_id: count, ptype: DCE_RPC::PType);

## A client binds an interface to a context, with each that it offers.
global dce_rpc_bind: event(c: connection, fid: count, ctx_id: count, uuid: string, ver_major: count, ver_minor: count);

## The same later on.
global dce_rpc_alter_context: event(c: connection, fid: count, ctx_id: count, uuid: string, ver_major: count, ver_minor: count);

## A server answers that.
##
## sec_addr: Where it listens.
global dce_rpc_bind_ack: event(c: connection, fid: count, sec_addr: string);

## The same later on.
global dce_rpc_alter_context_resp: event(c: connection, fid: count);

## A client calls an operation.
##
## stub_len: How long its arguments are.
global dce_rpc_request: event(c: connection, fid: count, ctx_id: count, opnum: count, stub_len: count);

## The arguments.
global dce_rpc_request_stub: event(c: connection, fid: count, ctx_id: count, opnum: count, stub: string);

## A server answers.
##
## opnum: What was called; zero if that was not seen.
global dce_rpc_response: event(c: connection, fid: count, ctx_id: count, opnum: count, stub_len: count);

## What it answers.
global dce_rpc_response_stub: event(c: connection, fid: count, ctx_id: count, opnum: count, stub: string);

## A message says by what means its sender proves who it is.
##
## auth_type: The means, see :zeek:id:`DCE_RPC::auth_types`.
## auth_level: What is protected, see :zeek:id:`DCE_RPC::auth_levels`.
## auth_context_id: Among several, which.
global dce_rpc_auth: event(c: connection, is_orig: bool, fid: count, auth_type: count, auth_level: count, auth_context_id: count);
)";

// Requests whose answers are waited for.
constexpr size_t kMaxOperations = 10'000;

// How a sender proves who it is (MS-RPCE 2.2.1.1.7).
enum : uint8_t { kNegotiate = 0x09, kNtlm = 0x0a, kKerberos = 0x10, kNetlogon = 0x44 };

constexpr std::string_view kTypeNames[] = {
    "REQUEST",   "PING",     "RESPONSE",      "FAULT",
    "WORKING",   "NOCALL",   "REJECT",        "ACK",
    "CL_CANCEL", "FACK",     "CANCEL_ACK",    "BIND",
    "BIND_ACK",  "BIND_NAK", "ALTER_CONTEXT", "ALTER_CONTEXT_RESP",
    "AUTH3",     "SHUTDOWN", "CO_CANCEL",     "ORPHANED",
    "RTS"};

std::vector<int64_t> types_of(ProtocolWorld& world) {
  const EnumType* type = as_enum(world.machine.program().find_type("DCE_RPC::PType"));
  std::vector<int64_t> numbers;
  for (std::string_view name : kTypeNames) {
    const EnumLabel* label = type ? type->find("DCE_RPC::" + std::string(name)) : nullptr;
    numbers.push_back(label ? label->value : 0);
  }
  return numbers;
}

EventHandle call_event(ProtocolWorld& world, std::string_view name, std::string_view last) {
  return world.event(name, {"connection", "count", "count", "count", last});
}

EventHandle context_event(ProtocolWorld& world, std::string_view name) {
  return world.event(name, {"connection", "count", "count", "string", "count", "count"});
}

// Whether a fragment may begin like this.
bool begins_message(ByteSpan bytes) { return parse_rpc_header(bytes).has_value(); }

}  // namespace

DceRpcBinding::DceRpcBinding(ProtocolWorld& world)
    : gssapi_tag(world.tag("GSSAPI")), ntlm_tag(world.tag("NTLM")), types(types_of(world)),
      max_calls(world.global("DCE_RPC::max_cmd_reassembly")),
      max_data(world.global("DCE_RPC::max_frag_data")),
      message(world.event("dce_rpc_message",
                          {"connection", "bool", "count", "count", "DCE_RPC::PType"})),
      auth(world.event("dce_rpc_auth", {"connection", "bool", "count", "count", "count", "count"})),
      bind(context_event(world, "dce_rpc_bind")),
      bind_ack(world.event("dce_rpc_bind_ack", {"connection", "count", "string"})),
      alter(context_event(world, "dce_rpc_alter_context")),
      alter_response(world.event("dce_rpc_alter_context_resp", {"connection", "count"})),
      request(call_event(world, "dce_rpc_request", "count")),
      request_stub(call_event(world, "dce_rpc_request_stub", "string")),
      response(call_event(world, "dce_rpc_response", "count")),
      response_stub(call_event(world, "dce_rpc_response_stub", "string")) {}

std::unique_ptr<ProtocolAnalyzer> DceRpcBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<DceRpcAnalyzer>(*this);
}

bool DceRpcAnalyzer::command(std::string_view name, std::string_view argument) {
  if (name != "file_id") return false;
  std::from_chars(argument.data(), argument.data() + argument.size(), file_);
  return true;
}

// ---- Bytes ---------------------------------------------------------------------------

void DceRpcAnalyzer::data(Side side, ByteSpan bytes) {
  OneSide& from = of(side);
  if (is_over_ || (from.is_lost && !begins_message(bytes))) return;
  from.is_lost = false;
  from.waiting.feed(bytes, [&](ByteSpan& all) { return take_messages(side, all); });
  if (is_over_) from.waiting.drop();
}

void DceRpcAnalyzer::gap(Side side, uint64_t) {
  of(side).waiting.drop();
  of(side).calls.clear();
  of(side).is_lost = true;
}

// A fragment has at most 65,535 bytes, and so has what is left.
size_t DceRpcAnalyzer::take_messages(Side side, ByteSpan& bytes) {
  while (bytes.size() >= kRpcHeaderSize && !is_over_) {
    std::optional<RpcHeader> header = parse_rpc_header(bytes);
    if (!header) {
      broken("this is no message of DCE/RPC");
      break;
    }
    if (bytes.size() < header->length) return header->length;
    message(side, *header, bytes.first(header->length));
    bytes = bytes.subspan(header->length);
  }
  if (is_over_) bytes = {};
  return kRpcHeaderSize;
}

void DceRpcAnalyzer::message(Side side, const RpcHeader& header, ByteSpan message) {
  Value is_orig = Value::of_bool(side == Side::kOrig);
  if (binding_.message.wanted())
    binding_.message.raise({connection(), is_orig, file(), Value::of_count(header.type),
                            Value::of_int(binding_.types[header.type])});
  RpcAuth auth;
  if (header.auth_length > 0) {
    std::optional<RpcAuth> found = parse_rpc_auth(header, message);
    if (!found) return broken("what proves the sender lies outside of its message");
    auth = *found;
    if (binding_.auth.wanted())
      binding_.auth.raise({connection(), is_orig, file(), Value::of_count(auth.type),
                           Value::of_count(auth.level), Value::of_count(auth.context)});
  }
  body(side, header, rpc_body(header, message));
  if (header.auth_length > 0 && !is_over_) login(side, header, auth);
}

void DceRpcAnalyzer::body(Side side, const RpcHeader& header, ByteSpan body) {
  switch (RpcType(header.type)) {
  case RpcType::kBind: return contexts(binding_.bind, header, body);
  case RpcType::kAlterContext: return contexts(binding_.alter, header, body);
  case RpcType::kBindAck: return addresses(header, body);
  case RpcType::kAlterContextResponse:
    confirm();
    if (binding_.alter_response.wanted()) binding_.alter_response.raise({connection(), file()});
    return;
  case RpcType::kRequest:
  case RpcType::kResponse: return call(side, header, body);
  case RpcType::kAuth3: return;
  }
}

void DceRpcAnalyzer::login(Side side, const RpcHeader& header, const RpcAuth& auth) {
  bool is_ntlm = auth.type == kNtlm;
  if (!is_ntlm && auth.type != kNegotiate && auth.type != kKerberos) {
    if (!told_auth_)
      weird(auth.type == kNetlogon ? "netlogon_dce_rpc_auth_type" : "unknown_dce_rpc_auth_type",
            std::to_string(auth.type));
    told_auth_ = true;
    return;
  }
  // With a call come signatures, which say nothing new.
  if (header.type == uint8_t(RpcType::kRequest) || header.type == uint8_t(RpcType::kResponse))
    return;
  ProtocolAnalyzer*& inner = is_ntlm ? ntlm_ : gssapi_;
  bool& was_made = is_ntlm ? ntlm_was_made_ : gssapi_was_made_;
  if (!was_made) inner = make_child(is_ntlm ? binding_.ntlm_tag : binding_.gssapi_tag);
  was_made = true;
  if (inner && !inner->is_removed()) inner->datagram(side, auth.value, uint32_t(auth.value.size()));
}

// ---- Messages ------------------------------------------------------------------------

void DceRpcAnalyzer::contexts(const EventHandle& event, const RpcHeader& header, ByteSpan body) {
  std::optional<std::vector<RpcContext>> found = parse_rpc_bind(header, body);
  if (!found) return broken("a bind is cut short");
  if (!event.wanted()) return;
  for (const RpcContext& context : *found)
    event.raise({connection(), file(), Value::of_count(context.id),
                 text(rpc_uuid_text(context.uuid, header.is_little)),
                 Value::of_count(context.major), Value::of_count(context.minor)});
}

void DceRpcAnalyzer::addresses(const RpcHeader& header, ByteSpan body) {
  std::optional<ByteSpan> address = parse_rpc_bind_ack(header, body);
  if (!address) return broken("the answer to a bind is cut short");
  confirm();
  if (binding_.bind_ack.wanted()) binding_.bind_ack.raise({connection(), file(), text(*address)});
}

void DceRpcAnalyzer::call(Side side, const RpcHeader& header, ByteSpan body) {
  std::optional<RpcCall> call = parse_rpc_call(header, body);
  // A fragment may be nothing but its header.
  if (!call && body.empty() && !(header.flags & kRpcLast)) call = RpcCall();
  if (!call) return broken("a call is cut short");
  if (header.type == uint8_t(RpcType::kResponse)) confirm();
  constexpr uint8_t kWhole = kRpcFirst | kRpcLast;
  if ((header.flags & kWhole) == kWhole) return complete(side, header.call, *call);
  fragment(side, header, *call);
}

void DceRpcAnalyzer::fragment(Side side, const RpcHeader& header, const RpcCall& part) {
  auto& calls = of(side).calls;
  auto found = calls.find(header.call);
  if (found == calls.end()) {
    // What has no begin was lost, or is behind a gap.
    if (!(header.flags & kRpcFirst)) return;
    if (calls.size() >= binding_.max_calls->u)
      return give_up("too_many_dce_rpc_msgs_in_reassembly");
    found = calls.emplace(header.call, Call{part.context, part.operation, {}}).first;
  }
  std::vector<uint8_t>& stub = found->second.stub;
  if (stub.size() + part.stub.size() > binding_.max_data->u)
    return give_up("too_much_dce_rpc_fragment_data");
  stub.insert(stub.end(), part.stub.begin(), part.stub.end());
  if (!(header.flags & kRpcLast)) return;
  Call whole = std::move(found->second);
  calls.erase(found);
  complete(side, header.call, RpcCall{whole.context, whole.operation, whole.stub});
}

void DceRpcAnalyzer::complete(Side side, uint32_t number, const RpcCall& call) {
  uint16_t operation = call.operation;
  if (side == Side::kOrig) {
    if (operations_.size() >= kMaxOperations) operations_.clear();
    operations_[number] = operation;
  } else if (auto asked = operations_.find(number); asked != operations_.end()) {
    operation = asked->second;
    operations_.erase(asked);
  }
  const EventHandle& event = side == Side::kOrig ? binding_.request : binding_.response;
  const EventHandle& stub = side == Side::kOrig ? binding_.request_stub : binding_.response_stub;
  if (event.wanted())
    event.raise({connection(), file(), Value::of_count(call.context), Value::of_count(operation),
                 Value::of_count(call.stub.size())});
  if (stub.wanted())
    stub.raise({connection(), file(), Value::of_count(call.context), Value::of_count(operation),
                text(call.stub)});
}

void DceRpcAnalyzer::give_up(std::string_view weird_name) {
  weird(weird_name);
  is_over_ = true;
  for (OneSide& side : sides_) side = {};
}

void DceRpcAnalyzer::broken(std::string_view what) {
  violate(what);
  is_over_ = true;
}

void register_dce_rpc(ProtocolRegistry& registry) {
  Protocol dce_rpc;
  dce_rpc.name = "DCE_RPC";
  dce_rpc.declarations = kDeclarations;
  dce_rpc.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<DceRpcBinding>(world);
  };
  registry.add(dce_rpc);
}

}  // namespace avocet
