// Text from values: fmt, cat, and what print does with its arguments.

#include "value/format.h"

#include <cstdio>
#include <ctime>

#include "builtin/entries.h"
#include "builtin/print.h"
#include "builtin/script_file.h"
#include "logging/log_manager.h"

namespace avocet {

namespace {

// One conversion of a format: %[-][0][width][.precision]letter.
struct Directive {
  bool left = false;
  bool zeroes = false;
  int width = 0;
  int precision = -1;
  char letter = 0;
};

constexpr int kMaxWidth = 127;

// Turns a format and arguments into text. An error is a phrase for a run-time error.
class Formatter {
 public:
  Formatter(NativeCall& call, std::string_view format) : call_(call), format_(format) {}

  bool run() {
    while (at_ < format_.size()) {
      size_t percent = format_.find('%', at_);
      out.append(format_.substr(at_, percent == std::string_view::npos ? percent : percent - at_));
      if (percent == std::string_view::npos) break;
      at_ = percent + 1;
      if (!convert()) return false;
    }
    if (next_ != call_.count) return complain("too many arguments for format");
    return true;
  }

  std::string out;
  std::string error;

 private:
  bool complain(std::string message) {
    error = std::move(message);
    return false;
  }

  bool read_number(int& number) {
    number = 0;
    while (at_ < format_.size() && format_[at_] >= '0' && format_[at_] <= '9') {
      number = number * 10 + (format_[at_++] - '0');
      if (number > kMaxWidth) return complain("excessive width or precision in format");
    }
    return true;
  }

  bool convert() {
    Directive c;
    if (at_ < format_.size() && format_[at_] == '-') {
      c.left = true;
      ++at_;
    }
    if (at_ < format_.size() && format_[at_] == '0') {
      c.zeroes = true;
      ++at_;
    }
    if (!read_number(c.width)) return false;
    if (at_ < format_.size() && format_[at_] == '.') {
      ++at_;
      if (!read_number(c.precision)) return false;
    }
    if (at_ >= format_.size()) return complain("format ends within a conversion");
    c.letter = format_[at_++];
    if (c.letter == '%') {
      out += '%';
      return true;
    }
    if (next_ >= call_.count) return complain("too few arguments for format");
    auto [type, value] = call_.typed(next_++);
    std::string text;
    if (!render(c, type, value, text)) return false;
    pad(c, text);
    return true;
  }

  bool render(const Directive& c, const Type* type, Value v, std::string& text) {
    switch (c.letter) {
    case 'd': return render_integer(type, v, text);
    case 'x': return render_hex(type, v, text);
    case 's': append(text, type, v, Style::kFormat); return true;
    case 'e':
    case 'f':
    case 'g': return render_real(c, type, v, text);
    case 'D':
    case 'T': return render_time(c, type, v, text);
    default: return complain(std::string("bad conversion %") + c.letter + " in format");
    }
  }

  // Tells of it and shows nothing in the value's place.
  bool mismatch(char letter, const Type* type) {
    avocet::complain(call_, std::string("%") + letter + " cannot render a value of type " +
                                to_string(type));
    return true;
  }

  bool render_integer(const Type* type, Value v, std::string& text) {
    switch (type->kind) {
    case TypeKind::kInt:
    case TypeKind::kEnum: append_int(text, v.i); return true;
    case TypeKind::kBool: append_count(text, v.b()); return true;
    case TypeKind::kCount: append_count(text, v.u); return true;
    case TypeKind::kPort: append_count(text, Port::of(v).number); return true;
    default: return mismatch('d', type);
    }
  }

  bool render_hex(const Type* type, Value v, std::string& text) {
    char buffer[40];
    auto put = [&](const char* format, unsigned long long n) {
      text.append(buffer, size_t(std::snprintf(buffer, sizeof buffer, format, n)));
    };
    switch (type->kind) {
    case TypeKind::kInt:
    case TypeKind::kEnum:
    case TypeKind::kCount:
    case TypeKind::kBool: put("%llx", v.u); return true;
    case TypeKind::kPort: put("%llx", Port::of(v).number); return true;
    case TypeKind::kAddr: {
      IpAddress a = address_of(v);
      if (a.is_v4()) {
        put("%08llx", a.v4_bits());
      } else {
        put("%016llx", a.high());
        put("%016llx", a.low());
      }
      return true;
    }
    case TypeKind::kString:
      for (char byte : v.string()->view()) put("%02llx", uint8_t(byte));
      return true;
    default: return mismatch('x', type);
    }
  }

