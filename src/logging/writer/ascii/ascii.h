// The text writer: tab-separated columns below a header, or one JSON object a line.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "logging/escape.h"
#include "logging/log_file.h"
#include "logging/writer.h"

namespace avocet {

// What the options LogAscii::* and a filter's config say.
struct AsciiOptions {
  bool to_stdout = false;
  bool json = false;
  bool header_only = false;  // config "tsv": names of columns as the only header
  bool utf8 = true;
  bool include_meta = true;
  bool json_unset = false;
  bool leftover_rotation = false;
  int gzip_level = 0;
  std::string gzip_extension = "gz";
  std::string meta_prefix = "#";
  std::string separator = "\t";
  std::string set_separator = ",";
  std::string empty_field = "(empty)";
  std::string unset_field = "-";
  enum class Timestamps : uint8_t {
    kEpoch,
    kMillis,
    kMillisUnsigned,
    kIso8601
  } timestamps = Timestamps::kEpoch;
  JsonEscapePolicy escapes = JsonEscapePolicy::kHex;

  // An error names the option and what it may be.
  static Result<AsciiOptions> from(const WriterInfo& info);
};

class AsciiWriter : public LogWriter {
 public:
  Outcome open(const WriterInfo& info, std::span<const LogField> fields) override;
  Outcome write(std::span<const Cell> row) override;
  Outcome flush() override;
  Outcome set_buffered(bool buffered) override;
  Result<RotatedLog> rotate(const std::string& rotated, double open, double close) override;
  Outcome finish(double close_time) override;

 private:
  Outcome open_file();
  Outcome end_file(double close_time);
  Outcome write_shadow() const;
  void remove_shadow(const std::string& file) const;
  void append_header(double open_time);
  void append_meta(std::string_view key, std::string_view value);
  void append_text_row(std::span<const Cell> row);
  void append_text_cell(const Cell& cell);
  void append_text_item(const Cell& cell);
  void append_string(std::string_view text, bool item);
  void append_json_row(std::span<const Cell> row);
  void append_json_cell(const Cell& cell);
  void append_json_time(double seconds);

  AsciiOptions options_;
  WriterInfo info_;
  std::vector<LogField> fields_;
  std::vector<std::string> json_keys_;  // ,"name":  ready to be appended
  std::unique_ptr<TextEscape> escape_;
  std::shared_ptr<LogFile> file_;  // not open between a rotation and the next row
  bool buffered_ = true;
};

// The full name of a log's file; `base` may have a folder.
std::string ascii_file_name(const WriterInfo& info, const AsciiOptions& options,
                            const std::string& base);
// What follows the path in it: ".log", ".log.gz".
std::string ascii_extension(const AsciiOptions& options);

// Beside a log that is to be rotated lies a hidden file as long as it is open; one that is found at
// the start tells of a log that was not rotated. It holds the extension of the log's file and the
// name of the script function that postprocesses it.
std::string shadow_file_name(const std::string& file);
// Renames logs that have such a file.
std::vector<LeftoverLog> take_leftover_ascii(const WriterInfo& info);

void register_ascii(WriterRegistry& registry);

}  // namespace avocet
