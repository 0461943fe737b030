#include "input/convert.h"

#include <charconv>
#include <cmath>

#include "base/text.h"
#include "value/number.h"
#include "value/pattern.h"
#include "value/table.h"
#include "value/vector.h"

namespace avocet {

namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

Conversion failed(std::string_view text, std::string_view wanted) {
  Conversion c;
  c.trouble = quoted(text) + " is no " + std::string(wanted);
  return c;
}

// With what was expected instead.
Conversion failed(std::string_view text, std::string_view wanted, std::string_view expected) {
  return failed(text, std::string(wanted) + ": " + std::string(expected) + " was expected");
}

Conversion made(Value v) {
  Conversion c;
  c.value = v;
  return c;
}

// A number at the begin of `text`; what follows it is remarked upon.
template <class Number>
Conversion number_of(std::string_view text, std::string_view wanted, std::string_view expected,
                     Value (*make)(Number)) {
  std::string_view digits = trimmed(text);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  Number number{};
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error == std::errc::result_out_of_range)
    return failed(text, std::string(wanted) + ": too large");
  if (error != std::errc()) return failed(text, wanted, expected);
  Conversion c = made(make(number));
  std::string_view rest = digits.substr(size_t(end - digits.data()));
  if (!rest.empty())
    c.remark =
        "of " + quoted(text) + ", " + quoted(rest) + " is no part of a number and is ignored";
  return c;
}

Conversion bool_of(std::string_view text) {
  std::string_view word = trimmed(text);
  if (word == "T" || word == "True" || word == "true" || word == "1")
    return made(Value::of_bool(true));
  if (word == "F" || word == "False" || word == "false" || word == "0")
    return made(Value::of_bool(false));
  return failed(text, "bool", "T or F");
}

std::optional<PortProtocol> protocol_of(std::string_view name) {
  for (PortProtocol protocol :
       {PortProtocol::kTcp, PortProtocol::kUdp, PortProtocol::kIcmp, PortProtocol::kUnknown}) {
    if (ascii_equal(name, protocol_name(protocol))) return protocol;
  }
  return std::nullopt;
}

Conversion port_of(std::string_view text, std::string_view protocol_text) {
  std::string_view number_text = trimmed(text);
  if (size_t slash = number_text.find('/'); slash != std::string_view::npos) {
    protocol_text = number_text.substr(slash + 1);
    number_text = number_text.substr(0, slash);
  }
  std::optional<uint64_t> number = parse_count(number_text);
  if (!number || *number > 65535)
    return failed(text, "port", "a number up to 65535, or one like 80/tcp,");
  std::optional<PortProtocol> protocol =
      protocol_text.empty() ? PortProtocol::kUnknown : protocol_of(protocol_text);
  Conversion c = made(Port{uint16_t(*number), protocol.value_or(PortProtocol::kUnknown)}.value());
  if (!protocol) c.remark = "port " + quoted(text) + " has an unknown protocol";
  return c;
}

std::string_view without_brackets(std::string_view text) {
  return text.starts_with('[') && text.ends_with(']') ? text.substr(1, text.size() - 2) : text;
}

Conversion address_conversion(Heap& heap, std::string_view text) {
  std::optional<IpAddress> address = IpAddress::parse(without_brackets(trimmed(text)));
  return address ? made(make_address(heap, *address))
                 : failed(text, "address", "one like 192.0.2.1 or 2001:db8::1");
}

Conversion subnet_conversion(Heap& heap, std::string_view text) {
  std::string_view word = trimmed(text);
  std::optional<Prefix> prefix;
  if (word.starts_with('[')) {
    std::string plain(word.substr(1));
    std::erase(plain, ']');
    prefix = Prefix::parse(plain);
  } else {
    prefix = Prefix::parse(word);
  }
  return prefix ? made(make_subnet(heap, *prefix))
                : failed(text, "subnet", "one like 192.0.2.0/24");
}

// "/text/flags"
Conversion pattern_conversion(Heap& heap, std::string_view text) {
  size_t end = text.rfind('/');
  if (!text.starts_with('/') || end == 0)
    return failed(text, "pattern: it has no slashes around it");
  PatternFlags flags;
  for (char flag : text.substr(end + 1)) {
    bool& which = flag == 'i' ? flags.ignore_case : flags.single_line;
    if ((flag != 'i' && flag != 's') || which)
      return failed(text, "pattern: i and s may follow it, each once");
    which = true;
  }
  std::string_view source = text.substr(1, end - 1);
  if (std::optional<PatternError> error = check_pattern(source, flags))
    return failed(text, "pattern: " + error->message);
  return made(Value::of(make_pattern(heap, source, flags)));
}

Conversion enum_conversion(const EnumType* type, std::string_view text) {
  const EnumLabel* label = type->find(trimmed(text));
  if (label) return made(Value::of_int(label->value));
  constexpr size_t kMostShown = 8;
  std::string expected;
  for (const EnumLabel& known : type->labels) {
    if (&known == &type->labels[0] + kMostShown) {
      expected += ", ...";
      break;
    }
    expected += (expected.empty() ? "one of " : ", ") + std::string(known.name);
  }
  if (expected.empty()) return failed(text, "label of " + std::string(type->name));
  return failed(text, "label of " + std::string(type->name), expected);
}

// Calls `take` with each item of a set or vector.
template <class Take>
void for_each_item(std::string_view text, const TextFormat& format, Take take) {
  if (text.empty() || (!format.empty_field.empty() && text == format.empty_field)) return;
  const std::string& separator = format.set_separator;
  while (true) {
    size_t end = separator.empty() ? std::string_view::npos : text.find(separator);
    if (!take(text.substr(0, end)) || end == std::string_view::npos) return;
    text.remove_prefix(end + separator.size());
  }
}

