#include "input/reader/ascii/ascii.h"

#include <algorithm>

namespace avocet {

namespace {

constexpr std::string_view kFields = "#fields";

void split(std::string_view line, std::string_view separator,
           std::vector<std::string_view>& columns) {
  columns.clear();
  while (true) {
    size_t end = line.find(separator);
    columns.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return;
    line.remove_prefix(end + separator.size());
  }
}

}  // namespace

Outcome AsciiReader::open(const ReaderInfo& info, std::span<const InputField> fields) {
  path_ = prefixed_path(info.text("path_prefix"), info.source);
  mode_ = info.mode;
  separator_ = info.text("separator", "\t");
  format_ = {info.text("set_separator", ","), info.text("empty_field", "(empty)"),
             info.text("unset_field", "-"), true};
  fail_on_invalid_lines_ = info.flag("fail_on_invalid_lines");
  fail_on_file_problem_ = info.flag("fail_on_file_problem");
  fields_.assign(fields.begin(), fields.end());
  if (separator_.size() != 1) return Error{"the separator of columns must be one character"};
  if (format_.set_separator.size() != 1)
    return Error{"the separator of elements must be one character"};
  return {};
}

bool AsciiReader::changed() { return !file_.is_open() || file_.changed(); }

Outcome AsciiReader::open_file(RowSink& sink, bool& missing) {
  if (mode_ == InputMode::kStream && file_.is_open()) {
    if (!file_.replaced()) return {};
    // The rest of a file that was renamed comes first.
    Outcome taken = take_rest(sink);
    if (!taken) return taken;
  }
  Outcome opened = file_.open(path_);
  lines_.clear();
  line_ = comment_of_fields_ = 0;
  has_header_ = has_columns_ = told_rest_ = false;
  if (opened) {
    told_missing_ = false;
    return opened;
  }
  missing = true;
  if (fail_on_file_problem_) return opened;
  if (!told_missing_) sink.warn(opened.error().message, 0);
  told_missing_ = true;
  return {};
}

Result<ReadState> AsciiReader::read(RowSink& sink) {
  bool missing = false;
  error_line_ = 0;
  Outcome opened = open_file(sink, missing);
  if (!opened) return opened.error();
  if (missing) return ReadState::kMissing;
  Outcome taken = mode_ == InputMode::kStream ? take_new(sink) : take_rest(sink);
  if (!taken) error_line_ = line_;
  if (!taken && has_columns_) return taken.error();
  if (!taken) {
    // Whoever writes it may not be done: what was read before holds until there are columns again.
    if (mode_ != InputMode::kReread || fail_on_file_problem_) return taken.error();
    sink.warn(taken.error().message, line_);
    return ReadState::kMissing;
  }
  if (mode_ == InputMode::kStream) return ReadState::kMore;
  if (!has_header_)
    sink.warn(
        "the file is empty: begin it with '#fields', a separator, and the names of its columns", 0);
  return ReadState::kDone;
}

Outcome AsciiReader::take_new(RowSink& sink) {
  while (!sink.is_closed() && file_.read_some(lines_.rest())) {
    Outcome taken = take_lines(sink);
    if (!taken) return taken;
  }
  return {};
}

Outcome AsciiReader::take_rest(RowSink& sink) {
  Outcome taken = take_new(sink);
  std::string_view rest;
  if (taken && !sink.is_closed() && lines_.last(rest)) taken = take_line(sink, rest);
  return taken;
}

Outcome AsciiReader::take_lines(RowSink& sink) {
  std::string_view line;
  while (!sink.is_closed() && lines_.next(line)) {
    Outcome taken = take_line(sink, line);
    if (!taken) return taken;
  }
  if (!lines_.skips_line()) return {};
  ++line_;
  return bad_line(sink, "the line is too long; it is ignored");
}

Outcome AsciiReader::take_line(RowSink& sink, std::string_view line) {
  ++line_;
  if (line_ == 1) line = without_byte_order_mark(line);
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty()) return {};
  if (line.starts_with(kFields) && line.substr(kFields.size()).starts_with(separator_)) {
    line.remove_prefix(kFields.size() + separator_.size());
    is_bare_header_ = false;
    return take_header(sink, line);
  }
  if (line.starts_with('#')) {
    if (line.starts_with(kFields) && !has_header_) comment_of_fields_ = line_;
    return {};
  }
  if (!has_header_) {
    is_bare_header_ = true;
    return take_header(sink, line);
  }

