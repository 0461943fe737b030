#include "input/reader/benchmark/benchmark.h"

#include <cstdlib>

namespace avocet {

Outcome BenchmarkReader::open(const ReaderInfo& info, std::span<const InputField> fields) {
  fields_.assign(fields.begin(), fields.end());
  mode_ = info.mode;
  char* end = nullptr;
  rows_ = std::strtoull(info.source.c_str(), &end, 10);
  if (info.source.empty() || *end != '\0')
    return Error{"the source of a benchmark is a number of rows, not '" + info.source + "'"};
  factor_ = std::strtod(info.text("factor", "1").c_str(), nullptr);
  add_ = std::strtoull(info.text("addfactor", "0").c_str(), nullptr, 10);
  return {};
}

// xorshift64*
uint64_t BenchmarkReader::random() {
  state_ ^= state_ >> 12;
  state_ ^= state_ << 25;
  state_ ^= state_ >> 27;
  return state_ * 0x2545f4914f6cdd1d;
}

std::string BenchmarkReader::made_up(const Type* type) {
  uint64_t n = random();
  switch (type->kind) {
  case TypeKind::kBool: return n & 1 ? "T" : "F";
  case TypeKind::kInt: return std::to_string(int64_t(n));
  case TypeKind::kCount: return std::to_string(n);
  case TypeKind::kDouble:
  case TypeKind::kTime:
  case TypeKind::kInterval: return std::to_string(double(n >> 11) / double(1ull << 22));
  case TypeKind::kPort: return std::to_string(n & 0xffff) + "/tcp";
  case TypeKind::kAddr:
    return std::to_string(n & 255) + "." + std::to_string(n >> 8 & 255) + "." +
           std::to_string(n >> 16 & 255) + "." + std::to_string(n >> 24 & 255);
  case TypeKind::kSubnet: return std::to_string(n & 255) + ".0.0.0/8";
  case TypeKind::kString: {
    std::string text;
    for (int i = 0; i < 10; ++i) text += char('a' + random() % 26);
    return text;
  }
  case TypeKind::kEnum: {
    const auto& labels = as_enum(type)->labels;
    return std::string(labels[n % labels.size()].name);
  }
  case TypeKind::kPattern: return "/" + std::to_string(n) + "/";
  case TypeKind::kSet:
    return made_up(as_table(type)->keys[0]) + "," + made_up(as_table(type)->keys[0]);
  case TypeKind::kVector:
    return made_up(as_vector(type)->element) + "," + made_up(as_vector(type)->element);
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kRecord:
  case TypeKind::kTable:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: return {};
  }
  return {};
}

Result<ReadState> BenchmarkReader::read(RowSink& sink) {
  std::vector<std::string> texts(fields_.size());
  std::vector<InputCell> cells(fields_.size());
  for (uint64_t i = 0; i < rows_ && !sink.is_closed(); ++i) {
    for (size_t k = 0; k < fields_.size(); ++k) {
      texts[k] = made_up(fields_[k].type);
      cells[k].text = texts[k];
    }
    sink.row(cells, 0);
  }
  rows_ = uint64_t(double(rows_) * factor_) + add_;
  return mode_ == InputMode::kStream ? ReadState::kMore : ReadState::kDone;
}

void register_benchmark(ReaderRegistry& registry) {
  registry.add(
      {"Input::READER_BENCHMARK",
       "InputBenchmark",
       {"factor", "spread", "autospread", "addfactor", "stopspreadat", "timedspread"},
       []() -> std::unique_ptr<InputReader> { return std::make_unique<BenchmarkReader>(); }});
}

}  // namespace avocet
