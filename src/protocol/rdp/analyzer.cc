#include "protocol/rdp/analyzer.h"

#include <string>

#include "base/text.h"
#include "base/windows.h"
#include "file/files.h"
#include "protocol/rdp/declarations.h"
#include "protocol/rdp/udp_analyzer.h"

namespace avocet {

namespace {

Value number(uint64_t n) { return Value::of_count(n); }
Value flag(uint64_t bits, uint64_t mask) { return Value::of_bool((bits & mask) != 0); }

// Bits of capabilities and of channels, in the order of the fields of their records.
constexpr uint16_t kCapabilities[] = {0x001, 0x002, 0x004, 0x008, 0x040,
                                      0x080, 0x100, 0x200, 0x400};
constexpr uint32_t kChannelOptions[] = {0x80000000, 0x40000000, 0x20000000, 0x10000000,
                                        0x08000000, 0x04000000, 0x02000000, 0x00800000,
                                        0x00400000, 0x00200000, 0x00100000};
// Bits of clusters.
constexpr uint32_t kRedirection = 0x01, kHasSession = 0x02, kVersionMask = 0x3c, kSmartcard = 0x40;
constexpr int kVersionShift = 2;

}  // namespace

// ---- Frames --------------------------------------------------------------------------

void RdpAnalyzer::data(Side side, ByteSpan bytes) {
  if (phase_ == Phase::kEncrypted) return encrypted(side, bytes);
  if (phase_ != Phase::kConnecting) return;
  waiting_[size_t(side)].feed(bytes, [&](ByteSpan& all) {
    size_t needed = frames(side, all);
    if (phase_ == Phase::kConnecting) return needed;
    if (phase_ == Phase::kEncrypted) encrypted(side, all);
    all = {};
    return needed;
  });
  if (phase_ == Phase::kConnecting) return;
  for (StreamBuffer& waiting : waiting_) waiting.drop();
  if (phase_ == Phase::kOver || !binding_.encrypted_data.wanted()) leave();
}

void RdpAnalyzer::encrypted(Side side, ByteSpan bytes) {
  if (!bytes.empty() && binding_.encrypted_data.wanted())
    binding_.encrypted_data.raise(
        {connection(), Value::of_bool(side == Side::kOrig), number(bytes.size())});
}

size_t RdpAnalyzer::frames(Side side, ByteSpan& bytes) {
  while (phase_ == Phase::kConnecting && !bytes.empty()) {
    if (bytes[0] != kTpktVersion) {
      give_up("no frame of RDP");
      break;
    }
    if (bytes.size() < kTpktHeaderSize) return kTpktHeaderSize;
    ByteReader reader(bytes.subspan(2));
    size_t length = reader.u16();
    if (length <= kTpktHeaderSize) {
      give_up("an empty frame");
      break;
    }
    if (bytes.size() < length) return length;
    message(side, bytes.subspan(kTpktHeaderSize, length - kTpktHeaderSize));
    bytes = bytes.subspan(length);
  }
  return 0;
}

void RdpAnalyzer::gap(Side, uint64_t) {
  if (phase_ != Phase::kConnecting) return;
  phase_ = Phase::kOver;
  for (StreamBuffer& waiting : waiting_) waiting.drop();
}

void RdpAnalyzer::give_up(std::string_view reason) {
  phase_ = Phase::kOver;
  violate(reason);
}

void RdpAnalyzer::message(Side side, ByteSpan bytes) {
  std::optional<X224> found = parse_x224(bytes);
  if (!found) return give_up("no message of X.224");
  bool is_orig = side == Side::kOrig;
  if (found->kind == uint8_t(X224Kind::kRequest) && is_orig) return request(found->content);
  if (found->kind == uint8_t(X224Kind::kConfirm) && !is_orig) return confirmation(found->content);
  if (found->kind != uint8_t(X224Kind::kData)) return give_up("a message that nobody expects");
  std::optional<RdpData> data = parse_rdp_data(found->content);
  if (!data || (data->settings && data->settings->is_response == is_orig))
    return give_up("no settings");
  if (data->settings) settings(side, *data->settings);
}

// ---- What both sides say -------------------------------------------------------------

void RdpAnalyzer::request(ByteSpan content) {
  RdpRequest found = parse_rdp_request(content);
  if (binding_.connect_request.wanted())
    binding_.connect_request.raise({connection(), text(found.cookie), number(found.flags)});
}

void RdpAnalyzer::confirmation(ByteSpan content) {
  std::optional<RdpConfirm> found = parse_rdp_confirm(content);
  if (!found) return give_up("no answer to what a client offers");
  bool is_failure = found->kind == RdpConfirm::Kind::kFailure;
  if (found->kind == RdpConfirm::Kind::kSilent) return;
  const EventHandle& event = is_failure ? binding_.failure : binding_.response;
  if (event.wanted()) event.raise({connection(), number(found->value), number(found->flags)});
  // All protocols but RDP's own are TLS, and go on inside it.
  if (is_failure || found->value == 0) return;
  encrypt(found->value);
  phase_ = Phase::kOver;
  attach_inner(binding_.ssl_tag);
  leave();
}

void RdpAnalyzer::settings(Side side, const RdpSettings& found) {
  if (side == Side::kResp) {
    confirm();
    if (binding_.server_response.wanted())
      binding_.server_response.raise({connection(), number(found.result)});
  }
  for (const RdpBlock& one : found.blocks) block(one);
  // What follows is RDP's own, encrypted or not.
  if (side == Side::kOrig || phase_ != Phase::kConnecting) return;
  phase_ = is_native_ ? Phase::kEncrypted : Phase::kOver;
  if (is_native_) encrypt(0);
}

void RdpAnalyzer::block(const RdpBlock& block) {
  switch (RdpBlockKind(block.kind)) {
  case RdpBlockKind::kClientCore: return client_core(block.content);
  case RdpBlockKind::kClientNetwork: return client_network(block.content);
  case RdpBlockKind::kServerSecurity: return server_security(block.content);
  case RdpBlockKind::kClientSecurity:
  case RdpBlockKind::kClientCluster: break;
  }
  bool is_cluster = block.kind == uint16_t(RdpBlockKind::kClientCluster);
  if (!is_cluster && block.kind != uint16_t(RdpBlockKind::kClientSecurity)) return;
  std::optional<RdpPair> found = parse_rdp_pair(block.content);
  if (!found) return give_up("settings that are cut");
  uint32_t flags = found->first;
  if (is_cluster && binding_.client_cluster.wanted())
    binding_.client_cluster.raise(
        {connection(), Value::of(binding_.cluster.make(
                           heap(), {number(flags), number(found->second), flag(flags, kRedirection),
                                    number((flags & kVersionMask) >> kVersionShift),
                                    flag(flags, kHasSession), flag(flags, kSmartcard)}))});
  if (!is_cluster && binding_.client_security.wanted())
    binding_.client_security.raise(
        {connection(),
         Value::of(binding_.security.make(heap(), {number(flags), number(found->second)}))});
}

void RdpAnalyzer::client_core(ByteSpan content) {
  std::optional<RdpClientCore> found = parse_rdp_client_core(content);
  if (!found) return give_up("settings that are cut");
  if (binding_.client_core.wanted()) binding_.client_core.raise({connection(), core(*found)});
}

void RdpAnalyzer::client_network(ByteSpan content) {
  std::optional<std::vector<RdpChannel>> found = parse_rdp_channels(content);
  if (!found) return give_up("channels that are cut");
  if (!binding_.client_network.wanted()) return;
  Vector* list = make_vector(heap(), binding_.channels, found->size());
  for (const RdpChannel& one : *found) push(heap(), list, channel(one));
  binding_.client_network.raise({connection(), Value::of(list)});
}

void RdpAnalyzer::server_security(ByteSpan content) {
  std::optional<RdpServerSecurity> found = parse_rdp_server_security(content);
  if (!found) return give_up("settings that are cut");
  if (binding_.server_security.wanted())
    binding_.server_security.raise({connection(), number(found->method), number(found->level)});
  is_native_ = found->method != 0;
  if (!found->certificate) return;
  if (binding_.server_certificate.wanted())
    binding_.server_certificate.raise({connection(), number(found->certificate->kind),
                                       Value::of_bool(found->certificate->is_permanent)});
  certificates(found->certificate->chain);
}

void RdpAnalyzer::certificates(const std::vector<ByteSpan>& chain) {
  Files* files = machine().try_service<Files>();
  if (!files || chain.empty()) return;
  Owned record(connection());
  FileConnection from{record.get(), record.get().record()->at(binding_.connection_id), false};
  for (size_t i = 0; i < chain.size(); ++i) {
    // As in Zeek, all of them count as the host's.
    FileSource source{"RDP", &from, "application/x-x509-user-cert"};
    std::string file = files->id_of("RDP" + std::to_string(id()) + "/" + std::to_string(i));
    files->data(file, source, view(chain[i]));
    files->end(file);
  }
}

void RdpAnalyzer::encrypt(uint32_t security_protocol) {
  if (binding_.begin_encryption.wanted())
    binding_.begin_encryption.raise({connection(), number(security_protocol)});
}

// ---- Values --------------------------------------------------------------------------

Value RdpAnalyzer::core(const RdpClientCore& core) {
  enum : size_t {
    kPostBeta2 = 13,
    kProduct,
    kSerial,
    kHighColor,
    kSupported,
    kCapabilityFlags,
    kDigProduct
  };
  const RecordMaker& maker = binding_.core;
  auto terminated = [&](ByteSpan utf16) { return text(text_of_terminated_utf16(utf16)); };
  Record* made = maker.make(
      heap(), {number(core.version_major), number(core.version_minor), number(core.width),
               number(core.height), number(core.color_depth), number(core.sas_sequence),
               number(core.keyboard_layout), number(core.build), terminated(core.name),
               number(core.keyboard_type), number(core.keyboard_sub),
               number(core.keyboard_function_key), terminated(core.ime_file_name)});
  auto set = [&](size_t field, auto found) {
    if (found) maker.set(made, field, number(*found));
  };
  set(kPostBeta2, core.post_beta2_color_depth);
  set(kProduct, core.product_id);
  set(kSerial, core.serial_number);
  set(kHighColor, core.high_color_depth);
  set(kSupported, core.supported_color_depths);
  if (core.early_capabilities)
    maker.set(made, kCapabilityFlags, capabilities(*core.early_capabilities));
  if (core.dig_product_id) maker.set(made, kDigProduct, terminated(*core.dig_product_id));
  return Value::of(made);
}

Value RdpAnalyzer::capabilities(uint16_t flags) {
  Record* made = binding_.capabilities.make(heap(), {});
  size_t field = 0;
  for (uint16_t bit : kCapabilities) binding_.capabilities.set(made, field++, flag(flags, bit));
  return Value::of(made);
}

Value RdpAnalyzer::channel(const RdpChannel& channel) {
  Record* made = binding_.channel.make(heap(), {text(channel.name), number(channel.options)});
  size_t field = 2;
  for (uint32_t bit : kChannelOptions)
    binding_.channel.set(made, field++, flag(channel.options, bit));
  return Value::of(made);
}

// ---- Registration --------------------------------------------------------------------

void register_rdp(ProtocolRegistry& registry) {
  Protocol rdp;
  rdp.name = "RDP";
  rdp.declarations = kRdpDeclarations;
  rdp.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<RdpBinding>(world);
  };
  rdp.needs_begin = true;
  registry.add(rdp);

  Protocol udp;
  udp.name = "RDPEUDP";
  udp.declarations = kRdpUdpDeclarations;
  udp.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<RdpUdpBinding>(world);
  };
  registry.add(udp);
}

}  // namespace avocet
