#include "input/reader/config/config.h"

#include "input/test_sink.h"

namespace avocet {
namespace {

using ConfigReaderTest = ReaderTest;

TEST_F(ConfigReaderTest, TellsOfValuesThatAreNew) {
  write("data",
        "\xef\xbb\xbf# options\na 1\nb \t two words \na 1\na 2\nempty \nalone\nunknown x\n");
  ReaderInfo info;
  info.source = path("data");
  std::vector<InputField> fields = {field("id", TypeKind::kString),
                                    field("value", TypeKind::kString)};
  ConfigReader reader;
  ASSERT_TRUE(reader.open(info, fields).ok());
  ASSERT_TRUE(reader.read(sink_).ok());
  EXPECT_EQ(sink_.events,
            (std::vector<std::string>{"a=1", "b=two words", "a=2", "empty=", "unknown=x"}));
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"a|1", "b|two words", "a|1", "a|2", "empty|"}));
  EXPECT_EQ(sink_.warnings.size(), 1u);
  sink_.events.clear();
  write("data", "a 2\nb other\n");
  ASSERT_TRUE(reader.read(sink_).ok());
  EXPECT_EQ(sink_.events, (std::vector<std::string>{"b=other"}));
}

TEST_F(ConfigReaderTest, WarnsOnceOfAMissingFile) {
  ReaderInfo info;
  info.source = path("none");
  ConfigReader reader;
  ASSERT_TRUE(reader.open(info, {}).ok());
  for (int i = 0; i < 2; ++i) {
    Result<ReadState> state = reader.read(sink_);
    ASSERT_TRUE(state.ok());
    EXPECT_EQ(*state, ReadState::kMissing);
  }
  EXPECT_EQ(sink_.warnings.size(), 1u);
}

}  // namespace
}  // namespace avocet
