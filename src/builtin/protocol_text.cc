// What protocols write as text or in an encoding of their own, and scripts take apart: addresses in
// FTP commands (RFC 959, 2428), names of NetBIOS (RFC 1001 14.1), distinguished names (X.501).

#include <openssl/x509.h>

#include <array>
#include <memory>

#include "base/ip_address.h"
#include "builtin/entries.h"
#include "value/number.h"

namespace avocet {

namespace {

struct Service {
  IpAddress host;
  uint16_t port = 0;
  bool valid = false;
};

Value ftp_port(NativeCall& call, const Service& service) {
  RecordResult record(call, "ftp_port");
  record.set("h", make_address(call.heap(), service.host))
      .set("p", Port{service.port, PortProtocol::kTcp}.value())
      .flag("valid", service.valid);
  return record.take();
}

// Takes the digits at the front of `text` off it; nothing if there are none or too many.
std::optional<uint32_t> take_number(std::string_view& text) {
  size_t end = 0;
  uint32_t number = 0;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9' && end < 9)
    number = number * 10 + uint32_t(text[end++] - '0');
  if (end == 0) return std::nullopt;
  text.remove_prefix(end);
  return number;
}

// "h1,h2,h3,h4,p1,p2" at the front of `text`.
Service read_six_numbers(std::string_view text) {
  Service none{IpAddress::v4(0), 0, false};
  std::array<uint32_t, 6> numbers{};
  for (size_t i = 0; i < 6; ++i) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    auto number = take_number(text);
    if (!number || *number > 255) return none;
    numbers[i] = *number;
    if (i == 5) break;
    if (!text.starts_with(',')) return none;
    text.remove_prefix(1);
  }
  uint32_t host = numbers[0] << 24 | numbers[1] << 16 | numbers[2] << 8 | numbers[3];
  return {IpAddress::v4(host), uint16_t(numbers[4] << 8 | numbers[5]), true};
}

// What stands before the next delimiter, which is taken off with it; nothing without one.
std::optional<std::string_view> take_field(std::string_view& text, char delimiter) {
  size_t end = text.find(delimiter);
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view field = text.substr(0, end);
  text.remove_prefix(end + 1);
  return field;
}

// "|1|10.0.0.1|1055|" with any delimiter; protocol and address may be missing. What could be read
// of a wrong one is kept.
Service read_extended(std::string_view text) {
  Service service;
  while (text.starts_with(' ')) text.remove_prefix(1);
  if (text.empty()) return service;
  char delimiter = text.front();
  text.remove_prefix(1);
  auto protocol = take_field(text, delimiter);
  auto host = take_field(text, delimiter);
  auto port = take_field(text, delimiter);
  if (!protocol || !host || !port) return service;
  service.valid = protocol->empty() || parse_count(*protocol).has_value();
  if (!host->empty()) {
    auto address = IpAddress::parse(*host);
    if (address) service.host = *address;
    service.valid = service.valid && address.has_value();
  }
  auto number = parse_count(*port);
  if (number && *number <= 65535)
    service.port = uint16_t(*number);
  else
    service.valid = false;
  return service;
}

std::string port_command(const IpAddress& host, Port port) {
  if (!host.is_v4()) return {};
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8)
    out += std::to_string(host.v4_bits() >> shift & 255) + ",";
  return out + std::to_string(port.number >> 8) + "," + std::to_string(port.number & 255);
}

// Sixteen bytes, each as two letters from A on; nothing if `name` is something else. DNS hands
// names out in lower case.
std::optional<std::array<uint8_t, 16>> netbios_bytes(std::string_view name) {
  if (name.size() != 32) return std::nullopt;
  std::array<uint8_t, 16> bytes{};
  for (size_t i = 0; i < 32; ++i) {
    char letter = name[i] >= 'a' ? char(name[i] - 'a' + 'A') : name[i];
    if (letter < 'A' || letter > 'P') return std::nullopt;
    bytes[i / 2] = uint8_t(bytes[i / 2] << 4 | (letter - 'A'));
  }
  return bytes;
}

// Fifteen letters, filled up with blanks or zeroes; the sixteenth is the kind of the name.
std::string netbios_name(std::string_view encoded) {
  auto bytes = netbios_bytes(encoded);
  if (!bytes) return {};
  std::string name(bytes->begin(), bytes->begin() + 15);
  size_t end = name.find_last_not_of(std::string_view(" \0", 2));
  name.resize(end == std::string::npos ? 0 : end + 1);
  for (char c : name)
    if (c < ' ' || c > '~') return {};
  return name;
}

