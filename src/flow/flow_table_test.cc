#include "flow/flow_table.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "flow/pipeline.h"
#include "packet/test_packets.h"

namespace avocet {
namespace {

using namespace test;

struct Recorder : FlowObserver {
  std::vector<std::string> log;
  std::string last_history, last_orig;
  uint64_t orig_size = 0, resp_size = 0, missed = 0;
  std::string stream[2];
  FlowTable* table = nullptr;
  bool drops_new = false;

  void note(const std::string& what) { log.push_back(what); }
  void flow_event(FlowEvent event, Flow& flow) override {
    switch (event) {
    case FlowEvent::kNewConnection:
      note("new");
      if (drops_new) table->drop(flow, NetInterval::secs(60));
      break;
    case FlowEvent::kConnectionAttempt: note("attempt"); break;
    case FlowEvent::kConnectionEstablished: note("established"); break;
    case FlowEvent::kConnectionRejected: note("rejected"); break;
    case FlowEvent::kConnectionReset: note("reset"); break;
    case FlowEvent::kConnectionFinished: note("finished"); break;
    case FlowEvent::kConnectionTimeout: note("timeout"); break;
    case FlowEvent::kConnectionReused: note("reused"); break;
    case FlowEvent::kConnectionFlipped: note("flipped"); break;
    case FlowEvent::kConnectionPending: note("pending"); break;
    case FlowEvent::kConnectionStatusUpdate: note("status"); break;
    case FlowEvent::kConnectionStateRemove:
      note("remove");
      last_history = flow.history();
      last_orig = flow.orig_addr.to_string();
      orig_size = flow.size(Side::kOrig);
      resp_size = flow.size(Side::kResp);
      missed = flow.missed_bytes();
      break;
    default: break;
    }
  }
  void stream_data(Flow&, Side side, uint64_t, ByteSpan bytes) override {
    stream[static_cast<int>(side)].append(bytes.begin(), bytes.end());
  }
  void threshold_crossed(Flow&, Side, uint64_t bytes, uint64_t packets) override {
    note(bytes > 0 ? "bytes " + std::to_string(bytes) : "packets " + std::to_string(packets));
  }
  void duration_crossed(Flow&, Side, NetInterval) override { note("duration"); }
  void stream_gap(Flow&, Side side, uint64_t, uint64_t length) override {
    stream[static_cast<int>(side)] += "<" + std::to_string(length) + ">";
  }
  void rexmit_inconsistency(Flow&, Side, ByteSpan, ByteSpan, uint8_t) override {
    note("inconsistent");
  }
};

// The flow of udp_frame({}).
const FlowId kUdpId{.orig = *IpAddress::parse("10.0.0.1"),
                    .resp = *IpAddress::parse("10.0.0.2"),
                    .orig_port = 40000,
                    .resp_port = 53,
                    .protocol = 17};

class FlowTableTest : public ::testing::Test {
 protected:
  FlowTableTest() { recorder_.table = &pipeline_.flows(); }

  Verdict send(const Bytes& frame, double seconds) {
    return pipeline_.process(raw(frame, seconds));
  }
  // A segment of the connection 10.0.0.1:40000 -> 10.0.0.2:80 by its originator ...
  Verdict orig(double seconds, uint8_t flags, uint32_t seq, uint32_t ack,
               const std::string& payload = {}) {
    return send(tcp_frame({.seq = seq, .ack = ack, .flags = flags, .payload = payload}), seconds);
  }
  // ... or its responder.
  Verdict resp(double seconds, uint8_t flags, uint32_t seq, uint32_t ack,
               const std::string& payload = {}) {
    return send(tcp_frame({.source = "10.0.0.2",
                           .destination = "10.0.0.1",
                           .source_port = 80,
                           .destination_port = 40000,
                           .seq = seq,
                           .ack = ack,
                           .flags = flags,
                           .payload = payload}),
                seconds);
  }
  void handshake(double seconds) {
    orig(seconds, kTcpSyn, 100, 0);
    resp(seconds + 0.01, kTcpSyn | kTcpAck, 500, 101);
    orig(seconds + 0.02, kTcpAck, 101, 501);
  }
  void udp(double seconds, const UdpFields& fields = {}) { send(udp_frame(fields), seconds); }
  using Log = std::vector<std::string>;

