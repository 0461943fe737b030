#include "protocol/postgresql/session.h"

#include <algorithm>

#include "base/text.h"

namespace avocet {

namespace {

constexpr size_t kLengthSize = 4, kHeadSize = 5;
// What a client says first has a version; some are wishes.
constexpr uint32_t kCancel = 80877102, kTls = 80877103, kGss = 80877104;
constexpr uint16_t kMajor = 3;

}  // namespace

std::optional<std::vector<PostgresPair>> parse_postgres_fields(ByteSpan content) {
  ByteReader reader(content);
  std::vector<PostgresPair> fields;
  while (reader.peek() != 0) {
    ByteSpan code = reader.take(1), value = read_cstring(reader);
    if (reader.failed()) return std::nullopt;
    fields.emplace_back(code, value);
  }
  return fields;
}

void PostgresSession::give_up() {
  phase_ = Phase::kOver;
  streams_ = {};
}

void PostgresSession::broken(std::string_view what, ByteSpan data) {
  phase_ = Phase::kOver;
  listener_.broken(what, data);
}

void PostgresSession::data(Side side, ByteSpan bytes) {
  while (!bytes.empty() && phase_ != Phase::kOver) {
    bool is_orig = side == Side::kOrig;
    if (phase_ == Phase::kMessages) {
      bytes = message(side, bytes);
    } else if (phase_ == Phase::kStartup) {
      if (!is_orig) return;
      bytes = startup(bytes);
    } else {
      // A client that does not wait for the answer is none that anybody wrote.
      if (is_orig) return broken("a client that does not wait", bytes);
      bytes = answer(bytes);
    }
  }
}

// ---- The beginning -------------------------------------------------------------------

ByteSpan PostgresSession::startup(ByteSpan bytes) {
  std::vector<uint8_t>& waiting = streams_[size_t(Side::kOrig)].waiting;
  size_t wanted = kHeadSize + kLengthSize - 1;
  if (waiting.size() >= wanted) wanted = ByteReader(waiting).u32();
  size_t step = std::min(bytes.size(), wanted - waiting.size());
  waiting.insert(waiting.end(), bytes.begin(), bytes.begin() + ptrdiff_t(step));
  bytes = bytes.subspan(step);
  if (waiting.size() < wanted) return bytes;
  ByteReader reader(waiting);
  uint32_t length = reader.u32(), version = reader.u32();
  bool is_wish = version == kCancel || version == kTls || version == kGss;
  if (!is_wish && version >> 16 != kMajor) {
    broken("an unknown version", waiting);
  } else if (length < 2 * kLengthSize || length > kMaxStartup) {
    broken("a startup of impossible length", waiting);
  } else if (waiting.size() == length) {
    std::vector<uint8_t> whole = std::move(waiting);
    waiting.clear();
    take_startup(whole);
  }
  return bytes;
}

void PostgresSession::take_startup(ByteSpan content) {
  ByteReader reader(content);
  reader.skip(kLengthSize);
  uint16_t major = reader.u16(), minor = reader.u16();
  uint32_t version = uint32_t(major) << 16 | minor;
  if (version == kCancel) return give_up();
  if (version == kGss) {
    phase_ = Phase::kGssAnswer;
    return;
  }
  if (version == kTls) {
    phase_ = Phase::kTlsAnswer;
    listener_.asked_for_tls();
    return;
  }
  std::vector<PostgresPair> parameters;
  while (reader.peek() != 0) {
    ByteSpan name = read_cstring(reader), value = read_cstring(reader);
    parameters.emplace_back(name, value);
  }
  reader.skip(1);
  if (reader.failed() || reader.remaining() > 0) return broken("a startup is cut", content);
  phase_ = Phase::kMessages;
  listener_.started(major, minor, parameters);
}

ByteSpan PostgresSession::answer(ByteSpan bytes) {
  constexpr uint8_t kYes = 'S', kNo = 'N', kYesGss = 'G', kError = 'E';
  uint8_t answer = bytes[0];
  bool is_tls = phase_ == Phase::kTlsAnswer;
  if (answer == kError) {
    // Old servers, which know no such wishes, say so in a message.
    phase_ = Phase::kMessages;
    return bytes;
  }
  if (answer != kNo && answer != (is_tls ? kYes : kYesGss)) {
    broken("no answer to a wish for encryption", bytes);
    return {};
  }
  phase_ = answer == kNo ? Phase::kStartup : Phase::kOver;
  if (is_tls) listener_.answered_tls(answer);
  return bytes.subspan(1);
}

// ---- Messages ------------------------------------------------------------------------

// Whether the head of a message is there; takes it off the front.
bool PostgresSession::take_head(Side side, ByteSpan& bytes) {
  Stream& stream = streams_[size_t(side)];
  size_t step = std::min(bytes.size(), kHeadSize - stream.waiting.size());
  stream.waiting.insert(stream.waiting.end(), bytes.begin(), bytes.begin() + ptrdiff_t(step));
  bytes = bytes.subspan(step);
  if (stream.waiting.size() < kHeadSize) return false;
  ByteReader reader(stream.waiting);
  stream.type = reader.u8();
  uint32_t length = reader.u32();
  if (length < kLengthSize) {
    broken("a message of impossible length", stream.waiting);
    return false;
  }
  stream.waiting.clear();
  stream.in_message = true;
  stream.left = length - kLengthSize;
  stream.wanted = size_t(std::min<uint64_t>(stream.left, listener_.wanted_of(side, stream.type)));
  return true;
}

ByteSpan PostgresSession::message(Side side, ByteSpan bytes) {
  Stream& stream = streams_[size_t(side)];
  if (!stream.in_message && !take_head(side, bytes)) return bytes;
  ByteSpan piece = bytes.first(size_t(std::min<uint64_t>(stream.left, bytes.size())));
  bytes = bytes.subspan(piece.size());
  stream.left -= piece.size();
  bool is_whole = stream.waiting.empty() && piece.size() >= stream.wanted;
  if (!is_whole) {
    ByteSpan kept = piece.first(std::min(piece.size(), stream.wanted - stream.waiting.size()));
    stream.waiting.insert(stream.waiting.end(), kept.begin(), kept.end());
  }
  if (is_whole && stream.left > 0)
    stream.waiting.assign(piece.begin(), piece.begin() + ptrdiff_t(stream.wanted));
  if (stream.left > 0) return bytes;
  // What is all here is read where it lies.
  std::vector<uint8_t> waiting = std::move(stream.waiting);
  ByteSpan content = is_whole ? piece.first(stream.wanted) : ByteSpan(waiting);
  uint8_t type = stream.type;
  stream = {};
  listener_.message(side, type, content);
  return bytes;
}

}  // namespace avocet
