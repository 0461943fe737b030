// The order in which the end of a capture ends flows.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "flow/pipeline.h"
#include "packet/test_packets.h"

namespace avocet {
namespace {

using namespace test;

struct RankRecorder : FlowObserver {
  const FlowTable* table = nullptr;
  std::vector<FlowTable::Rank> ranks;
  void flow_event(FlowEvent event, Flow&) override {
    if (event == FlowEvent::kConnectionStateRemove) ranks.push_back(table->rank());
  }
};

Bytes datagram(const UdpFields& fields) {
  bool is_v4 = IpAddress::parse(fields.source)->is_v4();
  return is_v4
             ? udp_frame(fields)
             : ethernet(0x86dd, ipv6(fields.source, fields.destination, 17, udp_datagram(fields)));
}

// Short forms of ranks order flows: they must not order any two otherwise than the ranks would.
TEST(FlowEndings, FollowTheirRanks) {
  std::vector<UdpFields> flows;
  const std::vector<std::string> v4 = {"0.0.0.1",         "10.0.0.1",  "10.0.0.2",
                                       "127.255.255.255", "128.0.0.1", "223.255.255.255"};
  const std::vector<std::string> v6 = {"::2",         "::fffe:0:1", "::1:0:0:1",
                                       "2001:db8::1", "fe80::1",    "fe80::1:0:0:1"};
  for (const auto& family : {v4, v6})
    for (const std::string& source : family)
      for (const std::string& destination : family)
        for (uint16_t port : {53, 80, 65535})
          if (source != destination) flows.push_back({source, destination, 40000, port});
  // Not as they are to end.
  for (size_t i = 0; i < flows.size(); ++i) std::swap(flows[i], flows[i * 31 % flows.size()]);

  FlowOptions options;
  PacketObserver packets;
  FlowUids uids{0};
  RankRecorder recorder;
  Pipeline pipeline{DecodeOptions{}, options, packets, recorder, FlowInterest::everything(), uids};
  recorder.table = &pipeline.flows();
  double time = 1;
  for (const UdpFields& flow : flows) pipeline.process(raw(datagram(flow), time += 0.001));
  size_t count = pipeline.flows().size();
  EXPECT_GT(count, 2 * 3 * 15u);
  pipeline.flows().finish();
  EXPECT_EQ(recorder.ranks.size(), count);
  EXPECT_TRUE(std::is_sorted(recorder.ranks.begin(), recorder.ranks.end()));
}

}  // namespace
}  // namespace avocet
