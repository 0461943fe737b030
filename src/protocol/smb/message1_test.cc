#include "protocol/smb/message1.h"

#include <gtest/gtest.h>

#include <vector>

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

// A message in the making: a header, then what is added.
struct Message {
  explicit Message(Smb1Command command, bool unicode = false) : bytes(kSmb1HeaderSize) {
    bytes[4] = uint8_t(command);
    if (unicode) bytes[11] = 0x80;
  }
  Message& u8(uint8_t n) {
    bytes.push_back(n);
    return *this;
  }
  Message& u16(uint16_t n) { return u8(uint8_t(n)).u8(uint8_t(n >> 8)); }
  Message& zeros(size_t count) {
    bytes.resize(bytes.size() + count);
    return *this;
  }
  Message& text(std::string_view more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
    return *this;
  }
  std::optional<Smb1Block> block() const {
    return parse_smb1_block(*parse_smb1_header(bytes), bytes, kSmb1HeaderSize);
  }

  Bytes bytes;
};

TEST(Smb1, ReadsBothHalvesOfAProcess) {
  Message made(Smb1Command::kEcho);
  made.bytes[12] = 1;
  made.bytes[26] = 2;
  EXPECT_EQ(parse_smb1_header(made.bytes)->process_id, 0x10002u);
  made.bytes.pop_back();
  EXPECT_FALSE(parse_smb1_header(made.bytes));
}

TEST(Smb1, FollowsChains) {
  Message made(Smb1Command::kLogoff);
  made.u8(2).u8(0x75).u8(0).u16(39).u16(0);
  auto block = made.block();
  ASSERT_TRUE(block);
  auto next = parse_smb1_next(uint8_t(Smb1Command::kLogoff), *block);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->command, 0x75);
  EXPECT_EQ(next->at, 39);
  EXPECT_FALSE(parse_smb1_next(uint8_t(Smb1Command::kEcho), *block));
  made.bytes[33] = 0xff;
  EXPECT_FALSE(parse_smb1_next(uint8_t(Smb1Command::kLogoff), *made.block()));
}

TEST(Smb1, AlignsUnicode) {
  Message made(Smb1Command::kSessionSetup, true);
  made.u8(0).u16(9).u8(0).text(std::string_view("a\0\0\0b\0c\0", 8));
  Smb1Strings strings(*made.block(), 0);
  EXPECT_EQ(strings.next(), "a");
  EXPECT_EQ(strings.next(), "bc");
  EXPECT_EQ(strings.next(), "");
}

TEST(Smb1, ReadsAsMuchDataAsThereIs) {
  Message made(Smb1Command::kWrite);
  made.u8(14).u16(0xff).u16(0).u16(7).u16(5).u16(0).zeros(8).u16(0).u16(10).u16(63).zeros(4);
  made.u16(4).text("data");
  auto write = parse_smb1_write_request(*made.block());
  ASSERT_TRUE(write);
  EXPECT_EQ(write->file, 7);
  EXPECT_EQ(write->offset, 5u);
  EXPECT_EQ(write->length, 10u);
  EXPECT_EQ(std::string(write->data.begin(), write->data.end()), "data");
}

TEST(Smb1, ReadsSetupBehindTheWordsThatAreCounted) {
  Message made(Smb1Command::kTransaction);
  made.u8(14).zeros(18).u16(0).u16(0).u16(3).u16(70).u8(2).u8(0);
  made.u16(0x26).u16(9).u16(5).text(std::string_view("pq\0xyz", 6));
  auto transaction = parse_smb1_transaction_request(*made.block());
  ASSERT_TRUE(transaction);
  EXPECT_EQ(transaction->setup, (std::vector<uint16_t>{0x26, 9}));
  EXPECT_EQ(transaction->name, "pq");
  EXPECT_EQ(transaction->data.size(), 3u);
}

TEST(Smb1, RefusesWhatIsCut) {
  Message made(Smb1Command::kNegotiate);
  EXPECT_FALSE(made.block());
  made.u8(17).zeros(33);
  EXPECT_FALSE(made.block());
  made.zeros(1).u16(0);
  EXPECT_TRUE(made.block());
  EXPECT_TRUE(parse_smb1_nt_negotiation(*made.block()));
  EXPECT_FALSE(parse_smb1_block(*parse_smb1_header(made.bytes), made.bytes, 1000));
}

}  // namespace
}  // namespace avocet
