// Numbers: arithmetic, and conversions from one type to another.

#include "value/number.h"

#include <cmath>
#include <cstdlib>
#include <cstring>

#include "builtin/entries.h"
#include "value/format.h"

namespace avocet {

namespace {

template <double (*F)(double)> Value real_function(NativeCall& call) {
  return Value::of_double(F(call.real(0)));
}

double floor_of(double d) { return std::floor(d); }
double ceil_of(double d) { return std::ceil(d); }
double exp_of(double d) { return std::exp(d); }

// Bytes of either order as a number of one to eight bytes.
uint64_t number_of(std::string_view bytes, bool little_endian) {
  uint64_t n = 0;
  for (size_t i = 0; i < bytes.size(); ++i)
    n = n << 8 | uint8_t(bytes[little_endian ? bytes.size() - 1 - i : i]);
  return n;
}

// Reads text as the C library does: blanks in front, a sign, 0x for base 16. What follows a number
// is told but does no harm.
template <class Read> auto read_number(NativeCall& call, std::string_view what, Read read) {
  std::string text(call.text(0).substr(0, call.text(0).find_last_not_of(" \t\n") + 1));
  char* end = nullptr;
  auto n = read(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size())
    complain(call, std::string(what) + "() got no number: '" + text + "'");
  return n;
}

bool good_base(uint64_t base) { return base >= 2 && base <= 36; }

Value logarithm(NativeCall& call, double (*log)(double)) {
  double d = call.real(0);
  if (d < 0) return complain(call, "logarithm of a negative number", Value::of_double(0));
  return Value::of_double(log(d));
}

}  // namespace

void register_numbers(NativeRegistry& registry) {
  registry.add({R"(
## The largest whole number that is not larger.
##
## Example: print floor(3.7), floor(-3.2);   # 3.0, -4.0
global floor: function(d: double): double;
)",
                real_function<floor_of>, kFoldable});

