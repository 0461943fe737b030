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
  bool goes_on = mode_ == InputMode::kStream && file_.is_open() && !file_.replaced();
  if (!goes_on) {
    Outcome opened = file_.open(path_);
    if (!opened) return opened.error();
  }
  std::string bytes;
  while (!sink.is_closed() && file_.read_some(bytes)) {
    for (size_t at = 0; at < bytes.size(); at += chunk_size_)
      sink.file_bytes(std::string_view(bytes).substr(at, chunk_size_));
    bytes.clear();
  }
  return mode_ == InputMode::kStream ? ReadState::kMore : ReadState::kDone;
}

void register_binary(ReaderRegistry& registry) {
  registry.add({"Input::READER_BINARY",
                "InputBinary",
                {"chunk_size", "path_prefix"},
                []() -> std::unique_ptr<InputReader> { return std::make_unique<BinaryReader>(); }});
}

}  // namespace avocet
