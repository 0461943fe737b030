// TlsAnalyzer: what TLS over TCP and DTLS over UDP have in common: the messages, what is known of
// the session, and when it becomes opaque.
//
// Which side is the client is told by its hello, not by the connection. Until a side encrypts, its
// records are read; from then on they are counted. In TLS 1.3 nothing announces that: application
// data after the server's hello is encrypted.
#pragma once

#include <array>
#include <string>

#include "analyzer/protocol.h"
#include "protocol/ssl/binding.h"
#include "protocol/ssl/extensions.h"
#include "protocol/ssl/handshake.h"

namespace avocet {

class TlsAnalyzer : public ProtocolAnalyzer {
 public:
  bool command(std::string_view name, std::string_view argument) override;
  void flip() override;

 protected:
  explicit TlsAnalyzer(const TlsBinding& binding) : binding_(binding) {}

  bool is_encrypted(Side side, uint16_t content) const {
    return encrypted_[size_t(side)] || (content == kTlsApplicationData && is_tls13(version_));
  }
  uint16_t version() const { return version_; }
  const TlsBinding& binding() const { return binding_; }

  // From here on this side's records cannot be read.
  void encrypt(Side side) { encrypted_[size_t(side)] = true; }

  // A record that can be read.
  void plaintext(Side side, const TlsRecord& record);
  // One that cannot; its body is not needed.
  void ciphertext(Side side, const TlsRecord& record);
  // What is in a record of the kind handshake. Calls message() for what is complete.
  virtual void fragments(Side side, ByteSpan body) = 0;
  void message(Side side, uint8_t type, ByteSpan body);
  void v2_message(Side side, const TlsRecord& record);
  virtual void agreed_on_version_2() {}

  // This is not TLS, or nothing that can be followed: the analyzer leaves its flow.
  void fail(std::string_view reason);
  bool has_failed() const { return failed_; }

 private:
  bool is_client(Side side) const { return (side == Side::kOrig) != flipped_; }
  void note_direction(bool is_client, Side side);

  void alerts(Side side, ByteSpan body);
  void heartbeat(Side side, const TlsRecord& record);

  // False: the message is not what it says.
  bool read_message(Side side, uint8_t type, ByteSpan body);
  bool client_hello(Side side, ByteSpan body);
  bool server_hello(Side side, ByteSpan body);
  bool raise_client_hello(const TlsClientHello& hello);
  bool raise_server_hello(const TlsServerHello& hello);
  bool certificates(Side side, ByteSpan body);
  bool server_key_exchange(ByteSpan body);
  bool client_key_exchange(ByteSpan body);
  bool certificate_request(Side side, ByteSpan body);
  bool session_ticket(ByteSpan body);
  bool certificate_status(Side side, ByteSpan body);
  // Hands bytes to the file room as a file of their own.
  void file(Side side, size_t index, ByteSpan bytes, std::string_view mime);
  std::string file_handle(Side side, size_t index, std::string_view mime) const;

  void extensions(Side side, const std::vector<TlsExtension>& all);
  void extension(Side side, const TlsExtension& extension);
  bool server_names(Side side, ByteSpan data);
  bool signed_timestamps(Side side, ByteSpan data);
  bool pre_shared_key(Side side, ByteSpan data);
  bool supported_versions(Side side, ByteSpan data);
  bool encrypted_hello(Side side, ByteSpan data);
  bool raise_numbers(const EventHandle& event, Side side, const std::optional<TlsNumbers>& numbers);

  // Values for events, each with one count.
  Value client(Side side) const { return Value::of_bool(is_client(side)); }
  static Value count(uint64_t number) { return Value::of_count(number); }
  Value counts(const TlsNumbers& numbers) const;
  Value texts(const std::vector<ByteSpan>& parts) const;
  Value algorithm(uint16_t hash, uint16_t signature) const;
  Value algorithms(const std::vector<uint16_t>& pairs) const;

  const TlsBinding& binding_;
  bool flipped_ = false;
  bool knows_direction_ = false;
  bool established_ = false;
  bool failed_ = false;
  std::array<bool, 2> encrypted_{};
  std::array<bool, 2> application_data_{};  // of 1.3
  std::array<size_t, 2> certificates_{};    // seen so far
  uint16_t version_ = 0;                    // what the server chose
  uint16_t record_version_ = 0;             // of the record at hand
  TlsKeyExchange key_exchange_ = TlsKeyExchange::kOther;
};

}  // namespace avocet