  FlowOptions options_;
  Recorder recorder_;
  PacketObserver packets_;
  FlowUids uids_{0};
  Pipeline pipeline_{
      DecodeOptions{}, options_, packets_, recorder_, FlowInterest::everything(), uids_};
};

TEST_F(FlowTableTest, WholeConnection) {
  handshake(1);
  orig(1.1, kTcpAck, 101, 501, "hello");
  resp(1.2, kTcpAck, 501, 106, "answer");
  orig(1.3, kTcpFin | kTcpAck, 106, 507);
  resp(1.4, kTcpFin | kTcpAck, 507, 107);
  orig(1.5, kTcpAck, 107, 508);
  Flow* flow = pipeline_.flows().find(FlowId{.orig = *IpAddress::parse("10.0.0.1"),
                                             .resp = *IpAddress::parse("10.0.0.2"),
                                             .orig_port = 40000,
                                             .resp_port = 80,
                                             .protocol = 6});
  ASSERT_NE(flow, nullptr);
  EXPECT_EQ(flow->duration(), NetInterval::millis(400));  // without the last ACK
  EXPECT_EQ(flow->orig().packets, 5u);
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.log, (Log{"new", "established", "finished", "remove"}));
  EXPECT_EQ(recorder_.last_history, "ShADdFf");
  EXPECT_EQ(recorder_.orig_size, 5u);
  EXPECT_EQ(recorder_.resp_size, 6u);
  EXPECT_EQ(recorder_.stream[0], "hello");
  EXPECT_EQ(recorder_.stream[1], "answer");
  EXPECT_EQ(pipeline_.flows().size(), 1u);  // it can still be asked for
}

// Of a capture that holds but what one side sends.
TEST_F(FlowTableTest, AcknowledgementsAloneTellOfGigabytes) {
  handshake(1);
  uint32_t ack = 101;
  double time = 2;
  for (int i = 0; i < 10; ++i) resp(++time, kTcpAck, 501, ack += 1'000'000'000);
  // Then the other side is seen, too.
  orig(++time, kTcpAck, ack, 501, "hello");
  resp(++time, kTcpAck, 501, ack + 5);
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.orig_size, 10'000'000'005u);
  EXPECT_EQ(recorder_.missed, 10'000'000'000u);
  EXPECT_TRUE(recorder_.stream[0].ends_with("<1000000000>hello"));
  EXPECT_EQ(pipeline_.flows().weirds().count(Weird::kTcpAckUnderflow), 0u);
}

// The same without the acknowledgements.
TEST_F(FlowTableTest, SegmentsAloneMayGoOnForGigabytes) {
  options_.tcp_max_above_hole_without_any_acks = 0;
  handshake(1);
  uint32_t seq = 101;
  double time = 2;
  for (int i = 0; i < 6; ++i) orig(++time, kTcpAck, seq += 1'000'000'000, 501, "x");
  resp(++time, kTcpAck, 501, seq + 1);
  orig(++time, kTcpAck, seq + 1, 501, "y");
  resp(++time, kTcpAck, 501, seq + 2);
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.orig_size, 6'000'000'002u);
  EXPECT_TRUE(recorder_.stream[0].ends_with("y")) << recorder_.stream[0];
}

TEST_F(FlowTableTest, UnansweredSynIsAnAttemptAfterItsDelay) {
  orig(1, kTcpSyn, 100, 0);
  udp(5.999999);
  EXPECT_EQ(recorder_.log, (Log{"new", "new"}));
  udp(6);
  EXPECT_EQ(recorder_.log, (Log{"new", "new", "attempt", "remove"}));
  EXPECT_EQ(recorder_.last_history, "S");
}

TEST_F(FlowTableTest, RejectedSynIsForgottenAfterTheResetDelay) {
  orig(1, kTcpSyn, 100, 0);
  resp(1.1, kTcpRst | kTcpAck, 0, 101);
  pipeline_.flows().advance(NetTime::from_seconds(6.09));
  EXPECT_EQ(recorder_.log, (Log{"new", "rejected"}));
  pipeline_.flows().advance(NetTime::from_seconds(6.1));
  EXPECT_EQ(recorder_.log.back(), "remove");
  EXPECT_EQ(recorder_.last_history, "Sr");
}

TEST_F(FlowTableTest, SegmentsOutOfOrderAreDeliveredInOrder) {
  handshake(1);
  orig(1.1, kTcpAck, 104, 501, "lo");
  orig(1.2, kTcpAck, 101, 501, "hel");
  orig(1.3, kTcpAck, 101, 501, "XXXXX!");  // the first copy counts
  EXPECT_EQ(recorder_.stream[0], "hello!");
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.last_history, "ShADT");
}

TEST_F(FlowTableTest, AcknowledgedHoleIsAGap) {
  handshake(1);
  orig(1.1, kTcpAck, 101, 501, "abc");
  orig(1.2, kTcpAck, 110, 501, "xyz");
  EXPECT_EQ(recorder_.stream[0], "abc");
  resp(1.3, kTcpAck, 501, 113);
  EXPECT_EQ(recorder_.stream[0], "abc<6>xyz");
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.missed, 6u);
  EXPECT_EQ(recorder_.last_history, "ShADaG");
}

TEST_F(FlowTableTest, SequenceNumbersWrap) {
  orig(1, kTcpSyn, 0xfffffffe, 0);
  resp(1.1, kTcpSyn | kTcpAck, 500, 0xffffffff);
  orig(1.2, kTcpAck, 0xffffffff, 501, "abcd");
  orig(1.3, kTcpAck, 3, 501, "ef");
  resp(1.4, kTcpAck, 501, 5);
  EXPECT_EQ(recorder_.stream[0], "abcdef");
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.orig_size, 6u);
}

TEST_F(FlowTableTest, DifferingRetransmissionIsNoticed) {
  handshake(1);
  orig(1.1, kTcpAck, 101, 501, "hello");
  orig(1.2, kTcpAck, 101, 501, "hexxo");
  EXPECT_EQ(recorder_.log.back(), "inconsistent");
}

TEST_F(FlowTableTest, NewSynAfterTheEndIsAnotherConnection) {
  handshake(1);
  orig(1.1, kTcpRst, 101, 0);
  orig(1.3, kTcpSyn, 9000, 0);
  EXPECT_EQ(recorder_.log, (Log{"new", "established", "reset", "reused", "remove", "new"}));
}

TEST_F(FlowTableTest, SameSynAfterARefusalIsAnotherConnection) {
  orig(1, kTcpSyn, 100, 0);
  resp(1.1, kTcpRst | kTcpAck, 0, 101);
  orig(1.5, kTcpSyn, 100, 0);
  EXPECT_EQ(recorder_.log, (Log{"new", "rejected", "reused", "remove", "new"}));
}

TEST_F(FlowTableTest, UnansweredSynFromElsewhereIsAnotherConnection) {
  orig(1, kTcpSyn, 100, 0);
  orig(2, kTcpSyn, 100, 0);
  EXPECT_EQ(recorder_.log, (Log{"new"}));
  resp(2.1, kTcpSyn, 100000, 0);  // both may open at once
  EXPECT_EQ(recorder_.log.back(), "new");
  orig(40, kTcpSyn, 77, 0);
  EXPECT_EQ(recorder_.log.back(), "new");
}

TEST_F(FlowTableTest, ScannersSynsAreConnectionsEach) {
  orig(1, kTcpSyn, 100, 0);
  orig(2, kTcpSyn, 9000, 0);
  EXPECT_EQ(recorder_.log, (Log{"new", "reused", "remove", "new"}));
  EXPECT_EQ(pipeline_.flows().weirds().count(Weird::kSynSeqJump), 1u);
}

TEST_F(FlowTableTest, OneSideAlone) {
  auto count = [this](Weird weird) { return pipeline_.flows().weirds().count(weird); };
  orig(1, kTcpSyn, 100, 0);
  orig(1.1, kTcpAck, 101, 501);
  EXPECT_EQ(count(Weird::kPossibleSplitRouting), 1u);
  orig(1.2, kTcpAck, 101, 501, "data");
  EXPECT_EQ(count(Weird::kDataBeforeEstablished), 1u);
  pipeline_.flows().finish();
  // That somebody asked is seen from the answer.
  resp(2, kTcpSyn | kTcpAck, 500, 101);
  resp(2.1, kTcpAck, 501, 101);
  EXPECT_EQ(count(Weird::kPossibleSplitRouting), 1u);
  resp(2.2, kTcpAck, 501, 101, "data");
  EXPECT_EQ(count(Weird::kDataBeforeEstablished), 2u);
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.last_history, "^had");
}

