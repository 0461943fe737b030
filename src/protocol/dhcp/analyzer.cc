#include "protocol/dhcp/analyzer.h"

#include "value/vector.h"

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## A message of DHCP.
##
## is_orig: Whether the originator of the flow sent it; the client, as a rule.
## msg: Its fixed part.
## options: What follows that.
global dhcp_message: event(c: connection, is_orig: bool, msg: DHCP::Msg, options: DHCP::Options);
)";

constexpr TypeKind kCount = TypeKind::kCount;
constexpr TypeKind kString = TypeKind::kString;
constexpr TypeKind kAddr = TypeKind::kAddr;
constexpr TypeKind kInterval = TypeKind::kInterval;
constexpr TypeKind kVector = TypeKind::kVector;
constexpr TypeKind kBool = TypeKind::kBool;
constexpr TypeKind kRecord = TypeKind::kRecord;

// How the bytes of an option are read.
enum class Kind : uint8_t {
  kAddress,
  kAddresses,
  kText,
  kFlag,
  kSeconds,
  kOffset,
  kShort,
  kCodes,
  kClientId,
  kClientName,
  kParts,
};

struct KnownOption {
  uint8_t code;
  Kind kind;
};

// In the order of DhcpBinding::options, whose first field is the list of codes.
constexpr KnownOption kKnown[] = {
    {1, Kind::kAddress},     {3, Kind::kAddresses}, {6, Kind::kAddresses}, {12, Kind::kText},
    {15, Kind::kText},       {19, Kind::kFlag},     {28, Kind::kAddress},  {43, Kind::kText},
    {44, Kind::kAddresses},  {50, Kind::kAddress},  {51, Kind::kSeconds},  {54, Kind::kAddress},
    {55, Kind::kCodes},      {56, Kind::kText},     {57, Kind::kShort},    {58, Kind::kSeconds},
    {59, Kind::kSeconds},    {60, Kind::kText},     {61, Kind::kClientId}, {77, Kind::kText},
    {81, Kind::kClientName}, {82, Kind::kParts},    {116, Kind::kFlag},    {252, Kind::kText},
    {2, Kind::kOffset},      {4, Kind::kAddresses}, {5, Kind::kAddresses}, {42, Kind::kAddresses},
};

size_t place_of(uint8_t code) {
  for (size_t i = 0; i < std::size(kKnown); ++i)
    if (kKnown[i].code == code) return i + 1;
  return 0;
}

Value count(uint64_t n) { return Value::of_count(n); }

const VectorType* vector_field(const RecordMaker& maker, std::string_view field) {
  int at = maker.shape() ? maker.shape()->type->find(field) : -1;
  return at < 0 ? nullptr : as_vector(maker.shape()->type->fields[size_t(at)].type);
}

}  // namespace

DhcpBinding::DhcpBinding(ProtocolWorld& world)
    : message(world.shapes, "DHCP::Msg",
              {{"op", kCount},
               {"m_type", kCount},
               {"xid", kCount},
               {"secs", kInterval},
               {"flags", kCount},
               {"ciaddr", kAddr},
               {"yiaddr", kAddr},
               {"siaddr", kAddr},
               {"giaddr", kAddr},
               {"chaddr", kString},
               {"sname", kString},
               {"file_n", kString}},
              world.errors),
      options(world.shapes, "DHCP::Options",
              {{"options", kVector},
               {"subnet_mask", kAddr},
               {"routers", kVector},
               {"dns_servers", kVector},
               {"host_name", kString},
               {"domain_name", kString},
               {"forwarding", kBool},
               {"broadcast", kAddr},
               {"vendor", kString},
               {"nbns", kVector},
               {"addr_request", kAddr},
               {"lease", kInterval},
               {"serv_addr", kAddr},
               {"param_list", kVector},
               {"message", kString},
               {"max_msg_size", kCount},
               {"renewal_time", kInterval},
               {"rebinding_time", kInterval},
               {"vendor_class", kString},
               {"client_id", kRecord},
               {"user_class", kString},
               {"client_fqdn", kRecord},
               {"sub_opt", kVector},
               {"auto_config", kBool},
               {"auto_proxy_config", kString},
               {"time_offset", TypeKind::kInt},
               {"time_servers", kVector},
               {"name_servers", kVector},
               {"ntp_servers", kVector}},
              world.errors),
      client_id(world.shapes, "DHCP::ClientID", {{"hwtype", kCount}, {"hwaddr", kString}},
                world.errors),
      client_fqdn(
          world.shapes, "DHCP::ClientFQDN",
          {{"flags", kCount}, {"rcode1", kCount}, {"rcode2", kCount}, {"domain_name", kString}},
          world.errors),
      sub_option(world.shapes, "DHCP::SubOpt", {{"code", kCount}, {"value", kString}},
                 world.errors),
      counts(vector_field(options, "options")), addresses(vector_field(options, "routers")),
      sub_options(vector_field(options, "sub_opt")),
      event(world.event("dhcp_message", {"connection", "bool", "DHCP::Msg", "DHCP::Options"})) {}

std::unique_ptr<ProtocolAnalyzer> DhcpBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kUdp) return nullptr;
  return std::make_unique<DhcpAnalyzer>(*this);
}

