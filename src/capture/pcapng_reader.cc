#include "capture/pcapng_reader.h"

#include <vector>

#include "base/byte_reader.h"
#include "capture/pcapng_block.h"
#include "capture/stream_window.h"

namespace avocet {
namespace {

// Blocks are padded to four bytes and hold at most one packet; anything larger is damage.
constexpr uint32_t kMaxBlock = 16 << 20;
constexpr size_t kMaxInterfaces = 65536;

struct Interface {
  LinkType link = LinkType::kUnsupported;
  int link_number = -1;
  uint32_t snap_length = 0;
  uint64_t units_per_second = 1'000'000;
  int64_t offset_seconds = 0;
};

// Reads numbers in the section's byte order.
class BlockReader {
 public:
  BlockReader(ByteSpan bytes, bool is_little) : reader_(bytes), is_little_(is_little) {}
  uint16_t u16() { return is_little_ ? reader_.u16_le() : reader_.u16(); }
  uint32_t u32() { return is_little_ ? reader_.u32_le() : reader_.u32(); }
  uint64_t u64() { return is_little_ ? reader_.u64_le() : reader_.u64(); }
  uint8_t u8() { return reader_.u8(); }
  ByteReader& bytes() { return reader_; }

 private:
  ByteReader reader_;
  bool is_little_;
};

uint64_t units_of_resolution(uint8_t resolution) {
  int exponent = resolution & 0x7f;
  if ((resolution & 0x80) != 0) return exponent < 63 ? uint64_t{1} << exponent : uint64_t{1} << 62;
  uint64_t units = 1;
  for (int i = 0; i < exponent && i < 18; ++i) units *= 10;
  return units;
}

NetTime time_of(const Interface& interface, uint64_t stamp) {
  uint64_t units = interface.units_per_second;
  uint64_t fraction = stamp % units;
  __extension__ typedef unsigned __int128 Wide;
  auto nanos = static_cast<int64_t>(static_cast<Wide>(fraction) * kNanosPerSecond / units);
  uint64_t seconds = stamp / units;
  constexpr uint64_t kMaxSeconds = INT64_MAX / kNanosPerSecond - 1;
  if (seconds > kMaxSeconds) seconds = kMaxSeconds;
  int64_t whole = static_cast<int64_t>(seconds);
  if (__builtin_add_overflow(whole, interface.offset_seconds, &whole) ||
      whole > static_cast<int64_t>(kMaxSeconds) || whole < 0) {
    whole = static_cast<int64_t>(seconds);
  }
  return NetTime::from_parts(whole, nanos);
}

class PcapngSource final : public PacketSource {
 public:
  PcapngSource(std::string name, std::unique_ptr<ByteStream> stream, PacketFilter filter)
      : name_(std::move(name)), window_(std::move(stream)), filter_(std::move(filter)) {
    statistics_.bytes_total = window_.stream().total();
  }

  // Reads up to the first interface, so that the link type is known.
  void prime() {
    while (interfaces_.empty() && primed_ == ReadStatus::kWouldBlock) {
      RawPacket packet;
      primed_ = read_block(packet);
    }
    if (primed_ == ReadStatus::kPacket) primed_ = ReadStatus::kWouldBlock;
  }

  ReadStatus next(RawPacket& packet) override {
    for (;;) {
      if (primed_ == ReadStatus::kEnd || primed_ == ReadStatus::kFailed) return primed_;
      ReadStatus status = read_block(packet);
      if (status == ReadStatus::kWouldBlock) continue;
      if (status != ReadStatus::kPacket) return primed_ = status;
      if (!filter_.is_empty() && !filter_.accepts(packet)) continue;
      ++statistics_.packets;
      statistics_.bytes += packet.data.size();
      return status;
    }
  }

  const std::string& trouble() const override { return trouble_; }
  SourceStatistics statistics() const override {
    SourceStatistics now = statistics_;
    now.bytes_read = window_.stream().position();
    return now;
  }
  LinkType link_type() const override {
    return interfaces_.empty() ? LinkType::kEthernet : interfaces_.front().link;
  }
  int link_number() const override {
    return interfaces_.empty() ? -1 : interfaces_.front().link_number;
  }
  const std::string& name() const override { return name_; }

 private:
  ReadStatus failed(const std::string& what) {
    if (window_.stream().is_interrupted()) return ReadStatus::kEnd;
    std::string fault = window_.stream().fault();
    trouble_ = name_ + ": " + (fault.empty() ? what : fault);
    return ReadStatus::kFailed;
  }
  ReadStatus cut_off() {
    return failed("the file is cut off within packet " + std::to_string(statistics_.packets + 1));
  }

