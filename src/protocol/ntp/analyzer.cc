#include "protocol/ntp/analyzer.h"

namespace avocet {

namespace {

constexpr std::string_view kDeclarations = R"(
module GLOBAL;

## A message of NTP.
##
## msg: What it says; one of its last three fields is there, by its mode.
global ntp_message: event(c: connection, is_orig: bool, msg: NTP::Message);
)";

constexpr uint8_t kServer = 4;

constexpr TypeKind kCount = TypeKind::kCount;
constexpr TypeKind kBool = TypeKind::kBool;
constexpr TypeKind kString = TypeKind::kString;
constexpr TypeKind kInterval = TypeKind::kInterval;
constexpr TypeKind kTime = TypeKind::kTime;
constexpr TypeKind kRecord = TypeKind::kRecord;

// Fields by their places in the lists of NtpBinding.
enum MessageField : size_t { kStandard = 2, kControl, kMode7 };
enum StandardField : size_t { kExtensions = 9, kKissCode, kRefId, kRefAddr, kKeyId, kDigest };
enum ControlField : size_t { kData = 7, kControlKeyId, kChecksum };
constexpr size_t kMode7Data = 5;

Value count(uint64_t n) { return Value::of_count(n); }
Value seconds(double n) { return Value::of_double(n); }

}  // namespace

NtpBinding::NtpBinding(ProtocolWorld& world)
    : message(world.shapes, "NTP::Message",
              {{"version", kCount},
               {"mode", kCount},
               {"std_msg", kRecord},
               {"control_msg", kRecord},
               {"mode7_msg", kRecord}},
              world.errors),
      standard(world.shapes, "NTP::StandardMessage",
               {{"stratum", kCount},
                {"poll", kInterval},
                {"precision", kInterval},
                {"root_delay", kInterval},
                {"root_disp", kInterval},
                {"ref_time", kTime},
                {"org_time", kTime},
                {"rec_time", kTime},
                {"xmt_time", kTime},
                {"num_exts", kCount},
                {"kiss_code", kString},
                {"ref_id", kString},
                {"ref_addr", TypeKind::kAddr},
                {"key_id", kCount},
                {"digest", kString}},
               world.errors),
      control(world.shapes, "NTP::ControlMessage",
              {{"op_code", kCount},
               {"resp_bit", kBool},
               {"err_bit", kBool},
               {"more_bit", kBool},
               {"sequence", kCount},
               {"status", kCount},
               {"association_id", kCount},
               {"data", kString},
               {"key_id", kCount},
               {"crypto_checksum", kString}},
              world.errors),
      mode_7(world.shapes, "NTP::Mode7Message",
             {{"req_code", kCount},
              {"auth_bit", kBool},
              {"sequence", kCount},
              {"implementation", kCount},
              {"err", kCount},
              {"data", kString}},
             world.errors),
      event(world.event("ntp_message", {"connection", "bool", "NTP::Message"})) {}

std::unique_ptr<ProtocolAnalyzer> NtpBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kUdp) return nullptr;
  return std::make_unique<NtpAnalyzer>(*this);
}

void NtpAnalyzer::datagram(Side side, ByteSpan payload, uint32_t) {
  std::optional<NtpMessage> found = parse_ntp(payload);
  if (!found) return violate("no message of NTP");
  // A flow that begins with the answer of a server is the other way round.
  if (!has_begun_ && side == Side::kOrig && found->mode == kServer) {
    flip_flow();
    side = Side::kResp;
  }
  has_begun_ = true;
  confirm();
  if (!binding_.event.wanted()) return;
  Record* message = binding_.message.make(heap(), {count(found->version), count(found->mode)});
  std::visit([&](const auto& body) { fill(message, body); }, found->body);
  binding_.event.raise({connection(), Value::of_bool(side == Side::kOrig), Value::of(message)});
}

void NtpAnalyzer::fill(Record* message, const NtpStandard& body) const {
  const RecordMaker& maker = binding_.standard;
  Record* record = maker.make(heap(), {count(body.stratum), seconds(body.poll),
                                       seconds(body.precision), seconds(body.root_delay),
                                       seconds(body.root_dispersion), seconds(body.reference_time),
                                       seconds(body.origin_time), seconds(body.receive_time),
                                       seconds(body.transmit_time), count(body.extensions)});
  if (body.stratum == 0) {
    maker.set(record, kKissCode, text(body.reference));
  } else if (body.stratum == 1) {
    maker.set(record, kRefId, text(body.reference));
  } else {
    uint32_t bits = ByteReader(body.reference).u32();
    maker.set(record, kRefAddr, make_address(heap(), IpAddress::v4(bits)));
  }
  if (body.key_id) {
    maker.set(record, kKeyId, count(*body.key_id));
    maker.set(record, kDigest, text(body.digest));
  }
  binding_.message.set(message, kStandard, Value::of(record));
}

void NtpAnalyzer::fill(Record* message, const NtpControl& body) const {
  const RecordMaker& maker = binding_.control;
  Record* record =
      maker.make(heap(), {count(body.operation), Value::of_bool(body.is_response),
                          Value::of_bool(body.is_error), Value::of_bool(body.has_more),
                          count(body.sequence), count(body.status), count(body.association)});
  if (!body.data.empty()) maker.set(record, kData, text(body.data));
  if (body.key_id) {
    maker.set(record, kControlKeyId, count(*body.key_id));
    maker.set(record, kChecksum, text(body.checksum));
  }
  binding_.message.set(message, kControl, Value::of(record));
}

void NtpAnalyzer::fill(Record* message, const NtpPrivate& body) const {
  const RecordMaker& maker = binding_.mode_7;
  Record* record =
      maker.make(heap(), {count(body.request), Value::of_bool(body.is_authenticated),
                          count(body.sequence), count(body.implementation), count(body.error)});
  if (!body.data.empty()) maker.set(record, kMode7Data, text(body.data));
  binding_.message.set(message, kMode7, Value::of(record));
}

void register_ntp(ProtocolRegistry& registry) {
  Protocol ntp;
  ntp.name = "NTP";
  ntp.declarations = kDeclarations;
  ntp.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<NtpBinding>(world);
  };
  registry.add(ntp);
}

}  // namespace avocet
