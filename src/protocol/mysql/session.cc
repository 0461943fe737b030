#include "protocol/mysql/session.h"

#include <algorithm>

#include "base/text.h"

namespace avocet {

namespace {

constexpr size_t kHeaderSize = 4;
constexpr size_t kMaxEofSize = 9;  // a longer packet that begins like EOF is a row

// What is sent without waiting for an answer, or answered in ways of its own.
enum class Answer : uint8_t { kNone, kStatus, kResult, kFieldList, kPrepared, kRows, kStream };

Answer answer_to(uint8_t command) {
  switch (MysqlCommand(command)) {
  case MysqlCommand::kQuit:
  case MysqlCommand::kStatementLongData:
  case MysqlCommand::kStatementClose:
  case MysqlCommand::kStatistics: return Answer::kNone;
  case MysqlCommand::kQuery:
  case MysqlCommand::kProcessInfo:
  case MysqlCommand::kStatementExecute: return Answer::kResult;
  case MysqlCommand::kFieldList: return Answer::kFieldList;
  case MysqlCommand::kStatementPrepare: return Answer::kPrepared;
  case MysqlCommand::kStatementFetch: return Answer::kRows;
  case MysqlCommand::kBinlogDump:
  case MysqlCommand::kBinlogDumpGtid: return Answer::kStream;
  case MysqlCommand::kChangeUser: break;
  }
  return Answer::kStatus;
}

}  // namespace

ByteSpan MysqlSession::data(Side side, ByteSpan bytes) {
  Stream& stream = streams_[size_t(side)];
  while (!bytes.empty() && phase_ != Phase::kOver) {
    if (!stream.in_payload) {
      size_t take = std::min(kHeaderSize - stream.header.size(), bytes.size());
      stream.header.insert(stream.header.end(), bytes.begin(), bytes.begin() + ptrdiff_t(take));
      bytes = bytes.subspan(take);
      if (stream.header.size() < kHeaderSize) return {};
      ByteReader reader(stream.header);
      uint32_t low = reader.u16_le();
      stream.left = uint32_t(reader.u8()) << 16 | low;
      stream.in_payload = true;
    }
    ByteSpan piece = bytes.first(size_t(std::min<uint64_t>(stream.left, bytes.size())));
    bytes = bytes.subspan(piece.size());
    stream.left -= piece.size();
    // A packet that is all here is read where it lies.
    bool is_whole = stream.left == 0 && stream.payload.empty();
    if (!is_whole) {
      size_t room = kMaxPayload - stream.payload.size();
      if (piece.size() > room) stream.is_cut = true;
      ByteSpan kept = piece.first(std::min(room, piece.size()));
      stream.payload.insert(stream.payload.end(), kept.begin(), kept.end());
      if (stream.left > 0) return {};
    }
    std::vector<uint8_t> payload = std::move(stream.payload);
    bool is_cut = stream.is_cut;
    stream = {};
    packet(side, is_whole ? piece : ByteSpan(payload), is_cut);
  }
  return bytes;
}

void MysqlSession::packet(Side side, ByteSpan payload, bool is_cut) {
  if (payload.empty() && phase_ != Phase::kAuthentication) return;
  is_cut_ = is_cut;
  if (side == Side::kOrig)
    client(payload);
  else
    server(payload);
}

void MysqlSession::client(ByteSpan payload) {
  switch (phase_) {
  case Phase::kGreeting: broken("a client that does not wait for the greeting"); break;
  case Phase::kLogin: login(payload); break;
  case Phase::kAuthentication: listener_.more_auth_data(Side::kOrig, payload); break;
  case Phase::kCommands: command(payload); break;
  case Phase::kOver: break;
  }
}

void MysqlSession::server(ByteSpan payload) {
  switch (phase_) {
  case Phase::kGreeting: {
    if (payload[0] == kMysqlError) return error(payload);
    std::optional<MysqlGreeting> greeting = parse_mysql_greeting(payload);
    if (!greeting) return broken("no greeting");
    server_capabilities_ = greeting->capabilities;
    phase_ = Phase::kLogin;
    listener_.greeted(*greeting);
    break;
  }
  case Phase::kLogin:
    if (payload[0] == kMysqlError) return error(payload);
    broken("a server that does not wait for the login");
    break;
  case Phase::kAuthentication:
    if (!payload.empty()) authentication(payload);
    break;
  case Phase::kCommands: answer(payload); break;
  case Phase::kOver: break;
  }
}

void MysqlSession::login(ByteSpan payload) {
  std::optional<MysqlLogin> login = parse_mysql_login(payload);
  if (!login) return broken("no login");
  // Old servers do not show all of theirs.
  capabilities_ = login->capabilities & (server_capabilities_ | 0xffff);
  if (login->is_ssl_request) {
    phase_ = Phase::kOver;
    listener_.asked_for_tls();
    return;
  }
  phase_ = Phase::kAuthentication;
  listener_.logged_in(*login);
}

void MysqlSession::authentication(ByteSpan payload) {
  switch (payload[0]) {
  case kMysqlOk:
    phase_ = Phase::kCommands;
    expect_ = Expect::kNothing;
    status(payload);
    break;
  case kMysqlError:
    phase_ = Phase::kCommands;
    error(payload);
    break;
  case kMysqlMoreData: listener_.more_auth_data(Side::kResp, payload.subspan(1)); break;
  case kMysqlEof: {
    ByteReader reader(payload.subspan(1));
    if (reader.remaining() == 0) return;  // the way of passwords before version 4.1
    ByteSpan name = read_cstring(reader);
    if (reader.failed()) return broken("a plugin without end");
    listener_.asked_for_plugin(name, reader.rest());
    break;
  }
  default: broken("no answer to a login");
  }
}

// ---- Commands ------------------------------------------------------------------------

void MysqlSession::command(ByteSpan payload) {
  uint8_t number = payload[0];
  ByteSpan argument = payload.subspan(1);
  if (MysqlCommand(number) == MysqlCommand::kQuery && has(kMysqlQueryAttributes))
    argument = mysql_query_text(argument).value_or(argument);
  listener_.command(number, argument);
  if (MysqlCommand(number) == MysqlCommand::kChangeUser) {
    std::optional<MysqlLogin> login = parse_mysql_change_user(argument, capabilities_);
    if (!login) return broken("no user to become");
    phase_ = Phase::kAuthentication;
    listener_.switched_user(*login);
    return;
  }
  are_binary_ = MysqlCommand(number) == MysqlCommand::kStatementExecute ||
                MysqlCommand(number) == MysqlCommand::kStatementFetch;
  is_field_list_ = false;
  switch (answer_to(number)) {
  case Answer::kNone: expect_ = Expect::kNothing; break;
  case Answer::kStatus: expect_ = Expect::kStatus; break;
  case Answer::kResult: expect_ = Expect::kResult; break;
  case Answer::kFieldList:
    is_field_list_ = true;
    expect_ = Expect::kRows;
    break;
  case Answer::kPrepared: expect_ = Expect::kPrepared; break;
  case Answer::kRows: expect_ = Expect::kRows; break;
  case Answer::kStream: phase_ = Phase::kOver; break;
  }
}

void MysqlSession::answer(ByteSpan payload) {
  switch (expect_) {
  case Expect::kNothing: break;
  case Expect::kStatus: status(payload); break;
  case Expect::kResult: result(payload); break;
  case Expect::kColumns: column(); break;
  case Expect::kEndOfColumns:
    if (is_eof(payload)) listener_.eof(true);
    begin_rows();
    break;
  case Expect::kRows: row(payload); break;
  case Expect::kPrepared:
    if (payload[0] == kMysqlError) return error(payload);
    expect_ = Expect::kNothing;
    listener_.ok(0);
    break;
  }
}

bool MysqlSession::is_eof(ByteSpan payload) const {
  if (payload[0] != kMysqlEof) return false;
  return payload.size() < kMaxEofSize || (has(kMysqlDeprecateEof) && payload.size() < 0xffffff);
}

void MysqlSession::status(ByteSpan payload) {
  if (payload[0] == kMysqlError) return error(payload);
  if (payload[0] == kMysqlEof) return end_of_result(payload);
  if (payload[0] != kMysqlOk) return broken("no status");
  std::optional<MysqlOkMessage> ok = parse_mysql_ok(payload);
  if (!ok) return broken("a status that is cut");
  expect_ = ok->has_more_results ? Expect::kResult : Expect::kNothing;
  listener_.ok(ok->affected_rows);
}

void MysqlSession::result(ByteSpan payload) {
  if (payload[0] == kMysqlOk || payload[0] == kMysqlError || is_eof(payload))
    return status(payload);
  if (payload[0] == kMysqlLocalInfile) {
    // The client sends a file, of which nothing more is known.
    phase_ = Phase::kOver;
    return;
  }
  ByteReader reader(payload);
  bool has_metadata = true;
  if (has(kMysqlOptionalMetadata)) has_metadata = reader.u8() != 0;
  columns_ = columns_left_ = read_mysql_number(reader);
  if (reader.failed() || columns_ == 0) return broken("no number of columns");
  if (has_metadata)
    expect_ = Expect::kColumns;
  else
    begin_rows();
}

void MysqlSession::column() {
  if (--columns_left_ > 0) return;
  if (has(kMysqlDeprecateEof))
    begin_rows();
  else
    expect_ = Expect::kEndOfColumns;
}

void MysqlSession::begin_rows() { expect_ = Expect::kRows; }

void MysqlSession::row(ByteSpan payload) {
  if (payload[0] == kMysqlError) return error(payload);
  if (is_eof(payload)) return end_of_result(payload);
  if (are_binary_ || is_field_list_ || is_cut_ || !listener_.wants_rows()) return;
  std::optional<std::vector<ByteSpan>> row = parse_mysql_row(payload, size_t(columns_));
  if (!row) return broken("no row");
  listener_.row(*row);
}

// EOF, or an OK that begins like it.
void MysqlSession::end_of_result(ByteSpan payload) {
  bool has_more = false;
  expect_ = Expect::kNothing;
  if (has(kMysqlDeprecateEof)) {
    std::optional<MysqlOkMessage> ok = parse_mysql_ok(payload);
    if (!ok) return broken("an end that is cut");
    has_more = ok->has_more_results;
    listener_.ok(ok->affected_rows);
  } else {
    has_more = mysql_eof_has_more_results(payload);
    listener_.eof(false);
  }
  if (has_more) expect_ = Expect::kResult;
}

void MysqlSession::error(ByteSpan payload) {
  expect_ = Expect::kNothing;
  std::optional<MysqlErrorMessage> error = parse_mysql_error(payload);
  if (!error) return broken("an error that is cut");
  listener_.failed(*error);
}

void MysqlSession::broken(std::string_view what) {
  phase_ = Phase::kOver;
  listener_.broken(what);
}

}  // namespace avocet