// Items of their own have no separators within.
Conversion convert_item(Heap& heap, const Type* type, std::string_view text,
                        const TextFormat& format) {
  InputCell item;
  item.text = text;
  return convert(heap, type, item, format);
}

// What is of no use is owned by nobody.
Conversion container_or_trouble(Conversion c, Owned& owner) {
  if (c.ok())
    owner.take();
  else
    c.value = Value::null();
  return c;
}

Conversion set_conversion(Heap& heap, const TableType* type, std::string_view text,
                          const TextFormat& format) {
  Conversion c = made(Value::of(make_table(heap, type)));
  Owned owner(c.value);
  const Type* key = type->keys[0];
  for_each_item(text, format, [&](std::string_view item) {
    Conversion element = convert_item(heap, key, item, format);
    if (!element.ok()) {
      c.trouble = element.trouble;
      return false;
    }
    put(heap, c.value.table(), &element.value, Value::null());
    if (key->managed()) release(element.value);
    return true;
  });
  return container_or_trouble(std::move(c), owner);
}

Conversion vector_conversion(Heap& heap, const VectorType* type, std::string_view text,
                             const TextFormat& format) {
  Conversion c = made(Value::of(make_vector(heap, type)));
  Owned owner(c.value);
  for_each_item(text, format, [&](std::string_view item) {
    Vector* vec = c.value.vector();
    if (!format.unset_field.empty() && item == format.unset_field) {
      resize(heap, vec, vec->size + 1);
      return true;
    }
    Conversion element = convert_item(heap, type->element, item, format);
    if (element.ok())
      push(heap, vec, element.value);
    else
      c.trouble = element.trouble;
    return element.ok();
  });
  return container_or_trouble(std::move(c), owner);
}

Conversion string_conversion(Heap& heap, std::string_view text, const TextFormat& format) {
  if (!format.empty_field.empty() && text == format.empty_field) text = {};
  if (!format.escapes || text.find('\\') == std::string_view::npos)
    return made(Value::of(make_string(heap, text)));
  return made(Value::of(make_string(heap, unescaped(text))));
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = ascii_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool is_readable_item(const Type* type) {
  return is_readable(type) && type->kind != TypeKind::kSet && type->kind != TypeKind::kVector;
}

}  // namespace

std::string unescaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    std::string_view rest = text.substr(i);
    if (rest.starts_with("\\x") && rest.size() >= 4 && hex_digit(rest[2]) >= 0 &&
        hex_digit(rest[3]) >= 0) {
      out += char(hex_digit(rest[2]) * 16 + hex_digit(rest[3]));
      i += 3;
    } else {
      if (rest.starts_with("\\\\")) ++i;
      out += text[i];
    }
  }
  return out;
}

bool is_readable(const Type* type) {
  switch (type->kind) {
  case TypeKind::kBool:
  case TypeKind::kInt:
  case TypeKind::kCount:
  case TypeKind::kDouble:
  case TypeKind::kTime:
  case TypeKind::kInterval:
  case TypeKind::kEnum:
  case TypeKind::kPort:
  case TypeKind::kAddr:
  case TypeKind::kSubnet:
  case TypeKind::kString:
  case TypeKind::kPattern: return true;
  case TypeKind::kSet:
    return as_table(type)->keys.size() == 1 && is_readable_item(as_table(type)->keys[0]);
  case TypeKind::kVector: return is_readable_item(as_vector(type)->element);
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kRecord:
  case TypeKind::kTable:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: return false;
  }
  UNREACHABLE();
}

Conversion convert(Heap& heap, const Type* type, const InputCell& cell, const TextFormat& format) {
  std::string_view text = cell.text;
  switch (type->kind) {
  case TypeKind::kBool: return bool_of(text);
  case TypeKind::kInt:
    return number_of<int64_t>(text, "int", "a whole number like -42",
                              [](int64_t n) { return Value::of_int(n); });
  case TypeKind::kCount:
    return number_of<uint64_t>(text, "count", "a whole number like 42",
                               [](uint64_t n) { return Value::of_count(n); });
  case TypeKind::kDouble:
  case TypeKind::kTime:
  case TypeKind::kInterval:
    return number_of<double>(text, "number", "one like 1.5",
                             [](double d) { return Value::of_double(d); });
  case TypeKind::kEnum: return enum_conversion(as_enum(type), text);
  case TypeKind::kPort: return port_of(text, cell.protocol);
  case TypeKind::kAddr: return address_conversion(heap, text);
  case TypeKind::kSubnet: return subnet_conversion(heap, text);
  case TypeKind::kString: return string_conversion(heap, text, format);
  case TypeKind::kPattern:
    return pattern_conversion(heap, format.escapes && text.find("\\x") != text.npos
                                        ? std::string_view(unescaped(text))
                                        : text);
  case TypeKind::kSet: return set_conversion(heap, as_table(type), text, format);
  case TypeKind::kVector: return vector_conversion(heap, as_vector(type), text, format);
  case TypeKind::kVoid:
  case TypeKind::kError:
  case TypeKind::kRecord:
  case TypeKind::kTable:
  case TypeKind::kFunction:
  case TypeKind::kFile:
  case TypeKind::kOpaque:
  case TypeKind::kAny:
  case TypeKind::kType:
  case TypeKind::kList: return failed(text, to_string(type));
  }
  UNREACHABLE();
}

}  // namespace avocet
