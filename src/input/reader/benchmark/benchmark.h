// The reader that makes rows up: for measuring what becomes of them.
#pragma once

#include <string>
#include <vector>

#include "input/reader.h"

namespace avocet {

class BenchmarkReader final : public InputReader {
 public:
  Outcome open(const ReaderInfo& info, std::span<const InputField> fields) override;
  const TextFormat& format() const override { return format_; }
  // As many rows as the source of the stream says, times a factor that grows from read to read.
  Result<ReadState> read(RowSink& sink) override;
  bool changed() override { return true; }

 private:
  std::string made_up(const Type* type);
  uint64_t random();

  TextFormat format_;
  std::vector<InputField> fields_;
  InputMode mode_ = InputMode::kManual;
  uint64_t rows_ = 0;
  double factor_ = 1;
  uint64_t add_ = 0;
  uint64_t state_ = 1;
};

void register_benchmark(ReaderRegistry& registry);

}  // namespace avocet
