#include "input/reader/config/config.h"

namespace avocet {

namespace {
constexpr std::string_view kBlanks = " \t";
}

Outcome ConfigReader::open(const ReaderInfo& info, std::span<const InputField> fields) {
  path_ = info.source;
  mode_ = info.mode;
  format_ = {info.text("set_separator", ","), info.text("empty_field"), "", true};
  fail_on_file_problem_ = info.flag("fail_on_file_problem");
  fields_ = fields.size();
  return {};
}

Result<ReadState> ConfigReader::read(RowSink& sink) {
  Outcome opened = file_.open(path_);
  if (!opened) {
    if (fail_on_file_problem_) return opened.error();
    if (!told_missing_) sink.warn(opened.error().message, 0);
    told_missing_ = true;
    return ReadState::kMissing;
  }
  told_missing_ = false;
  LineCutter lines;
  std::string_view line;
  size_t number = 0;
  while (!sink.is_closed() && file_.read_some(lines.rest())) {
    while (!sink.is_closed() && lines.next(line)) take_line(sink, line, ++number);
    if (lines.skips_line()) sink.warn("the line is too long; it is ignored", ++number);
  }
  if (!sink.is_closed() && lines.last(line)) take_line(sink, line, ++number);
  return mode_ == InputMode::kStream ? ReadState::kMore : ReadState::kDone;
}

void ConfigReader::take_line(RowSink& sink, std::string_view line, size_t number) {
  if (number == 1) line = without_byte_order_mark(line);
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty() || line.starts_with('#')) return;
  size_t end = line.find_first_of(kBlanks);
  size_t begin = end == std::string_view::npos ? end : line.find_first_not_of(kBlanks, end);
  // Sets and vectors may be empty.
  std::string_view id = line.substr(0, end);
  std::string_view value =
      begin == std::string_view::npos ? std::string_view() : line.substr(begin);
  value = value.substr(0, value.find_last_not_of(kBlanks) + 1);
  if (id.empty() || end == std::string_view::npos)
    return sink.warn("a line is the name of an option, a blank and a value; this one is ignored",
                     number);
  auto known = values_.find(id);
  if (known == values_.end() || known->second != value) {
    if (!sink.option_value(id, value, format_, number)) return;
    values_.insert_or_assign(std::string(id), std::string(value));
  }
  InputCell cells[2];
  cells[0].text = id;
  cells[1].text = value;
  sink.row({cells, std::min<size_t>(fields_, 2)}, number);
}

void register_config(ReaderRegistry& registry) {
  registry.add({"Input::READER_CONFIG",
                "InputConfig",
                {"set_separator", "empty_field", "fail_on_file_problem"},
                []() -> std::unique_ptr<InputReader> { return std::make_unique<ConfigReader>(); }});
}

}  // namespace avocet
