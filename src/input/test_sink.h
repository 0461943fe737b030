// What tests of readers share: a sink that writes down what it is told.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "input/reader.h"

namespace avocet {

struct TestSink final : RowSink {
  std::vector<std::string> rows;  // cells joined by |, unset ones as -
  std::vector<std::string> warnings;
  std::vector<std::string> remarks;
  std::vector<std::string> events;
  size_t close_after = SIZE_MAX;

  bool row(std::span<const InputCell> cells, size_t) override {
    std::string text;
    for (const InputCell& cell : cells) {
      if (&cell != cells.data()) text += '|';
      text += cell.is_set ? std::string(cell.text) : "-";
      if (!cell.protocol.empty()) text += "/" + std::string(cell.protocol);
    }
    rows.push_back(text);
    return true;
  }
  bool is_closed() const override { return rows.size() >= close_after; }
  void warn(std::string_view message, size_t) override { warnings.emplace_back(message); }
  void remark(std::string_view message, size_t) override { remarks.emplace_back(message); }
  bool option_value(std::string_view id, std::string_view text, const TextFormat&,
                    size_t) override {
    events.push_back(std::string(id) + "=" + std::string(text));
    return id != "unknown";
  }
  void process_finished(int exit_code, bool by_signal) override {
    events.push_back((by_signal ? "signal " : "exit ") + std::to_string(exit_code));
  }
  void file_bytes(std::string_view bytes) override { events.emplace_back(bytes); }
};

// A test with a folder of its own.
class ReaderTest : public ::testing::Test {
 protected:
  ReaderTest()
      : folder_(
            (std::filesystem::temp_directory_path() / ("reader_test_" + std::to_string(getpid())))
                .string()) {
    std::filesystem::create_directories(folder_);
  }
  ~ReaderTest() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  void write(const std::string& name, std::string_view text) const {
    std::ofstream(path(name), std::ios::binary) << text;
  }
  void append(const std::string& name, std::string_view text) const {
    std::ofstream(path(name), std::ios::binary | std::ios::app) << text;
  }
  const Type* basic(TypeKind kind) { return types_.basic(kind); }
  InputField field(std::string name, TypeKind kind, bool optional = false) {
    return {std::move(name), types_.basic(kind), optional, ""};
  }

  std::string folder_;
  Arena arena_;
  TypeTable types_{arena_};
  TestSink sink_;
};

}  // namespace avocet