  bool render_real(const Directive& c, const Type* type, Value v, std::string& text) {
    if (type->kind != TypeKind::kDouble && type->kind != TypeKind::kTime &&
        type->kind != TypeKind::kInterval)
      return mismatch(c.letter, type);
    char format[] = {'%', '.', '*', c.letter, '\0'};
    char buffer[512];
    int size = std::snprintf(buffer, sizeof buffer, format, c.precision < 0 ? 6 : c.precision, v.d);
    text.append(buffer, size < 0 ? 0 : size_t(size));
    return true;
  }

  bool render_time(const Directive& c, const Type* type, Value v, std::string& text) {
    if (type->kind != TypeKind::kTime) return mismatch(c.letter, type);
    time_t clock = time_t(v.d);
    tm parts{};
    if (!localtime_r(&clock, &parts)) return complain("time out of range");
    char buffer[80];
    bool fine = c.letter == 'T';
    size_t size =
        strftime(buffer, sizeof buffer, fine ? "%Y-%m-%d-%H:%M:" : "%Y-%m-%d-%H:%M:%S", &parts);
    text.append(buffer, size);
    if (fine)
      text.append(buffer, size_t(std::snprintf(buffer, sizeof buffer, "%012.9f",
                                               parts.tm_sec + (v.d - double(clock)))));
    return true;
  }

  void pad(const Directive& c, const std::string& text) {
    size_t width = size_t(c.width);
    if (text.size() >= width) {
      out += text;
      return;
    }
    size_t missing = width - text.size();
    if (c.left) {
      out += text;
      out.append(missing, ' ');
    } else if (c.zeroes) {
      size_t sign = text.starts_with("-") ? 1 : 0;
      out.append(text, 0, sign);
      out.append(missing, '0');
      out.append(text, sign);
    } else {
      out.append(missing, ' ');
      out += text;
    }
  }

  NativeCall& call_;
  std::string_view format_;
  size_t at_ = 0;
  size_t next_ = 1;
};

Value fmt_native(NativeCall& call) {
  if (call.count == 0) return call.make_string("");
  auto [type, value] = call.typed(0);
  if (type->kind != TypeKind::kString) return call.fail("the format is no string");
  Formatter formatter(call, value.string()->view());
  if (!formatter.run()) return call.fail(formatter.error);
  return call.make_string(formatter.out);
}

// Arguments one behind the other.
std::string concatenated(NativeCall& call, size_t first, std::string_view separator,
                         std::string_view fallback) {
  std::string out;
  std::string one;
  for (size_t i = first; i < call.count; ++i) {
    if (i > first) out += separator;
    auto [type, value] = call.typed(i);
    one.clear();
    append(one, type, value);
    out += one.empty() ? fallback : std::string_view(one);
  }
  return out;
}

// The arguments of print as one line, without its end.
std::string print_line(NativeCall& call, size_t first, Style style) {
  std::string line;
  for (size_t i = first; i < call.count; ++i) {
    if (i > first) line += ", ";
    auto [type, value] = call.typed(i);
    append(line, type, value, style);
  }
  return line;
}

// Log::print_to_log by its labels.
enum class PrintTarget : int64_t { kNone = 0, kStdout = 1, kAll = 2 };

// Looked up once the run has begun: it cannot change any more.
PrintTarget print_target(NativeCall& call) {
  BuiltinState& state = state_of(call);
  if (state.print_target) return PrintTarget(*state.print_target);
  const Value* option = call.machine.find_global("Log::print_to_log");
  if (!option || !call.machine.try_service<LogManager>()) return PrintTarget::kNone;
  state.print_target = option->i;
  return PrintTarget(option->i);
}

// A row of the log of print, each argument an element; true if there is such a log.
bool print_to_log(NativeCall& call, size_t first) {
  auto* logs = call.machine.try_service<LogManager>();
  const EnumType* ids = as_enum(call.program().find_type("Log::ID"));
  const EnumLabel* id = ids ? ids->find("Log::PRINTLOG") : nullptr;
  if (!logs || !id || !logs->has_stream(id->value)) return false;
  RecordResult row(call, "Log::PrintLogInfo");
  Vector* values = make_vector(call.heap(), as_vector(call.named_type("string_vec")));
  for (size_t i = first; i < call.count; ++i) {
    auto [type, value] = call.typed(i);
    push(call.heap(), values, call.make_string(to_string(type, value)));
  }
  row.real("ts", call.network_time()).set("vals", Value::of(values));
  Owned record(row.take());
  return logs->write(id->value, call.named_type("Log::PrintLogInfo"), record.get());
}

// What print cannot write is told once a file. One that could not be opened was told of then.
void tell_lost(NativeCall& call, ScriptFile& file) {
  int reason = errno;
  if (file.told_lost || !file.was_opened()) return;
  file.told_lost = true;
  call.warn("print: nothing is written to '" + file.path() +
            "': " + (file.is_open() ? std::strerror(reason) : "it was closed"));
}

}  // namespace

Value print_values(NativeCall& call) {
  PrintTarget target = print_target(call);
  auto first_type = call.count > 0 ? call.typed(0).first : nullptr;
  if (first_type && first_type->kind == TypeKind::kFile) {
    auto* file = static_cast<ScriptFile*>(call.typed(0).second.object);
    bool is_stdout = file->path() == "/dev/stdout";
    bool redirected = target == PrintTarget::kAll || (target == PrintTarget::kStdout && is_stdout);
    if (redirected && print_to_log(call, 0)) return Value::null();
    // What goes to standard output keeps its order with what print shows there.
    std::string line =
        print_line(call, 1, file->raw ? Style::kRaw : Style::kPrint) + (file->raw ? "" : "\n");
    if (is_stdout)
      call.machine.host().print(line);
    else if (!file->write(line))
      tell_lost(call, *file);
    return Value::null();
  }
  if (target != PrintTarget::kNone && print_to_log(call, 0)) return Value::null();
  call.machine.host().print(print_line(call, 0, Style::kPrint) + "\n");
  return Value::null();
}

void register_format(NativeRegistry& registry) {
  registry.add({R"(
## Renders values by a format, in the manner of ``printf``. A conversion is ``%``, then
## perhaps ``-`` (align to the left), ``0`` (fill with zeroes), a width, a ``.`` with a precision, and a letter:
##
##    - ``d`` a number as decimal, ``x`` as hexadecimal (addresses, ports and strings too)
##    - ``e`` ``f`` ``g`` a double, time or interval
##    - ``s`` any value as :zeek:id:`print` shows it
##    - ``T`` ``D`` a time as date and time of day, with and without fractions
##    - ``%`` a percent sign
##
## A value that its letter cannot render is an error that ends nothing: the text lacks it.
##
## Returns: The text; a run-time error if their number is not that of the conversions.
##
## Example: print fmt("%s has %05.1f%%", 10.0.0.1, 3.14159);   # 10.0.0.1 has 003.1%
global fmt: function(va_args: any): string;
)",
                fmt_native, kNoEffects});

