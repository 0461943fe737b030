#include "capture/pcap_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/prefetch.h"
#include "capture/stream_window.h"

namespace avocet {
namespace {

constexpr uint32_t kMagicMicros = 0xa1b2c3d4, kMagicNanos = 0xa1b23c4d, kMagicPatched = 0xa1b2cd34;
constexpr size_t kFileHeader = 24, kRecordHeader = 16, kPatchedRecordHeader = 24;
constexpr uint32_t kMaxCapturedLength = 262144;
// The major version that DG/UX wrote instead of 2.
constexpr uint16_t kDgUx = 543;

bool is_either(uint32_t value, uint32_t magic) {
  return value == magic || value == __builtin_bswap32(magic);
}

// Files have numbers of their own for what differs between systems.
int dlt_of(uint32_t link) {
  link &= 0x03ffffff;  // above: how long the checksum behind each frame is
  switch (link) {
  case 100: return 11;  // ATM, RFC 1483
  case 101: return 12;  // raw IP
  case 102: return 15;  // SLIP of BSD/OS
  case 103: return 16;  // PPP of BSD/OS
  case 106: return 19;  // classical IP over ATM
  default: return static_cast<int>(link);
  }
}

// Where the two lengths of a record stand.
enum class Lengths : uint8_t { kCapturedFirst, kWireFirst, kSmallerIsCaptured };

struct Format {
  bool is_little = true;
  bool is_nanos = false;
  size_t record_header = kRecordHeader;
  Lengths lengths = Lengths::kCapturedFirst;
  uint16_t major = 0, minor = 0;
  uint32_t snap_length = kMaxCapturedLength;
  int dlt = 0;

  bool is_known() const { return (major == 2 && minor <= 4) || (major == kDgUx && minor == 0); }

  // The first of a record.
  std::array<uint32_t, 4> words(ByteSpan record) const {
    std::array<uint32_t, 4> words;
    std::memcpy(words.data(), record.data(), sizeof words);
    if (is_little != (std::endian::native == std::endian::little))
      for (uint32_t& word : words) word = __builtin_bswap32(word);
    return words;
  }
  uint32_t u32(ByteReader& reader) const { return is_little ? reader.u32_le() : reader.u32(); }
  uint16_t u16(ByteReader& reader) const { return is_little ? reader.u16_le() : reader.u16(); }
};

Format read_format(ByteSpan header) {
  Format format;
  ByteReader reader(header);
  uint32_t magic = ByteReader(header).u32_le();
  format.is_little = magic == kMagicMicros || magic == kMagicNanos || magic == kMagicPatched;
  magic = format.u32(reader);
  format.is_nanos = magic == kMagicNanos;
  if (magic == kMagicPatched) format.record_header = kPatchedRecordHeader;
  format.major = format.u16(reader);
  format.minor = format.u16(reader);
  if (format.minor < 3) format.lengths = Lengths::kWireFirst;
  if (format.minor == 3) format.lengths = Lengths::kSmallerIsCaptured;
  reader.skip(8);  // time zone and accuracy, which nobody ever set
  uint32_t snap_length = format.u32(reader);
  if (snap_length > 0 && snap_length <= INT32_MAX) format.snap_length = snap_length;
  format.dlt = dlt_of(format.u32(reader));
  return format;
}

class PcapReader final : public PacketSource {
 public:
  PcapReader(std::string name, StreamWindow window, const Format& format, PacketFilter filter)
      : name_(std::move(name)), window_(std::move(window)), filter_(std::move(filter)),
        format_(format), link_(link_type_of(format.dlt)) {
    statistics_.bytes_total = window_.stream().total();
  }

  ReadStatus next(RawPacket& packet) override {
    for (;;) {
      if (status_ != ReadStatus::kPacket) return status_;
      if (status_ = read(packet); status_ != ReadStatus::kPacket) return status_;
      if (!filter_.is_empty() && !filter_.accepts(packet)) continue;
      ++statistics_.packets;
      statistics_.bytes += packet.data.size();
      return status_;
    }
  }

  void skim() override { is_skimmed_ = true; }
  const std::string& trouble() const override { return trouble_; }
  SourceStatistics statistics() const override {
    SourceStatistics now = statistics_;
    now.bytes_read = window_.stream().position();
    return now;
  }
  LinkType link_type() const override { return link_; }
  int link_number() const override { return format_.dlt; }
  int snap_length() const override { return static_cast<int>(format_.snap_length); }
  const std::string& name() const override { return name_; }
  bool has_nanoseconds() const override { return format_.is_nanos; }

