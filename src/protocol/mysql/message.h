// Messages of the MySQL client/server protocol: bytes in, parts out (the protocol's chapter in the
// documentation of MySQL's source). Views are into the message.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/byte_reader.h"
#include "base/text.h"

namespace avocet {

// Capabilities, as far as they change what messages look like.
inline constexpr uint32_t kMysqlConnectWithDb = 1u << 3, kMysqlProtocol41 = 1u << 9,
                          kMysqlSsl = 1u << 11, kMysqlSecureConnection = 1u << 15,
                          kMysqlPluginAuth = 1u << 19, kMysqlLengthEncodedAuth = 1u << 21,
                          kMysqlDeprecateEof = 1u << 24, kMysqlOptionalMetadata = 1u << 25,
                          kMysqlQueryAttributes = 1u << 27;

enum class MysqlCommand : uint8_t {
  kQuit = 1,
  kQuery = 3,
  kFieldList = 4,
  kStatistics = 9,
  kProcessInfo = 10,
  kChangeUser = 17,
  kBinlogDump = 18,
  kStatementPrepare = 22,
  kStatementExecute = 23,
  kStatementLongData = 24,
  kStatementClose = 25,
  kStatementFetch = 28,
  kBinlogDumpGtid = 30,
};

// First bytes of what servers send.
inline constexpr uint8_t kMysqlOk = 0x00, kMysqlMoreData = 0x01, kMysqlLocalInfile = 0xfb,
                         kMysqlEof = 0xfe, kMysqlError = 0xff;

// A number of one to nine bytes; 0 and failure of the reader where there is none.
uint64_t read_mysql_number(ByteReader& reader);
// What follows its length.
ByteSpan read_mysql_text(ByteReader& reader);

// What a server says first.
struct MysqlGreeting {
  uint8_t protocol = 0;
  ByteSpan version;
  uint32_t capabilities = 0;
  ByteSpan plugin;
  std::vector<uint8_t> auth_data;
};
std::optional<MysqlGreeting> parse_mysql_greeting(ByteSpan bytes);

// How a client logs in, or that it wants to do so over TLS.
struct MysqlLogin {
  uint32_t capabilities = 0;
  bool is_ssl_request = false;
  ByteSpan user;
  ByteSpan auth_data;
  std::optional<ByteSpan> plugin;
};
std::optional<MysqlLogin> parse_mysql_login(ByteSpan bytes);
// The argument of the command that logs in as somebody else.
std::optional<MysqlLogin> parse_mysql_change_user(ByteSpan bytes, uint32_t capabilities);

struct MysqlErrorMessage {
  uint16_t code = 0;
  ByteSpan text;
};
std::optional<MysqlErrorMessage> parse_mysql_error(ByteSpan bytes);

struct MysqlOkMessage {
  uint64_t affected_rows = 0;
  bool has_more_results = false;
};
std::optional<MysqlOkMessage> parse_mysql_ok(ByteSpan bytes);
// The same of an EOF packet.
bool mysql_eof_has_more_results(ByteSpan bytes);

// One row, as text. Nothing if it is none.
std::optional<std::vector<ByteSpan>> parse_mysql_row(ByteSpan bytes, size_t columns);

// The text of a query behind its attributes.
std::optional<ByteSpan> mysql_query_text(ByteSpan argument);

}  // namespace avocet
