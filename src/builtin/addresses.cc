// Addresses and subnets.

#include <arpa/inet.h>

#include "base/ip_address.h"
#include "builtin/entries.h"
#include "builtin/hex.h"
#include "value/number.h"

namespace avocet {

namespace {

Value make(NativeCall& call, const IpAddress& a) { return make_address(call.heap(), a); }

// "[::1]" and "::1", and IPv4 with leading zeroes, which inet_pton would not take.
std::optional<IpAddress> read_address(std::string_view text) {
  if (auto a = IpAddress::parse(text)) return a;
  uint32_t bits = 0;
  int parts = 0;
  while (parts < 4 && !text.empty()) {
    size_t dot = std::min(text.find('.'), text.size());
    auto part = parse_count(text.substr(0, dot));
    if (!part || *part > 255) return std::nullopt;
    bits = bits << 8 | uint32_t(*part);
    ++parts;
    text.remove_prefix(std::min(dot + 1, text.size()));
  }
  return parts == 4 && text.empty() ? std::optional(IpAddress::v4(bits)) : std::nullopt;
}

// A length behind an address in the notation of IPv6 counts from the first of 128 bits.
std::optional<Prefix> read_prefix(std::string_view text) {
  size_t slash = text.find('/');
  if (slash == std::string_view::npos || text.find(':') == std::string_view::npos)
    return Prefix::parse(text);
  auto address = IpAddress::parse(text.substr(0, slash));
  auto length = parse_count(text.substr(slash + 1));
  if (!address || !length || *length > 128) return std::nullopt;
  return Prefix::from_length128(*address, int(*length));
}

std::optional<IpAddress> address_from_bytes(std::string_view bytes) {
  if (bytes.size() == 4) {
    uint32_t bits = 0;
    for (char c : bytes) bits = bits << 8 | uint8_t(c);
    return IpAddress::v4(bits);
  }
  if (bytes.size() != 16) return std::nullopt;
  std::array<uint8_t, 16> all;
  for (size_t i = 0; i < 16; ++i) all[i] = uint8_t(bytes[i]);
  return IpAddress::from_bytes(all);
}

std::string pointer_name(const IpAddress& a) {
  std::string out;
  if (a.is_v4()) {
    for (int shift = 0; shift < 32; shift += 8)
      out += std::to_string(a.v4_bits() >> shift & 255) + ".";
    return out + "in-addr.arpa";
  }
  auto bytes = a.bytes();
  for (size_t i = 16; i-- > 0;) {
    out += kHexDigits[bytes[i] & 15];
    out += '.';
    out += kHexDigits[bytes[i] >> 4];
    out += '.';
  }
  return out + "ip6.arpa";
}

std::optional<IpAddress> address_of_pointer(std::string_view name) {
  constexpr std::string_view kV4 = ".in-addr.arpa", kV6 = ".ip6.arpa";
  if (name.ends_with(kV4)) {
    name.remove_suffix(kV4.size());
    uint32_t bits = 0;
    for (int i = 0; i < 4; ++i) {
      size_t dot = name.rfind('.');
      auto part = parse_count(dot == std::string_view::npos ? name : name.substr(dot + 1));
      if (!part || *part > 255 || (dot == std::string_view::npos) != (i == 3)) return std::nullopt;
      bits = bits << 8 | uint32_t(*part);
      name = name.substr(0, dot == std::string_view::npos ? 0 : dot);
    }
    return IpAddress::v4(bits);
  }
  if (!name.ends_with(kV6) || name.size() != 63 + kV6.size()) return std::nullopt;
  uint64_t halves[2] = {0, 0};
  for (size_t i = 0; i < 32; ++i) {
    auto nibble = parse_count(name.substr(62 - 2 * i, 1), 16);
    if (!nibble) return std::nullopt;
    halves[i / 16] = halves[i / 16] << 4 | *nibble;
  }
  return IpAddress::v6(halves[0], halves[1]);
}

}  // namespace

void register_addresses(NativeRegistry& registry) {
  registry.add({R"(
## Reads an address; ``::`` if it is none.
##
## Example: print to_addr("10.0.0.1"), to_addr("2001:db8::1");   # 10.0.0.1, 2001:db8::1
global to_addr: function(ip: string): addr;
)",
                [](NativeCall& call) -> Value {
                  auto a = read_address(call.text(0));
                  if (!a)
                    complain(call, "failed converting string to IP address: " +
                                       std::string(call.text(0)));
                  return make(call, a.value_or(IpAddress()));
                },
                kNoEffects});

  registry.add({R"(
## Whether a string is an address.
##
## Example: print is_valid_ip("10.0.0.1"), is_valid_ip("10.0.0");   # T, F
global is_valid_ip: function(ip: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(read_address(call.text(0)).has_value());
                },
                kFoldable});

