// The raw reader: pieces of a file, or of what a command writes, as they are.
//
// A source that ends with | is a command. The first field gets the piece; with the option
// read_stderr a second one says whether it was written to standard error.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "input/child_process.h"
#include "input/reader.h"
#include "input/source_file.h"

namespace avocet {

class RawReader final : public InputReader {
 public:
  Outcome open(const ReaderInfo& info, std::span<const InputField> fields) override;
  const TextFormat& format() const override { return format_; }
  Result<ReadState> read(RowSink& sink) override;
  bool changed() override;

 private:
  Result<ReadState> read_file(RowSink& sink);
  Result<ReadState> read_command(RowSink& sink);
  bool take_some(RowSink& sink, ChildProcess::Pipe pipe);
  void take_pieces(RowSink& sink, LineCutter& pieces, bool from_errors);
  void take_last(RowSink& sink, LineCutter& pieces, bool from_errors);
  void take(RowSink& sink, std::string_view piece, bool from_errors);

  std::string source_;
  std::string separator_;
  InputMode mode_ = InputMode::kManual;
  bool is_command_ = false;
  bool reads_errors_ = false;
  std::string command_input_;
  const Environment* environment_ = nullptr;  // of the command
  BackgroundPrograms* programs_ = nullptr;
  WakeSet* wakes_ = nullptr;
  int64_t offset_ = 0;
  size_t fields_ = 1;
  bool told_missing_ = false;
  std::chrono::steady_clock::time_point grew_;  // when reads found something new
  TextFormat format_;

  SourceFile file_;
  std::unique_ptr<ChildProcess> command_;
  LineCutter output_, errors_;
};

void register_raw(ReaderRegistry& registry);

}  // namespace avocet
