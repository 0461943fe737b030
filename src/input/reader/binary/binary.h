// The reader of bytes: a file as it is, for Input::add_analysis.
#pragma once

#include <string>

#include "input/reader.h"
#include "input/source_file.h"

namespace avocet {

class BinaryReader final : public InputReader {
 public:
  Outcome open(const ReaderInfo& info, std::span<const InputField> fields) override;
  const TextFormat& format() const override { return format_; }
  Result<ReadState> read(RowSink& sink) override;
  bool changed() override { return !file_.is_open() || file_.changed(); }

 private:
  void take_bytes(RowSink& sink);

  std::string path_;
  InputMode mode_ = InputMode::kManual;
  size_t chunk_size_ = 1024;
  TextFormat format_;
  SourceFile file_;
};

void register_binary(ReaderRegistry& registry);

}  // namespace avocet
