#include "protocol/modbus/message.h"

#include <gtest/gtest.h>

#include "protocol/modbus/stream.h"

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

std::optional<ModbusBody> parse(uint8_t code, Side side, const Bytes& bytes) {
  return parse_modbus_body(modbus_functions()[*find_modbus_function(code)].parts(side), bytes);
}

TEST(Modbus, KnowsItsFunctions) {
  EXPECT_EQ(modbus_functions()[*find_modbus_function(43)].name, "encap_interface_transport");
  EXPECT_FALSE(find_modbus_function(7));
}

TEST(Modbus, ReadsNumbersAndBits) {
  Bytes asked{0, 19, 0, 37};
  auto body = parse(1, Side::kOrig, asked);
  ASSERT_TRUE(body);
  EXPECT_EQ((*body)[0].number, 19u);
  EXPECT_EQ((*body)[1].number, 37u);
  EXPECT_EQ((*body)[2].part, ModbusPart::kNone);
  Bytes told{2, 0xcd, 0x01};
  body = parse(1, Side::kResp, told);
  ASSERT_TRUE(body);
  EXPECT_EQ((*body)[0].number, 16u);
  Bytes set{0, 19, 0, 10, 2, 0xcd, 0x01};
  body = parse(15, Side::kOrig, set);
  ASSERT_TRUE(body);
  EXPECT_EQ((*body)[1].number, 10u);
  EXPECT_TRUE(parse(5, Side::kOrig, {0, 1, 0xff, 0})->at(1).number);
  EXPECT_FALSE(parse(5, Side::kOrig, {0, 1, 0, 0})->at(1).number);
}

TEST(Modbus, RefusesWhatDoesNotFit) {
  EXPECT_FALSE(parse(1, Side::kOrig, {0, 19, 0}));
  EXPECT_FALSE(parse(3, Side::kResp, {3, 1, 2, 3}));         // half a register
  EXPECT_FALSE(parse(3, Side::kResp, {4, 1, 2}));            // too few
  EXPECT_FALSE(parse(15, Side::kOrig, {0, 0, 0, 9, 1, 0}));  // nine bits in a byte
  EXPECT_FALSE(parse(24, Side::kResp, {0, 6, 0, 2, 1, 2}));
  EXPECT_FALSE(parse(20, Side::kOrig, {6, 6, 0, 4, 0, 1, 0}));
  EXPECT_FALSE(parse(20, Side::kResp, {2, 0, 6}));  // a size that does not count the type
}

TEST(Modbus, ReadsRecordsOfFiles) {
  Bytes asked{6, 0, 4, 0, 1, 0, 2, 6, 0, 3, 0, 9, 0, 1};
  auto files = parse_modbus_files(ModbusPart::kFilesAsked, asked);
  ASSERT_TRUE(files && files->size() == 2);
  EXPECT_EQ(files->at(1).file, 3);
  EXPECT_EQ(files->at(1).record, 9);
  Bytes read{5, 6, 0x0d, 0xfe, 0, 0x20};
  files = parse_modbus_files(ModbusPart::kFilesRead, read);
  ASSERT_TRUE(files && files->size() == 1);
  EXPECT_EQ(files->at(0).data.size(), 4u);
  Bytes written{6, 0, 4, 0, 7, 0, 1, 0xab, 0xcd};
  files = parse_modbus_files(ModbusPart::kFilesWritten, written);
  ASSERT_TRUE(files && files->size() == 1);
  EXPECT_EQ(files->at(0).data.size(), 2u);
}

// Bodies by their sizes, headers as "h".
std::string cut(const Bytes& bytes, size_t step, ModbusStream& stream) {
  std::string out;
  for (size_t at = 0; at < bytes.size(); at += step) {
    bool is_modbus = stream.feed(
        ByteSpan(bytes).subspan(at, std::min(step, bytes.size() - at)),
        [&](const ModbusHeader&) { out += "h"; },
        [&](const ModbusHeader&, ByteSpan body) {
          out += std::to_string(body.size());
          return true;
        });
    if (!is_modbus) out += "!";
  }
  return out;
}

TEST(Modbus, CutsStreamsAnywhere) {
  Bytes bytes{0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 1, 0, 2, 0, 0, 0, 2, 1, 7, 0, 3, 0, 0, 0, 3, 1};
  for (size_t step : {1, 2, 3, 7, 8, 100}) {
    ModbusStream stream;
    EXPECT_EQ(cut(bytes, step, stream), "h4h0") << step;
    EXPECT_EQ(cut({0x83, 2}, 2, stream), "h1") << step;
  }
}

TEST(Modbus, BeginsAnewBehindWhatIsNone) {
  ModbusStream stream;
  EXPECT_EQ(cut({'G', 'E', 'T', ' ', '/', ' ', 'H', 'T', 'T', 'P'}, 99, stream), "!");
  EXPECT_EQ(cut({0, 1, 0, 0, 0, 1, 1, 3}, 99, stream), "!");  // too short to hold a function
  EXPECT_EQ(cut({0, 1, 0, 0, 0, 2, 1, 7}, 99, stream), "h0");
}

TEST(Modbus, SaysNothingOfABodyWithAHole) {
  ModbusStream stream;
  EXPECT_EQ(cut({0, 1, 0, 0, 0, 6, 1, 3, 1}, 99, stream), "h");
  stream.gap();
  EXPECT_EQ(cut({4, 5, 6, 0, 2, 0, 0, 0, 3, 1, 7, 9}, 99, stream), "h1");
  EXPECT_EQ(cut({0, 3, 0, 0, 0}, 99, stream), "");
  stream.gap();
  EXPECT_EQ(cut({0, 4, 0, 0, 0, 2, 1, 7}, 99, stream), "!");
  EXPECT_EQ(cut({0, 4, 0, 0, 0, 2, 1, 7}, 99, stream), "h0");
}

}  // namespace
}  // namespace avocet