  registry.add(
      {R"(
## Renders values one behind the other.
##
## Example: print cat("a", 1, T);   # a1T
global cat: function(va_args: any): string;
)",
       [](NativeCall& call) -> Value { return call.make_string(concatenated(call, 0, "", "")); },
       kNoEffects});

  registry.add({R"(
## Renders values with something between them.
##
## The first argument stands between two values, the second one for values that render as nothing.
##
## Example: print cat_sep("|", "none", "a", "", 3);   # a|none|3
global cat_sep: function(va_args: any): string;
)",
                [](NativeCall& call) -> Value {
                  bool good = call.count >= 2 && call.typed(0).first->kind == TypeKind::kString &&
                              call.typed(1).first->kind == TypeKind::kString;
                  if (!good)
                    return complain(call, "cat_sep() needs a separator and a default, both strings",
                                    call.make_string(""));
                  return call.make_string(concatenated(call, 2,
                                                       call.typed(0).second.string()->view(),
                                                       call.typed(1).second.string()->view()));
                },
                kNoEffects});

  registry.add({R"(
## Joins strings.
##
## Example: print string_cat("a", "b", "c");   # abc
global string_cat: function(va_args: any): string;
)",
                [](NativeCall& call) -> Value {
                  std::string out;
                  for (size_t i = 0; i < call.count; ++i) {
                    auto [type, value] = call.typed(i);
                    if (type->kind != TypeKind::kString)
                      return call.fail("string_cat() takes strings only");
                    out += value.string()->view();
                  }
                  return call.make_string(out);
                },
                kNoEffects});

  registry.add({R"(
## Writes values to standard output as they are: nothing between them, no end of line, no escapes.
##
## Returns: Always T.
##
## Example: print_raw("a", 1, "\n");   # a1
global print_raw: function(va_args: any): bool;
)",
                [](NativeCall& call) -> Value {
                  call.machine.host().print(concatenated(call, 0, "", ""));
                  return Value::of_bool(true);
                }});
}

}  // namespace avocet
