#include "input/reader/binary/binary.h"

#include "input/test_sink.h"

namespace avocet {
namespace {

using BinaryReaderTest = ReaderTest;

TEST_F(BinaryReaderTest, HandsOutChunks) {
  write("data", "abcdefgh");
  ReaderInfo info;
  info.source = path("data");
  info.options["chunk_size"] = "3";
  BinaryReader reader;
  ASSERT_TRUE(reader.open(info, {}).ok());
  ASSERT_TRUE(reader.read(sink_).ok());
  EXPECT_EQ(sink_.events, (std::vector<std::string>{"abc", "def", "gh"}));
}

TEST_F(BinaryReaderTest, NeedsTheFile) {
  ReaderInfo info;
  info.source = path("none");
  BinaryReader reader;
  EXPECT_FALSE(reader.open(info, {}).ok());
}

}  // namespace
}  // namespace avocet