TEST_F(FlowTableTest, AnswersWithBadChecksumsTellOfTheirSender) {
  orig(1, kTcpSyn, 100, 0);
  Bytes answer = tcp_frame({.source = "10.0.0.2",
                            .destination = "10.0.0.1",
                            .source_port = 80,
                            .destination_port = 40000,
                            .seq = 500,
                            .ack = 101,
                            .flags = kTcpSyn | kTcpAck});
  answer.back() ^= 1;
  send(answer, 1.1);
  orig(1.2, kTcpAck, 101, 501);
  EXPECT_EQ(pipeline_.flows().weirds().count(Weird::kPossibleSplitRouting), 0u);
}

// A SYN that is sent again is answered so by what has seen the first one.
TEST_F(FlowTableTest, AcknowledgementBeforeTheSynAck) {
  orig(1, kTcpSyn, 100, 0);
  orig(4, kTcpSyn, 100, 0);
  resp(4.1, kTcpAck, 500, 101);
  resp(4.2, kTcpSyn | kTcpAck, 500, 101);
  orig(4.3, kTcpAck, 101, 501, "x");
  resp(4.4, kTcpAck, 501, 102);
  pipeline_.flows().finish();
  EXPECT_EQ(pipeline_.flows().weirds().count(Weird::kSynSeqJump), 0u);
  EXPECT_EQ(recorder_.last_history, "SahD");
  EXPECT_EQ(recorder_.missed, 0u);
}