  registry.add({R"(
## Reads a subnet; ``::/0`` if it is none.
##
## Example: print to_subnet("10.1.2.3/8");   # 10.0.0.0/8
global to_subnet: function(sn: string): subnet;
)",
                [](NativeCall& call) -> Value {
                  auto prefix = read_prefix(call.text(0));
                  if (!prefix)
                    complain(call,
                             "failed converting string to IP prefix: " + std::string(call.text(0)));
                  return make_subnet(call.heap(), prefix.value_or(Prefix()));
                },
                kNoEffects});

  registry.add({R"(
## Whether a string is a subnet.
##
## Example: print is_valid_subnet("10.0.0.0/8"), is_valid_subnet("10.0.0.0");   # T, F
global is_valid_subnet: function(cidr: string): bool;
)",
                [](NativeCall& call) -> Value {
                  return Value::of_bool(!call.text(0).starts_with('[') &&
                                        read_prefix(call.text(0)).has_value());
                },
                kFoldable});

  registry.add({R"(
## The subnet of one address.
##
## Example: print addr_to_subnet(10.0.0.1);   # 10.0.0.1/32
global addr_to_subnet: function(a: addr): subnet;
)",
                [](NativeCall& call) -> Value {
                  return make_subnet(call.heap(), host_prefix(call.address(0)));
                },
                kFoldable});

  registry.add({R"(
## The first address of a subnet.
##
## Example: print subnet_to_addr(10.0.0.0/8);   # 10.0.0.0
global subnet_to_addr: function(sn: subnet): addr;
)",
                [](NativeCall& call) -> Value { return make(call, call.subnet(0).address()); },
                kFoldable});

  registry.add(
      {R"(
## The length of a subnet's prefix.
##
## Example: print subnet_width(10.0.0.0/8);   # 8
global subnet_width: function(sn: subnet): count;
)",
       [](NativeCall& call) -> Value { return Value::of_count(uint64_t(call.subnet(0).length())); },
       kFoldable});

  registry.add({R"(
## Whether an address is one of IPv4.
##
## Example: print is_v4_addr(10.0.0.1), is_v4_addr([::1]);   # T, F
global is_v4_addr: function(a: addr): bool;
)",
                [](NativeCall& call) -> Value { return Value::of_bool(call.address(0).is_v4()); },
                kFoldable});

  registry.add({R"(
## Whether an address is one of IPv6.
##
## Example: print is_v6_addr([::1]);   # T
global is_v6_addr: function(a: addr): bool;
)",
                [](NativeCall& call) -> Value { return Value::of_bool(call.address(0).is_v6()); },
                kFoldable});

  registry.add(
      {R"(
## Whether a subnet is one of IPv4.
##
## Example: print is_v4_subnet(10.0.0.0/8);   # T
global is_v4_subnet: function(s: subnet): bool;
)",
       [](NativeCall& call) -> Value { return Value::of_bool(call.subnet(0).address().is_v4()); },
       kFoldable});

  registry.add(
      {R"(
## Whether a subnet is one of IPv6.
##
## Example: print is_v6_subnet([2001:db8::]/32);   # T
global is_v6_subnet: function(s: subnet): bool;
)",
       [](NativeCall& call) -> Value { return Value::of_bool(call.subnet(0).address().is_v6()); },
       kFoldable});

  registry.add({R"(
## The 32-bit words of an address: one for IPv4, four for IPv6.
##
## Example: print addr_to_counts(10.0.0.1);   # [167772161]
global addr_to_counts: function(a: addr): index_vec;
)",
                [](NativeCall& call) -> Value {
                  IpAddress a = call.address(0);
                  VectorResult words(call);
                  if (a.is_v4()) {
                    words.add(Value::of_count(a.v4_bits()));
                  } else {
                    for (uint64_t half : {a.high(), a.low()}) {
                      words.add(Value::of_count(half >> 32));
                      words.add(Value::of_count(half & 0xffffffff));
                    }
                  }
                  return words.take();
                },
                kNoEffects});

  registry.add({R"(
## The address of one or four 32-bit words.
##
## Example: print counts_to_addr(vector(167772161));   # 10.0.0.1
global counts_to_addr: function(v: index_vec): addr;
)",
                [](NativeCall& call) -> Value {
                  Vector* words = call.vector(0);
                  auto word = [&](uint32_t i) { return words->items[i].u & 0xffffffff; };
                  if (words->size == 1) return make(call, IpAddress::v4(uint32_t(word(0))));
                  if (words->size == 4)
                    return make(call,
                                IpAddress::v6(word(0) << 32 | word(1), word(2) << 32 | word(3)));
                  return complain(call, "invalid vector size: an address has one or four words",
                                  make(call, IpAddress()));
                },
                kNoEffects});

  registry.add({R"(
## The IPv4 address of a number.
##
## Example: print count_to_v4_addr(167772161);   # 10.0.0.1
global count_to_v4_addr: function(ip: count): addr;
)",
                [](NativeCall& call) -> Value {
                  if (call.number(0) > 0xffffffff)
                    return complain(call, "conversion of non-IPv4 count to addr",
                                    make(call, IpAddress::v4(0)));
                  return make(call, IpAddress::v4(uint32_t(call.number(0))));
                },
                kNoEffects | kSameResult});

  registry.add({R"(
## The IPv4 address of four bytes.
##
## Example: print raw_bytes_to_v4_addr("\x0a\x00\x00\x01");   # 10.0.0.1
global raw_bytes_to_v4_addr: function(b: string): addr;
)",
                [](NativeCall& call) -> Value {
                  if (call.text(0).size() < 4)
                    return complain(call, "too short string as input to raw_bytes_to_v4_addr()",
                                    make(call, IpAddress::v4(0)));
                  return make(call, *address_from_bytes(call.text(0).substr(0, 4)));
                },
                kNoEffects | kSameResult});

  registry.add({R"(
## The IPv6 address of sixteen bytes.
##
## Example: print raw_bytes_to_v6_addr("\x20\x01\x0d\xb8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01");   # 2001:db8::1
global raw_bytes_to_v6_addr: function(x: string): addr;
)",
                [](NativeCall& call) -> Value {
                  if (call.text(0).size() < 16)
                    return complain(call, "too short string as input to raw_bytes_to_v6_addr()",
                                    make(call, IpAddress()));
                  return make(call, *address_from_bytes(call.text(0).substr(0, 16)));
                },
                kNoEffects | kSameResult});

  registry.add({R"(
## The addresses in the data of an IPv6 routing header of type 0.
##
## Example: print |routing0_data_to_addrs("\x00\x00\x00\x00\x20\x01\x0d\xb8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01")|;   # 1
global routing0_data_to_addrs: function(s: string): addr_vec;
)",
                [](NativeCall& call) -> Value {
                  std::string_view bytes = call.text(0);
                  VectorResult addresses(call);
                  // Four reserved bytes come first.
                  for (size_t i = 4; i + 16 <= bytes.size(); i += 16)
                    addresses.add(make(call, *address_from_bytes(bytes.substr(i, 16))));
                  return addresses.take();
                },
                kNoEffects});

  registry.add(
      {R"(
## The name under which the DNS keeps the name of an address.
##
## Example: print addr_to_ptr_name(10.0.0.1);   # 1.0.0.10.in-addr.arpa
global addr_to_ptr_name: function(a: addr): string;
)",
       [](NativeCall& call) -> Value { return call.make_string(pointer_name(call.address(0))); },
       kFoldable});

  registry.add({R"(
## The address that such a name stands for; ``0.0.0.0`` if it is none.
##
## Example: print ptr_name_to_addr("1.0.0.10.in-addr.arpa");   # 10.0.0.1
global ptr_name_to_addr: function(s: string): addr;
)",
                [](NativeCall& call) -> Value {
                  auto a = address_of_pointer(call.text(0));
                  if (!a) complain(call, "bad PTR name: " + std::string(call.text(0)));
                  return make(call, a.value_or(IpAddress::v4(0)));
                },
                kNoEffects});

  registry.add({R"(
## Keeps the first bits of an address.
##
## Example: print mask_addr(192.168.3.2, 16);   # 192.168.0.0/16
global mask_addr: function(a: addr, top_bits_to_keep: count): subnet;
)",
                [](NativeCall& call) -> Value {
                  IpAddress a = call.address(0);
                  uint64_t limit = a.is_v4() ? 32 : 128;
                  if (call.number(1) > limit) return call.fail("number of bits out of range");
                  return make_subnet(call.heap(), Prefix(a, int(call.number(1))));
                },
                kFoldable});

  registry.add({R"(
## The first bits of one address with the rest of another one.
##
## top_bits_from_a1: How many of the 128 bits come from the first; IPv4 addresses have 96 bits before them.
##
## Example: print remask_addr(192.168.0.1, 10.0.3.2, 112);   # 192.168.3.2
global remask_addr: function(a1: addr, a2: addr, top_bits_from_a1: count): addr;
)",
                [](NativeCall& call) -> Value {
                  uint64_t bits = call.number(2);
                  if (bits > 128) return call.fail("number of bits out of range");
                  IpAddress a = call.address(0).masked128(int(bits)), b = call.address(1),
                            top = b.masked128(int(bits));
                  return make(call, IpAddress::v6(a.high() | (b.high() ^ top.high()),
                                                  a.low() | (b.low() ^ top.low())));
                },
                kFoldable});
}

}  // namespace avocet
