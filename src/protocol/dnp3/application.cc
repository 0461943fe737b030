#include "protocol/dnp3/application.h"

#include <algorithm>
#include <array>
#include <optional>

namespace avocet {

namespace {

constexpr uint16_t kOctetString = 110, kLastString = 113, kFileBlock = 0x4605;  // groups; a type
constexpr uint8_t kNoByte = 255;  // the value of objects that are no byte

// Requests that carry objects with their values. Others name objects only, if these have no sizes.
constexpr uint8_t kWithValues[] = {2, 3, 4, 5, 6, 11, 12, 25, 26, 27, 28, 29, 30, 31, 32, 33};

// How many bytes stand before each object, by the prefix code of the qualifier; from kFirstSize
// on they say how many bytes the object has.
constexpr std::array<uint8_t, 8> kPrefixSizes = {0, 1, 2, 4, 1, 2, 4, 0};
constexpr int kFirstSize = 4, kLastSize = 6;

uint64_t little(ByteReader& reader, size_t size) {
  switch (size) {
  case 1: return reader.u8();
  case 2: return reader.u16_le();
  case 4: return reader.u32_le();
  case 6: {
    uint64_t low = reader.u32_le();
    return uint64_t(reader.u16_le()) << 32 | low;
  }
  default: return 0;
  }
}

uint64_t read_part(ByteReader& reader, char part) {
  switch (part) {
  case 'b': return reader.u8();
  case 'h': return reader.u16_le();
  case 'H': return uint64_t(int64_t(int16_t(reader.u16_le())));
  case 'w': return reader.u32_le();
  case 'W': return uint64_t(int64_t(int32_t(reader.u32_le())));
  default: return little(reader, 6);
  }
}

// Objects of so many bits; zero if they have bytes of their own.
uint64_t bits_of(const Dnp3Kind& kind) { return kind.parts == "1" ? 1 : kind.parts == "2" ? 2 : 0; }

// Reads the range of an object header. False if it ends before it begins.
bool read_range(ByteReader& reader, Dnp3ObjectHeader& header) {
  auto between = [&](size_t size) {
    header.low = little(reader, size);
    header.high = little(reader, size);
    header.number = header.high - header.low + 1;
    return header.low <= header.high;
  };
  switch (header.qualifier & 0x0f) {
  case 0:
  case 3: return between(1);
  case 1:
  case 4: return between(2);
  case 2:
  case 5: return between(4);
  case 6: header.low = header.high = 0xffff; return true;  // all there are
  case 7:
  case 11: header.low = header.number = reader.u8(); return true;
  // Scripts see the bytes of these counts from left to right, in Zeek as here.
  case 8:
    header.low = reader.u16();
    header.number = header.low >> 8 | (header.low & 0xff) << 8;
    return true;
  case 9:
    header.low = reader.u32();
    header.number = __builtin_bswap32(uint32_t(header.low));
    return true;
  default: return true;  // reserved
  }
}

class Walk {
 public:
  Walk(ByteSpan bytes, Dnp3Listener& listener) : reader_(bytes), listener_(listener) {}

  bool run() {
    message_.control = reader_.u8();
    message_.function = reader_.u8();
    if (message_.is_response()) message_.indications = reader_.u16();
    if (reader_.failed()) return false;
    listener_.message(message_);
    has_values_ = message_.is_response() ||
                  std::ranges::find(kWithValues, message_.function) != std::end(kWithValues);
    while (reader_.remaining() > 0)
      if (!objects()) return false;
    return true;
  }

 private:
  bool objects() {
    header_ = {};
    header_.type = reader_.u16();
    header_.qualifier = reader_.u8();
    bool is_range = read_range(reader_, header_);
    if (reader_.failed() || !is_range) return false;
    listener_.objects(header_);
    int code = header_.qualifier >> 4 & 7;
    prefix_size_ = kPrefixSizes[size_t(code)];
    is_sized_ = code >= kFirstSize && code <= kLastSize;
    kind_ = find_dnp3_kind(header_.type);
    return items();
  }

  bool items() {
    uint64_t count = header_.number;
    if (kind_ && prefix_size_ == 0 && bits_of(*kind_) > 0)
      count = (count * bits_of(*kind_) + 7) / 8;
    bool are_empty = !is_sized_ && (!has_values_ || (kind_ && kind_->parts.empty()));
    if (prefix_size_ == 0 && are_empty) return true;
    for (uint64_t i = 0; i < count; ++i) {
      uint64_t prefix = little(reader_, prefix_size_);
      if (reader_.failed() || (!are_empty && reader_.remaining() == 0)) return false;
      if (!are_empty && !is_known()) {
        listener_.unknown(reader_.rest());
        return true;
      }
      listener_.prefix(uint32_t(prefix));
      if (!are_empty && !item(prefix)) return false;
    }
    return true;
  }

  uint16_t group() const { return header_.type >> 8; }
  bool is_attribute() const { return group() == 0 && !is_sized_; }
  bool is_string() const {
    return group() >= kOctetString && group() <= kLastString && (header_.type & 0xff) > 0;
  }
  bool is_known() const { return kind_ || is_sized_ || is_attribute() || is_string(); }

  bool item(uint64_t prefix) {
    uint8_t value = kNoByte;
    if (is_sized_)
      sized(reader_.take(size_t(prefix)));
    else if (kind_)
      value = of_kind();
    else if (is_attribute())
      attribute();
    else
      reader_.skip(header_.type & 0xff);  // a string, as long as its variation says
    if (reader_.failed()) return false;
    if (message_.is_response()) listener_.response_object(value);
    return true;
  }

  void sized(ByteSpan bytes) {
    if (header_.type != kFileBlock || reader_.failed()) return;
    ByteReader block(bytes);
    uint32_t handle = block.u32_le(), number = block.u32_le();
    if (!block.failed()) listener_.file_block(handle, number, block.rest());
  }

  // The byte, if it is one that has no event.
  uint8_t of_kind() {
    if (bits_of(*kind_) > 0) return reader_.u8();
    std::array<uint64_t, 5> numbers{};
    size_t count = 0;
    for (char part : kind_->parts) numbers[count++] = read_part(reader_, part);
    if (reader_.failed()) return kNoByte;
    if (!kind_->event.empty()) listener_.object(*kind_, {numbers.data(), count});
    return kind_->parts == "b" ? uint8_t(numbers[0]) : kNoByte;
  }

  void attribute() {
    uint8_t type = reader_.u8();
    ByteSpan value = reader_.take(reader_.u8());
    if (!reader_.failed()) listener_.attribute(type, value);
  }

  ByteReader reader_;
  Dnp3Listener& listener_;
  Dnp3MessageHeader message_;
  Dnp3ObjectHeader header_;
  const Dnp3Kind* kind_ = nullptr;
  size_t prefix_size_ = 0;
  bool is_sized_ = false;    // each object by its prefix
  bool has_values_ = false;  // the function says
};

}  // namespace

bool parse_dnp3_message(ByteSpan bytes, Dnp3Listener& listener) {
  return Walk(bytes, listener).run();
}

}  // namespace avocet
