#include "input/reader/benchmark/benchmark.h"

#include "input/test_sink.h"

namespace avocet {
namespace {

using BenchmarkReaderTest = ReaderTest;

TEST_F(BenchmarkReaderTest, MakesAsManyRowsAsAsked) {
  ReaderInfo info;
  info.source = "10";
  info.options["factor"] = "2.0";
  info.options["addfactor"] = "1";
  std::vector<InputField> fields = {field("c", TypeKind::kCount), field("a", TypeKind::kAddr)};
  BenchmarkReader reader;
  ASSERT_TRUE(reader.open(info, fields).ok());
  ASSERT_TRUE(reader.read(sink_).ok());
  EXPECT_EQ(sink_.rows.size(), 10u);
  ASSERT_TRUE(reader.read(sink_).ok());
  EXPECT_EQ(sink_.rows.size(), 31u);
}

TEST_F(BenchmarkReaderTest, WantsANumber) {
  ReaderInfo info;
  info.source = "many";
  BenchmarkReader reader;
  EXPECT_FALSE(reader.open(info, {}).ok());
}

}  // namespace
}  // namespace avocet
