#include "capture/file_source.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "capture/capture_files.h"
#include "capture/dumper.h"
#include "capture/pipe_stream.h"

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

class Numbers {
 public:
  explicit Numbers(bool big) : big_(big) {}
  Numbers& u16(uint32_t value) { return number(value, 2); }
  Numbers& u32(uint32_t value) { return number(value, 4); }
  Numbers& raw(const Bytes& bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
  }
  const Bytes& bytes() const { return bytes_; }

 private:
  Numbers& number(uint32_t value, int size) {
    for (int i = 0; i < size; ++i) {
      int shift = 8 * (big_ ? size - 1 - i : i);
      bytes_.push_back(static_cast<uint8_t>(value >> shift));
    }
    return *this;
  }
  bool big_;
  Bytes bytes_;
};

// Two packets of three bytes, the second cut off from five.
Bytes pcap(uint32_t magic, bool big) {
  Numbers n(big);
  n.u32(magic).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(1);
  n.u32(10).u32(500).u32(3).u32(3).raw({1, 2, 3});
  n.u32(11).u32(600).u32(3).u32(5).raw({4, 5, 6});
  return n.bytes();
}

void block(Numbers& n, bool big, uint32_t type, const Bytes& body) {
  Bytes padded = body;
  padded.resize((body.size() + 3) / 4 * 4);
  uint32_t length = static_cast<uint32_t>(padded.size() + 12);
  static_cast<void>(big);
  n.u32(type).u32(length).raw(padded).u32(length);
}

// Ethernet in microseconds and raw IP in nanoseconds, a packet on each.
Bytes pcapng(bool big) {
  Numbers n(big);
  block(n, big, 0x0a0d0d0a,
        Numbers(big).u32(0x1a2b3c4d).u16(1).u16(0).u32(0xffffffff).u32(0xffffffff).bytes());
  block(n, big, 1, Numbers(big).u16(1).u16(0).u32(0).bytes());
  block(n, big, 1,
        Numbers(big).u16(101).u16(0).u32(0).u16(9).u16(1).raw({9, 0, 0, 0}).u16(0).u16(0).bytes());
  uint64_t micros = 10'000'500;
  block(n, big, 6,
        Numbers(big)
            .u32(0)
            .u32(uint32_t(micros >> 32))
            .u32(uint32_t(micros))
            .u32(3)
            .u32(3)
            .raw({1, 2, 3})
            .bytes());
  uint64_t nanos = 11'000'000'600;
  block(n, big, 6,
        Numbers(big)
            .u32(1)
            .u32(uint32_t(nanos >> 32))
            .u32(uint32_t(nanos))
            .u32(3)
            .u32(5)
            .raw({4, 5, 6})
            .bytes());
  block(n, big, 99, {1, 2, 3, 4, 5});
  return n.bytes();
}

SourceResult open(const Bytes& bytes, const std::string& filter = {}) {
  return open_capture_stream(ByteStream::over(bytes.data(), bytes.size()), "test.pcap", filter);
}

std::string error_of(const Bytes& bytes) {
  auto source = open(bytes);
  return source.ok() ? "" : source.error().message;
}

TEST(FileSource, ReadsPcapOfAllOrdersAndResolutions) {
  for (bool big : {false, true}) {
    for (uint32_t magic : {0xa1b2c3d4u, 0xa1b23c4du}) {
      Bytes bytes = pcap(magic, big);
      auto source = open(bytes);
      ASSERT_TRUE(source.ok());
      RawPacket packet;
      ASSERT_EQ((*source)->next(packet), ReadStatus::kPacket);
      bool nanos = magic == 0xa1b23c4d;
      EXPECT_EQ(packet.time.nanos, 10'000'000'000 + (nanos ? 500 : 500'000));
      EXPECT_EQ(packet.link, LinkType::kEthernet);
      ASSERT_EQ((*source)->next(packet), ReadStatus::kPacket);
      EXPECT_EQ(packet.wire_length, 5u);
      EXPECT_EQ(packet.data[0], 4);
      EXPECT_EQ((*source)->next(packet), ReadStatus::kEnd);
      EXPECT_EQ((*source)->has_nanoseconds(), nanos);
      EXPECT_EQ((*source)->statistics().packets, 2u);
    }
  }
}

