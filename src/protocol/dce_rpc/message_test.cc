#include "protocol/dce_rpc/message.h"

#include <gtest/gtest.h>

#include <vector>

namespace avocet {
namespace {

using Bytes = std::vector<uint8_t>;

// A message in the making, numbers in either order.
struct Message {
  Message(RpcType type, bool little, uint16_t auth = 0) : is_little(little) {
    bytes = {5, 0, uint8_t(type), kRpcFirst | kRpcLast, uint8_t(little ? 0x10 : 0), 0, 0, 0};
    u16(0).u16(auth).u32(7);
  }
  Message& u16(uint16_t n) {
    bytes.push_back(uint8_t(is_little ? n : n >> 8));
    bytes.push_back(uint8_t(is_little ? n >> 8 : n));
    return *this;
  }
  Message& u32(uint32_t n) {
    return is_little ? u16(uint16_t(n)).u16(uint16_t(n >> 16))
                     : u16(uint16_t(n >> 16)).u16(uint16_t(n));
  }
  Message& more(const Bytes& further) {
    bytes.insert(bytes.end(), further.begin(), further.end());
    return *this;
  }
  Bytes done() {
    Bytes made = bytes;
    made[is_little ? 8 : 9] = uint8_t(made.size());
    return made;
  }

  bool is_little;
  Bytes bytes;
};

const Bytes kServer{0xc8, 0x4f, 0x32, 0x4b, 0x70, 0x16, 0xd3, 0x01,
                    0x12, 0x78, 0x5a, 0x47, 0xbf, 0x6e, 0xe1, 0x88};

TEST(DceRpc, ReadsABind) {
  Bytes bytes = Message(RpcType::kBind, true)
                    .u32(0)
                    .u32(0)
                    .more({1, 0, 0, 0})
                    .u16(3)
                    .more({1, 0})
                    .more(kServer)
                    .u16(3)
                    .u16(1)
                    .more(Bytes(20))
                    .done();
  auto header = parse_rpc_header(bytes);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->length, bytes.size());
  auto contexts = parse_rpc_bind(*header, rpc_body(*header, bytes));
  ASSERT_TRUE(contexts);
  ASSERT_EQ(contexts->size(), 1u);
  EXPECT_EQ((*contexts)[0].id, 3);
  EXPECT_EQ((*contexts)[0].major, 3);
  EXPECT_EQ((*contexts)[0].minor, 1);
  EXPECT_EQ(rpc_uuid_text((*contexts)[0].uuid, true), "4b324fc8-1670-01d3-1278-5a47bf6ee188");
  bytes.pop_back();
  EXPECT_FALSE(parse_rpc_bind(*header, rpc_body(*header, bytes)));
}

TEST(DceRpc, ReadsNumbersInEitherOrder) {
  for (bool is_little : {true, false}) {
    Bytes bytes = Message(RpcType::kRequest, is_little).u32(0).u16(1).u16(15).more({9}).done();
    auto header = parse_rpc_header(bytes);
    ASSERT_TRUE(header);
    EXPECT_EQ(header->call, 7u);
    auto call = parse_rpc_call(*header, rpc_body(*header, bytes));
    ASSERT_TRUE(call);
    EXPECT_EQ(call->context, 1);
    EXPECT_EQ(call->operation, 15);
    EXPECT_EQ(call->stub.size(), 1u);
  }
}

TEST(DceRpc, KeepsWhatProvesTheSenderApart) {
  Bytes bytes = Message(RpcType::kResponse, true, 2)
                    .u32(0)
                    .u16(0)
                    .u16(0)
                    .more({1, 2, 3})
                    .more({9, 6, 1, 0})
                    .u32(5)
                    .more({8, 8})
                    .done();
  auto header = parse_rpc_header(bytes);
  ASSERT_TRUE(header);
  auto auth = parse_rpc_auth(*header, bytes);
  ASSERT_TRUE(auth);
  EXPECT_EQ(auth->type, 9);
  EXPECT_EQ(auth->level, 6);
  EXPECT_EQ(auth->context, 5u);
  EXPECT_EQ(auth->value.size(), 2u);
  EXPECT_EQ(parse_rpc_call(*header, rpc_body(*header, bytes))->stub.size(), 3u);
  header->auth_length = 1000;
  EXPECT_FALSE(parse_rpc_auth(*header, bytes));
  EXPECT_TRUE(rpc_body(*header, bytes).empty());
}

TEST(DceRpc, TakesTheZeroOffAnAddress) {
  for (Bytes address : {Bytes{'1', '3', '5', 0}, Bytes{'1', '3', '5'}}) {
    Bytes bytes = Message(RpcType::kBindAck, true)
                      .u32(0)
                      .u32(0)
                      .u16(uint16_t(address.size()))
                      .more(address)
                      .done();
    auto header = parse_rpc_header(bytes);
    EXPECT_EQ(parse_rpc_bind_ack(*header, rpc_body(*header, bytes))->size(), 3u);
  }
}

TEST(DceRpc, RefusesOtherThings) {
  EXPECT_FALSE(parse_rpc_header({}));
  EXPECT_FALSE(parse_rpc_header(Bytes(16)));
  Bytes bytes = Message(RpcType::kRequest, true).done();
  bytes[8] = 15;  // shorter than its header
  EXPECT_FALSE(parse_rpc_header(bytes));
  bytes[8] = 16;
  EXPECT_TRUE(parse_rpc_header(bytes));
  bytes[2] = kLastRpcType + 1;
  EXPECT_FALSE(parse_rpc_header(bytes));
}

}  // namespace
}  // namespace avocet
