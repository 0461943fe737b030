#include "protocol/smb/message2.h"

#include <algorithm>

namespace avocet {

namespace {

constexpr size_t kMaxAttributes = 1000;

// A body: behind the header, and behind the size of its structure.
struct Body2 {
  explicit Body2(ByteSpan whole) : message(whole), reader(whole) {
    reader.skip(kSmb2HeaderSize + sizeof(uint16_t));
  }

  Smb2FileId file() { return read_id(reader); }
  // A part of the message; empty ones may lie anywhere.
  ByteSpan part(uint64_t offset, uint64_t length) {
    if (length == 0) return {};
    if (offset > message.size() || message.size() - offset < length) {
      is_broken = true;
      return {};
    }
    return message.subspan(size_t(offset), size_t(length));
  }
  // As much of it as there is.
  ByteSpan part_up_to(uint64_t offset, uint64_t length) const {
    if (offset >= message.size()) return {};
    return message.subspan(size_t(offset),
                           size_t(std::min<uint64_t>(length, message.size() - offset)));
  }
  bool fails() const { return is_broken || reader.failed(); }
  static Smb2FileId read_id(ByteReader& reader) {
    Smb2FileId id;
    id.persistent = reader.u64_le();
    id.is_volatile = reader.u64_le();
    return id;
  }

