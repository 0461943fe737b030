#include "event/name_lookups.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

std::string parsed(std::string_view text) {
  auto server = NameServer::parse(text);
  return server ? server->address.to_string() + " " + std::to_string(server->port) : "none";
}

TEST(NameServer, IsAnAddressOfEitherVersionWithOrWithoutAPort) {
  EXPECT_EQ(parsed("192.0.2.1"), "192.0.2.1 53");
  EXPECT_EQ(parsed("192.0.2.1:5353"), "192.0.2.1 5353");
  EXPECT_EQ(parsed("2001:db8::1"), "2001:db8::1 53");
  EXPECT_EQ(parsed("[2001:db8::1]"), "2001:db8::1 53");
  EXPECT_EQ(parsed("[2001:db8::1]:5353"), "2001:db8::1 5353");
}

TEST(NameServer, IsNothingElse) {
  for (const char* text :
       {"", "foo", "foo:53", ":53", "192.0.2.1:", "192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:53x",
        "[192.0.2.1", "[2001:db8::1]:", "2001:db8::1]:53", "192.0.2.1 53"})
    EXPECT_EQ(parsed(text), "none") << text;
}

}  // namespace
}  // namespace avocet