// An answer to what acknowledged nothing has no number of its own.
TEST_F(FlowTableTest, ResetsDoNotTakeBackWhatWasSent) {
  for (uint32_t seq : {0u, 3'000'000'000u}) {
    uint32_t start = 42'000'000;
    orig(1, kTcpSyn, 100, 0);
    resp(1.1, kTcpSyn | kTcpAck, start, 101);
    orig(1.2, kTcpAck, 101, start + 1);
    resp(1.3, kTcpAck, start + 1, 101, "not acknowledged");
    resp(1.4, kTcpRst | kTcpAck, seq, 101);
    pipeline_.flows().finish();
    EXPECT_EQ(recorder_.resp_size, 16u) << seq;
  }
  // It may tell how much was sent that is not in the capture, though.
  orig(3, kTcpSyn, 100, 0);
  resp(3.1, kTcpSyn | kTcpAck, 1000, 101);
  resp(3.2, kTcpRst | kTcpAck, 50'001'001, 101);
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.resp_size, 50'000'000u);
}

// A SYN that the capture has late: its time to be answered has passed with the time of others.
TEST_F(FlowTableTest, TimeDoesNotStepBack) {
  udp(762.6);
  orig(756.7, kTcpSyn, 100, 0);
  resp(758.4, kTcpSyn | kTcpAck, 500, 101);
  EXPECT_EQ(recorder_.log, (Log{"new", "new", "attempt", "remove", "new"}));
  EXPECT_EQ(recorder_.last_history, "S");
}

TEST_F(FlowTableTest, ContradictingFlagsAreOneLetter) {
  orig(1, kTcpSyn | kTcpFin, 100, 0);
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.last_history, "Q");
}

TEST_F(FlowTableTest, DataBesideAFlagIsNoLetterOfItsOwn) {
  handshake(1);
  orig(1.1, kTcpAck, 101, 501, "ask");
  resp(1.2, kTcpFin | kTcpAck, 501, 104, "answer");
  orig(1.3, kTcpFin | kTcpAck, 104, 508);
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.stream[1], "answer");
  EXPECT_EQ(recorder_.last_history, "ShADfF");
}

TEST_F(FlowTableTest, AClosedWindowIsToldBehindTheKindOfSegment) {
  handshake(1);
  send(tcp_frame({.seq = 101, .ack = 501, .flags = kTcpAck, .window = 0, .payload = "x"}), 1.1);
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.last_history, "ShADW");
}

