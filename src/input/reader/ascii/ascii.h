// The text reader: columns between separators below a line that names them.
//
// Lines that begin with # are comments, but for `#fields`, which names the columns; without it the
// first line does.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "input/reader.h"
#include "input/source_file.h"

namespace avocet {

class AsciiReader final : public InputReader {
 public:
  Outcome open(const ReaderInfo& info, std::span<const InputField> fields) override;
  const TextFormat& format() const override { return format_; }
  Result<ReadState> read(RowSink& sink) override;
  size_t error_line() const override { return error_line_; }
  bool changed() override;

 private:
  Outcome open_file(RowSink& sink, bool& missing);
  // Takes what there is to read, and in the second case also a line without an end.
  Outcome take_new(RowSink& sink);
  Outcome take_rest(RowSink& sink);
  // Takes lines as long as there are some. An error ends the stream.
  Outcome take_lines(RowSink& sink);
  Outcome take_line(RowSink& sink, std::string_view line);
  Outcome take_header(RowSink& sink, std::string_view line);
  // What a line with fewer columns than `wanted` lacks.
  std::string too_short(const InputField& field, size_t wanted) const;
  void remark_rest(RowSink& sink, std::string_view line);
  std::string separator_name() const;
  std::string missing_column(const std::string& name, std::string_view header) const;
  Outcome bad_line(RowSink& sink, const std::string& message);

  std::string path_;
  InputMode mode_ = InputMode::kManual;
  TextFormat format_;
  std::string separator_;
  bool fail_on_invalid_lines_ = false;
  bool fail_on_file_problem_ = false;
  std::vector<InputField> fields_;

  SourceFile file_;
  LineCutter lines_;
  size_t line_ = 0;
  size_t error_line_ = 0;
  size_t header_columns_ = 0;
  bool told_rest_ = false;       // that lines have more columns than the header
  bool is_bare_header_ = false;  // the first line, without #fields
  bool has_header_ = false;
  bool has_columns_ = false;  // the header has what is wanted
  bool told_missing_ = false;
  size_t comment_of_fields_ = 0;  // the line of a comment that looks like a header; 0: none
  // For each field, the column it is in and that of its protocol; -1: none.
  struct Place {
    int column = -1;
    int protocol = -1;
  };
  std::vector<Place> places_;
  std::vector<std::string_view> columns_;
  std::vector<InputCell> cells_;
};

void register_ascii(ReaderRegistry& registry);

}  // namespace avocet
