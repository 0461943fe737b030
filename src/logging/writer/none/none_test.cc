#include "logging/writer/none/none.h"

#include <gtest/gtest.h>

namespace avocet {
namespace {

TEST(NoneWriter, IsFoundByItsLabel) {
  WriterRegistry registry;
  register_none(registry);
  const WriterRegistry::Kind* kind = registry.find("Log::WRITER_NONE");
  ASSERT_NE(kind, nullptr);
  EXPECT_TRUE(kind->make()->write({}).ok());
  EXPECT_EQ(registry.find("Log::WRITER_SOME"), nullptr);
}

}  // namespace
}  // namespace avocet