// A probe that keeps a connection alive lies one octet below what the other side has. Nobody says
// whether that octet was sent, so the stream is not over with its FIN.
TEST_F(FlowTableTest, ProbeOfAnOldConnectionLeavesItsStreamOpen) {
  orig(1, kTcpAck, 100, 501);
  resp(1.1, kTcpAck, 501, 101);
  orig(2, kTcpFin | kTcpAck, 101, 501);
  resp(2.1, kTcpFin | kTcpAck, 501, 102);
  orig(3, kTcpAck, 102, 502);
  pipeline_.flows().for_each([](Flow& flow) { EXPECT_EQ(flow.duration().nanos, 2'000'000'000); });
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.last_history, "AaFf");
}

TEST_F(FlowTableTest, HoleOfAnOldConnectionIsNoLetter) {
  orig(1, kTcpAck, 100, 501, "ab");
  orig(1.1, kTcpAck, 110, 501, "xy");
  resp(1.2, kTcpAck, 501, 112);
  EXPECT_EQ(recorder_.stream[0], "ab<8>xy");
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.last_history, "Da");
}

TEST_F(FlowTableTest, SynAckFirstTurnsTheFlow) {
  resp(1, kTcpSyn | kTcpAck, 500, 101);
  orig(1.1, kTcpAck, 101, 501);
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.last_history, "^hA");
  EXPECT_EQ(recorder_.last_orig, "10.0.0.1");
}

TEST_F(FlowTableTest, SynAndSynAckInTheWrongOrder) {
  resp(1, kTcpSyn | kTcpAck, 500, 101);
  orig(1.1, kTcpSyn, 100, 0);
  orig(1.2, kTcpAck, 101, 501, "x");
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.last_history, "Hs^D");
  EXPECT_EQ(recorder_.last_orig, "10.0.0.1");
}

TEST_F(FlowTableTest, LikelyServerPortsDecideTheDirection) {
  auto ports = std::make_shared<PortSet>();
  ports->tcp.set(80);
  ports->udp.set(53);
  options_.likely_server_ports = ports;
  resp(1, kTcpAck, 500, 101, "late");
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.last_orig, "10.0.0.1");
  EXPECT_EQ(recorder_.last_history, "^d");
  udp(1, {.source_port = 53, .destination_port = 999});
  pipeline_.flows().finish();
  EXPECT_EQ(recorder_.last_orig, "10.0.0.2");
  EXPECT_EQ(recorder_.last_history, "^d");
}

TEST_F(FlowTableTest, UdpTimesOutAfterExactlyItsTimeout) {
  udp(1);
  udp(60.999999);
  EXPECT_EQ(recorder_.log, (Log{"new"}));
  pipeline_.flows().advance(NetTime::from_seconds(120.999998));
  EXPECT_EQ(recorder_.log, (Log{"new"}));
  udp(120.999999);
  EXPECT_EQ(recorder_.log, (Log{"new", "timeout", "remove", "new"}));
}

TEST_F(FlowTableTest, TimeoutOfOneFlowCanBeSet) {
  udp(1);
  Flow* flow = pipeline_.flows().find(FlowId{.orig = *IpAddress::parse("10.0.0.1"),
                                             .resp = *IpAddress::parse("10.0.0.2"),
                                             .orig_port = 40000,
                                             .resp_port = 53,
                                             .protocol = 17});
  ASSERT_NE(flow, nullptr);
  EXPECT_EQ(pipeline_.flows().set_inactivity_timeout(*flow, NetInterval::secs(2)),
            NetInterval::secs(60));
  pipeline_.flows().advance(NetTime::from_seconds(3));
  EXPECT_EQ(recorder_.log.back(), "remove");
}

TEST_F(FlowTableTest, EchoIsOneFlowAndUnreachableStandsAlone) {
  Ipv4Fields there{.protocol = 1};
  Ipv4Fields back{.source = "10.0.0.2", .destination = "10.0.0.1", .protocol = 1};
  send(ethernet(0x0800, ipv4(there, icmp_echo(8, 1, "ping"))), 1);
  send(ethernet(0x0800, ipv4(back, icmp_echo(0, 1, "ping"))), 1.1);
  EXPECT_EQ(pipeline_.flows().size(), 1u);
  send(ethernet(0x0800, ipv4(there, icmp_echo(3, 0, ""))), 1.2);
  send(ethernet(0x0800, ipv4(back, icmp_echo(3, 0, ""))), 1.3);
  EXPECT_EQ(pipeline_.flows().size(), 3u);
}

