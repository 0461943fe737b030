// SMB 2 and 3 messages (MS-SMB2 2.2): bytes in, parts out. Views are into the message, which begins
// with its header; offsets in it count from there. Every parser answers nothing if a part is cut or
// lies outside.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/byte_reader.h"

namespace avocet {

inline constexpr size_t kSmb2HeaderSize = 64;
inline constexpr uint32_t kSmb2Pending = 0x103, kSmb2MoreProcessing = 0xc0000016,
                          kSmb2BufferOverflow = 0x80000005;
inline constexpr uint16_t kSmb311 = 0x0311;
// A control code: writes to a pipe and reads the answer.
inline constexpr uint32_t kSmb2PipeTransceive = 0x0011c017;

enum class Smb2Command : uint16_t {
  kNegotiate,
  kSessionSetup,
  kLogoff,
  kTreeConnect,
  kTreeDisconnect,
  kCreate,
  kClose,
  kFlush,
  kRead,
  kWrite,
  kLock,
  kIoctl,
  kCancel,
  kEcho,
  kQueryDirectory,
  kChangeNotify,
  kQueryInfo,
  kSetInfo,
  kOplockBreak,
};

struct Smb2Header {
  uint16_t credit_charge = 0;
  uint32_t status = 0;
  uint16_t command = 0, credits = 0;
  uint32_t flags = 0, next = 0;
  uint64_t message_id = 0;
  uint32_t process_id = 0, tree_id = 0;
  uint64_t session_id = 0;
  ByteSpan signature;
};
std::optional<Smb2Header> parse_smb2_header(ByteSpan message);

struct Smb2FileId {
  uint64_t persistent = 0, is_volatile = 0;
};

struct SmbTimes {
  uint64_t created = 0, accessed = 0, modified = 0, changed = 0;  // FILETIMEs
};

struct Smb2NegotiateContext {
  uint16_t type = 0, length = 0;
  ByteSpan data;
};
struct Smb2NegotiateResponse {
  uint16_t security_mode = 0, dialect = 0, context_count = 0;
  Smb2FileId server;
  uint64_t system_time = 0, start_time = 0;
  ByteSpan security_blob;
  std::vector<Smb2NegotiateContext> contexts;
};
std::optional<std::vector<uint16_t>> parse_smb2_negotiate_request(ByteSpan message);
std::optional<Smb2NegotiateResponse> parse_smb2_negotiate_response(ByteSpan message);

struct Smb2SessionSetup {
  uint16_t mode = 0;  // of a request: its security; of a response: flags
  ByteSpan security_blob;
};
std::optional<Smb2SessionSetup> parse_smb2_session_request(ByteSpan message);
std::optional<Smb2SessionSetup> parse_smb2_session_response(ByteSpan message);

// A path in UTF-16.
std::optional<ByteSpan> parse_smb2_tree_request(ByteSpan message);
// The kind of share.
std::optional<uint8_t> parse_smb2_tree_response(ByteSpan message);

struct Smb2CreateRequest {
  uint32_t disposition = 0, options = 0;
  ByteSpan name;
};
struct Smb2CreateResponse {
  uint32_t action = 0, attributes = 0;
  SmbTimes times;
  uint64_t size = 0;
  Smb2FileId file;
};
std::optional<Smb2CreateRequest> parse_smb2_create_request(ByteSpan message);
std::optional<Smb2CreateResponse> parse_smb2_create_response(ByteSpan message);

struct Smb2CloseResponse {
  SmbTimes times;
  uint64_t allocated = 0, size = 0;
  uint32_t attributes = 0;
};
std::optional<Smb2FileId> parse_smb2_close_request(ByteSpan message);
std::optional<Smb2CloseResponse> parse_smb2_close_response(ByteSpan message);

// Reading and writing. Data may be shorter than `length` where the message is cut.
struct Smb2Transfer {
  Smb2FileId file;
  uint64_t offset = 0;
  uint32_t length = 0;
  ByteSpan data;
};
std::optional<Smb2Transfer> parse_smb2_read_request(ByteSpan message);
std::optional<ByteSpan> parse_smb2_read_response(ByteSpan message);
std::optional<Smb2Transfer> parse_smb2_write_request(ByteSpan message);
std::optional<uint32_t> parse_smb2_write_response(ByteSpan message);

struct Smb2Ioctl {
  uint32_t code = 0;
  Smb2FileId file;
  ByteSpan input, output;
};
std::optional<Smb2Ioctl> parse_smb2_ioctl_request(ByteSpan message);
std::optional<Smb2Ioctl> parse_smb2_ioctl_response(ByteSpan message);

struct Smb2SetInfo {
  uint8_t type = 0, level = 0;
  Smb2FileId file;
  ByteSpan data;
};
std::optional<Smb2SetInfo> parse_smb2_set_info(ByteSpan message);

// A new name, or one more (MS-FSCC 2.4.37, 2.4.21).
struct Smb2NewName {
  uint64_t root = 0;
  ByteSpan name;
};
std::optional<Smb2NewName> parse_smb2_new_name(ByteSpan data);

struct Smb2ExtendedAttribute {
  ByteSpan name, value;
};
// At most 1,000.
std::optional<std::vector<Smb2ExtendedAttribute>> parse_smb2_attributes(ByteSpan data);

struct Smb2Transform {
  ByteSpan signature, nonce;
  uint32_t size = 0;
  uint16_t flags = 0;
  uint64_t session_id = 0;
};
std::optional<Smb2Transform> parse_smb2_transform(ByteSpan message);

// Created, accessed, modified, changed, as they stand in a row.
SmbTimes read_smb_times(ByteReader& reader);

}  // namespace avocet