TEST(FileSource, ReadsPcapngWithSeveralInterfaces) {
  for (bool big : {false, true}) {
    Bytes bytes = pcapng(big);
    auto source = open(bytes);
    ASSERT_TRUE(source.ok()) << source.error().message;
    EXPECT_EQ((*source)->link_type(), LinkType::kEthernet);
    RawPacket packet;
    ASSERT_EQ((*source)->next(packet), ReadStatus::kPacket);
    EXPECT_EQ(packet.time.nanos, 10'000'500'000);
    EXPECT_EQ(packet.interface, 0u);
    ASSERT_EQ((*source)->next(packet), ReadStatus::kPacket);
    EXPECT_EQ(packet.time.nanos, 11'000'000'600);
    EXPECT_EQ(packet.link, LinkType::kRaw);
    EXPECT_EQ(packet.interface, 1u);
    EXPECT_EQ(packet.wire_length, 5u);
    EXPECT_EQ((*source)->next(packet), ReadStatus::kEnd);
    EXPECT_EQ((*source)->next(packet), ReadStatus::kEnd);
  }
}

TEST(FileSource, EveryTruncationDeliversWhatIsWhole) {
  for (const Bytes& whole : {pcap(0xa1b2c3d4, false), pcapng(false)}) {
    for (size_t size = 0; size < whole.size(); ++size) {
      Bytes cut(whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size));
      auto source = open(cut);
      if (!source.ok()) {
        EXPECT_NE(source.error().message.find("test.pcap"), std::string::npos);
        continue;
      }
      RawPacket packet;
      ReadStatus status;
      while ((status = (*source)->next(packet)) == ReadStatus::kPacket)
        EXPECT_EQ(packet.data.size(), 3u);
      if (status == ReadStatus::kFailed) {
        EXPECT_NE((*source)->trouble().find("cut off"), std::string::npos) << (*source)->trouble();
      }
    }
  }
}

// One packet of three bytes that claims `captured` and `wire`.
Bytes old_pcap(uint32_t minor, uint32_t snap_length, uint32_t first, uint32_t second) {
  Numbers n(false);
  n.u32(0xa1b2c3d4).u16(2).u16(minor).u32(0).u32(0).u32(snap_length).u32(101);
  n.u32(10).u32(500).u32(first).u32(second).raw({1, 2, 3});
  return n.bytes();
}

TEST(FileSource, KnowsWhereOldVersionsPutTheLengths) {
  struct Case {
    uint32_t minor, first, second;
  };
  for (Case c : {Case{2, 60, 3}, Case{3, 60, 3}, Case{3, 3, 60}, Case{4, 3, 60}}) {
    Bytes bytes = old_pcap(c.minor, 65535, c.first, c.second);
    auto source = open(bytes);
    ASSERT_TRUE(source.ok());
    RawPacket packet;
    ASSERT_EQ((*source)->next(packet), ReadStatus::kPacket) << c.minor;
    EXPECT_EQ(packet.data.size(), 3u);
    EXPECT_EQ(packet.wire_length, 60u);
    EXPECT_EQ(packet.link, LinkType::kRawDlt);
    EXPECT_EQ((*source)->next(packet), ReadStatus::kEnd);
  }
}

TEST(FileSource, CutsOffWhatIsBeyondTheSnapLength) {
  Bytes bytes = old_pcap(4, 2, 3, 60);
  auto source = open(bytes);
  ASSERT_TRUE(source.ok());
  RawPacket packet;
  ASSERT_EQ((*source)->next(packet), ReadStatus::kPacket);
  EXPECT_EQ(packet.data.size(), 2u);
  EXPECT_EQ((*source)->next(packet), ReadStatus::kEnd);
}

TEST(FileSource, TakesNoRecordLargerThanAnyPacket) {
  Bytes bytes = old_pcap(4, 65535, 0x7fffffff, 0x7fffffff);
  auto source = open(bytes);
  ASSERT_TRUE(source.ok());
  RawPacket packet;
  EXPECT_EQ((*source)->next(packet), ReadStatus::kFailed);
  EXPECT_EQ((*source)->trouble(),
            "test.pcap: packet 1 claims 2147483647 bytes, more than a packet has");
}

TEST(FileSource, KeepsPacketsForWhoeverAsks) {
  Numbers n(false);
  n.u32(0xa1b2c3d4).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(1);
  constexpr uint32_t kPackets = 3000, kSize = 1000;
  for (uint32_t i = 0; i < kPackets; ++i)
    n.u32(10).u32(i).u32(kSize).u32(kSize).raw(Bytes(kSize, static_cast<uint8_t>(i)));
  auto source = open(n.bytes());
  ASSERT_TRUE(source.ok());
  std::vector<std::shared_ptr<const void>> keepers;
  std::vector<ByteSpan> packets;
  RawPacket packet;
  while ((*source)->next(packet) == ReadStatus::kPacket) {
    packets.push_back(packet.data);
    ASSERT_NE(packet.keeper, nullptr);
    if (keepers.empty() || keepers.back() != *packet.keeper) keepers.push_back(*packet.keeper);
  }
  source.value().reset();
  ASSERT_EQ(packets.size(), kPackets);
  EXPECT_GT(keepers.size(), 5u);
  for (uint32_t i = 0; i < kPackets; ++i) {
    EXPECT_EQ(packets[i].front(), static_cast<uint8_t>(i));
    EXPECT_EQ(packets[i].back(), static_cast<uint8_t>(i));
  }
}

TEST(FileSource, SaysWhatIsWrong) {
  EXPECT_EQ(error_of({}), "can't read test.pcap: the file is empty");
  EXPECT_EQ(error_of({'h', 'e', 'l', 'l', 'o'}),
            "can't read test.pcap: it is not a capture (neither pcap nor pcapng)");
  EXPECT_EQ(error_of({0xfd, '7', 'z', 'X', 'Z', 0}),
            "can't read test.pcap: it is compressed by xz; `xz -dc` makes a capture of it, and "
            "`-r -` reads from a pipe");
  EXPECT_EQ(error_of({'s', 'n', 'o', 'o', 'p', 0}),
            "can't read test.pcap: it is a capture of snoop; `editcap -F pcap` makes a capture of "
            "it, and `-r -` reads from a pipe");
  EXPECT_EQ(error_of(old_pcap(9, 65535, 3, 3)),
            "can't read test.pcap: version 2.9 of the format is unknown");
  auto missing = open_capture_file("/nonexistent/x.pcap");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().message, "can't open /nonexistent/x.pcap: No such file or directory");
  auto folder = open_capture_file("/");
  ASSERT_FALSE(folder.ok());
  EXPECT_NE(folder.error().message.find("folder"), std::string::npos);
}

