// Any bytes as a table of text, read as a whole and line by line as it grows.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>

#include "input/reader/ascii/ascii.h"

using namespace avocet;

namespace {

class Counting final : public RowSink {
 public:
  bool row(std::span<const InputCell> cells, size_t) override {
    for (const InputCell& cell : cells) sum_ = sum_ + cell.text.size() + cell.protocol.size();
    return true;
  }
  bool is_closed() const override { return false; }
  void warn(std::string_view message, size_t) override { sum_ = sum_ + message.size(); }
  void remark(std::string_view message, size_t) override { sum_ = sum_ + message.size(); }
  bool option_value(std::string_view, std::string_view, const TextFormat&, size_t) override {
    return true;
  }
  void process_finished(int, bool) override {}
  void file_bytes(std::string_view) override {}

 private:
  volatile size_t sum_ = 0;
};

// A file in memory for all inputs of the process.
int scratch() {
  static const int descriptor = memfd_create("ascii_fuzz", 0);
  if (descriptor < 0) std::abort();
  return descriptor;
}

void put(const uint8_t* data, size_t size) {
  if (size > 0 && write(scratch(), data, size) != ssize_t(size)) std::abort();
}

void read_all(const uint8_t* data, size_t size, InputMode mode) {
  if (ftruncate(scratch(), 0) != 0 || lseek(scratch(), 0, SEEK_SET) != 0) std::abort();
  Arena arena;
  TypeTable types(arena);
  std::vector<InputField> fields = {{"a", types.basic(TypeKind::kString), false, ""},
                                    {"b", types.basic(TypeKind::kPort), true, "c"}};
  ReaderInfo info;
  info.source = "/proc/self/fd/" + std::to_string(scratch());
  info.mode = mode;
  AsciiReader reader;
  Counting sink;
  size_t half = mode == InputMode::kStream ? size / 2 : size;
  put(data, half);
  if (!reader.open(info, fields)) return;
  Result<ReadState> state = reader.read(sink);
  put(data + half, size - half);
  if (state.ok() && mode == InputMode::kStream) state = reader.read(sink);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  for (InputMode mode : {InputMode::kManual, InputMode::kStream}) read_all(data, size, mode);
  return 0;
}