void DhcpAnalyzer::datagram(Side side, ByteSpan payload, uint32_t) {
  DhcpMessage found;
  switch (parse_dhcp(payload, found)) {
  case DhcpProblem::kNone: break;
  case DhcpProblem::kShort: violate("a message of DHCP is cut short"); return;
  case DhcpProblem::kNoCookie: violate("the cookie of DHCP is missing"); return;
  case DhcpProblem::kBadOption: violate("an option is longer than the message"); return;
  }
  confirm();
  if (binding_.event.wanted())
    binding_.event.raise(
        {connection(), Value::of_bool(side == Side::kOrig), message(found), options(found)});
}

Value DhcpAnalyzer::message(const DhcpMessage& found) const {
  constexpr uint8_t kEthernet = 6;
  auto address = [&](uint32_t bits) { return make_address(heap(), IpAddress::v4(bits)); };
  size_t size = std::min<size_t>(found.hardware_size, found.hardware.size());
  if (size == 0) size = kEthernet;
  return Value::of(binding_.message.make(
      heap(), {count(found.operation), count(found.type), count(found.transaction),
               Value::of_double(found.seconds), count(found.flags), address(found.client),
               address(found.yours), address(found.server), address(found.relay),
               text(hardware_text(found.hardware.first(size))), text(found.server_name),
               text(found.file)}));
}

Value DhcpAnalyzer::options(const DhcpMessage& found) {
  Record* record = binding_.options.make(heap(), {});
  if (!found.options.empty()) {
    Vector* codes = make_vector(heap(), binding_.counts, found.options.size());
    for (const DhcpOption& option : found.options) push(heap(), codes, count(option.code));
    binding_.options.set(record, 0, Value::of(codes));
  }
  for (const DhcpOption& option : found.options) {
    size_t place = place_of(option.code);
    if (place == 0) continue;
    std::optional<Value> value = option_value(place, option.value);
    if (value)
      binding_.options.set(record, place, *value);
    else
      weird("DHCP_wrong_option_length", std::to_string(option.code));
  }
  return Value::of(record);
}

std::optional<Value> DhcpAnalyzer::option_value(size_t place, ByteSpan bytes) const {
  ByteReader reader(bytes);
  size_t size = bytes.size();
  switch (kKnown[place - 1].kind) {
  case Kind::kAddress:
    if (size < 4) return std::nullopt;
    return make_address(heap(), IpAddress::v4(reader.u32()));
  case Kind::kAddresses:
    if (size < 4 || size % 4 != 0) return std::nullopt;
    return addresses(bytes);
  case Kind::kText: return text(bytes);
  case Kind::kFlag:
    if (size == 0) return std::nullopt;
    return Value::of_bool(reader.u8() != 0);
  case Kind::kSeconds:
    if (size != 4) return std::nullopt;
    return Value::of_double(reader.u32());
  case Kind::kOffset:
    if (size != 4) return std::nullopt;
    return Value::of_int(int32_t(reader.u32()));
  case Kind::kShort:
    if (size != 2) return std::nullopt;
    return count(reader.u16());
  case Kind::kCodes: return counts(bytes);
  case Kind::kClientId:
    if (size == 0) return std::nullopt;
    return client_id(bytes);
  case Kind::kClientName:
    if (size < 3) return std::nullopt;
    return client_fqdn(bytes);
  case Kind::kParts: return sub_options(bytes);
  }
  UNREACHABLE();
}

Value DhcpAnalyzer::addresses(ByteSpan bytes) const {
  Vector* found = make_vector(heap(), binding_.addresses, bytes.size() / 4);
  for (ByteReader reader(bytes); reader.can_read(4);)
    push(heap(), found, make_address(heap(), IpAddress::v4(reader.u32())));
  return Value::of(found);
}

Value DhcpAnalyzer::counts(ByteSpan bytes) const {
  Vector* found = make_vector(heap(), binding_.counts, bytes.size());
  for (uint8_t byte : bytes) push(heap(), found, count(byte));
  return Value::of(found);
}

// A type of hardware and an address of it; type 0 is any name.
Value DhcpAnalyzer::client_id(ByteSpan bytes) const {
  uint8_t kind = bytes[0];
  ByteSpan rest = bytes.subspan(1);
  Value name = kind == 0 ? text(rest) : text(hardware_text(rest));
  return Value::of(binding_.client_id.make(heap(), {count(kind), name}));
}

Value DhcpAnalyzer::client_fqdn(ByteSpan bytes) const {
  return Value::of(binding_.client_fqdn.make(
      heap(), {count(bytes[0]), count(bytes[1]), count(bytes[2]), text(bytes.subspan(3))}));
}

Value DhcpAnalyzer::sub_options(ByteSpan bytes) const {
  Vector* found = make_vector(heap(), binding_.sub_options);
  for (ByteReader reader(bytes); reader.can_read(2);) {
    uint8_t code = reader.u8();
    size_t size = reader.u8();
    ByteSpan value = reader.take_up_to(size);
    push(heap(), found, Value::of(binding_.sub_option.make(heap(), {count(code), text(value)})));
  }
  return Value::of(found);
}

void register_dhcp(ProtocolRegistry& registry) {
  Protocol dhcp;
  dhcp.name = "DHCP";
  dhcp.declarations = kDeclarations;
  dhcp.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<DhcpBinding>(world);
  };
  registry.add(dhcp);
}

}  // namespace avocet
