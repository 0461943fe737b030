#include "flow/tcp_states.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TcpMove move(Side side, TcpState self, TcpState peer, uint8_t flags, uint32_t length = 0) {
  TcpSituation situation;
  situation.side = side;
  situation.self = self;
  situation.peer = peer;
  situation.flags = flags;
  situation.length = length;
  situation.acks_peer_syn = true;
  return tcp_move(situation);
}

TEST(TcpStates, Handshake) {
  TcpMove syn = move(Side::kOrig, TcpState::kInactive, TcpState::kInactive, kTcpSyn);
  EXPECT_EQ(syn.self, TcpState::kSynSent);
  EXPECT_TRUE(syn.starts_attempt);
  TcpMove answer = move(Side::kResp, TcpState::kInactive, TcpState::kSynSent, kTcpSyn | kTcpAck);
  EXPECT_EQ(answer.self, TcpState::kEstablished);
  EXPECT_EQ(answer.peer, TcpState::kEstablished);
  EXPECT_EQ(answer.event, FlowEvent::kConnectionEstablished);
}

TEST(TcpStates, Rejection) {
  TcpMove reset = move(Side::kResp, TcpState::kInactive, TcpState::kSynSent, kTcpRst | kTcpAck);
  EXPECT_EQ(reset.self, TcpState::kReset);
  EXPECT_EQ(reset.event, FlowEvent::kConnectionRejected);
  EXPECT_TRUE(reset.closes);
}

TEST(TcpStates, MidstreamIsPartial) {
  TcpMove data = move(Side::kOrig, TcpState::kInactive, TcpState::kInactive, kTcpAck, 10);
  EXPECT_EQ(data.self, TcpState::kPartial);
  TcpMove reply = move(Side::kResp, TcpState::kInactive, TcpState::kPartial, kTcpAck, 10);
  EXPECT_EQ(reply.event, FlowEvent::kPartialConnection);
  // The SYN was missed, the SYN-ACK not.
  EXPECT_EQ(move(Side::kOrig, TcpState::kInactive, TcpState::kEstablished, kTcpAck).self,
            TcpState::kEstablished);
}

TEST(TcpStates, DataNeedsAnAnswerBefore) {
  for (TcpState self : {TcpState::kSynSent, TcpState::kSynAckSent}) {
    EXPECT_EQ(move(Side::kOrig, self, TcpState::kInactive, kTcpAck, 10).weird,
              Weird::kDataBeforeEstablished);
    EXPECT_EQ(move(Side::kOrig, self, TcpState::kInactive, kTcpAck).weird, Weird::kCount);
  }
}

TEST(TcpStates, ResetAfterBothFinsChangesNothing) {
  TcpMove late = move(Side::kOrig, TcpState::kClosed, TcpState::kClosed, kTcpRst);
  EXPECT_EQ(late.self, TcpState::kClosed);
  EXPECT_EQ(move(Side::kOrig, TcpState::kClosed, TcpState::kEstablished, kTcpRst).self,
            TcpState::kReset);
}

TEST(TcpStates, FinOfThePeerForgivesAResetAfterAFin) {
  TcpSituation situation;
  situation.side = Side::kResp;
  situation.self = TcpState::kEstablished;
  situation.peer = TcpState::kReset;
  situation.peer_was_closed = true;
  situation.flags = kTcpFin | kTcpAck;
  EXPECT_EQ(tcp_move(situation).peer, TcpState::kClosed);
}

// No combination may reach a state that does not exist or forget to be total.
TEST(TcpStates, EverySituationHasAnAnswer) {
  for (int self = 0; self <= 6; ++self) {
    for (int peer = 0; peer <= 6; ++peer) {
      for (int flags = 0; flags < 64; ++flags) {
        for (Side side : {Side::kOrig, Side::kResp}) {
          TcpMove result = move(side, static_cast<TcpState>(self), static_cast<TcpState>(peer),
                                static_cast<uint8_t>(flags), 3);
          EXPECT_LE(static_cast<int>(result.self), 6);
          EXPECT_NE(result.self, TcpState::kInactive);
        }
      }
    }
  }
}

}  // namespace
}  // namespace avocet