  split(line, separator_, columns_);
  cells_.clear();
  for (size_t i = 0; i < fields_.size(); ++i) {
    InputCell cell;
    Place place = places_[i];
    int needed = std::max(place.column, place.protocol);
    if (needed >= int(columns_.size()))
      return bad_line(sink, too_short(fields_[i], size_t(needed) + 1));
    cell.is_set = place.column >= 0;
    if (cell.is_set) cell.text = columns_[size_t(place.column)];
    if (place.protocol >= 0) cell.protocol = columns_[size_t(place.protocol)];
    if (cell.text == format_.unset_field) cell.is_set = false;
    cells_.push_back(cell);
  }
  remark_rest(sink, line);
  if (!sink.row(cells_, line_) && fail_on_invalid_lines_)
    return Error{"the line cannot be used, and fail_on_invalid_lines ends the stream"};
  return {};
}

Outcome AsciiReader::bad_line(RowSink& sink, const std::string& message) {
  if (fail_on_invalid_lines_) return Error{message + ", and fail_on_invalid_lines ends the stream"};
  sink.warn(message, line_);
  return {};
}

std::string AsciiReader::separator_name() const {
  return separator_ == "\t" ? "a tab" : "'" + separator_ + "'";
}

std::string AsciiReader::too_short(const InputField& field, size_t wanted) const {
  size_t has = columns_.size();
  return "column '" + field.name + "' is missing: it is number " + std::to_string(wanted) +
         ", and the line has " + (has == 1 ? "one column" : std::to_string(has) + " columns") +
         " (" + separator_name() + " stands between columns" +
         (format_.unset_field.empty() ? ""
                                      : ", '" + format_.unset_field + "' for what is not set") +
         "); the line is ignored";
}

// Once a file: it is an error to nobody.
void AsciiReader::remark_rest(RowSink& sink, std::string_view line) {
  if (told_rest_ || columns_.size() <= header_columns_ || line.ends_with(separator_)) return;
  told_rest_ = true;
  sink.remark("the line has " + std::to_string(columns_.size()) +
                  " columns, but the header names " + std::to_string(header_columns_) + ": from '" +
                  std::string(columns_[header_columns_]) + "' on they are ignored, here and below",
              line_);
}

// With what may be wrong with the header.
std::string AsciiReader::missing_column(const std::string& name, std::string_view header) const {
  constexpr size_t kMostShown = 200;
  std::string text = "there is no column '" + name + "'";
  if (comment_of_fields_ > 0)
    return text + ": line " + std::to_string(comment_of_fields_) + " is a comment, since " +
           separator_name() + " does not follow '#fields'";
  std::string names(header.substr(0, kMostShown));
  if (header.size() > kMostShown) names += "...";
  if (columns_.size() == 1 && header.find_first_of(" \t,;|") != std::string_view::npos)
    return text + ": the line names one column, '" + names + "', since " + separator_name() +
           " is not in it";
  for (char& c : names)
    if (c == separator_[0]) c = ' ';
  if (is_bare_header_)
    return text + ": without a line of '#fields' above it, this one names the columns (" + names +
           "); put one there";
  return text + " among those of '#fields' (" + names +
         "): name it there, or make the field &optional";
}

Outcome AsciiReader::take_header(RowSink&, std::string_view line) {
  has_header_ = true;
  split(line, separator_, columns_);
  header_columns_ = columns_.size();
  auto find = [&](const std::string& name) {
    auto found = std::find(columns_.begin(), columns_.end(), name);
    return found == columns_.end() ? -1 : int(found - columns_.begin());
  };
  places_.clear();
  for (const InputField& field : fields_) {
    Place place;
    place.column = find(field.name);
    if (place.column < 0 && !field.optional) return Error{missing_column(field.name, line)};
    if (!field.type_column.empty()) {
      place.protocol = find(field.type_column);
      if (place.protocol < 0)
        return Error{missing_column(field.type_column, line) +
                     "; it should name the protocol of '" + field.name + "'"};
    }
    places_.push_back(place);
  }
  has_columns_ = true;
  return {};
}

void register_ascii(ReaderRegistry& registry) {
  registry.add({"Input::READER_ASCII",
                "InputAscii",
                {"separator", "set_separator", "empty_field", "unset_field",
                 "fail_on_invalid_lines", "fail_on_file_problem", "path_prefix"},
                []() -> std::unique_ptr<InputReader> { return std::make_unique<AsciiReader>(); }});
}

}  // namespace avocet