  // kWouldBlock: the block held no packet.
  ReadStatus read_block(RawPacket& packet) {
    constexpr size_t kHead = 8, kFrame = 12;  // with the length again at the end
    ByteSpan head = window_.ahead(kHead);
    if (head.empty() && window_.stream().fault().empty()) return ReadStatus::kEnd;
    if (head.size() < kHead) return cut_off();
    BlockReader header(head, is_little_);
    uint32_t type = header.u32();
    if (type == kSectionHeader) return read_section();
    uint32_t length = header.u32();
    if (length < 12 || length % 4 != 0 || length > kMaxBlock) {
      return failed("a block of " + std::to_string(length) + " bytes makes no sense");
    }
    ByteSpan block = window_.ahead(length);
    if (block.size() < length) return cut_off();
    window_.skip(length);
    BlockReader body(block.subspan(kHead, length - kFrame), is_little_);
    switch (type) {
    case kInterfaceDescription: return read_interface(body);
    case kEnhancedPacket: return read_packet(body, packet, body.u32());
    case kObsoletePacket: {
      uint32_t interface = body.u16();
      body.u16();  // drops
      return read_packet(body, packet, interface);
    }
    case kSimplePacket: return read_simple_packet(body, packet);
    default: return ReadStatus::kWouldBlock;
    }
  }

  ReadStatus read_section() {
    constexpr size_t kHead = 12;  // type, length, byte order
    ByteSpan head = window_.ahead(kHead);
    if (head.size() < kHead) return cut_off();
    ByteSpan magic = head.subspan(8, 4);
    is_little_ = ByteReader(magic).u32_le() == kByteOrderMagic;
    if (!is_little_ && ByteReader(magic).u32() != kByteOrderMagic) {
      return failed("the byte order of a section is unknown");
    }
    uint32_t length = BlockReader(head.subspan(4, 4), is_little_).u32();
    if (length < 28 || length % 4 != 0 || length > kMaxBlock) {
      return failed("a section header of " + std::to_string(length) + " bytes makes no sense");
    }
    if (window_.ahead(length).size() < length) return cut_off();
    window_.skip(length);
    interfaces_.clear();
    return ReadStatus::kWouldBlock;
  }

  ReadStatus read_interface(BlockReader& body) {
    if (interfaces_.size() >= kMaxInterfaces) return failed("it has too many interfaces");
    constexpr uint16_t kEndOfOptions = 0, kTimeResolution = 9, kTimeOffset = 14;
    Interface interface;
    interface.link_number = body.u16();
    interface.link = link_type_of(interface.link_number);
    body.u16();
    interface.snap_length = body.u32();
    while (body.bytes().can_read(4)) {
      uint16_t code = body.u16();
      uint16_t length = body.u16();
      if (code == kEndOfOptions) break;
      ByteSpan value = body.bytes().take_up_to(length);
      body.bytes().take_up_to((4u - length % 4u) % 4u);
      if (code == kTimeResolution && value.size() == 1) {
        interface.units_per_second = units_of_resolution(value[0]);
      }
      if (code == kTimeOffset && value.size() == 8) {
        interface.offset_seconds = static_cast<int64_t>(BlockReader(value, is_little_).u64());
      }
    }
    interfaces_.push_back(interface);
    return ReadStatus::kWouldBlock;
  }

  ReadStatus read_packet(BlockReader& body, RawPacket& packet, uint32_t index) {
    uint64_t stamp = uint64_t(body.u32()) << 32;
    stamp |= body.u32();
    uint32_t captured = body.u32();
    packet.wire_length = body.u32();
    packet.data = body.bytes().take(captured);
    if (body.bytes().failed()) return failed("a packet is longer than its block");
    if (index >= interfaces_.size()) return failed("a packet names an interface that is not there");
    packet.time = time_of(interfaces_[index], stamp);
    packet.link = interfaces_[index].link;
    packet.link_number = interfaces_[index].link_number;
    packet.interface = index;
    packet.keeper = &window_.keeper();
    return ReadStatus::kPacket;
  }

  ReadStatus read_simple_packet(BlockReader& body, RawPacket& packet) {
    if (interfaces_.empty()) return failed("a packet names an interface that is not there");
    const Interface& interface = interfaces_.front();
    packet.wire_length = body.u32();
    size_t captured = packet.wire_length;
    if (interface.snap_length != 0 && captured > interface.snap_length)
      captured = interface.snap_length;
    packet.data = body.bytes().take_up_to(captured);
    packet.time = {};
    packet.link = interface.link;
    packet.link_number = interface.link_number;
    packet.interface = 0;
    packet.keeper = &window_.keeper();
    return ReadStatus::kPacket;
  }

  std::string name_;
  StreamWindow window_;
  PacketFilter filter_;
  bool is_little_ = true;
  ReadStatus primed_ = ReadStatus::kWouldBlock;
  std::vector<Interface> interfaces_;
  SourceStatistics statistics_;
  std::string trouble_;
};

}  // namespace

SourceResult open_pcapng(std::unique_ptr<ByteStream> stream, const std::string& name,
                         PacketFilter filter) {
  auto source = std::make_unique<PcapngSource>(name, std::move(stream), std::move(filter));
  source->prime();
  if (!source->trouble().empty()) return Error{"can't read " + source->trouble()};
  return std::unique_ptr<PacketSource>(std::move(source));
}

}  // namespace avocet
