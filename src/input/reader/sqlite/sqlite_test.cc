#include "input/reader/sqlite/sqlite.h"

#include <sqlite3.h>

#include "input/test_sink.h"

namespace avocet {
namespace {

class SqliteReaderTest : public ReaderTest {
 protected:
  SqliteReaderTest() {
    sqlite3* database = nullptr;
    sqlite3_open(path("data.sqlite").c_str(), &database);
    sqlite3_exec(database,
                 "create table t (n integer, s text, p integer, proto text);"
                 "insert into t values (1, 'one', 80, 'tcp'), (2, null, 53, 'udp')",
                 nullptr, nullptr, nullptr);
    sqlite3_close(database);
    info_.source = path("data");
    info_.config["query"] = "select * from t order by n desc";
  }
  ReaderInfo info_;
};

TEST_F(SqliteReaderTest, ReadsWhatAQueryYields) {
  InputField port = field("p", TypeKind::kPort);
  port.type_column = "proto";
  std::vector<InputField> fields = {field("s", TypeKind::kString), field("n", TypeKind::kCount),
                                    port, field("none", TypeKind::kCount, true)};
  SqliteReader reader;
  ASSERT_TRUE(reader.open(info_, fields).ok());
  for (int i = 0; i < 2; ++i) {
    Result<ReadState> state = reader.read(sink_);
    ASSERT_TRUE(state.ok());
    EXPECT_EQ(*state, ReadState::kDone);
  }
  EXPECT_EQ(sink_.rows, (std::vector<std::string>{"-|2|53/udp|-", "one|1|80/tcp|-", "-|2|53/udp|-",
                                                  "one|1|80/tcp|-"}));
}

TEST_F(SqliteReaderTest, ReadsNumbersToTheirLastDigit) {
  info_.config["query"] = "select -1 as n, -1 as i, 1700000000.1234567 as d, 1e300 as big";
  std::vector<InputField> fields = {field("n", TypeKind::kCount), field("i", TypeKind::kInt),
                                    field("d", TypeKind::kDouble), field("big", TypeKind::kDouble)};
  SqliteReader reader;
  ASSERT_TRUE(reader.open(info_, fields).ok());
  ASSERT_TRUE(reader.read(sink_).ok());
  EXPECT_EQ(sink_.rows,
            std::vector<std::string>{"18446744073709551615|-1|1700000000.1234567|1e+300"});
}

TEST_F(SqliteReaderTest, SaysWhatIsMissing) {
  std::vector<InputField> fields = {field("x", TypeKind::kString)};
  SqliteReader reader;
  Outcome opened = reader.open(info_, fields);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().message, "the query yields no column 'x'");
  info_.config["query"] = "select nonsense";
  SqliteReader other;
  EXPECT_FALSE(other.open(info_, fields).ok());
  info_.source = path("none");
  SqliteReader third;
  EXPECT_FALSE(third.open(info_, fields).ok());
}

}  // namespace
}  // namespace avocet
