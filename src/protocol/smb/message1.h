// SMB 1 messages (MS-CIFS 2.2, MS-SMB 2.2): bytes in, parts out. A message has a header and one
// block of words and bytes, or several that are chained (AndX). Views are into the message; offsets
// in it count from its begin. Every parser answers nothing if something is cut or lies outside.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/byte_reader.h"
#include "protocol/smb/message2.h"

namespace avocet {

inline constexpr size_t kSmb1HeaderSize = 32;
inline constexpr uint32_t kSmb1ExtendedSecurity = 0x80000000;

enum class Smb1Command : uint8_t {
  kCreateDirectory = 0x00,
  kClose = 0x04,
  kQueryInformation = 0x08,
  kCheckDirectory = 0x10,
  kTransaction = 0x25,
  kTransactionSecondary = 0x26,
  kEcho = 0x2b,
  kLocking = 0x24,
  kOpen = 0x2d,
  kRead = 0x2e,
  kWrite = 0x2f,
  kTransaction2 = 0x32,
  kTransaction2Secondary = 0x33,
  kTreeDisconnect = 0x71,
  kNegotiate = 0x72,
  kSessionSetup = 0x73,
  kLogoff = 0x74,
  kTreeConnect = 0x75,
  kNtCreate = 0xa2,
  kNtCancel = 0xa4,
};

struct Smb1Header {
  uint8_t command = 0;
  uint32_t status = 0;
  uint8_t flags = 0;
  uint16_t flags2 = 0, tree_id = 0, user_id = 0, message_id = 0;
  uint32_t process_id = 0;
  bool is_unicode() const { return flags2 & 0x8000; }
};
std::optional<Smb1Header> parse_smb1_header(ByteSpan message);

// Words and bytes of one command.
struct Smb1Block {
  ByteSpan message;  // all of it
  uint8_t word_count = 0;
  ByteSpan words, bytes;
  size_t words_at = 0, bytes_at = 0;  // where they lie in the message
  bool is_unicode = false;
};
std::optional<Smb1Block> parse_smb1_block(const Smb1Header& header, ByteSpan message, size_t at);
// What follows in the chain; nothing if the command is none that can be chained, or the last.
struct Smb1Next {
  uint8_t command = 0;
  uint16_t at = 0;
};
std::optional<Smb1Next> parse_smb1_next(uint8_t command, const Smb1Block& block);

// Reads strings from the bytes of a block.
class Smb1Strings {
 public:
  Smb1Strings(const Smb1Block& block, size_t skip);
  // In a code page.
  explicit Smb1Strings(ByteSpan bytes) : reader_(bytes) {}
  // In UTF-16 if the message says so, at an even place; otherwise in a code page. To a zero, or the
  // end.
  std::string next();
  std::string next_oem();
  ByteSpan take(size_t count) { return reader_.take_up_to(count); }
  size_t remaining() const { return reader_.remaining(); }

 private:
  ByteReader reader_;
  size_t at_ = 0;  // where the bytes lie in the message
  bool is_unicode_ = false;
};
// What an offset and a length in a block refer to, as far as it is there.
ByteSpan smb1_part(const Smb1Block& block, uint32_t offset, uint32_t length);

struct Smb1SessionRequest {
  uint16_t max_buffer = 0, max_multiplex = 0, circuit = 0;
  uint32_t session_key = 0, capabilities = 0;
  ByteSpan password, unicode_password, security_blob;
  std::string account, domain, native_os, native_lan_manager;
};
std::optional<Smb1SessionRequest> parse_smb1_session_request(const Smb1Block& block);

struct Smb1SessionResponse {
  uint16_t action = 0;
  ByteSpan security_blob;
  std::string native_os, native_lan_manager, domain;
};
std::optional<Smb1SessionResponse> parse_smb1_session_response(const Smb1Block& block);

struct Smb1NtNegotiation {
  uint16_t dialect = 0;
  uint8_t security_mode = 0;
  uint16_t max_multiplex = 0, max_circuits = 0;
  uint32_t max_buffer = 0, max_raw = 0, session_key = 0, capabilities = 0;
  uint64_t server_time = 0;
  uint8_t key_length = 0;
};
std::optional<Smb1NtNegotiation> parse_smb1_nt_negotiation(const Smb1Block& block);

struct Smb1NtCreateResponse {
  uint16_t file = 0;
  SmbTimes times;
  uint64_t size = 0;
};
std::optional<Smb1NtCreateResponse> parse_smb1_nt_create_response(const Smb1Block& block);

struct Smb1Transfer {
  uint16_t file = 0;
  uint64_t offset = 0;
  uint32_t length = 0;
  ByteSpan data;
};
std::optional<Smb1Transfer> parse_smb1_read_request(const Smb1Block& block);
std::optional<Smb1Transfer> parse_smb1_read_response(const Smb1Block& block);
std::optional<Smb1Transfer> parse_smb1_write_request(const Smb1Block& block);

struct Smb1Transaction {
  // As they stand there; of secondary ones, the first two and those behind the flags.
  uint16_t total_parameters = 0, total_data = 0, max_parameters = 0, max_data = 0;
  uint8_t max_setup = 0;
  uint16_t flags = 0;
  uint32_t timeout = 0;
  uint16_t parameter_count = 0, parameter_offset = 0, parameter_displacement = 0, data_count = 0,
           data_offset = 0, data_displacement = 0, file = 0;
  std::vector<uint16_t> setup;
  ByteSpan parameters, data;
  std::string name;  // of a request, what it is about
};
std::optional<Smb1Transaction> parse_smb1_transaction_request(const Smb1Block& block);
std::optional<Smb1Transaction> parse_smb1_transaction_response(const Smb1Block& block);
std::optional<Smb1Transaction> parse_smb1_transaction_secondary(const Smb1Block& block);

}  // namespace avocet