TEST(FileSource, FiltersByLinkType) {
  Bytes bytes = pcap(0xa1b2c3d4, false);
  auto source = open(bytes, "ether[0] == 4");
  ASSERT_TRUE(source.ok());
  RawPacket packet;
  ASSERT_EQ((*source)->next(packet), ReadStatus::kPacket);
  EXPECT_EQ(packet.data[0], 4);
  EXPECT_EQ((*source)->next(packet), ReadStatus::kEnd);
  auto bad = open(bytes, "prot tcp");
  ASSERT_FALSE(bad.ok());
  EXPECT_NE(bad.error().message.find("prot tcp"), std::string::npos);
}

class FilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() / ("avocet-capture-" + std::to_string(getpid()));
    std::filesystem::create_directory(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path(const std::string& name) { return (folder_ / name).string(); }
  static Bytes content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(file), {});
  }
  std::filesystem::path folder_;
};

TEST_F(FilesTest, GzipIsKnownByItsMagic) {
  Bytes whole = pcap(0xa1b2c3d4, false);
  gzFile file = gzopen(path("odd.name").c_str(), "wb");
  gzwrite(file, whole.data(), static_cast<unsigned>(whole.size()));
  gzclose(file);
  auto source = open_capture_file(path("odd.name"));
  ASSERT_TRUE(source.ok()) << source.error().message;
  RawPacket packet;
  int count = 0;
  while ((*source)->next(packet) == ReadStatus::kPacket) ++count;
  EXPECT_EQ(count, 2);

  Bytes squeezed = content(path("odd.name"));
  std::ofstream(path("cut.gz"), std::ios::binary)
      .write(reinterpret_cast<const char*>(squeezed.data()),
             static_cast<std::streamsize>(squeezed.size() - 12));
  auto cut = open_capture_file(path("cut.gz"));
  if (!cut.ok()) return;
  ReadStatus status;
  while ((status = (*cut)->next(packet)) == ReadStatus::kPacket) {
  }
  EXPECT_EQ(status, ReadStatus::kFailed);
}

// Packets whose bytes are all their number's.
Bytes many_packets(uint32_t count, uint32_t size) {
  Numbers n(false);
  n.u32(0xa1b2c3d4).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(1);
  for (uint32_t i = 0; i < count; ++i)
    n.u32(10).u32(i).u32(size).u32(size).raw(Bytes(size, static_cast<uint8_t>(i)));
  return n.bytes();
}