 private:
  ReadStatus failed(const std::string& what) {
    if (window_.stream().is_interrupted()) return ReadStatus::kEnd;
    std::string fault = window_.stream().fault();
    trouble_ = name_ + ": " + (fault.empty() ? what : fault);
    return ReadStatus::kFailed;
  }
  std::string number() const { return std::to_string(statistics_.packets + 1); }
  ReadStatus cut_off() { return failed("the file is cut off within packet " + number()); }

  ReadStatus read(RawPacket& packet) {
    ByteSpan header = window_.ahead(format_.record_header);
    if (header.empty() && window_.stream().fault().empty()) return ReadStatus::kEnd;
    if (header.size() < format_.record_header) return cut_off();
    auto [seconds, fraction, captured, wire] = format_.words(header);
    bool is_swapped = format_.lengths == Lengths::kWireFirst ||
                      (format_.lengths == Lengths::kSmallerIsCaptured && captured > wire);
    if (is_swapped) std::swap(captured, wire);
    if (captured > kMaxCapturedLength)
      return failed("packet " + number() + " claims " + std::to_string(captured) +
                    " bytes, more than a packet has");
    size_t size = format_.record_header + captured;
    ByteSpan record = window_.ahead(size);
    if (record.size() < size) return cut_off();
    if (is_skimmed_)
      ask_ahead(size);
    else
      packet.upcoming = look_ahead(size);
    window_.skip(size);
    packet.time = NetTime::from_parts(seconds, int64_t{fraction} * (format_.is_nanos ? 1 : 1000));
    packet.data = record.subspan(format_.record_header, std::min(captured, format_.snap_length));
    packet.keeper = &window_.keeper();
    packet.wire_length = wire;
    packet.link = link_;
    packet.link_number = format_.dlt;
    packet.interface = 0;
    return ReadStatus::kPacket;
  }

  // Steps over the lengths of records to one that is some places behind the record of `size` bytes
  // that is taken now, so that the beginnings of packets are near the processor when their turn
  // comes: each record is known only by the length of the one before. The bytes of its packet.
  ByteSpan look_ahead(size_t size) {
    if (format_.lengths != Lengths::kCapturedFirst) return {};
    ByteSpan seen = window_.visible();
    if (scout_ < size || scout_ > seen.size()) {
      scout_ = size;
      lead_ = 0;
    }
    ByteSpan found;
    // One more than is taken, until it is far enough.
    for (int steps = lead_ < kLead ? 2 : 1; steps > 0; --steps) {
      if (seen.size() - scout_ < format_.record_header) break;
      size_t captured = format_.words(seen.subspan(scout_))[2];
      size_t whole = format_.record_header + captured;
      if (captured > kMaxCapturedLength || seen.size() - scout_ < whole) break;
      found = seen.subspan(scout_ + format_.record_header, captured);
      scout_ += whole;
      ++lead_;
      prefetch(seen.data() + scout_);
      prefetch(seen.data() + scout_ + 63);
    }
    scout_ -= size;
    if (lead_ > 0) --lead_;
    return found;
  }

  // Who only looks at headers comes faster to the next one than a farther cache answers where it
  // lies: all that is ahead is asked for.
  void ask_ahead(size_t size) {
    ByteSpan seen = window_.visible();
    if (seen.size() >= kAskedAhead + size) prefetch(seen.data() + kAskedAhead, size);
  }

  static constexpr size_t kAskedAhead = 8192;
  static constexpr int kLead = 12;

  std::string name_;
  StreamWindow window_;
  PacketFilter filter_;
  Format format_;
  LinkType link_;
  size_t scout_ = 0;  // where look_ahead() has come, behind the window's place
  int lead_ = 0;      // records that are so many
  bool is_skimmed_ = false;
  ReadStatus status_ = ReadStatus::kPacket;
  SourceStatistics statistics_;
  std::string trouble_;
};

}  // namespace

bool is_pcap_magic(uint32_t magic) {
  return is_either(magic, kMagicMicros) || is_either(magic, kMagicNanos) ||
         is_either(magic, kMagicPatched);
}

SourceResult open_pcap(std::unique_ptr<ByteStream> stream, const std::string& name,
                       PacketFilter filter) {
  StreamWindow window(std::move(stream));
  ByteSpan header = window.ahead(kFileHeader);
  if (header.size() < kFileHeader) {
    std::string fault = window.stream().fault();
    return Error{"can't read " + name + ": " +
                 (fault.empty() ? "the file is cut off within its header" : fault)};
  }
  Format format = read_format(header);
  if (!format.is_known())
    return Error{"can't read " + name + ": version " + std::to_string(format.major) + "." +
                 std::to_string(format.minor) + " of the format is unknown"};
  window.skip(kFileHeader);
  return std::unique_ptr<PacketSource>(
      std::make_unique<PcapReader>(name, std::move(window), format, std::move(filter)));
}

}  // namespace avocet
