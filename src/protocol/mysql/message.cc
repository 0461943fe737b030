#include "protocol/mysql/message.h"

#include <algorithm>

#include "base/text.h"

namespace avocet {

namespace {

constexpr uint16_t kMoreResults = 0x0008;  // in the status of servers
constexpr uint8_t kNullText = 0xfb;

// How many bytes a value of a query attribute has, by its type; -1: it follows its length, -2: its
// length is one byte, -3: no such type.
int attribute_size(uint8_t type) {
  switch (type) {
  case 0x06: return 0;  // null
  case 0x01: return 1;  // tiny
  case 0x02:
  case 0x0d: return 2;  // short, year
  case 0x03:
  case 0x09:
  case 0x04: return 4;  // long, int24, float
  case 0x08:
  case 0x05: return 8;  // longlong, double
  case 0x07:
  case 0x0a:
  case 0x0b:
  case 0x0c: return -2;  // times and dates
  case 0x00:
  case 0x0f:
  case 0x10:
  case 0xf5:
  case 0xf6:
  case 0xf7:
  case 0xf8:
  case 0xf9:
  case 0xfa:
  case 0xfb:
  case 0xfc:
  case 0xfd:
  case 0xfe:
  case 0xff: return -1;
  default: return -3;
  }
}

void skip_attribute(ByteReader& reader, uint8_t type) {
  int size = attribute_size(type);
  if (size >= 0)
    reader.skip(size_t(size));
  else if (size == -1)
    read_mysql_text(reader);
  else
    reader.skip(size == -2 ? reader.u8() : SIZE_MAX);
}

void read_auth_data(ByteReader& reader, MysqlLogin& login) {
  if (login.capabilities & kMysqlLengthEncodedAuth)
    login.auth_data = read_mysql_text(reader);
  else if (login.capabilities & kMysqlSecureConnection)
    login.auth_data = reader.take(reader.u8());
  else
    login.auth_data = read_cstring(reader);
}

std::optional<MysqlLogin> parse_login_41(ByteReader& reader) {
  constexpr size_t kPacketSizeAndCharset = 5, kReserved = 23;
  MysqlLogin login;
  login.capabilities = reader.u32_le();
  reader.skip(kPacketSizeAndCharset + kReserved);
  if (reader.failed()) return std::nullopt;
  if (reader.remaining() == 0) {
    login.is_ssl_request = login.capabilities & kMysqlSsl;
    return login.is_ssl_request ? std::optional(login) : std::nullopt;
  }
  login.user = read_cstring(reader);
  read_auth_data(reader, login);
  if (reader.failed()) return std::nullopt;
  // Some clients promise a database or a plugin and stop here.
  if (login.capabilities & kMysqlConnectWithDb && reader.remaining() > 0) read_cstring(reader);
  if (login.capabilities & kMysqlPluginAuth && reader.remaining() > 0)
    login.plugin = read_cstring(reader);
  return reader.failed() ? std::nullopt : std::optional(login);
}

// Before version 4.1.
std::optional<MysqlLogin> parse_login_320(ByteReader& reader) {
  constexpr size_t kPacketSize = 3;
  MysqlLogin login;
  login.capabilities = reader.u16_le();
  reader.skip(kPacketSize);
  if (reader.failed()) return std::nullopt;
  login.is_ssl_request = login.capabilities & kMysqlSsl && reader.remaining() == 0;
  if (login.is_ssl_request) return login;
  login.user = read_cstring(reader);
  return reader.failed() ? std::nullopt : std::optional(login);
}

}  // namespace

uint64_t read_mysql_number(ByteReader& reader) {
  uint8_t first = reader.u8();
  switch (first) {
  case 0xfb: return 0;
  case 0xfc: return reader.u16_le();
  case 0xfd: {
    uint32_t low = reader.u16_le();
    return uint32_t(reader.u8()) << 16 | low;
  }
  case 0xfe: return reader.u64_le();
  case 0xff: reader.skip(SIZE_MAX); return 0;
  default: return first;
  }
}

ByteSpan read_mysql_text(ByteReader& reader) {
  uint64_t size = read_mysql_number(reader);
  return reader.take(size_t(std::min<uint64_t>(size, SIZE_MAX)));
}

std::optional<MysqlGreeting> parse_mysql_greeting(ByteSpan bytes) {
  constexpr uint8_t kVersion9 = 9, kVersion10 = 10;
  constexpr size_t kFirstAuthData = 8, kReserved = 10, kMinSecondAuthData = 13;
  ByteReader reader(bytes);
  MysqlGreeting greeting;
  greeting.protocol = reader.u8();
  if (greeting.protocol != kVersion9 && greeting.protocol != kVersion10) return std::nullopt;
  greeting.version = read_cstring(reader);
  reader.u32_le();  // the thread
  if (reader.failed()) return std::nullopt;
  if (greeting.protocol == kVersion9) return greeting;
  auto add = [&](ByteSpan part) {
    greeting.auth_data.insert(greeting.auth_data.end(), part.begin(), part.end());
  };
  add(reader.take(kFirstAuthData));
  reader.skip(1);
  greeting.capabilities = reader.u16_le();
  if (reader.failed()) return std::nullopt;
  if (reader.remaining() == 0) return greeting;
  reader.skip(3);  // character set and status
  greeting.capabilities |= uint32_t(reader.u16_le()) << 16;
  size_t size = reader.u8();
  reader.skip(kReserved);
  if (greeting.capabilities & kMysqlSecureConnection || reader.remaining() > 0) {
    size_t second = size > kFirstAuthData ? size - kFirstAuthData : 0;
    add(reader.take(std::max(kMinSecondAuthData, second)));
  }
  if (reader.failed()) return std::nullopt;
  if (greeting.capabilities & kMysqlPluginAuth) {
    // Old servers forget the zero at the end.
    ByteSpan rest = reader.rest();
    greeting.plugin = rest.first(size_t(std::find(rest.begin(), rest.end(), 0) - rest.begin()));
  }
  return greeting;
}

std::optional<MysqlLogin> parse_mysql_login(ByteSpan bytes) {
  ByteReader flags(bytes), reader(bytes);
  return flags.u16_le() & kMysqlProtocol41 ? parse_login_41(reader) : parse_login_320(reader);
}

std::optional<MysqlLogin> parse_mysql_change_user(ByteSpan bytes, uint32_t capabilities) {
  constexpr size_t kCharset = 2;
  ByteReader reader(bytes);
  MysqlLogin login;
  login.capabilities = capabilities & ~kMysqlLengthEncodedAuth;
  login.user = read_cstring(reader);
  read_auth_data(reader, login);
  read_cstring(reader);  // the database
  if (reader.failed()) return std::nullopt;
  if (reader.remaining() <= kCharset) return login;
  reader.skip(kCharset);
  if (capabilities & kMysqlPluginAuth) login.plugin = read_cstring(reader);
  return reader.failed() ? std::nullopt : std::optional(login);
}

std::optional<MysqlErrorMessage> parse_mysql_error(ByteSpan bytes) {
  constexpr size_t kStateSize = 5;
  ByteReader reader(bytes);
  reader.skip(1);
  MysqlErrorMessage error;
  error.code = reader.u16_le();
  if (reader.peek() == '#') reader.skip(1 + kStateSize);
  error.text = reader.rest();
  return reader.failed() ? std::nullopt : std::optional(error);
}

std::optional<MysqlOkMessage> parse_mysql_ok(ByteSpan bytes) {
  ByteReader reader(bytes);
  reader.skip(1);
  MysqlOkMessage ok;
  ok.affected_rows = read_mysql_number(reader);
  if (reader.failed()) return std::nullopt;
  read_mysql_number(reader);  // the last id that was inserted
  ok.has_more_results = reader.u16_le() & kMoreResults;
  return ok;
}

bool mysql_eof_has_more_results(ByteSpan bytes) {
  constexpr size_t kHeaderAndWarnings = 3;
  ByteReader reader(bytes);
  reader.skip(kHeaderAndWarnings);
  return reader.u16_le() & kMoreResults;
}

std::optional<std::vector<ByteSpan>> parse_mysql_row(ByteSpan bytes, size_t columns) {
  ByteReader reader(bytes);
  std::vector<ByteSpan> row;
  while (row.size() < columns && reader.remaining() > 0) {
    bool is_null = reader.peek() == kNullText;
    if (is_null) reader.skip(1);
    row.push_back(is_null ? ByteSpan() : read_mysql_text(reader));
    if (reader.failed()) return std::nullopt;
  }
  if (row.size() < columns) return std::nullopt;
  return row;
}

std::optional<ByteSpan> mysql_query_text(ByteSpan argument) {
  ByteReader reader(argument);
  uint64_t count = read_mysql_number(reader);
  read_mysql_number(reader);  // sets of them: always one
  if (reader.failed() || count > reader.remaining()) return std::nullopt;
  if (count == 0) return reader.rest();
  ByteSpan nulls = reader.take(size_t(count + 7) / 8);
  bool has_types = reader.u8() == 1;
  if (reader.failed() || !has_types) return std::nullopt;
  std::vector<uint8_t> types;
  for (uint64_t i = 0; i < count && !reader.failed(); ++i) {
    types.push_back(reader.u8());
    reader.skip(1);  // signed or not
    read_mysql_text(reader);
  }
  for (size_t i = 0; i < types.size() && !reader.failed(); ++i)
    if (!(nulls[i / 8] >> (i % 8) & 1)) skip_attribute(reader, types[i]);
  if (reader.failed()) return std::nullopt;
  return reader.rest();
}

}  // namespace avocet
