#include "logging/writer/ascii/ascii.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <utility>

#include "logging/free_name.h"

namespace avocet {

namespace {

// Times that are too far away for an integer are as far as one goes.
int64_t whole_milliseconds(double milliseconds) {
  constexpr double kEnd = 0x1p63;
  if (milliseconds >= kEnd) return std::numeric_limits<int64_t>::max();
  return milliseconds >= -kEnd ? int64_t(milliseconds) : std::numeric_limits<int64_t>::min();
}

// Non-printable bytes as \xNN: how the header shows separators.
std::string visible(std::string_view text) {
  TextBuffer out;
  for (char c : text) {
    uint8_t byte = uint8_t(c);
    if (byte <= 0x20 || byte >= 0x7f)
      append_hex_escape(out, byte);
    else
      out.push(c);
  }
  return std::string(out.view());
}

std::string joined(const std::string& folder, const std::string& name) {
  if (folder.empty() || name.starts_with("/")) return name;
  return folder.ends_with("/") ? folder + name : folder + "/" + name;
}

bool is_there(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
}

// Every row of the one stream begins with the path of its log.
void append_stream_key(TextBuffer& out, const std::string& path) {
  out.append("\"_path\":");
  append_json_string(out, path, JsonEscapePolicy::kHex);
  out.push(',');
}

}  // namespace

std::string ascii_extension(const AsciiOptions& options) {
  const char* suffix = std::getenv("ZEEK_LOG_SUFFIX");
  std::string extension = std::string(".") + (suffix && *suffix ? suffix : "log");
  return options.gzip_level > 0 ? extension + "." + options.gzip_extension : extension;
}

std::string ascii_file_name(const WriterInfo& info, const AsciiOptions& options,
                            const std::string& base) {
  if (options.to_stdout) return "/dev/stdout";
  if (base.starts_with("/dev/")) return base;
  return joined(info.folder, base) + ascii_extension(options);
}

Outcome AsciiWriter::open(const WriterInfo& info, std::span<const LogField> fields) {
  info_ = info;
  fields_.assign(fields.begin(), fields.end());
  Result<AsciiOptions> options = AsciiOptions::from(info);
  if (!options) return options.error();
  options_ = *options;
  escape_ = std::make_unique<TextEscape>(options_.separator, options_.set_separator, options_.utf8);
  for (const LogField& field : fields_) {
    TextBuffer key;
    key.push(',');
    if (info.stream && json_keys_.empty()) append_stream_key(key, info.path);
    append_json_string(key, field.name, options_.escapes);
    key.push(':');
    json_keys_.emplace_back(key.view());
  }
  return open_file();
}

Outcome AsciiWriter::open_file() {
  if (info_.stream) {
    file_ = info_.stream;
    return file_->is_open() ? Outcome() : file_->open("/dev/stdout", 0);
  }
  file_ = std::make_shared<LogFile>();
  Outcome opened = file_->open(ascii_file_name(info_, options_, info_.path), options_.gzip_level);
  if (opened) opened = write_shadow();
  if (!opened) return opened;
  file_->set_buffered(buffered_);
  if (options_.json || !options_.include_meta) return {};
  append_header(info_.open_time);
  return file_->flush();
}

void AsciiWriter::append_meta(std::string_view key, std::string_view value) {
  TextBuffer& out = file_->buffer();
  out.append(options_.meta_prefix);
  out.append(key);
  out.append(options_.separator);
  out.append(value);
  out.push('\n');
}

void AsciiWriter::append_header(double open_time) {
  TextBuffer& out = file_->buffer();
  std::string names, types;
  for (const LogField& field : fields_) {
    if (!names.empty()) {
      names += options_.separator;
      types += options_.separator;
    }
    names += field.name;
    types += field.type;
  }
  if (options_.header_only) {
    out.append(names);
    return out.push('\n');
  }
  // The first line comes with a blank: what separates columns is what it says.
  out.append(options_.meta_prefix);
  out.append("separator ");
  out.append(visible(options_.separator));
  out.push('\n');
  append_meta("set_separator", visible(options_.set_separator));
  append_meta("empty_field", visible(options_.empty_field));
  append_meta("unset_field", visible(options_.unset_field));
  append_meta("path", info_.path);
  append_meta("open", header_time(open_time));
  append_meta("fields", names);
  append_meta("types", types);
}

Outcome AsciiWriter::write(std::span<const Cell> row) {
  if (!file_) {
    Outcome opened = open_file();
    if (!opened) return opened;
  }
  if (options_.json)
    append_json_row(row);
  else
    append_text_row(row);
  file_->buffer().push('\n');
  return file_->row_done();
}

// ---- Text -----------------------------------------------------------------------------

void AsciiWriter::append_text_row(std::span<const Cell> row) {
  TextBuffer& out = file_->buffer();
  size_t begin = out.size();
  for (size_t i = 0; i < row.size(); ++i) {
    if (i > 0) out.append(options_.separator);
    append_text_cell(row[i]);
  }
  // A row must not look like a line of the header.
  std::string_view line = out.view().substr(begin);
  if (options_.meta_prefix.empty() || !line.starts_with(options_.meta_prefix)) return;
  std::string rest(line.substr(1));
  uint8_t first = uint8_t(line[0]);
  out.truncate(begin);
  append_hex_escape(out, first);
  out.append(rest);
}

void AsciiWriter::append_text_cell(const Cell& cell) {
  TextBuffer& out = file_->buffer();
  switch (cell.kind) {
  case CellKind::kText: return append_string(cell.view(), false);
  case CellKind::kItems: {
    std::span<const Cell> items = cell.list();
    if (items.empty()) return out.append(options_.empty_field);
    for (size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out.append(options_.set_separator);
      append_text_item(items[i]);
    }
    return;
  }
  case CellKind::kUnset:
  case CellKind::kBool:
  case CellKind::kInt:
  case CellKind::kCount:
  case CellKind::kDouble:
  case CellKind::kTime:
  case CellKind::kInterval:
  case CellKind::kPort:
  case CellKind::kAddress:
  case CellKind::kSubnet: return append_text_item(cell);
  }
}

void AsciiWriter::append_text_item(const Cell& cell) {
  TextBuffer& out = file_->buffer();
  switch (cell.kind) {
  case CellKind::kUnset: return out.append(options_.unset_field);
  case CellKind::kBool: return out.push(cell.boolean ? 'T' : 'F');
  case CellKind::kInt: return append_int(out, cell.integer);
  case CellKind::kCount:
  case CellKind::kPort: return append_count(out, cell.number);
  case CellKind::kDouble: return append_double(out, cell.real);
  case CellKind::kTime:
  case CellKind::kInterval: return append_micros(out, cell.real);
  case CellKind::kText: return append_string(cell.view(), true);
  case CellKind::kAddress: return append_address(out, cell.address);
  case CellKind::kSubnet: return append_subnet(out, cell.subnet);
  case CellKind::kItems: return append_text_cell(cell);
  }
}

void AsciiWriter::append_string(std::string_view text, bool item) {
  TextBuffer& out = file_->buffer();
  if (text.empty()) return out.append(options_.empty_field);
  // What looks like a marker but is none.
  if (text == options_.unset_field || text == options_.empty_field) {
    append_hex_escape(out, uint8_t(text[0]));
    text.remove_prefix(1);
  }
  if (item)
    escape_->append_item(out, text);
  else
    escape_->append(out, text);
}

// ---- JSON -----------------------------------------------------------------------------

void AsciiWriter::append_json_row(std::span<const Cell> row) {
  TextBuffer& out = file_->buffer();
  out.push('{');
  bool first = true;
  for (size_t i = 0; i < row.size(); ++i) {
    if (row[i].kind == CellKind::kUnset && !options_.json_unset) continue;
    std::string_view key = json_keys_[i];
    out.append(first ? key.substr(1) : key);
    first = false;
    append_json_cell(row[i]);
  }
  out.push('}');
}

void AsciiWriter::append_json_time(double seconds) {
  TextBuffer& out = file_->buffer();
  using enum AsciiOptions::Timestamps;
  switch (options_.timestamps) {
  case kEpoch: return append_json_double(out, seconds);
  case kMillis: return append_int(out, whole_milliseconds(std::floor(seconds * 1000)));
  case kMillisUnsigned: return append_count(out, uint64_t(whole_milliseconds(seconds * 1000)));
  case kIso8601:
    out.push('"');
    append_iso_time(out, seconds);
    return out.push('"');
  }
}

void AsciiWriter::append_json_cell(const Cell& cell) {
  TextBuffer& out = file_->buffer();
  switch (cell.kind) {
  case CellKind::kUnset: return out.append("null");
  case CellKind::kBool: return out.append(cell.boolean ? "true" : "false");
  case CellKind::kInt: return append_int(out, cell.integer);
  case CellKind::kCount:
  case CellKind::kPort: return append_count(out, cell.number);
  case CellKind::kDouble:
  case CellKind::kInterval: return append_json_double(out, cell.real);
  case CellKind::kTime: return append_json_time(cell.real);
  case CellKind::kText: return append_json_string(out, cell.view(), options_.escapes);
  case CellKind::kAddress:
    out.push('"');
    append_address(out, cell.address);
    return out.push('"');
  case CellKind::kSubnet:
    out.push('"');
    append_subnet(out, cell.subnet);
    return out.push('"');
  case CellKind::kItems:
    out.push('[');
    for (size_t i = 0; i < cell.items.size; ++i) {
      if (i > 0) out.push(',');
      append_json_cell(cell.items.data[i]);
    }
    return out.push(']');
  }
}

// ---- The end --------------------------------------------------------------------------

Outcome AsciiWriter::flush() { return file_ ? file_->flush() : Outcome(); }

Outcome AsciiWriter::set_buffered(bool buffered) {
  buffered_ = buffered;
  if (!file_) return {};
  file_->set_buffered(buffered);
  return buffered ? Outcome() : file_->flush();
}

Outcome AsciiWriter::end_file(double close_time) {
  if (!file_) return {};
  if (info_.stream) return file_->flush();
  if (!options_.json && options_.include_meta && !options_.header_only)
    append_meta("close", header_time(close_time));
  return std::exchange(file_, nullptr)->close();
}

// A log that has its final name needs no mark for a run to come.
void AsciiWriter::remove_shadow(const std::string& file) const {
  if (info_.rotation_interval > 0 && options_.leftover_rotation)
    std::remove(shadow_file_name(file).c_str());
}

// What comes later must find no old rows in its place: it would empty the file that holds them.
Result<RotatedLog> AsciiWriter::rotate(const std::string& rotated, double open, double close) {
  if (!file_ || info_.stream || file_->path().starts_with("/dev/")) return RotatedLog{};
  std::string old_name = file_->path();
  Outcome ended = end_file(close);
  if (!ended) return ended.error();
  info_.open_time = close;
  std::string extension = ascii_extension(options_);
  Result<std::string> new_name = rename_to_free(old_name, rotated, extension);
  if (!new_name && !is_there(old_name)) {
    remove_shadow(old_name);
    return RotatedLog{{}, old_name + " is gone: something else removed or renamed it"};
  }
  std::string trouble = new_name ? std::string() : new_name.error().message;
  if (!new_name)
    new_name = rename_to_free(old_name, joined(info_.folder, rotated_log_name(info_.path, open)),
                              extension);
  if (!new_name) return Error{trouble};
  remove_shadow(old_name);
  return RotatedLog{*new_name, trouble};
}

Outcome AsciiWriter::finish(double close_time) {
  const std::string file = file_ ? file_->path() : std::string();
  Outcome ended = end_file(close_time);
  if (ended && !file.empty()) remove_shadow(file);
  return ended;
}

void register_ascii(WriterRegistry& registry) {
  registry.add({"Log::WRITER_ASCII",
                "LogAscii",
                {"output_to_stdout", "use_json", "enable_utf_8", "gzip_level",
                 "gzip_file_extension", "json_timestamps", "json_include_unset_fields",
                 "json_string_escape_policy", "include_meta", "meta_prefix", "separator",
                 "set_separator", "empty_field", "unset_field", "enable_leftover_log_rotation"},
                []() -> std::unique_ptr<LogWriter> { return std::make_unique<AsciiWriter>(); },
                take_leftover_ascii,
                {},
                {"tsv"}});
}

}  // namespace avocet
