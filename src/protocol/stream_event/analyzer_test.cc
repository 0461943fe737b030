#include "protocol/stream_event/analyzer.h"

#include <gtest/gtest.h>

namespace avocet {

void register_stream_event(ProtocolRegistry& registry);

namespace {

// Anything may be a stream of bytes: nothing is recognised, scripts have to ask.
TEST(StreamEvent, IsAttachedOnRequestOnly) {
  ProtocolRegistry registry;
  register_stream_event(registry);
  ASSERT_EQ(registry.protocols().size(), 1u);
  const Protocol& protocol = registry.protocols()[0];
  EXPECT_EQ(protocol.name, "STREAM_EVENT");
  EXPECT_EQ(protocol.stream_probe, nullptr);
  EXPECT_EQ(protocol.datagram_probe, nullptr);
}

}  // namespace
}  // namespace avocet