  registry.add({R"(
## The smallest whole number that is not smaller.
##
## Example: print ceil(3.2);   # 4.0
global ceil: function(d: double): double;
)",
                real_function<ceil_of>, kFoldable});

  registry.add({R"(
## The square root; a run-time error for negative numbers.
##
## Example: print sqrt(9.0);   # 3.0
global sqrt: function(x: double): double;
)",
                [](NativeCall& call) -> Value {
                  if (call.real(0) < 0)
                    return complain(call, "square root of a negative number", Value::of_double(-1));
                  return Value::of_double(std::sqrt(call.real(0)));
                },
                kNoEffects | kSameResult});

  registry.add({R"(
## e to the power of a number.
##
## Example: print exp(0.0);   # 1.0
global exp: function(d: double): double;
)",
                real_function<exp_of>, kFoldable});

  registry.add({R"(
## The natural logarithm.
##
## Example: print ln(1.0);   # 0.0
global ln: function(d: double): double;
)",
                [](NativeCall& call) -> Value { return logarithm(call, std::log); },
                kNoEffects | kSameResult});

  registry.add({R"(
## The logarithm to base 2.
##
## Example: print log2(8.0);   # 3.0
global log2: function(d: double): double;
)",
                [](NativeCall& call) -> Value { return logarithm(call, std::log2); },
                kNoEffects | kSameResult});

  registry.add({R"(
## The logarithm to base 10.
##
## Example: print log10(1000.0);   # 3.0
global log10: function(d: double): double;
)",
                [](NativeCall& call) -> Value { return logarithm(call, std::log10); },
                kNoEffects | kSameResult});

  registry.add({R"(
## One number to the power of another one.
##
## Example: print pow(2.0, 10.0);   # 1024.0
global pow: function(x: double, y: double): double;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_double(std::pow(call.real(0), call.real(1)));
                },
                kFoldable});

  registry.add({R"(
## What is left of a division. Unlike that of ``%`` the result is never negative for a positive divisor.
##
## Example: print modulo(7, 3), modulo(-7, 3);   # 1, 2
global modulo: function(a: int, b: int): int;
)",
                [](NativeCall& call) -> Value {
                  int64_t a = call.integer(0), b = call.integer(1);
                  if (b == 0) return call.fail("modulo by zero");
                  if (b == -1) return Value::of_int(0);
                  int64_t rest = a % b;
                  return Value::of_int(rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest);
                },
                kFoldable});

  registry.add({R"(
## Reads a string as a number; 0 if it is none.
##
## base: From 2 to 36.
##
## Example: print to_int("-17"), to_int("ff", 16);   # -17, 255
global to_int: function(str: string, base: count &default=10): int;
)",
                [](NativeCall& call) -> Value {
                  if (!good_base(call.number(1)))
                    return call.fail("the base must be between 2 and 36");
                  int base = int(call.number(1));
                  return Value::of_int(
                      read_number(call, "to_int", [base](const char* text, char** end) {
                        return std::strtoll(text, end, base);
                      }));
                },
                kNoEffects});

  registry.add({R"(
## Reads a string as a number; 0 if it is none.
##
## base: From 2 to 36.
##
## Example: print to_count("17"), to_count("ff", 16);   # 17, 255
global to_count: function(str: string, base: count &default=10): count;
)",
                [](NativeCall& call) -> Value {
                  if (!good_base(call.number(1)))
                    return call.fail("the base must be between 2 and 36");
                  int base = int(call.number(1));
                  return Value::of_count(
                      read_number(call, "to_count", [base](const char* text, char** end) {
                        return std::strtoull(text, end, base);
                      }));
                },
                kNoEffects});

  registry.add({R"(
## Reads a string as a number; 0 if it is none.
##
## Example: print to_double("3.5");   # 3.5
global to_double: function(str: string): double;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_double(
                      read_number(call, "to_double", [](const char* text, char** end) {
                        return std::strtod(text, end);
                      }));
                },
                kNoEffects});

  registry.add({R"(
## Turns an int into a count. A negative one is a run-time error.
##
## Example: print int_to_count(+7);   # 7
global int_to_count: function(n: int): count;
)",
                [](NativeCall& call) -> Value {
                  if (call.integer(0) < 0) {
                    return complain(call, "bad conversion of a negative number to count",
                                    Value::of_count(0));
                  }
                  return Value::of_count(uint64_t(call.integer(0)));
                },
                kNoEffects});

  registry.add({R"(
## Rounds to the nearest whole number.
##
## Example: print double_to_int(3.5), double_to_int(-3.2);   # 4, -3
global double_to_int: function(d: double): int;
)",
                [](NativeCall& call) -> Value {
                  auto n = int_from_double(std::rint(call.real(0)));
                  return n ? Value::of_int(*n) : call.fail("number out of the range of int");
                },
                kFoldable});

  registry.add({R"(
## Rounds to the nearest whole number. A negative one is a run-time error.
##
## Example: print double_to_count(3.6);   # 4
global double_to_count: function(d: double): count;
)",
                [](NativeCall& call) -> Value {
                  auto n = count_from_double(std::rint(call.real(0)));
                  if (!n) {
                    return complain(call, "bad conversion of a number to count",
                                    Value::of_count(0));
                  }
                  return Value::of_count(*n);
                },
                kNoEffects});

  registry.add({R"(
## Turns a count into a double.
##
## Example: print count_to_double(7);   # 7.0
global count_to_double: function(c: count): double;
)",
                [](NativeCall& call) -> Value { return Value::of_double(double(call.number(0))); },
                kFoldable});

  registry.add({R"(
## Turns an int into a double.
##
## Example: print int_to_double(-7);   # -7.0
global int_to_double: function(i: int): double;
)",
                [](NativeCall& call) -> Value { return Value::of_double(double(call.integer(0))); },
                kFoldable});

  registry.add({R"(
## The seconds of an interval.
##
## Example: print interval_to_double(2min);   # 120.0
global interval_to_double: function(i: interval): double;
)",
                [](NativeCall& call) -> Value { return Value::of_double(call.real(0)); },
                kFoldable});

  registry.add({R"(
## Seconds as an interval.
##
## Example: print double_to_interval(120.0);   # 2.0 mins
global double_to_interval: function(d: double): interval;
)",
                [](NativeCall& call) -> Value { return Value::of_double(call.real(0)); },
                kFoldable});

  registry.add({R"(
## The seconds of a time since the epoch.
##
## Example: print time_to_double(double_to_time(1.5));   # 1.5
global time_to_double: function(t: time): double;
)",
                [](NativeCall& call) -> Value { return Value::of_double(call.real(0)); },
                kFoldable});

  registry.add({R"(
## Seconds since the epoch as a time.
##
## Example: print double_to_time(1.5);   # 1.5
global double_to_time: function(d: double): time;
)",
                [](NativeCall& call) -> Value { return Value::of_double(call.real(0)); },
                kFoldable});

  registry.add({R"(
## The number behind a label of an enumeration.
##
## Example: print enum_to_int(udp);   # 2
global enum_to_int: function(e: any): int;
)",
                [](NativeCall& call) -> Value {
                  auto [type, value] = call.typed(0);
                  if (type->kind != TypeKind::kEnum)
                    return call.fail("enum_to_int() takes values of enumerations only");
                  return Value::of_int(value.i);
                },
                kNoEffects});

  registry.add({R"(
## The number of a port.
##
## Example: print port_to_count(80/tcp);   # 80
global port_to_count: function(p: port): count;
)",
                [](NativeCall& call) -> Value { return Value::of_count(call.port(0).number); },
                kFoldable});

  registry.add({R"(
## A port of a number and a protocol.
##
## Example: print count_to_port(80, tcp);   # 80/tcp
global count_to_port: function(num: count, proto: transport_proto): port;
)",
                [](NativeCall& call) -> Value {
                  if (call.number(0) > 65535) return call.fail("port number out of range");
                  return Port{uint16_t(call.number(0)), PortProtocol(call.number(1) & 3)}.value();
                },
                kFoldable});

  registry.add({R"(
## Reads a port such as "80/tcp"; 0/unknown if it is none.
##
## Example: print to_port("53/udp");   # 53/udp
global to_port: function(s: string): port;
)",
                [](NativeCall& call) -> Value {
                  auto port = parse_port(call.text(0));
                  if (!port)
                    complain(call, "to_port() got no port: '" + std::string(call.text(0)) + "'");
                  return port.value_or(Port{0, PortProtocol::kUnknown}).value();
                },
                kNoEffects});

  registry.add(
      {R"(
## The protocol of a port.
##
## Example: print get_port_transport_proto(80/tcp);   # tcp
global get_port_transport_proto: function(p: port): transport_proto;
)",
       [](NativeCall& call) -> Value { return Value::of_int(int64_t(call.port(0).protocol)); },
       kFoldable});

  registry.add({R"(
## Whether a port is one of TCP.
##
## Example: print is_tcp_port(80/tcp), is_tcp_port(80/udp);   # T, F
global is_tcp_port: function(p: port): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(call.port(0).protocol == PortProtocol::kTcp);
                },
                kFoldable});

  registry.add({R"(
## Whether a port is one of UDP.
##
## Example: print is_udp_port(80/udp);   # T
global is_udp_port: function(p: port): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(call.port(0).protocol == PortProtocol::kUdp);
                },
                kFoldable});

  registry.add({R"(
## Whether a port is a type or code of ICMP.
##
## Example: print is_icmp_port(8/icmp);   # T
global is_icmp_port: function(p: port): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(call.port(0).protocol == PortProtocol::kIcmp);
                },
                kFoldable});

  registry.add({R"(
## Reads up to eight bytes as a number; none make 0, and so do more, with an error.
##
## is_le: The lowest byte comes first.
##
## Example: print bytestring_to_count("\x01\x02"), bytestring_to_count("\x01\x02", T), bytestring_to_count("");   # 258, 513, 0
global bytestring_to_count: function(s: string, is_le: bool &default=F): count;
)",
                [](NativeCall& call) -> Value {
                  std::string_view bytes = call.text(0);
                  if (bytes.size() > 8) {
                    return complain(call, "bytestring_to_count() takes at most eight bytes",
                                    Value::of_count(0));
                  }
                  return Value::of_count(number_of(bytes, call.boolean(1)));
                },
                kNoEffects});

  registry.add({R"(
## Reads eight bytes in network order as a double.
##
## Example: print bytestring_to_double("\x3f\xf8\x00\x00\x00\x00\x00\x00");   # 1.5
global bytestring_to_double: function(s: string): double;
)",
                [](NativeCall& call) -> Value {
                  if (call.text(0).size() != 8)
                    return complain(call, "bytestring_to_double() takes eight bytes",
                                    Value::of_double(0));
                  uint64_t bits = number_of(call.text(0), false);
                  double d;
                  std::memcpy(&d, &bits, 8);
                  return Value::of_double(d);
                },
                kNoEffects | kSameResult});

  registry.add({R"(
## Reads four bytes in network order as a double.
##
## Example: print bytestring_to_float("\x3f\xc0\x00\x00");   # 1.5
global bytestring_to_float: function(s: string): double;
)",
                [](NativeCall& call) -> Value {
                  if (call.text(0).size() != 4)
                    return complain(call, "bytestring_to_float() takes four bytes",
                                    Value::of_double(0));
                  uint32_t bits = uint32_t(number_of(call.text(0), false));
                  float f;
                  std::memcpy(&f, &bits, 4);
                  return Value::of_double(double(f));
                },
                kNoEffects | kSameResult});

  registry.add({R"(
## The distance between two points on earth, in miles.
##
## Example: print floor(haversine_distance(53.0, 13.0, 40.0, -74.0));   # 3972.0
global haversine_distance: function(lat1: double, long1: double, lat2: double, long2: double): double;
)",
                [](NativeCall& call) -> Value {
                  constexpr double kRadians = M_PI / 180, kEarthRadiusMiles = 3958.8;
                  double lat1 = call.real(0) * kRadians, lat2 = call.real(2) * kRadians;
                  double up = std::sin((lat2 - lat1) / 2),
                         along = std::sin((call.real(3) - call.real(1)) * kRadians / 2);
                  double a = up * up + std::cos(lat1) * std::cos(lat2) * along * along;
                  return Value::of_double(2 * kEarthRadiusMiles * std::asin(std::sqrt(a)));
                },
                kFoldable});
}

}  // namespace avocet