// Somebody empties the file: what was read before is whole, and then there is no more.
TEST_F(FilesTest, EndsWhereAFileIsCutShortMeanwhile) {
  constexpr uint32_t kPackets = 3000, kSize = 1000;
  Bytes whole = many_packets(kPackets, kSize);
  std::ofstream(path("long.pcap"), std::ios::binary)
      .write(reinterpret_cast<const char*>(whole.data()),
             static_cast<std::streamsize>(whole.size()));
  auto source = open_capture_file(path("long.pcap"));
  ASSERT_TRUE(source.ok()) << source.error().message;
  RawPacket packet;
  ASSERT_EQ((*source)->next(packet), ReadStatus::kPacket);
  std::filesystem::resize_file(path("long.pcap"), 0);
  uint32_t count = 1;
  ReadStatus status;
  while ((status = (*source)->next(packet)) == ReadStatus::kPacket) {
    ASSERT_EQ(packet.data.size(), kSize);
    ASSERT_EQ(packet.data.back(), static_cast<uint8_t>(count));
    ++count;
  }
  EXPECT_EQ(status, ReadStatus::kFailed);
  EXPECT_NE((*source)->trouble().find("cut off"), std::string::npos) << (*source)->trouble();
  EXPECT_LT(count, kPackets);
}

void write_file(const std::string& path, const Bytes& bytes) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

TEST_F(FilesTest, WhatIsBehindTheLastMemberIsNothingInPipesToo) {
  Bytes whole = pcap(0xa1b2c3d4, false);
  gzFile file = gzopen(path("a.gz").c_str(), "wb");
  gzwrite(file, whole.data(), 40);
  gzclose(file);
  file = gzopen(path("b.gz").c_str(), "wb");
  gzwrite(file, whole.data() + 40, static_cast<unsigned>(whole.size() - 40));
  gzclose(file);
  for (const std::string& behind : {std::string(), std::string("\x1f"), std::string(300, '\0')}) {
    std::string command = "cat " + path("a.gz") + " " + path("b.gz");
    Bytes tail(behind.begin(), behind.end());
    write_file(path("tail"), tail);
    FILE* pipe = popen((command + " " + path("tail")).c_str(), "r");
    Interrupt never;
    auto source = open_capture_stream(open_pipe_stream(dup(fileno(pipe)), never), "pipe", "");
    ASSERT_TRUE(source.ok()) << source.error().message;
    RawPacket packet;
    EXPECT_EQ((*source)->next(packet), ReadStatus::kPacket);
    EXPECT_EQ((*source)->next(packet), ReadStatus::kPacket);
    EXPECT_EQ((*source)->next(packet), ReadStatus::kEnd) << (*source)->trouble();
    pclose(pipe);
  }
}

TEST_F(FilesTest, TellsOfFilesThatCannotBeReadAgain) {
  // More than may be open at one time; each with one packet more than is read at the start.
  constexpr uint32_t kFiles = 70;
  for (uint32_t i = 0; i < kFiles; ++i) {
    Numbers n(false);
    n.u32(0xa1b2c3d4).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(1);
    for (uint32_t k = 0; k < 2; ++k) n.u32(10 + i).u32(k).u32(3).u32(3).raw({1, 2, 3});
    write_file(path("f" + std::to_string(100 + i)), n.bytes());
  }
  Interrupt never;
  CaptureFiles files(never);
  ASSERT_TRUE(files.add(folder_.string(), "").ok());
  ASSERT_TRUE(files.first_time());
  std::filesystem::remove(path("f150"));
  write_file(path("f155"), {'n', 'o', 'n', 'e'});
  std::filesystem::resize_file(path("f160"), 24);
  RawPacket packet;
  uint32_t packets = 0, ended = 0;
  std::vector<std::string> troubles;
  for (CaptureFiles::Step step; (step = files.next(packet)) != CaptureFiles::Step::kEnd;) {
    packets += step == CaptureFiles::Step::kPacket;
    if (step != CaptureFiles::Step::kFileDone) continue;
    ++ended;
    EXPECT_TRUE(files.finished().name().starts_with(folder_.string()));
    if (std::string trouble = files.trouble(); !trouble.empty()) troubles.push_back(trouble);
  }
  EXPECT_EQ(packets, 2 * (kFiles - 3));
  EXPECT_EQ(ended, kFiles);
  ASSERT_EQ(troubles.size(), 3u);
  EXPECT_EQ(troubles[0], "can't open " + path("f150") + ": No such file or directory");
  EXPECT_NE(troubles[1].find("it is not a capture"), std::string::npos) << troubles[1];
  EXPECT_EQ(troubles[2], "can't read " + path("f160") + " again: its packets are gone");
}

