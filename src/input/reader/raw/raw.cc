#include "input/reader/raw/raw.h"

#include <cstdlib>

namespace avocet {

namespace {
constexpr auto kPatience = std::chrono::milliseconds(500);
// Pieces of 64 KiB that one call of read() takes from a command.
constexpr int kPiecesAtOnce = 4;
}  // namespace

Outcome RawReader::open(const ReaderInfo& info, std::span<const InputField> fields) {
  source_ = info.source;
  mode_ = info.mode;
  separator_ = info.text("record_separator", "\n");
  reads_errors_ = info.flag("read_stderr");
  command_input_ = info.text("stdin");
  environment_ = info.environment;
  programs_ = info.programs;
  wakes_ = info.wakes;
  offset_ = std::strtoll(info.text("offset", "0").c_str(), nullptr, 10);
  fields_ = fields.size();
  // Text is what it is: nothing in it stands for something else.
  format_ = {"", "", "", false};
  while (source_.ends_with(' ')) source_.pop_back();
  is_command_ = source_.ends_with('|');
  if (is_command_) source_.pop_back();
  if (source_.empty()) return Error{"the source is empty"};
  if (separator_.empty()) return Error{"record_separator is empty"};
  if (fields_ != (reads_errors_ ? 2u : 1u) || fields[0].type->kind != TypeKind::kString)
    return Error{reads_errors_ ? "with read_stderr, the fields must be a string and a bool"
                               : "the only field must be a string"};
  if (reads_errors_ && fields[1].type->kind != TypeKind::kBool)
    return Error{"with read_stderr, the second field must be a bool"};
  output_ = LineCutter(separator_);
  errors_ = LineCutter(separator_);
  return {};
}

bool RawReader::changed() { return is_command_ ? !command_ : !file_.is_open() || file_.changed(); }

Result<ReadState> RawReader::read(RowSink& sink) {
  return is_command_ ? read_command(sink) : read_file(sink);
}

Result<ReadState> RawReader::read_file(RowSink& sink) {
  bool goes_on = mode_ == InputMode::kStream && file_.is_open();
  if (!goes_on || file_.replaced()) {
    // The rest of a file that was renamed comes first.
    while (goes_on && file_.read_some(output_.rest())) take_pieces(sink, output_, false);
    Outcome opened = file_.open(source_);
    if (!opened && mode_ == InputMode::kManual) return opened.error();
    if (!opened) {
      if (!told_missing_) sink.warn(opened.error().message, 0);
      told_missing_ = true;
      return ReadState::kMissing;
    }
    told_missing_ = false;
    output_.clear();
    if (offset_ != 0 && !goes_on) file_.seek(offset_);
  }
  auto now = std::chrono::steady_clock::now();
  while (!sink.is_closed() && file_.read_some(output_.rest())) {
    take_pieces(sink, output_, false);
    grew_ = now;
  }
  // What is at the end of a file that grows may be half of a piece; if it does not go on for a
  // while, it is a whole one.
  if (mode_ == InputMode::kStream && now - grew_ < kPatience) return ReadState::kMore;
  if (mode_ == InputMode::kStream) {
    take_last(sink, output_, false);
    return ReadState::kMore;
  }
  take_last(sink, output_, false);
  return ReadState::kDone;
}

Result<ReadState> RawReader::read_command(RowSink& sink) {
  if (!command_) {
    command_ = std::make_unique<ChildProcess>();
    Outcome started =
        command_->start(source_, {command_input_, reads_errors_, environment_, programs_, wakes_});
    if (!started) return started.error();
  }
  // Whether it has ended is asked first: what it wrote before that is all there.
  ChildProcess::Exit ended = command_->poll_exit();
  bool has_more = take_some(sink, ChildProcess::Pipe::kOutput);
  has_more |= take_some(sink, ChildProcess::Pipe::kErrors);
  if (has_more || !ended.ended) return ReadState::kMore;
  take_last(sink, output_, false);
  take_last(sink, errors_, true);
  command_.reset();
  sink.process_finished(ended.code, ended.by_signal);
  return ReadState::kDone;
}

// False: there is no more now. A command that writes as fast as its rows are taken holds up nothing
// else: packets, and the signals that end a run.
bool RawReader::take_some(RowSink& sink, ChildProcess::Pipe pipe) {
  bool from_errors = pipe == ChildProcess::Pipe::kErrors;
  LineCutter& pieces = from_errors ? errors_ : output_;
  for (int i = 0; i < kPiecesAtOnce && !sink.is_closed(); ++i) {
    if (!command_->read_some(pipe, pieces.rest())) return false;
    take_pieces(sink, pieces, from_errors);
  }
  return !sink.is_closed();
}

void RawReader::take_pieces(RowSink& sink, LineCutter& pieces, bool from_errors) {
  std::string_view piece;
  while (!sink.is_closed() && pieces.next(piece)) take(sink, piece, from_errors);
  if (pieces.skips_line()) sink.warn("a piece of the source is too long; it is ignored", 0);
}

void RawReader::take_last(RowSink& sink, LineCutter& pieces, bool from_errors) {
  std::string_view piece;
  if (!sink.is_closed() && pieces.last(piece)) take(sink, piece, from_errors);
}

void RawReader::take(RowSink& sink, std::string_view piece, bool from_errors) {
  InputCell cells[2];
  cells[0].text = piece;
  cells[1].text = from_errors ? "T" : "F";
  sink.row({cells, fields_}, 0);
}

void register_raw(ReaderRegistry& registry) {
  registry.add(
      {"Input::READER_RAW", "InputRaw", {"record_separator"}, []() -> std::unique_ptr<InputReader> {
         return std::make_unique<RawReader>();
       }});
}

}  // namespace avocet
