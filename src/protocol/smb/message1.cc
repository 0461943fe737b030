#include "protocol/smb/message1.h"

#include <algorithm>

#include "base/windows.h"

namespace avocet {

namespace {

// In front of the words of a command that may be chained: another one, and where.
constexpr size_t kAndX = 4;

bool is_chained(uint8_t command) {
  switch (Smb1Command(command)) {
  case Smb1Command::kLocking:
  case Smb1Command::kOpen:
  case Smb1Command::kRead:
  case Smb1Command::kWrite:
  case Smb1Command::kSessionSetup:
  case Smb1Command::kLogoff:
  case Smb1Command::kTreeConnect:
  case Smb1Command::kNtCreate: return true;
  default: return false;
  }
}

template <class Parts>
std::optional<Parts> unless_failed(const ByteReader& reader, const Parts& parts) {
  if (reader.failed()) return std::nullopt;
  return parts;
}

}  // namespace

std::optional<Smb1Header> parse_smb1_header(ByteSpan message) {
  ByteReader reader(message);
  Smb1Header header;
  reader.skip(4);
  header.command = reader.u8();
  header.status = reader.u32_le();
  header.flags = reader.u8();
  header.flags2 = reader.u16_le();
  uint32_t high = reader.u16_le();
  reader.skip(10);  // signature
  header.tree_id = reader.u16_le();
  header.process_id = high << 16 | reader.u16_le();
  header.user_id = reader.u16_le();
  header.message_id = reader.u16_le();
  return unless_failed(reader, header);
}

std::optional<Smb1Block> parse_smb1_block(const Smb1Header& header, ByteSpan message, size_t at) {
  if (at > message.size()) return std::nullopt;
  ByteReader reader(message.subspan(at));
  Smb1Block block;
  block.message = message;
  block.is_unicode = header.is_unicode();
  block.word_count = reader.u8();
  block.words = reader.take(size_t(block.word_count) * 2);
  uint16_t count = reader.u16_le();
  if (reader.failed()) return std::nullopt;
  block.words_at = at + 1;
  block.bytes_at = at + reader.position();
  // Large answers have more bytes than can be counted; what refers to them says where they are.
  block.bytes = reader.take_up_to(count);
  return block;
}

std::optional<Smb1Next> parse_smb1_next(uint8_t command, const Smb1Block& block) {
  constexpr uint8_t kNone = 0xff;
  if (!is_chained(command) || block.words.size() < kAndX) return std::nullopt;
  ByteReader reader(block.words);
  Smb1Next next;
  next.command = reader.u8();
  reader.skip(1);
  next.at = reader.u16_le();
  if (next.command == kNone) return std::nullopt;
  return next;
}

ByteSpan smb1_part(const Smb1Block& block, uint32_t offset, uint32_t length) {
  if (offset >= block.message.size()) return {};
  return block.message.subspan(offset, std::min<size_t>(length, block.message.size() - offset));
}

// ---- Strings -------------------------------------------------------------------------

Smb1Strings::Smb1Strings(const Smb1Block& block, size_t skip)
    : reader_(block.bytes), at_(block.bytes_at), is_unicode_(block.is_unicode) {
  reader_.take_up_to(skip);
}

std::string Smb1Strings::next() {
  if (!is_unicode_) return next_oem();
  if ((at_ + reader_.position()) % 2 != 0) reader_.take_up_to(1);
  ByteReader ahead = reader_;
  size_t units = 0;
  while (ahead.can_read(2) && ahead.u16_le() != 0) ++units;
  std::string text = text_of_utf16(reader_.take_up_to(units * 2));
  reader_.take_up_to(2);
  return text;
}

std::string Smb1Strings::next_oem() {
  std::string text;
  while (reader_.remaining() > 0) {
    char byte = char(reader_.u8());
    if (byte == 0) break;
    text += byte;
  }
  return text;
}

// ---- Commands ------------------------------------------------------------------------

std::optional<Smb1SessionRequest> parse_smb1_session_request(const Smb1Block& block) {
  constexpr uint8_t kLanManager = 10, kExtended = 12, kNt = 13;
  ByteReader words(block.words);
  Smb1SessionRequest request;
  words.skip(kAndX);
  request.max_buffer = words.u16_le();
  request.max_multiplex = words.u16_le();
  request.circuit = words.u16_le();
  request.session_key = words.u32_le();
  uint16_t length = words.u16_le();
  uint16_t unicode_length = block.word_count == kNt ? words.u16_le() : uint16_t(0);
  words.skip(4);
  if (block.word_count != kLanManager) request.capabilities = words.u32_le();
  if (words.failed()) return std::nullopt;
  Smb1Strings strings(block, 0);
  if (block.word_count == kExtended) {
    request.security_blob = strings.take(length);
  } else {
    request.password = strings.take(length);
    request.unicode_password = strings.take(unicode_length);
    request.account = strings.next();
    request.domain = strings.next();
  }
  request.native_os = strings.next();
  request.native_lan_manager = strings.next();
  return request;
}

std::optional<Smb1SessionResponse> parse_smb1_session_response(const Smb1Block& block) {
  constexpr uint8_t kExtended = 4;
  ByteReader words(block.words);
  Smb1SessionResponse response;
  words.skip(kAndX);
  response.action = words.u16_le();
  uint16_t length = block.word_count == kExtended ? words.u16_le() : uint16_t(0);
  if (words.failed()) return std::nullopt;
  Smb1Strings strings(block, 0);
  response.security_blob = strings.take(length);
  response.native_os = strings.next();
  response.native_lan_manager = strings.next();
  response.domain = strings.next();
  return response;
}

std::optional<Smb1NtNegotiation> parse_smb1_nt_negotiation(const Smb1Block& block) {
  ByteReader words(block.words);
  Smb1NtNegotiation found;
  found.dialect = words.u16_le();
  found.security_mode = words.u8();
  found.max_multiplex = words.u16_le();
  found.max_circuits = words.u16_le();
  found.max_buffer = words.u32_le();
  found.max_raw = words.u32_le();
  found.session_key = words.u32_le();
  found.capabilities = words.u32_le();
  found.server_time = words.u64_le();
  words.skip(2);
  found.key_length = words.u8();
  return unless_failed(words, found);
}

std::optional<Smb1NtCreateResponse> parse_smb1_nt_create_response(const Smb1Block& block) {
  ByteReader words(block.words);
  Smb1NtCreateResponse response;
  words.skip(kAndX + 1);
  response.file = words.u16_le();
  words.skip(4);
  response.times = read_smb_times(words);
  words.skip(12);
  response.size = words.u64_le();
  return unless_failed(words, response);
}

std::optional<Smb1Transfer> parse_smb1_read_request(const Smb1Block& block) {
  constexpr uint8_t kWide = 12;
  ByteReader words(block.words);
  Smb1Transfer read;
  words.skip(kAndX);
  read.file = words.u16_le();
  read.offset = words.u32_le();
  read.length = words.u16_le();
  words.skip(2);
  uint32_t high = words.u32_le();
  words.skip(2);
  constexpr uint32_t kNoTimeout = 0xffffffff;
  if (high != kNoTimeout) read.length |= high << 16;
  if (block.word_count >= kWide) read.offset |= uint64_t(words.u32_le()) << 32;
  return unless_failed(words, read);
}

std::optional<Smb1Transfer> parse_smb1_read_response(const Smb1Block& block) {
  ByteReader words(block.words);
  Smb1Transfer read;
  words.skip(kAndX + 6);
  read.length = words.u16_le();
  uint16_t offset = words.u16_le();
  read.length |= uint32_t(words.u16_le()) << 16;
  read.data = smb1_part(block, offset, read.length);
  return unless_failed(words, read);
}

std::optional<Smb1Transfer> parse_smb1_write_request(const Smb1Block& block) {
  constexpr uint8_t kWide = 14;
  ByteReader words(block.words);
  Smb1Transfer write;
  words.skip(kAndX);
  write.file = words.u16_le();
  write.offset = words.u32_le();
  words.skip(8);
  uint32_t high = words.u16_le();
  write.length = high << 16 | words.u16_le();
  uint16_t offset = words.u16_le();
  if (block.word_count >= kWide) write.offset |= uint64_t(words.u32_le()) << 32;
  write.data = smb1_part(block, offset, write.length);
  return unless_failed(words, write);
}

// ---- Transactions --------------------------------------------------------------------

namespace {

void read_setup(ByteReader& words, Smb1Transaction& made) {
  uint8_t count = words.u8();
  words.skip(1);
  for (uint8_t i = 0; i < count && !words.failed(); ++i) made.setup.push_back(words.u16_le());
}

std::optional<Smb1Transaction> finished(const Smb1Block& block, const ByteReader& words,
                                        Smb1Transaction made) {
  if (words.failed()) return std::nullopt;
  made.parameters = smb1_part(block, made.parameter_offset, made.parameter_count);
  made.data = smb1_part(block, made.data_offset, made.data_count);
  return made;
}

}  // namespace

std::optional<Smb1Transaction> parse_smb1_transaction_request(const Smb1Block& block) {
  // Some do not count what they set up among the words.
  ByteReader words(block.message.subspan(block.words_at));
  Smb1Transaction made;
  made.total_parameters = words.u16_le();
  made.total_data = words.u16_le();
  made.max_parameters = words.u16_le();
  made.max_data = words.u16_le();
  made.max_setup = words.u8();
  words.skip(1);
  made.flags = words.u16_le();
  made.timeout = words.u32_le();
  words.skip(2);
  made.parameter_count = words.u16_le();
  made.parameter_offset = words.u16_le();
  made.data_count = words.u16_le();
  made.data_offset = words.u16_le();
  read_setup(words, made);
  Smb1Block behind = block;
  uint16_t count = words.u16_le();
  behind.bytes_at = block.words_at + words.position();
  behind.bytes = words.take_up_to(count);
  made.name = Smb1Strings(behind, 0).next();
  return finished(block, words, std::move(made));
}

std::optional<Smb1Transaction> parse_smb1_transaction_response(const Smb1Block& block) {
  ByteReader words(block.words);
  Smb1Transaction made;
  made.total_parameters = words.u16_le();
  made.total_data = words.u16_le();
  words.skip(2);
  made.parameter_count = words.u16_le();
  made.parameter_offset = words.u16_le();
  made.parameter_displacement = words.u16_le();
  made.data_count = words.u16_le();
  made.data_offset = words.u16_le();
  made.data_displacement = words.u16_le();
  read_setup(words, made);
  return finished(block, words, std::move(made));
}

std::optional<Smb1Transaction> parse_smb1_transaction_secondary(const Smb1Block& block) {
  constexpr uint8_t kWithFile = 9;
  ByteReader words(block.words);
  Smb1Transaction made;
  made.total_parameters = words.u16_le();
  made.total_data = words.u16_le();
  made.parameter_count = words.u16_le();
  made.parameter_offset = words.u16_le();
  made.parameter_displacement = words.u16_le();
  made.data_count = words.u16_le();
  made.data_offset = words.u16_le();
  made.data_displacement = words.u16_le();
  if (block.word_count >= kWithFile) made.file = words.u16_le();
  return finished(block, words, std::move(made));
}

}  // namespace avocet
