#include <charconv>

#include "logging/writer/ascii/ascii.h"

namespace avocet {

namespace {

// Reads options by name: the filter's own first, then those of the module.
class OptionReader {
 public:
  explicit OptionReader(const WriterInfo& info) : info_(info) {}

  void read(const char* name, std::string& value) {
    if (const std::string* text = find(name)) value = *text;
  }
  void read(const char* name, bool& value) {
    const std::string* text = find(name);
    if (!text) return;
    if (*text == "T" || *text == "1")
      value = true;
    else if (*text == "F" || *text == "0")
      value = false;
    else
      complain(name, *text, "T or F");
  }
  void read(const char* name, int& value) {
    const std::string* text = find(name);
    if (!text) return;
    auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc() || *end != '\0') complain(name, *text, "a number");
  }
  // Labels with or without their module; the i-th one means i.
  template <class Enum, size_t N>
  void read(const char* name, Enum& value, const std::string_view (&labels)[N]) {
    const std::string* text = find(name);
    if (!text) return;
    std::string_view label = *text;
    if (label.starts_with("JSON::")) label.remove_prefix(6);
    for (size_t i = 0; i < N; ++i) {
      if (labels[i] != label) continue;
      value = Enum(i);
      return;
    }
    complain(name, *text, "one of JSON's labels");
  }

  std::string error;

 private:
  const std::string* find(const char* name) const {
    auto own = info_.config.find(name);
    if (own != info_.config.end()) return &own->second;
    auto general = info_.options.find(name);
    return general == info_.options.end() ? nullptr : &general->second;
  }
  void complain(const char* name, const std::string& text, const char* expected) {
    if (error.empty())
      error = "invalid value '" + text + "' for '" + name + "' of the text writer, expected " +
              expected;
  }

  const WriterInfo& info_;
};

}  // namespace

Result<AsciiOptions> AsciiOptions::from(const WriterInfo& info) {
  AsciiOptions o;
  OptionReader reader(info);
  reader.read("output_to_stdout", o.to_stdout);
  reader.read("use_json", o.json);
  reader.read("tsv", o.header_only);
  reader.read("enable_utf_8", o.utf8);
  reader.read("include_meta", o.include_meta);
  reader.read("json_include_unset_fields", o.json_unset);
  reader.read("enable_leftover_log_rotation", o.leftover_rotation);
  reader.read("gzip_level", o.gzip_level);
  reader.read("gzip_file_extension", o.gzip_extension);
  reader.read("meta_prefix", o.meta_prefix);
  reader.read("separator", o.separator);
  reader.read("set_separator", o.set_separator);
  reader.read("empty_field", o.empty_field);
  reader.read("unset_field", o.unset_field);
  reader.read("json_timestamps", o.timestamps,
              {"TS_EPOCH", "TS_MILLIS", "TS_MILLIS_UNSIGNED", "TS_ISO8601"});
  reader.read("json_string_escape_policy", o.escapes,
              {"STRING_ESCAPE_POLICY_HEX", "STRING_ESCAPE_POLICY_PUA", "STRING_ESCAPE_POLICY_TSV"});
  if (reader.error.empty() && (o.gzip_level < 0 || o.gzip_level > 9))
    reader.error = "gzip_level must be between 0 and 9";
  if (reader.error.empty() && o.separator.empty() && !o.json)
    reader.error = "the separator of columns must not be empty";
  if (!reader.error.empty()) return Error{reader.error};
  if (o.header_only) o.json = false;
  return o;
}

}  // namespace avocet