TEST_F(FilesTest, ShowsPlainFilesWhereTheyLie) {
  // More than one window.
  constexpr uint32_t kPackets = 12'000, kSize = 900;
  write_file(path("long.pcap"), many_packets(kPackets, kSize));
  auto source = open_capture_file(path("long.pcap"));
  ASSERT_TRUE(source.ok());
  RawPacket packet;
  uint32_t count = 0, foreseen = 0;
  for (; (*source)->next(packet) == ReadStatus::kPacket; ++count) {
    ASSERT_EQ(packet.data.size(), kSize);
    EXPECT_EQ(packet.data.front(), static_cast<uint8_t>(count));
    EXPECT_EQ(packet.data.back(), static_cast<uint8_t>(count));
    if (packet.upcoming.empty()) continue;
    ++foreseen;
    uint8_t ahead = static_cast<uint8_t>(packet.upcoming.front() - packet.data.front());
    EXPECT_GE(ahead, 1);
    EXPECT_LE(ahead, 16);
    EXPECT_EQ(packet.upcoming.size(), kSize);
  }
  EXPECT_EQ(count, kPackets);
  EXPECT_GT(foreseen, kPackets * 9 / 10);
}

TEST_F(FilesTest, EndsWhereAFileIsCutOffWhileItIsRead) {
  constexpr uint32_t kPackets = 3'000, kSize = 1'000;
  for (size_t left : {0u, 500'000u}) {
    write_file(path("shrinks.pcap"), many_packets(kPackets, kSize));
    auto source = open_capture_file(path("shrinks.pcap"));
    ASSERT_TRUE(source.ok());
    RawPacket packet;
    for (int i = 0; i < 10; ++i) ASSERT_EQ((*source)->next(packet), ReadStatus::kPacket);
    std::filesystem::resize_file(path("shrinks.pcap"), left);
    ReadStatus status;
    uint32_t count = 10;
    while ((status = (*source)->next(packet)) == ReadStatus::kPacket) {
      EXPECT_EQ(packet.data.size(), kSize);
      ++count;
    }
    EXPECT_EQ(status, ReadStatus::kFailed);
    EXPECT_NE((*source)->trouble().find("cut off"), std::string::npos) << (*source)->trouble();
    EXPECT_LT(count, kPackets / 2);
    EXPECT_GE(count + 1, left / (kSize + 16));
  }
}

TEST_F(FilesTest, WhatIsDumpedIsTheSameBytes) {
  for (uint32_t magic : {0xa1b2c3d4u, 0xa1b23c4du}) {
    Bytes whole = pcap(magic, false);
    auto source = open(whole);
    ASSERT_TRUE(source.ok());
    {
      auto dumper =
          PacketDumper::open(path("copy.pcap"), {.link = (*source)->link_type(),
                                                 .nanoseconds = (*source)->has_nanoseconds()});
      ASSERT_TRUE(dumper.ok());
      RawPacket packet;
      while ((*source)->next(packet) == ReadStatus::kPacket)
        ASSERT_TRUE((*dumper)->write(packet).ok());
      EXPECT_EQ((*dumper)->written(), 2u);
      EXPECT_TRUE((*dumper)->flush().ok());
      packet.link = LinkType::kRaw;
      EXPECT_FALSE((*dumper)->write(packet).ok());
    }
    Bytes copy = content(path("copy.pcap"));
    ASSERT_EQ(copy.size(), whole.size());
    // All but the snap length in the file's header.
    EXPECT_TRUE(std::equal(copy.begin() + 24, copy.end(), whole.begin() + 24));
  }
  EXPECT_FALSE(PacketDumper::open("/nonexistent/x.pcap", {}).ok());
}

// Readers cut packets to what the header says.
TEST_F(FilesTest, DumpersRaiseTheSnapLengthForLongerPackets) {
  Bytes bytes(80, 7);
  RawPacket packet;
  packet.data = bytes;
  packet.wire_length = 80;
  packet.link = LinkType::kEthernet;
  for (int snap_length : {80, 79}) {
    auto dumper = PacketDumper::open(path("out.pcap"), {.snap_length = snap_length});
    ASSERT_TRUE(dumper.ok());
    EXPECT_TRUE((*dumper)->write(packet).ok());
    EXPECT_TRUE((*dumper)->write(packet).ok());
    EXPECT_TRUE((*dumper)->flush().ok());
    auto source = open_capture_file(path("out.pcap"));
    ASSERT_TRUE(source.ok());
    EXPECT_EQ((*source)->snap_length(), snap_length == 80 ? 80 : 262144);
    for (int i = 0; i < 2; ++i) {
      RawPacket read;
      ASSERT_EQ((*source)->next(read), ReadStatus::kPacket);
      EXPECT_EQ(read.data.size(), 80u);
    }
  }
}

}  // namespace
}  // namespace avocet