TEST_F(FlowTableTest, DroppedFlowsAreSilentForTheirPeriod) {
  recorder_.drops_new = true;
  EXPECT_EQ(send(udp_frame({}), 1), Verdict::kDrop);
  recorder_.drops_new = false;
  EXPECT_EQ(send(udp_frame({}), 2), Verdict::kDrop);
  EXPECT_EQ(send(udp_frame({}), 60.999999), Verdict::kDrop);
  EXPECT_EQ(recorder_.log, (Log{"new", "remove"}));
  EXPECT_EQ(send(udp_frame({}), 61), Verdict::kAccept);
  EXPECT_EQ(recorder_.log, (Log{"new", "remove", "new"}));
}

TEST_F(FlowTableTest, TheIdlestGoesFirstAtTheLimit) {
  options_.max_flows = 3;
  for (uint16_t port = 1; port <= 3; ++port) udp(port, {.source_port = port});
  udp(4, {.source_port = 1});  // now 2 is the idlest
  udp(5, {.source_port = 9});
  EXPECT_EQ(pipeline_.flows().size(), 3u);
  EXPECT_EQ(pipeline_.flows().statistics().limit_hits, 1u);
  bool has_second = false;
  pipeline_.flows().for_each([&](Flow& flow) { has_second |= flow.orig_port == 2; });
  EXPECT_FALSE(has_second);
}

TEST_F(FlowTableTest, BadChecksumsCountForNothing) {
  Bytes frame = udp_frame({});
  frame.back() ^= 1;
  send(frame, 1);
  pipeline_.flows().for_each([&](Flow& flow) {
    EXPECT_EQ(flow.orig().packets, 0u);
    EXPECT_EQ(flow.history(), "C");
  });
  EXPECT_EQ(pipeline_.flows().weirds().count(Weird::kBadUdpChecksum), 1u);
}

TEST_F(FlowTableTest, ThresholdsAreReportedOnce) {
  udp(1);
  Flow* flow = pipeline_.flows().find(kUdpId);
  ASSERT_NE(flow, nullptr);
  pipeline_.flows().set_threshold(*flow, Side::kOrig, 60, 3);
  pipeline_.flows().set_duration_threshold(*flow, NetInterval::secs(2));
  for (double seconds : {2.0, 3.0, 3.1, 3.2}) udp(seconds);
  EXPECT_EQ(recorder_.log, (Log{"new", "bytes 60", "packets 3", "duration"}));
}

TEST_F(FlowTableTest, ThresholdsThatWereReachedAreReportedAtOnce) {
  for (double seconds : {1.0, 2.0, 4.0}) udp(seconds);
  Flow* flow = pipeline_.flows().find(kUdpId);
  ASSERT_NE(flow, nullptr);
  pipeline_.flows().set_threshold(*flow, Side::kOrig, 60, 3);
  pipeline_.flows().set_duration_threshold(*flow, NetInterval::secs(2));
  EXPECT_EQ(recorder_.log, (Log{"new", "bytes 60", "packets 3", "duration"}));
}

TEST_F(FlowTableTest, StatusUpdatesComeByTheClock) {
  options_.connection_status_update_interval = NetInterval::secs(1);
  udp(1);
  udp(3.5);
  EXPECT_EQ(recorder_.log, (Log{"new", "status", "status"}));
}

TEST_F(FlowTableTest, SessionTimerEndsASilentFlowEarlier) {
  udp(1);
  pipeline_.flows().start_session_timer(*pipeline_.flows().find(kUdpId));
  udp(1.5);
  pipeline_.flows().advance(NetTime::from_seconds(10.9));
  EXPECT_EQ(recorder_.log, (Log{"new"}));
  pipeline_.flows().advance(NetTime::from_seconds(11));
  EXPECT_EQ(recorder_.log, (Log{"new", "timeout", "remove"}));
}

