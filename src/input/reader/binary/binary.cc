#include "input/reader/binary/binary.h"

#include <algorithm>
#include <cstdlib>

namespace avocet {

Outcome BinaryReader::open(const ReaderInfo& info, std::span<const InputField>) {
  path_ = prefixed_path(info.text("path_prefix"), info.source);
  mode_ = info.mode;
  chunk_size_ =
      std::max<size_t>(1, std::strtoull(info.text("chunk_size", "1024").c_str(), nullptr, 10));
  return file_.open(path_);
}

Result<ReadState> BinaryReader::read(RowSink& sink) {
  if (mode_ == InputMode::kStream && file_.is_open()) {
    // The rest of a file that was renamed comes first.
    take_bytes(sink);
    if (!file_.replaced()) return ReadState::kMore;
  }
  Outcome opened = file_.open(path_);
  if (!opened) return opened.error();
  take_bytes(sink);
  return mode_ == InputMode::kStream ? ReadState::kMore : ReadState::kDone;
}

void BinaryReader::take_bytes(RowSink& sink) {
  std::string bytes;
  while (!sink.is_closed() && file_.read_some(bytes)) {
    for (size_t at = 0; at < bytes.size(); at += chunk_size_)
      sink.file_bytes(std::string_view(bytes).substr(at, chunk_size_));
    bytes.clear();
  }
}

void register_binary(ReaderRegistry& registry) {
  registry.add({"Input::READER_BINARY",
                "InputBinary",
                {"chunk_size", "path_prefix"},
                []() -> std::unique_ptr<InputReader> { return std::make_unique<BinaryReader>(); }});
}

}  // namespace avocet
