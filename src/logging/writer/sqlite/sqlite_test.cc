#include "logging/writer/sqlite/sqlite.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

namespace avocet {
namespace {

class SqliteWriterTest : public ::testing::Test {
 protected:
  SqliteWriterTest() {
    info_.path = "conn";
    info_.folder =
        (std::filesystem::temp_directory_path() / ("sqlite_test_" + std::to_string(getpid())))
            .string();
    std::filesystem::create_directories(info_.folder);
  }
  ~SqliteWriterTest() override { std::filesystem::remove_all(info_.folder); }

  static LogField field(std::string name, CellKind kind) {
    LogField made;
    made.name = std::move(name);
    made.kind = kind;
    return made;
  }
  // The answers to a question, columns joined by |, lines by newlines.
  std::string answer(const std::string& file, const std::string& question) {
    sqlite3* database = nullptr;
    sqlite3_open((info_.folder + "/" + file).c_str(), &database);
    std::string text;
    auto take = [](void* to, int count, char** values, char**) {
      auto& out = *static_cast<std::string*>(to);
      for (int i = 0; i < count; ++i) {
        if (i > 0) out += '|';
        out += values[i] ? values[i] : "NULL";
      }
      out += '\n';
      return 0;
    };
    sqlite3_exec(database, question.c_str(), take, &text, nullptr);
    sqlite3_close(database);
    return text;
  }

  WriterInfo info_;
};

TEST_F(SqliteWriterTest, WritesEveryKind) {
  std::vector<LogField> fields = {
      field("id.orig_h", CellKind::kAddress), field("flag", CellKind::kBool),
      field("d", CellKind::kDouble),          field("s", CellKind::kText),
      field("items", CellKind::kItems),       field("none", CellKind::kItems)};
  SqliteWriter writer;
  ASSERT_TRUE(writer.open(info_, fields).ok());
  Cell items[] = {Cell::of_text("a,b"), Cell(), Cell::of_count(3)};
  Cell row[] = {Cell::of_address(IpAddress::v4(0x01020304)),
                Cell::of_bool(true),
                Cell::of_double(1.5),
                Cell::of_text(""),
                Cell::of_items(items),
                Cell::of_items({})};
  ASSERT_TRUE(writer.write(row).ok());
  row[1] = Cell();
  ASSERT_TRUE(writer.write(row).ok());
  EXPECT_EQ(answer("conn.sqlite", "select count(*) from conn"), "0\n");
  ASSERT_TRUE(writer.finish(0).ok());
  EXPECT_EQ(answer("conn.sqlite", "select * from conn"),
            "1.2.3.4|1|1.5|(empty)|a\\x2cb,-,3|(empty)\n"
            "1.2.3.4|NULL|1.5|(empty)|a\\x2cb,-,3|(empty)\n");
}

TEST_F(SqliteWriterTest, SharesAFileWithOthers) {
  info_.database = "all.db";
  std::vector<LogField> fields = {field("n", CellKind::kCount)};
  SqliteWriter a, b;
  ASSERT_TRUE(a.open(info_, fields).ok());
  info_.config["tablename"] = "other table";
  info_.options["journal_mode"] = "LogSQLite::SQLITE_JOURNAL_MODE_WAL";
  ASSERT_TRUE(b.open(info_, fields).ok());
  for (uint64_t i = 0; i < 3000; ++i) {
    Cell row[] = {Cell::of_count(i)};
    ASSERT_TRUE(a.write(row).ok());
    ASSERT_TRUE(b.write(row).ok());
  }
  ASSERT_TRUE(a.finish(0).ok());
  ASSERT_TRUE(b.finish(0).ok());
  EXPECT_EQ(answer("all.db", "select count(*), sum(n) from conn"), "3000|4498500\n");
  EXPECT_EQ(answer("all.db", "select count(*) from 'other table'"), "3000\n");
  EXPECT_EQ(answer("all.db", "pragma journal_mode"), "wal\n");
}

TEST_F(SqliteWriterTest, LocksNobodyOutAfterAFailure) {
  answer("conn.sqlite", "create table conn (n integer check (n < 2))");
  SqliteWriter writer;
  std::vector<LogField> fields = {field("n", CellKind::kCount)};
  ASSERT_TRUE(writer.open(info_, fields).ok());
  for (uint64_t i = 0; i < 3; ++i) {
    Cell row[] = {Cell::of_count(i)};
    ASSERT_TRUE(writer.write(row).ok());
  }
  Outcome flushed = writer.flush();
  ASSERT_FALSE(flushed.ok());
  EXPECT_NE(flushed.error().message.find("CHECK"), std::string::npos) << flushed.error().message;
  answer("conn.sqlite", "insert into conn values (1)");
  EXPECT_EQ(answer("conn.sqlite", "select count(*) from conn"), "1\n");
}

TEST_F(SqliteWriterTest, SaysWhyATableDoesNotFit) {
  std::vector<LogField> fields = {field("n", CellKind::kCount)};
  {
    SqliteWriter writer;
    ASSERT_TRUE(writer.open(info_, fields).ok());
  }
  fields.push_back(field("more", CellKind::kCount));
  SqliteWriter writer;
  Outcome opened = writer.open(info_, fields);
  ASSERT_FALSE(opened.ok());
  EXPECT_NE(opened.error().message.find("has no column named more"), std::string::npos);
}

}  // namespace
}  // namespace avocet
