// The reader of options: lines of a name, blanks, and a value.
#pragma once

#include <map>
#include <string>

#include "input/reader.h"
#include "input/source_file.h"

namespace avocet {

class ConfigReader final : public InputReader {
 public:
  Outcome open(const ReaderInfo& info, std::span<const InputField> fields) override;
  const TextFormat& format() const override { return format_; }
  Result<ReadState> read(RowSink& sink) override;
  bool changed() override { return !file_.is_open() || file_.changed(); }

 private:
  void take_line(RowSink& sink, std::string_view line, size_t number);

  std::string path_;
  InputMode mode_ = InputMode::kManual;
  TextFormat format_;
  bool fail_on_file_problem_ = false;
  bool told_missing_ = false;
  size_t fields_ = 0;
  SourceFile file_;
  std::map<std::string, std::string, std::less<>> values_;  // as they were told last
};

void register_config(ReaderRegistry& registry);

}  // namespace avocet
