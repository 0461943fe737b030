// SshAnalyzer: SSH on one flow: versions and key exchange as they are said, and what happens after
// that as far as the sizes of encrypted packets tell.
//
// How a login went (version 2). The server's first packet behind the client's first is
// SERVICE_ACCEPT, whose size is known but for padding and checksum. What follows is
// USERAUTH_SUCCESS, 16 bytes shorter whatever the cipher, if no password is asked for; otherwise it
// is USERAUTH_FAILURE, and further packets of that size are failures again. Compression makes all
// this void; scripts see to it.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "analyzer/protocol.h"
#include "base/stream_buffer.h"
#include "protocol/ssh/message.h"

namespace avocet {

struct SshBinding final : ProtocolBinding {
  explicit SshBinding(ProtocolWorld& world);
  std::unique_ptr<ProtocolAnalyzer> make(const Flow& flow) override;

  const Value *max_packet_length, *max_string_length;
  // Of kex, host key, encryption, MAC, compression algorithms and languages.
  std::array<const Value*, 6> max_names;
  RecordMaker capabilities, preferences;
  const VectorType* names;
  EventHandle client_version, server_version, pre_banner, kex_capabilities;
  EventHandle host_key_1, host_key_2, host_key_md5, host_key_sha256;
  EventHandle encrypted, auth_attempted, auth_successful;
  EventHandle dh_params, dh_init, gss_error, gss_init, ecc_init, ecc_key, rsa_secret;
};

class SshAnalyzer final : public ProtocolAnalyzer {
 public:
  explicit SshAnalyzer(const SshBinding& binding) : binding_(binding) {}

  void data(Side side, ByteSpan bytes) override;
  void gap(Side side, uint64_t length) override;
  void end(Side side) override;
  void flip() override { std::swap(sides_[0], sides_[1]); }

 private:
  enum class Phase : uint8_t { kVersion, kKeys, kEncrypted, kLost };
  struct OneSide {
    Phase phase = Phase::kVersion;
    StreamBuffer waiting;  // a line or packets that are not all there, or not to be read so far
    uint64_t skip = 0;     // bytes of a packet that is too large to be kept
    bool is_told = false;  // its size was reported
    std::string version;
    std::string kex_algorithms;
    size_t lines = 0;  // before the version
  };

  OneSide& of(Side side) { return sides_[size_t(side)]; }
  void pass(Side side, ByteSpan bytes);
  // Takes lines and packets off the front; yields how many bytes the next one needs.
  size_t messages(Side side, ByteSpan& bytes);
  // Each takes something off the front; false: what is there does not suffice.
  bool version_line(Side side, ByteSpan& bytes);
  bool packet(Side side, ByteSpan& bytes, size_t& needed);
  void wait_for_version(Side side, ByteSpan bytes);
  void lack_version(Side side);
  void told_version(Side side, std::string_view line);
  void check_size(Side side, const SshPacket& packet);
  void message_1(const SshPacket& packet);
  void message_2(Side side, const SshPacket& packet);

  void kex_init(Side side, ByteSpan body);
  bool check_lists(const SshKexInit& init);
  void raise_capabilities(Side side, const SshKexInit& init);
  Value names(std::string_view list) const;
  Value preferences(const SshKexInit& init, SshList client, SshList server) const;
  void kex_message(Side side, uint8_t type, ByteSpan body);
  void fixed_group(Side side, uint8_t type, ByteReader& body);
  void group_exchange(Side side, uint8_t type, ByteReader& body);
  void elliptic_curve(Side side, uint8_t type, ByteReader& body);
  void gss(Side side, uint8_t type, ByteReader& body);
  void rsa(Side side, uint8_t type, ByteReader& body);
  void raise_side(const EventHandle& event, Side side);
  void host_key(ByteReader& body);
  void host_key_1(const Ssh1PublicKey& key);
  void raise_sha256(ByteSpan key);

  void encrypted(Side side, size_t size);
  void guess_login(Side side, size_t size);
  void exceeded(std::string_view name, uint64_t value, uint64_t limit);

  const SshBinding& binding_;
  std::array<OneSide, 2> sides_;
  SshVersion version_ = SshVersion::kUnknown;
  SshKex kex_ = SshKex::kUnknown;
  bool client_spoke_ = false;  // encrypted
  bool is_decided_ = false;    // how the login went
  size_t accept_size_ = 0, failure_size_ = 0;
  bool gave_up_ = false;  // something was larger than allowed
};

}  // namespace avocet
