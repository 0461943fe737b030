#include "value/key_bytes.h"

#include "value/world_test.h"

namespace avocet {
namespace {

class KeyBytesTest : public World {
 protected:
  // In hexadecimal. Takes over the counts of the keys.
  std::string bytes(std::vector<const Type*> types, std::vector<Value> keys) {
    std::string shown;
    for (unsigned char c : key_bytes(set_type(types), keys.data())) {
      char text[3];
      std::snprintf(text, sizeof text, "%02x", c);
      shown += text;
    }
    for (size_t i = 0; i < keys.size(); ++i)
      if (types[i]->managed()) release(keys[i]);
    return shown;
  }
};

TEST_F(KeyBytesTest, NumbersTakeEightBytes) {
  EXPECT_EQ(bytes({t_count}, {num(258)}), "0201000000000000");
  EXPECT_EQ(bytes({t_int}, {Value::of_int(-1)}), "ffffffffffffffff");
  EXPECT_EQ(bytes({t_double}, {Value::of_double(1)}), "000000000000f03f");
  EXPECT_EQ(bytes({t_bool}, {num(1)}), "0100000000000000");
}

TEST_F(KeyBytesTest, PortsSayTheirProtocol) {
  EXPECT_EQ(bytes({t_port}, {Port{80, PortProtocol::kTcp}.value()}), "5000010000000000");
  EXPECT_EQ(bytes({t_port}, {Port{53, PortProtocol::kUdp}.value()}), "3500020000000000");
}

TEST_F(KeyBytesTest, AddressesAreThoseOfIpv6) {
  EXPECT_EQ(bytes({t_addr}, {ip("1.2.3.4")}), "00000000000000000000ffff01020304");
  EXPECT_EQ(bytes({t_addr}, {ip("fd00::7")}), "fd000000000000000000000000000007");
  EXPECT_EQ(bytes({t_subnet}, {net("10.0.0.0/8")}), "00000000000000000000ffff0a00000008000000");
  EXPECT_EQ(bytes({t_subnet}, {net("fd00::/16")}), "fd00000000000000000000000000000010000000");
}

TEST_F(KeyBytesTest, TextsSayTheirLengthUnlessAlone) {
  EXPECT_EQ(bytes({t_string}, {str("ab")}), "6162");
  EXPECT_EQ(bytes({t_string, t_string}, {str("ab"), str("c")}), "0200000061620000"
                                                                "0100000063");
}

TEST_F(KeyBytesTest, PartsAreAligned) {
  EXPECT_EQ(bytes({t_string, t_count}, {str("abcde"), num(7)}), "0500000061626364"
                                                                "6500000000000000"
                                                                "0700000000000000");
}

TEST_F(KeyBytesTest, VectorsSayWhichElementsTheyHave) {
  Vector* vec = make_vector(heap, types.vector(t_count), 0);
  put(heap, vec, 1, num(9));
  EXPECT_EQ(bytes({types.vector(t_count)}, {Value::of(vec)}), "02000000"
                                                              "0000000000000000"
                                                              "0100000001000000"
                                                              "00000000"
                                                              "0900000000000000");
}

}  // namespace
}  // namespace avocet