// RFC 2253 text of a DER encoding; empty if it is none.
std::string distinguished_name(std::string_view der) {
  auto* at = reinterpret_cast<const unsigned char*>(der.data());
  if (der.size() > 1 << 20) return {};
  std::unique_ptr<X509_NAME, decltype(&X509_NAME_free)> name(
      d2i_X509_NAME(nullptr, &at, long(der.size())), &X509_NAME_free);
  if (!name) return {};
  std::unique_ptr<BIO, decltype(&BIO_free)> text(BIO_new(BIO_s_mem()), &BIO_free);
  X509_NAME_print_ex(text.get(), name.get(), 0, XN_FLAG_RFC2253);
  char* bytes = nullptr;
  long size = BIO_get_mem_data(text.get(), &bytes);
  return size > 0 ? std::string(bytes, size_t(size)) : std::string();
}

}  // namespace

void register_protocol_text(NativeRegistry& registry) {
  registry.add(
      {R"(
## Reads the argument of FTP's PORT command.
##
## Example: print parse_ftp_port("10,0,0,1,4,31");   # [h=10.0.0.1, p=1055/tcp, valid=T]
global parse_ftp_port: function(s: string): ftp_port;
)",
       [](NativeCall& call) -> Value { return ftp_port(call, read_six_numbers(call.text(0))); },
       kNoEffects});

  registry.add(
      {R"(
## Reads the argument of FTP's EPRT command (:rfc:`2428`).
##
## Example: print parse_eftp_port("|1|10.0.0.1|1055|");   # [h=10.0.0.1, p=1055/tcp, valid=T]
global parse_eftp_port: function(s: string): ftp_port;
)",
       [](NativeCall& call) -> Value { return ftp_port(call, read_extended(call.text(0))); },
       kNoEffects});

  registry.add({R"zeek(
## Reads the reply to FTP's PASV command.
##
## Example: print parse_ftp_pasv("227 Entering Passive Mode (10,0,0,1,4,31)");   # [h=10.0.0.1, p=1055/tcp, valid=T]
global parse_ftp_pasv: function(str: string): ftp_port;
)zeek",
                [](NativeCall& call) -> Value {
                  // Some servers leave the brackets out; then the numbers follow the reply code.
                  std::string_view text = call.text(0);
                  size_t begin = text.find('(');
                  if (begin != std::string_view::npos)
                    return ftp_port(call, read_six_numbers(text.substr(begin + 1)));
                  size_t comma = text.find(',');
                  if (comma == std::string_view::npos) return ftp_port(call, read_six_numbers(""));
                  size_t before = text.find_last_not_of("0123456789", comma - (comma > 0));
                  return ftp_port(call, read_six_numbers(text.substr(before + 1)));
                },
                kNoEffects});

  registry.add({R"zeek(
## Reads the reply to FTP's EPSV command (:rfc:`2428`). It names a port only.
##
## Example: print parse_ftp_epsv("229 Entering Extended Passive Mode (|||1055|)");   # [h=::, p=1055/tcp, valid=T]
global parse_ftp_epsv: function(str: string): ftp_port;
)zeek",
                [](NativeCall& call) -> Value {
                  std::string_view text = call.text(0);
                  size_t begin = text.find('(');
                  text = begin == std::string_view::npos ? "" : text.substr(begin + 1);
                  return ftp_port(call, read_extended(text));
                },
                kNoEffects});

  registry.add({R"(
## An address and a port as the argument of FTP's PORT command; empty for IPv6.
##
## Example: print fmt_ftp_port(10.0.0.1, 1055/tcp);   # 10,0,0,1,4,31
global fmt_ftp_port: function(a: addr, p: port): string;
)",
                [](NativeCall& call) -> Value {
                  return call.make_string(port_command(call.address(0), call.port(1)));
                },
                kFoldable});

  registry.add(
      {R"(
## Decodes a NetBIOS name (:rfc:`1001`), without the blanks behind it and its kind.
##
## Returns: Empty if it is no such name.
##
## Example: print decode_netbios_name("FEEIEFCAEOEFFEECEJEPFDCAEOEBENEF");   # THE NETBIOS NAM
global decode_netbios_name: function(name: string): string;
)",
       [](NativeCall& call) -> Value { return call.make_string(netbios_name(call.text(0))); },
       kFoldable});

  registry.add({R"(
## The kind of a NetBIOS name, the last byte of it; 256 if it is no such name.
##
## Example: print decode_netbios_name_type("FEEIEFCAEOEFFEECEJEPFDCAEOEBENEF");   # 69
global decode_netbios_name_type: function(name: string): count;
)",
                [](NativeCall& call) -> Value {
                  auto bytes = netbios_bytes(call.text(0));
                  return Value::of_count(bytes ? (*bytes)[15] : 256);
                },
                kFoldable});

  registry.add(
      {R"(
## The text (:rfc:`2253`) of a distinguished name in DER.
##
## Returns: Empty if it is no such name.
##
## Example: print parse_distinguished_name("0\x0c1\x0a0\x08\x06\x03U\x04\x03\x13\x01a");   # CN=a
global parse_distinguished_name: function(dn: string): string;
)",
       [](NativeCall& call) -> Value { return call.make_string(distinguished_name(call.text(0))); },
       kNoEffects});
}

}  // namespace avocet