TEST_F(FlowTableTest, SessionTimerThatFiresLateJudgesByTheTimeThatItIs) {
  udp(1);
  pipeline_.flows().start_session_timer(*pipeline_.flows().find(kUdpId));
  udp(5);
  udp(14.2);  // behind the look that was due at 11, when it had been silent for 6 s
  EXPECT_EQ(recorder_.log, (Log{"new", "timeout", "remove", "new"}));
}

TEST_F(FlowTableTest, SessionTimerLooksAgainOneTimeoutAfterItsLook) {
  udp(1);
  pipeline_.flows().start_session_timer(*pipeline_.flows().find(kUdpId));
  udp(7);
  pipeline_.flows().advance(NetTime::from_seconds(12.5));
  udp(12.6);
  pipeline_.flows().advance(NetTime::from_seconds(22.4));
  EXPECT_EQ(recorder_.log, (Log{"new"}));
  pipeline_.flows().advance(NetTime::from_seconds(22.5));
  EXPECT_EQ(recorder_.log, (Log{"new", "timeout", "remove"}));
}

TEST_F(FlowTableTest, ClosedConnectionsTimeOutAfterTheCloseDelay) {
  handshake(1);
  orig(2, kTcpFin | kTcpAck, 101, 501);
  resp(2.1, kTcpFin | kTcpAck, 501, 102);
  pipeline_.flows().advance(NetTime::from_seconds(7.09));
  EXPECT_EQ(recorder_.log.back(), "finished");
  pipeline_.flows().advance(NetTime::from_seconds(7.1));
  EXPECT_EQ(recorder_.log, (Log{"new", "established", "finished", "timeout", "remove"}));
}

TEST_F(FlowTableTest, TunnelsHoldFlowsOfTheirOwn) {
  Bytes inner = ipv4({.source = "192.168.0.1", .destination = "192.168.0.2", .protocol = 17},
                     udp_datagram({}));
  send(ethernet(0x0800, ipv4({.protocol = 4}, inner)), 1);
  ASSERT_EQ(pipeline_.flows().size(), 1u);  // none for the tunnel itself
  pipeline_.flows().for_each([](Flow& flow) {
    EXPECT_EQ(flow.orig_addr.to_string(), "192.168.0.1");
    ASSERT_EQ(flow.tunnels().size(), 1u);
    EXPECT_EQ(flow.tunnels()[0].type, TunnelType::kIp);
    EXPECT_EQ(flow.tunnels()[0].orig.to_string(), "10.0.0.1");
  });
  Bytes vxlan{8, 0, 0, 0, 0, 0, 7, 0};
  put(vxlan, ethernet(0x0800, inner));
  udp(1.1, {.destination_port = 4789, .payload = std::string(vxlan.begin(), vxlan.end())});
  EXPECT_EQ(pipeline_.flows().size(), 2u);
}

TEST_F(FlowTableTest, TunnelsAreFollowedToALimitedDepth) {
  Bytes packet = ipv4({.protocol = 17}, udp_datagram({}));
  for (int i = 0; i < 6; ++i) packet = ipv4({.protocol = 4}, packet);
  send(ethernet(0x0800, packet), 1);
  EXPECT_EQ(pipeline_.flows().size(), 0u);
  EXPECT_EQ(packets_.counters().count(Weird::kExceededTunnelMaxDepth), 1u);
}

TEST_F(FlowTableTest, AFlowNobodyWantsReportsNothing) {
  pipeline_.flows().set_interest({});
  handshake(1);
  pipeline_.flows().finish();
  EXPECT_TRUE(recorder_.log.empty());
}

TEST_F(FlowTableTest, VlansSeparateFlowsOnlyWhenAsked) {
  auto tagged = [](uint8_t vlan) {
    Bytes body{0, vlan, 8, 0};
    put(body, ipv4({.protocol = 17}, udp_datagram({})));
    return ethernet(0x8100, body);
  };
  send(tagged(1), 1);
  send(tagged(2), 1.1);
  EXPECT_EQ(pipeline_.flows().size(), 1u);
  options_.vlan_in_key = true;
  send(tagged(2), 2);
  send(tagged(3), 2.1);
  EXPECT_EQ(pipeline_.flows().size(), 3u);
}

}  // namespace
}  // namespace avocet
