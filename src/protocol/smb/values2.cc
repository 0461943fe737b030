// What scripts get of SMB 2 and 3.
#include "base/windows.h"
#include "protocol/smb/analyzer.h"

namespace avocet {

namespace {

// Kinds of what is agreed upon (MS-SMB2 2.2.3.1).
enum : uint16_t {
  kPreauthContext = 1,
  kEncryptionContext = 2,
  kCompressionContext = 3,
  kNameContext = 5
};
// Places in the binding's record for it.
enum : size_t { kPreauthField = 2, kEncryptionField, kCompressionField, kNameField };

// The bits of attributes (MS-FSCC 2.6) in the order of the fields of SMB2::FileAttrs.
constexpr uint32_t kAttributes[] = {0x1,   0x2,   0x4,    0x10,   0x20,   0x80,   0x100,  0x200,
                                    0x400, 0x800, 0x1000, 0x2000, 0x4000, 0x8000, 0x20000};

}  // namespace

Value SmbAnalyzer::name(ByteSpan utf16) const { return text(text_of_utf16(utf16)); }

Value SmbAnalyzer::header2(const Smb2Header& header) const {
  auto count = [](uint64_t n) { return Value::of_count(n); };
  return Value::of(binding_.v2.header.make(
      heap(), {count(header.credit_charge), count(header.status), count(header.command),
               count(header.credits), count(header.flags), count(header.message_id),
               count(header.process_id), count(header.tree_id), count(header.session_id),
               text(header.signature)}));
}

Value SmbAnalyzer::id2(const Smb2FileId& id) const {
  return Value::of(binding_.v2.guid.make(
      heap(), {Value::of_count(id.persistent), Value::of_count(id.is_volatile)}));
}

Value SmbAnalyzer::attributes2(uint32_t bits) const {
  Record* made = binding_.v2.attributes.make(heap(), {});
  size_t field = 0;
  for (uint32_t bit : kAttributes)
    binding_.v2.attributes.set(made, field++, Value::of_bool((bits & bit) != 0));
  return Value::of(made);
}

Value SmbAnalyzer::contexts2(const std::vector<Smb2NegotiateContext>& contexts) const {
  Vector* list = make_vector(heap(), binding_.v2.contexts, contexts.size());
  for (const Smb2NegotiateContext& context : contexts) push(heap(), list, context2(context));
  return Value::of(list);
}

// What is cut short has fewer elements than it says.
Value SmbAnalyzer::numbers2(const VectorType* type, ByteReader& reader, size_t count) const {
  Vector* list = make_vector(heap(), type, 0);
  for (size_t i = 0; i < count && reader.can_read(sizeof(uint16_t)); ++i)
    push(heap(), list, Value::of_count(reader.u16_le()));
  return Value::of(list);
}

Value SmbAnalyzer::context2(const Smb2NegotiateContext& context) const {
  const Smb2Binding& v2 = binding_.v2;
  Record* made =
      v2.context.make(heap(), {Value::of_count(context.type), Value::of_count(context.length)});
  ByteReader reader(context.data);
  switch (context.type) {
  case kPreauthContext: {
    uint16_t count = reader.u16_le(), salt_length = reader.u16_le();
    Value hashes = numbers2(v2.algorithms, reader, count);
    Record* info = v2.preauth.make(heap(), {Value::of_count(count), Value::of_count(salt_length),
                                            hashes, text(reader.take_up_to(salt_length))});
    v2.context.set(made, kPreauthField, Value::of(info));
    break;
  }
  case kEncryptionContext: {
    uint16_t count = reader.u16_le();
    Record* info = v2.encryption.make(
        heap(), {Value::of_count(count), numbers2(v2.algorithms, reader, count)});
    v2.context.set(made, kEncryptionField, Value::of(info));
    break;
  }
  case kCompressionContext: {
    uint16_t count = reader.u16_le();
    reader.skip(6);  // padding and flags
    Record* info = v2.compression.make(
        heap(), {Value::of_count(count), numbers2(v2.algorithms, reader, count)});
    v2.context.set(made, kCompressionField, Value::of(info));
    break;
  }
  case kNameContext: v2.context.set(made, kNameField, name(context.data)); break;
  default: break;
  }
  return Value::of(made);
}

// ---- What is set ---------------------------------------------------------------------

void SmbAnalyzer::set_info2(const Smb2Header& header, ByteSpan message) {
  enum : uint8_t { kFile = 1, kFileSystem = 2 };
  std::optional<Smb2SetInfo> info = parse_smb2_set_info(message);
  if (!info) return broken("a request to set something is cut short");
  if (info->type == kFile) set_file_info2(header, *info);
  if (info->type == kFileSystem) set_system_info2(header, *info);
}

void SmbAnalyzer::raise_number(const EventHandle& event, const Smb2Header& header,
                               const Smb2SetInfo& info, Value number) {
  if (event.wanted()) event.raise({connection(), header2(header), id2(info.file), number});
}

void SmbAnalyzer::set_file_info2(const Smb2Header& header, const Smb2SetInfo& info) {
  // Levels of MS-FSCC 2.4.
  enum : uint8_t {
    kBasic = 4,
    kRename = 10,
    kLink = 11,
    kDisposition = 13,
    kPosition = 14,
    kFullEa = 15,
    kMode = 16,
    kAllocation = 19,
    kEndOfFile = 20,
    kPipe = 23,
    kValidDataLength = 39,
    kShortName = 40
  };
  const Smb2Binding& v2 = binding_.v2;
  ByteReader reader(info.data);
  switch (info.level) {
  case kBasic: return raise_set_attributes(header, info);
  case kRename:
  case kLink: return raise_new_name(header, info);
  case kDisposition:
    return raise_number(v2.file_delete, header, info, Value::of_bool(reader.u8() != 0));
  case kPosition:
    return raise_number(v2.file_position, header, info, Value::of_int(int64_t(reader.u64_le())));
  case kFullEa: return raise_extended_attributes(header, info);
  case kMode: return raise_number(v2.file_mode, header, info, Value::of_count(reader.u32_le()));
  case kAllocation:
    return raise_number(v2.file_allocation, header, info, Value::of_int(int64_t(reader.u64_le())));
  case kEndOfFile:
    return raise_number(v2.file_end, header, info, Value::of_int(int64_t(reader.u64_le())));
  case kPipe:
    if (v2.file_pipe.wanted()) {
      Value read_mode = Value::of_count(reader.u32_le());
      v2.file_pipe.raise({connection(), header2(header), id2(info.file), read_mode,
                          Value::of_count(reader.u32_le())});
    }
    return;
  case kValidDataLength:
    return raise_number(v2.file_valid_length, header, info,
                        Value::of_int(int64_t(reader.u64_le())));
  case kShortName:
    if (v2.file_short_name.wanted())
      v2.file_short_name.raise({connection(), header2(header), id2(info.file),
                                name(reader.take_up_to(reader.u32_le()))});
    return;
  default: return;
  }
}

void SmbAnalyzer::raise_set_attributes(const Smb2Header& header, const Smb2SetInfo& info) {
  const EventHandle& event = binding_.v2.file_attributes;
  if (!event.wanted()) return;
  ByteReader reader(info.data);
  SmbTimes set = read_smb_times(reader);
  uint32_t bits = reader.u32_le();
  if (reader.failed()) return broken("attributes to be set are cut short");
  event.raise({connection(), header2(header), id2(info.file), times(set), attributes2(bits)});
}

void SmbAnalyzer::raise_new_name(const Smb2Header& header, const Smb2SetInfo& info) {
  constexpr uint8_t kRename = 10;
  std::optional<Smb2NewName> found = parse_smb2_new_name(info.data);
  if (!found) return broken("a new name is cut short");
  const Smb2Binding& v2 = binding_.v2;
  if (info.level == kRename) {
    if (v2.file_rename.wanted())
      v2.file_rename.raise({connection(), header2(header), id2(info.file), name(found->name)});
  } else if (v2.file_link.wanted()) {
    v2.file_link.raise({connection(), header2(header), id2(info.file), Value::of_count(found->root),
                        name(found->name)});
  }
}

void SmbAnalyzer::raise_extended_attributes(const Smb2Header& header, const Smb2SetInfo& info) {
  const Smb2Binding& v2 = binding_.v2;
  if (!v2.file_full_ea.wanted()) return;
  std::optional<std::vector<Smb2ExtendedAttribute>> found = parse_smb2_attributes(info.data);
  if (!found) return broken("an extended attribute is cut short");
  Vector* list = make_vector(heap(), v2.extended_attributes, found->size());
  for (const Smb2ExtendedAttribute& attribute : *found)
    push(heap(), list,
         Value::of(
             v2.extended_attribute.make(heap(), {text(attribute.name), text(attribute.value)})));
  v2.file_full_ea.raise({connection(), header2(header), id2(info.file), Value::of(list)});
}

void SmbAnalyzer::set_system_info2(const Smb2Header& header, const Smb2SetInfo& info) {
  // Levels of MS-FSCC 2.5.
  enum : uint8_t { kControl = 6, kObjectId = 8 };
  if (info.level == kControl) return raise_fscontrol(header, info);
  const EventHandle& event = binding_.v2.file_object_id;
  if (info.level != kObjectId || !event.wanted()) return;
  ByteReader reader(info.data);
  Smb2FileId object{reader.u64_le(), reader.u64_le()};
  if (reader.failed()) return broken("the id of an object is cut short");
  event.raise({connection(), header2(header), id2(info.file), id2(object), text(reader.rest())});
}

void SmbAnalyzer::raise_fscontrol(const Smb2Header& header, const Smb2SetInfo& info) {
  const Smb2Binding& v2 = binding_.v2;
  if (!v2.file_fscontrol.wanted()) return;
  ByteReader reader(info.data);
  // Scripts know the lower halves of these.
  auto half = [&] { return Value::of_int(int32_t(reader.u64_le())); };
  Value start = half(), threshold = half(), stop = half();
  Value quota_threshold = Value::of_count(reader.u64_le());
  Value quota_limit = Value::of_count(reader.u64_le());
  Value flags = Value::of_count(reader.u32_le());
  if (reader.failed()) return broken("the control of a file system is cut short");
  Record* made =
      v2.fscontrol.make(heap(), {start, threshold, stop, quota_threshold, quota_limit, flags});
  v2.file_fscontrol.raise({connection(), header2(header), id2(info.file), Value::of(made)});
}

}  // namespace avocet
