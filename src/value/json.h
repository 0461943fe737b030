// Values as JSON, the way to_json() and JSON logs show them.
//
//   bool, count, int, double: JSON's own      time: seconds with six decimals at most
//   interval: "1.0 min 40.0 secs"             port: {"port":80,"proto":"tcp"}
//   addr, subnet, enum, pattern, function: their rendering in quotes
//   record: an object without unset fields    vector: an array, holes null
//   set: an array; of arrays if it has several keys
//   table: an object; a key that is not a string is its rendering, several keys are a JSON array in
//   quotes
#pragma once

#include <string>
#include <string_view>

#include "value/value.h"

namespace avocet {

struct JsonOptions {
  bool only_loggable = false;             // records: fields with &log only
  const Pattern* field_escape = nullptr;  // the first match in a field's name is cut out
  bool interval_as_double = false;
};

void append_json(std::string& out, const Type* type, Value v, const JsonOptions& options = {});

// `bytes` in quotes. Valid UTF-8 without control characters stays as it is; in any other text every
// byte outside printable ASCII becomes \\xNN (a backslash in the text, so that JSON remains valid).
void append_json_string(std::string& out, std::string_view bytes);

}  // namespace avocet