  ByteSpan message;
  ByteReader reader;
  bool is_broken = false;
};

template <class Parts> std::optional<Parts> unless_failed(const Body2& body, const Parts& parts) {
  if (body.fails()) return std::nullopt;
  return parts;
}

std::vector<Smb2NegotiateContext> read_contexts(Body2& body, uint32_t offset, uint16_t count) {
  std::vector<Smb2NegotiateContext> contexts;
  ByteReader reader(body.part_up_to(offset, body.message.size()));
  for (uint16_t i = 0; i < count; ++i) {
    Smb2NegotiateContext context;
    context.type = reader.u16_le();
    context.length = reader.u16_le();
    reader.skip(4);
    context.data = reader.take(context.length);
    if (reader.failed()) {
      body.is_broken = true;
      break;
    }
    contexts.push_back(context);
    constexpr size_t kAlignment = 8;
    reader.take_up_to((kAlignment - reader.position() % kAlignment) % kAlignment);
  }
  return contexts;
}

Smb2Ioctl read_ioctl(Body2& body, size_t between) {
  Smb2Ioctl ioctl;
  body.reader.skip(2);
  ioctl.code = body.reader.u32_le();
  ioctl.file = body.file();
  uint32_t in_offset = body.reader.u32_le(), in_length = body.reader.u32_le();
  body.reader.skip(between);
  uint32_t out_offset = body.reader.u32_le(), out_length = body.reader.u32_le();
  ioctl.input = body.part(in_offset, in_length);
  ioctl.output = body.part(out_offset, out_length);
  return ioctl;
}

}  // namespace

std::optional<Smb2Header> parse_smb2_header(ByteSpan message) {
  ByteReader reader(message);
  Smb2Header header;
  reader.skip(6);  // the protocol, and the size of the header
  header.credit_charge = reader.u16_le();
  header.status = reader.u32_le();
  header.command = reader.u16_le();
  header.credits = reader.u16_le();
  header.flags = reader.u32_le();
  header.next = reader.u32_le();
  header.message_id = reader.u64_le();
  header.process_id = reader.u32_le();
  header.tree_id = reader.u32_le();
  header.session_id = reader.u64_le();
  header.signature = reader.take(16);
  if (reader.failed()) return std::nullopt;
  return header;
}

SmbTimes read_smb_times(ByteReader& reader) {
  SmbTimes times;
  times.created = reader.u64_le();
  times.accessed = reader.u64_le();
  times.modified = reader.u64_le();
  times.changed = reader.u64_le();
  return times;
}

std::optional<std::vector<uint16_t>> parse_smb2_negotiate_request(ByteSpan message) {
  Body2 body(message);
  uint16_t count = body.reader.u16_le();
  body.reader.skip(32);  // what the client is and can do
  std::vector<uint16_t> dialects;
  for (uint16_t i = 0; i < count && !body.reader.failed(); ++i)
    dialects.push_back(body.reader.u16_le());
  return unless_failed(body, dialects);
}

std::optional<Smb2NegotiateResponse> parse_smb2_negotiate_response(ByteSpan message) {
  Body2 body(message);
  Smb2NegotiateResponse response;
  response.security_mode = body.reader.u16_le();
  response.dialect = body.reader.u16_le();
  response.context_count = body.reader.u16_le();
  response.server = body.file();
  body.reader.skip(16);  // what the server can do, and how much at once
  response.system_time = body.reader.u64_le();
  response.start_time = body.reader.u64_le();
  uint16_t offset = body.reader.u16_le(), length = body.reader.u16_le();
  uint32_t contexts = body.reader.u32_le();
  response.security_blob = body.part(offset, length);
  if (response.dialect == kSmb311 && !body.fails())
    response.contexts = read_contexts(body, contexts, response.context_count);
  return unless_failed(body, response);
}

std::optional<Smb2SessionSetup> parse_smb2_session_request(ByteSpan message) {
  Body2 body(message);
  Smb2SessionSetup setup;
  body.reader.skip(1);
  setup.mode = body.reader.u8();
  body.reader.skip(8);
  uint16_t offset = body.reader.u16_le(), length = body.reader.u16_le();
  setup.security_blob = body.part(offset, length);
  return unless_failed(body, setup);
}

std::optional<Smb2SessionSetup> parse_smb2_session_response(ByteSpan message) {
  Body2 body(message);
  Smb2SessionSetup setup;
  setup.mode = body.reader.u16_le();
  uint16_t offset = body.reader.u16_le(), length = body.reader.u16_le();
  setup.security_blob = body.part(offset, length);
  return unless_failed(body, setup);
}

std::optional<ByteSpan> parse_smb2_tree_request(ByteSpan message) {
  Body2 body(message);
  body.reader.skip(2);
  uint16_t offset = body.reader.u16_le(), length = body.reader.u16_le();
  ByteSpan path = body.part(offset, length);
  return unless_failed(body, path);
}

std::optional<uint8_t> parse_smb2_tree_response(ByteSpan message) {
  Body2 body(message);
  uint8_t type = body.reader.u8();
  return unless_failed(body, type);
}

std::optional<Smb2CreateRequest> parse_smb2_create_request(ByteSpan message) {
  Body2 body(message);
  Smb2CreateRequest request;
  body.reader.skip(34);  // oplocks, and who may do what
  request.disposition = body.reader.u32_le();
  request.options = body.reader.u32_le();
  uint16_t offset = body.reader.u16_le(), length = body.reader.u16_le();
  request.name = body.part(offset, length);
  return unless_failed(body, request);
}

std::optional<Smb2CreateResponse> parse_smb2_create_response(ByteSpan message) {
  Body2 body(message);
  Smb2CreateResponse response;
  body.reader.skip(2);
  response.action = body.reader.u32_le();
  response.times = read_smb_times(body.reader);
  body.reader.skip(8);
  response.size = body.reader.u64_le();
  response.attributes = body.reader.u32_le();
  body.reader.skip(4);
  response.file = body.file();
  return unless_failed(body, response);
}

std::optional<Smb2FileId> parse_smb2_close_request(ByteSpan message) {
  Body2 body(message);
  body.reader.skip(6);
  Smb2FileId file = body.file();
  return unless_failed(body, file);
}

std::optional<Smb2CloseResponse> parse_smb2_close_response(ByteSpan message) {
  Body2 body(message);
  Smb2CloseResponse response;
  body.reader.skip(6);
  response.times = read_smb_times(body.reader);
  response.allocated = body.reader.u64_le();
  response.size = body.reader.u64_le();
  response.attributes = body.reader.u32_le();
  return unless_failed(body, response);
}

std::optional<Smb2Transfer> parse_smb2_read_request(ByteSpan message) {
  Body2 body(message);
  Smb2Transfer transfer;
  body.reader.skip(2);
  transfer.length = body.reader.u32_le();
  transfer.offset = body.reader.u64_le();
  transfer.file = body.file();
  return unless_failed(body, transfer);
}

std::optional<ByteSpan> parse_smb2_read_response(ByteSpan message) {
  Body2 body(message);
  uint8_t offset = body.reader.u8();
  body.reader.skip(1);
  uint32_t length = body.reader.u32_le();
  ByteSpan data = body.part_up_to(offset, length);
  return unless_failed(body, data);
}

std::optional<Smb2Transfer> parse_smb2_write_request(ByteSpan message) {
  Body2 body(message);
  Smb2Transfer transfer;
  uint16_t offset = body.reader.u16_le();
  transfer.length = body.reader.u32_le();
  transfer.offset = body.reader.u64_le();
  transfer.file = body.file();
  transfer.data = body.part_up_to(offset, transfer.length);
  return unless_failed(body, transfer);
}

std::optional<uint32_t> parse_smb2_write_response(ByteSpan message) {
  Body2 body(message);
  body.reader.skip(2);
  uint32_t length = body.reader.u32_le();
  return unless_failed(body, length);
}

std::optional<Smb2Ioctl> parse_smb2_ioctl_request(ByteSpan message) {
  Body2 body(message);
  Smb2Ioctl ioctl = read_ioctl(body, sizeof(uint32_t));
  return unless_failed(body, ioctl);
}

std::optional<Smb2Ioctl> parse_smb2_ioctl_response(ByteSpan message) {
  Body2 body(message);
  Smb2Ioctl ioctl = read_ioctl(body, 0);
  return unless_failed(body, ioctl);
}

std::optional<Smb2SetInfo> parse_smb2_set_info(ByteSpan message) {
  Body2 body(message);
  Smb2SetInfo info;
  info.type = body.reader.u8();
  info.level = body.reader.u8();
  uint32_t length = body.reader.u32_le();
  uint16_t offset = body.reader.u16_le();
  body.reader.skip(6);
  info.file = body.file();
  // Some put what is set right behind, whatever they say of where it is.
  info.data = body.part(offset, length);
  if (body.is_broken) info.data = body.reader.rest();
  body.is_broken = false;
  return unless_failed(body, info);
}

std::optional<Smb2NewName> parse_smb2_new_name(ByteSpan data) {
  ByteReader reader(data);
  Smb2NewName name;
  reader.skip(8);  // whether to replace another file
  name.root = reader.u64_le();
  name.name = reader.take(reader.u32_le());
  if (reader.failed()) return std::nullopt;
  return name;
}

std::optional<std::vector<Smb2ExtendedAttribute>> parse_smb2_attributes(ByteSpan data) {
  std::vector<Smb2ExtendedAttribute> attributes;
  while (attributes.size() < kMaxAttributes) {
    ByteReader reader(data);
    uint32_t next = reader.u32_le();
    reader.skip(1);
    uint8_t name_length = reader.u8();
    uint16_t value_length = reader.u16_le();
    Smb2ExtendedAttribute attribute;
    attribute.name = reader.take(name_length);
    reader.skip(1);
    attribute.value = reader.take(value_length);
    if (reader.failed()) return std::nullopt;
    attributes.push_back(attribute);
    if (next == 0 || next >= data.size()) break;
    data = data.subspan(next);
  }
  return attributes;
}

std::optional<Smb2Transform> parse_smb2_transform(ByteSpan message) {
  ByteReader reader(message);
  Smb2Transform transform;
  reader.skip(4);
  transform.signature = reader.take(16);
  transform.nonce = reader.take(16);
  transform.size = reader.u32_le();
  reader.skip(2);
  transform.flags = reader.u16_le();
  transform.session_id = reader.u64_le();
  if (reader.failed()) return std::nullopt;
  return transform;
}

}  // namespace avocet
