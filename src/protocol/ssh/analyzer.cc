#include "protocol/ssh/analyzer.h"

#include "base/text.h"
#include "flow/flow_table.h"
#include "protocol/ssh/declarations.h"

namespace avocet {

namespace {

constexpr size_t kMaxLine = 8192;
constexpr size_t kMaxLines = 1024;
constexpr size_t kMaxKept = 1 << 20;
// Of a side that does not wait for the other one's version: a KEXINIT, and what it guesses.
constexpr size_t kMaxEarly = 1 << 16;
constexpr TypeKind kVector = TypeKind::kVector;

// Zero means any.
bool exceeds(uint64_t value, const Value* limit) {
  return limit && limit->u != 0 && value > limit->u;
}

}  // namespace

SshBinding::SshBinding(ProtocolWorld& world)
    : max_packet_length(world.global("SSH::max_packet_length")),
      max_string_length(world.global("SSH::max_string_length")),
      max_names{world.global("SSH::max_kexinit_kex_algorithms"),
                world.global("SSH::max_kexinit_hostkey_algorithms"),
                world.global("SSH::max_kexinit_encryption_algorithms"),
                world.global("SSH::max_kexinit_mac_algorithms"),
                world.global("SSH::max_kexinit_compression_algorithms"),
                world.global("SSH::max_kexinit_languages")},
      capabilities(world.shapes, "SSH::Capabilities",
                   {{"kex_algorithms", kVector},
                    {"server_host_key_algorithms", kVector},
                    {"encryption_algorithms", TypeKind::kRecord},
                    {"mac_algorithms", TypeKind::kRecord},
                    {"compression_algorithms", TypeKind::kRecord},
                    {"is_server", TypeKind::kBool},
                    {"languages", TypeKind::kRecord}},
                   world.errors),
      preferences(world.shapes, "SSH::Algorithm_Prefs",
                  {{"client_to_server", kVector}, {"server_to_client", kVector}}, world.errors),
      names(nullptr) {
  const RecordShape* shape = preferences.shape();
  int at = shape ? shape->type->find("client_to_server") : -1;
  if (at >= 0) names = as_vector(shape->type->fields[size_t(at)].type);
  auto bind = [&](EventHandle& handle, std::string_view name,
                  std::initializer_list<std::string_view> further) {
    std::vector<std::string_view> types{"connection"};
    types.insert(types.end(), further.begin(), further.end());
    handle = world.event(name, types);
  };
  bind(client_version, "ssh_client_version", {"string"});
  bind(server_version, "ssh_server_version", {"string"});
  bind(pre_banner, "ssh_server_pre_banner_data", {"string"});
  bind(kex_capabilities, "ssh_capabilities", {"string", "SSH::Capabilities"});
  bind(host_key_1, "ssh1_server_host_key", {"string", "string"});
  bind(host_key_2, "ssh2_server_host_key", {"string"});
  bind(host_key_md5, "ssh_server_host_key", {"string"});
  bind(host_key_sha256, "ssh_server_host_key_fingerprint", {"string"});
  bind(encrypted, "ssh_encrypted_packet", {"bool", "count"});
  bind(auth_attempted, "ssh_auth_attempted", {"bool"});
  bind(auth_successful, "ssh_auth_successful", {"bool"});
  bind(dh_params, "ssh2_dh_server_params", {"string", "string"});
  bind(dh_init, "ssh2_dh_gex_init", {"bool"});
  bind(gss_error, "ssh2_gss_error", {"count", "count", "string"});
  bind(gss_init, "ssh2_gss_init", {"bool"});
  bind(ecc_init, "ssh2_ecc_init", {"bool"});
  bind(ecc_key, "ssh2_ecc_key", {"bool", "string"});
  bind(rsa_secret, "ssh2_rsa_secret", {"bool"});
}

std::unique_ptr<ProtocolAnalyzer> SshBinding::make(const Flow& flow) {
  if (flow.transport != Transport::kTcp) return nullptr;
  return std::make_unique<SshAnalyzer>(*this);
}

// ---- Bytes ---------------------------------------------------------------------------

void SshAnalyzer::data(Side side, ByteSpan bytes) {
  OneSide& from = of(side);
  if (from.skip > 0) {
    size_t passed = size_t(std::min<uint64_t>(from.skip, bytes.size()));
    from.skip -= passed;
    bytes = bytes.subspan(passed);
  }
  bool was_known = version_ != SshVersion::kUnknown;
  pass(side, bytes);
  // The other side did not wait for what both speak (RFC 4253, section 4.2).
  if (!was_known && version_ != SshVersion::kUnknown) pass(other(side), {});
}

void SshAnalyzer::pass(Side side, ByteSpan bytes) {
  of(side).waiting.feed(bytes, [&](ByteSpan& all) { return messages(side, all); });
}

size_t SshAnalyzer::messages(Side side, ByteSpan& bytes) {
  OneSide& from = of(side);
  size_t needed = 0;
  while (!bytes.empty() && !gave_up_ && from.phase != Phase::kLost) {
    if (from.phase == Phase::kEncrypted) {
      encrypted(side, bytes.size());
      break;
    }
    bool is_done =
        from.phase == Phase::kVersion ? version_line(side, bytes) : packet(side, bytes, needed);
    if (!is_done && !gave_up_ && from.phase != Phase::kLost) return needed;
  }
  bytes = {};
  return 0;
}

void SshAnalyzer::gap(Side side, uint64_t) {
  OneSide& from = of(side);
  from.waiting.drop();
  from.skip = 0;
  // Nobody can tell sizes from here on, either.
  is_decided_ = true;
  if (from.phase != Phase::kEncrypted) from.phase = Phase::kLost;
}

void SshAnalyzer::end(Side) {
  for (Side side : {Side::kOrig, Side::kResp}) {
    bool waits = of(side).phase == Phase::kKeys && version_ == SshVersion::kUnknown;
    if (waits && !of(side).waiting.waiting().empty()) lack_version(side);
  }
}

bool SshAnalyzer::version_line(Side side, ByteSpan& bytes) {
  std::string_view text = view(bytes);
  size_t end = text.find('\n');
  if (end == std::string_view::npos) {
    if (text.size() <= kMaxLine) return false;
    violate("a line before the version is too long");
    of(side).phase = Phase::kLost;
    return false;
  }
  std::string_view line = text.substr(0, end);
  bytes = bytes.subspan(end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  told_version(side, line);
  return true;
}

void SshAnalyzer::told_version(Side side, std::string_view line) {
  OneSide& from = of(side);
  if (line.starts_with("SSH-")) {
    from.version = line;
    from.phase = Phase::kKeys;
    version_ = common_ssh_version(of(Side::kOrig).version, of(Side::kResp).version);
    const EventHandle& event =
        side == Side::kOrig ? binding_.client_version : binding_.server_version;
    if (event.wanted()) event.raise({connection(), text(line)});
    return;
  }
  if (side == Side::kOrig || ++from.lines > kMaxLines) {
    violate("no version of SSH", line);
    from.phase = Phase::kLost;
    return;
  }
  if (binding_.pre_banner.wanted()) binding_.pre_banner.raise({connection(), text(line)});
}

void SshAnalyzer::check_size(Side side, const SshPacket& packet) {
  if (of(side).is_told || !exceeds(packet.length, binding_.max_packet_length)) return;
  of(side).is_told = true;
  weird("SSH_max_packet_length_exceeded",
        std::to_string(packet.length) + " > " + std::to_string(binding_.max_packet_length->u));
  machine().service<FlowTable>().note_partial_analysis(flow());
}

// Whether the other side may still say what it speaks.
void SshAnalyzer::wait_for_version(Side side, ByteSpan bytes) {
  if (of(other(side)).phase == Phase::kVersion && bytes.size() <= kMaxEarly) return;
  lack_version(side);
}

void SshAnalyzer::lack_version(Side side) {
  violate("the other side has not said what it speaks");
  of(side).phase = Phase::kLost;
}

bool SshAnalyzer::packet(Side side, ByteSpan& bytes, size_t& needed) {
  OneSide& from = of(side);
  if (version_ == SshVersion::kUnknown) {
    wait_for_version(side, bytes);
    return false;
  }
  SshPacket packet = read_ssh_packet(version_, bytes);
  check_size(side, packet);
  switch (packet.state) {
  case SshPacket::State::kShort:
    needed = packet.size;
    if (packet.size <= kMaxKept) return false;
    from.skip = packet.size - bytes.size();
    bytes = {};
    gave_up_ = from.is_told;
    return true;
  case SshPacket::State::kBroken:
    violate("a packet contradicts itself");
    from.phase = Phase::kLost;
    return false;
  case SshPacket::State::kWhole: break;
  }
  bytes = bytes.subspan(packet.size);
  if (version_ == SshVersion::k1)
    message_1(packet);
  else
    message_2(side, packet);
  if (from.is_told) gave_up_ = true;
  return true;
}

void SshAnalyzer::exceeded(std::string_view name, uint64_t value, uint64_t limit) {
  weird("SSH_" + std::string(name) + "_exceeded",
        std::to_string(value) + " > " + std::to_string(limit));
  machine().service<FlowTable>().note_partial_analysis(flow());
  gave_up_ = true;
}

void SshAnalyzer::message_1(const SshPacket& packet) {
  if (packet.type == kSsh1SessionKey) {
    // What follows is encrypted, for both.
    for (OneSide& side : sides_) side.phase = Phase::kEncrypted;
    confirm();
    return;
  }
  if (packet.type != kSsh1PublicKey) return;
  std::optional<Ssh1PublicKey> key = parse_ssh1_public_key(packet.body);
  if (!key) return violate("a public key is cut short");
  host_key_1(*key);
}

void SshAnalyzer::message_2(Side side, const SshPacket& packet) {
  if (packet.type == kSshKexInit) return kex_init(side, packet.body);
  if (packet.type == kSshNewKeys) {
    of(side).phase = Phase::kEncrypted;
    if (!gave_up_ && !of(side).is_told) confirm();
    return;
  }
  constexpr uint8_t kFirstOfKex = 30, kLastOfKex = 49;
  if (packet.type >= kFirstOfKex && packet.type <= kLastOfKex)
    kex_message(side, packet.type, packet.body);
}

// ---- What is encrypted ---------------------------------------------------------------

void SshAnalyzer::encrypted(Side side, size_t size) {
  if (binding_.encrypted.wanted())
    binding_.encrypted.raise(
        {connection(), Value::of_bool(side == Side::kOrig), Value::of_count(size)});
  if (!is_decided_ && version_ == SshVersion::k2) guess_login(side, size);
}

void SshAnalyzer::guess_login(Side side, size_t size) {
  constexpr size_t kAcceptBeyondSuccess = 16;
  if (side == Side::kOrig) {
    client_spoke_ = true;
    return;
  }
  // Before the client asks for anything the server may list its extensions (RFC 8308).
  if (!client_spoke_) return;
  if (accept_size_ == 0) {
    accept_size_ = size;
    return;
  }
  bool is_success = size + kAcceptBeyondSuccess == accept_size_;
  if (failure_size_ == 0 && !is_success) {
    failure_size_ = size;
    return;
  }
  if (!is_success && size != failure_size_) return;
  bool at_once = failure_size_ == 0;
  is_decided_ = is_success;
  if (!at_once && binding_.auth_attempted.wanted())
    binding_.auth_attempted.raise({connection(), Value::of_bool(is_success)});
  if (is_success && binding_.auth_successful.wanted())
    binding_.auth_successful.raise({connection(), Value::of_bool(at_once)});
}

void register_ssh(ProtocolRegistry& registry) {
  Protocol ssh;
  ssh.name = "SSH";
  ssh.declarations = kSshDeclarations;
  ssh.bind = [](ProtocolWorld& world) -> std::unique_ptr<ProtocolBinding> {
    return std::make_unique<SshBinding>(world);
  };
  ssh.needs_begin = true;
  registry.add(ssh);
}

}  // namespace avocet
