#include "logging/writer/ascii/ascii.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace avocet {
namespace {

class AsciiWriterTest : public ::testing::Test {
 protected:
  AsciiWriterTest() {
    info_.path = "conn";
    info_.folder =
        (std::filesystem::temp_directory_path() / ("ascii_test_" + std::to_string(getpid())))
            .string();
    std::filesystem::create_directories(info_.folder);
    info_.open_time = 1300475167;
  }
  ~AsciiWriterTest() override { std::filesystem::remove_all(info_.folder); }

  LogField field(std::string name, std::string type) { return {std::move(name), std::move(type)}; }

  // Opens with the fields of `names`, writes the rows, closes, yields the contents.
  std::string written(const std::vector<LogField>& fields,
                      const std::vector<std::vector<Cell>>& rows) {
    AsciiWriter writer;
    Outcome opened = writer.open(info_, fields);
    EXPECT_TRUE(opened.ok());
    for (const auto& row : rows) EXPECT_TRUE(writer.write(row).ok());
    EXPECT_TRUE(writer.finish(1300475168).ok());
    std::ifstream file(info_.folder + "/conn.log");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }

  WriterInfo info_;
};

TEST_F(AsciiWriterTest, WritesHeaderRowsAndEnd) {
  setenv("TZ", "UTC", 1);
  tzset();
  std::string text =
      written({field("ts", "time"), field("id.orig_h", "addr"), field("id.orig_p", "port"),
               field("tags", "set[string]")},
              {{Cell::of_time(1300475167.5), Cell::of_address(IpAddress::v4(0x01020304)),
                Cell::of_port(80), Cell()},
               {Cell::of_time(0), Cell(), Cell(), Cell::of_items({})}});
  EXPECT_EQ(
      text,
      "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
      "#open\t2011-03-18-19-06-07\n#fields\tts\tid.orig_h\tid.orig_p\ttags\n"
      "#types\ttime\taddr\tport\tset[string]\n"
      "1300475167.500000\t1.2.3.4\t80\t-\n0.000000\t-\t-\t(empty)\n#close\t2011-03-18-19-06-08\n");
}

TEST_F(AsciiWriterTest, MarksWhatOnlyLooksUnsetOrEmpty) {
  info_.options["include_meta"] = "F";
  Cell items[] = {Cell::of_text("AA"), Cell::of_text(","), Cell::of_text("")};
  std::string text =
      written({field("x", "string"), field("y", "string"), field("z", "set[string]")},
              {{Cell::of_text("-"), Cell::of_text(""), Cell::of_items(items)},
               {Cell::of_text("#x"), Cell::of_text("(empty)"), Cell()}});
  EXPECT_EQ(text, "\\x2d\t(empty)\tAA,\\x2c,(empty)\n\\x23x\t\\x28empty)\t-\n");
}

TEST_F(AsciiWriterTest, WritesJsonWithoutUnsetFields) {
  info_.options["use_json"] = "T";
  Cell items[] = {Cell::of_count(1), Cell(), Cell::of_count(2)};
  std::string text =
      written({field("ts", "time"), field("d", "double"), field("v", "vector[count]"),
               field("s", "string")},
              {{Cell::of_time(1.25), Cell::of_double(3.14), Cell::of_items(items), Cell()},
               {Cell(), Cell(), Cell(), Cell::of_text("a\"b")}});
  EXPECT_EQ(text, "{\"ts\":1.25,\"d\":3.14,\"v\":[1,null,2]}\n{\"s\":\"a\\\"b\"}\n");
}

TEST_F(AsciiWriterTest, GoesAsFarAsMillisecondsGo) {
  info_.options["use_json"] = "T";
  info_.options["json_timestamps"] = "JSON::TS_MILLIS";
  std::string text =
      written({field("ts", "time")},
              {{Cell::of_time(1.25)}, {Cell::of_time(1e18)}, {Cell::of_time(-1e18)}});
  EXPECT_EQ(text, "{\"ts\":1250}\n{\"ts\":9223372036854775807}\n{\"ts\":-9223372036854775808}\n");
}

TEST_F(AsciiWriterTest, TheConfigOfAFilterWins) {
  info_.options["use_json"] = "T";
  info_.config["use_json"] = "F";
  info_.config["tsv"] = "T";
  std::string text = written({field("a", "count"), field("b", "bool")},
                             {{Cell::of_count(7), Cell::of_bool(true)}});
  EXPECT_EQ(text, "a\tb\n7\tT\n");
}

TEST_F(AsciiWriterTest, SaysWhatIsWrongWithAnOption) {
  info_.config["use_json"] = "maybe";
  AsciiWriter writer;
  std::vector<LogField> none;
  Outcome opened = writer.open(info_, none);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().message,
            "invalid value 'maybe' for 'use_json' of the text writer, expected T or F");
}

TEST_F(AsciiWriterTest, AMissingFolderIsAnError) {
  info_.folder += "/missing";
  AsciiWriter writer;
  std::vector<LogField> none;
  EXPECT_FALSE(writer.open(info_, none).ok());
}

// Otherwise the next run would empty a log that could not be brought to its end.
TEST_F(AsciiWriterTest, TheMarkOfALogStaysUntilTheLogHasItsFinalName) {
  info_.options["enable_leftover_log_rotation"] = "T";
  info_.rotation_interval = 3600;
  std::signal(SIGXFSZ, SIG_IGN);
  const std::string mark = info_.folder + "/.shadow.conn.log";
  for (bool is_full : {true, false}) {
    AsciiWriter writer;
    LogField fields[] = {field("n", "count")};
    ASSERT_TRUE(writer.open(info_, fields).ok());
    EXPECT_TRUE(std::filesystem::exists(mark));
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit full = before;
    if (is_full) full.rlim_cur = std::filesystem::file_size(info_.folder + "/conn.log");
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &full), 0);
    auto rotated = writer.rotate(info_.folder + "/old", 1300475167, 1300475168);
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    EXPECT_EQ(rotated.ok(), !is_full);
    EXPECT_EQ(std::filesystem::exists(mark), is_full);
  }
}

}  // namespace
}  // namespace avocet
