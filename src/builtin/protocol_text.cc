// What protocols write as text or in an encoding of their own, and scripts take apart: addresses in
// FTP commands (RFC 959, 2428), names of NetBIOS (RFC 1001 14.1), distinguished names (X.501).

#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/ip_address.h"
#include "builtin/entries.h"
#include "value/number.h"

namespace avocet {

namespace {

// ---- Where FTP waits for data -----------------------------------------------------------------

// Somewhere a data channel can be opened to. What could be read of a text that is wrong is kept in
// one that is not valid.
struct Endpoint {
  IpAddress host;
  uint16_t port = 0;
  bool valid = false;
};

constexpr std::string_view kDigits = "0123456789";

std::string_view without_blanks(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(' '), text.size()));
}

// <host-port> of RFC 959, section 5.3.2, at the front of `text`: six numbers below 256, all of them
// together a number of 48 bits. Blanks may follow the commas.
std::optional<uint64_t> host_port(std::string_view text) {
  uint64_t bits = 0;
  for (int missing = 6; missing > 0; --missing) {
    text = without_blanks(text);
    size_t length = std::min(text.find_first_not_of(kDigits), text.size());
    auto byte = parse_count(text.substr(0, length));
    if (!byte || *byte > 255) return std::nullopt;
    bits = bits << 8 | *byte;
    text.remove_prefix(length);
    if (missing == 1) break;
    if (!text.starts_with(',')) return std::nullopt;
    text.remove_prefix(1);
  }
  return bits;
}

Endpoint endpoint_of(std::optional<uint64_t> bits) {
  if (!bits) return {.host = IpAddress::v4(0)};
  return {IpAddress::v4(uint32_t(*bits >> 16)), uint16_t(*bits), true};
}

// A reply is not bound to any form: whoever reads it looks for the numbers (RFC 1123, section
// 4.1.2.6). Every run of digits may be the first of them, but for one behind a comma.
std::optional<uint64_t> host_port_within(std::string_view reply) {
  size_t begin = reply.find_first_of(kDigits);
  while (begin != std::string_view::npos) {
    bool is_inside = begin > 0 && reply[begin - 1] == ',';
    auto found = is_inside ? std::nullopt : host_port(reply.substr(begin));
    if (found) return found;
    begin = reply.find_first_of(kDigits, reply.find_first_not_of(kDigits, begin));
  }
  return std::nullopt;
}

// The three fields of "<d>net-prt<d>net-addr<d>tcp-port<d>" (RFC 2428, section 2), where <d> is any
// character that can be seen.
std::optional<std::array<std::string_view, 3>> delimited(std::string_view text) {
  if (text.empty() || text.front() < '!' || text.front() > '~') return std::nullopt;
  std::array<std::string_view, 3> fields;
  size_t begin = 1;
  for (auto& field : fields) {
    size_t end = text.find(text.front(), begin);
    if (end == std::string_view::npos) return std::nullopt;
    field = text.substr(begin, end - begin);
    begin = end + 1;
  }
  return fields;
}

// EPSV leaves protocol and address empty; what is there must be right.
Endpoint extended_endpoint(std::string_view text) {
  auto fields = delimited(without_blanks(text));
  if (!fields) return {};
  auto [protocol, address, port] = *fields;
  auto host = address.empty() ? IpAddress() : IpAddress::parse(address);
  auto number = parse_count(port);
  bool has_port = number && *number <= UINT16_MAX;
  bool has_protocol = protocol.empty() || parse_count(protocol).has_value();
  return {.host = host.value_or(IpAddress()),
          .port = uint16_t(has_port ? *number : 0),
          .valid = host && has_port && has_protocol};
}

std::string_view behind_bracket(std::string_view reply) {
  size_t bracket = reply.find('(');
  return bracket == std::string_view::npos ? std::string_view() : reply.substr(bracket + 1);
}

// The inverse of `host_port`.
std::string port_command(const IpAddress& host, Port port) {
  if (host.is_v6()) return {};
  uint64_t bits = uint64_t{host.v4_bits()} << 16 | port.number;
  std::string out = std::to_string(bits >> 40);
  for (int shift = 32; shift >= 0; shift -= 8)
    out.append(",").append(std::to_string(bits >> shift & 255));
  return out;
}

Value ftp_port(NativeCall& call, const Endpoint& place) {
  RecordResult record(call, "ftp_port");
  record.set("h", make_address(call.heap(), place.host))
      .set("p", Port{place.port, PortProtocol::kTcp}.value())
      .flag("valid", place.valid);
  return record.take();
}

// ---- Names ------------------------------------------------------------------------------------

// Four bits as a letter from A on, or as a small one: DNS hands names out in lower case.
std::optional<uint8_t> half_byte(char letter) {
  if (letter >= 'A' && letter <= 'P') return uint8_t(letter - 'A');
  if (letter >= 'a' && letter <= 'p') return uint8_t(letter - 'a');
  return std::nullopt;
}

// The sixteen bytes of a name in first-level encoding; nothing if `name` is something else.
std::optional<std::array<uint8_t, 16>> netbios_bytes(std::string_view name) {
  std::array<uint8_t, 16> bytes{};
  if (name.size() != 2 * bytes.size()) return std::nullopt;
  for (auto& byte : bytes) {
    auto high = half_byte(name[0]);
    auto low = half_byte(name[1]);
    if (!high || !low) return std::nullopt;
    byte = uint8_t(*high << 4 | *low);
    name.remove_prefix(2);
  }
  return bytes;
}

// Fifteen letters, filled up with blanks or zeroes; the sixteenth is the kind of the name.
std::string netbios_name(std::string_view encoded) {
  auto bytes = netbios_bytes(encoded);
  if (!bytes) return {};
  auto is_filler = [](uint8_t byte) { return byte == ' ' || byte == 0; };
  auto end = bytes->end() - 1;
  while (end != bytes->begin() && is_filler(end[-1])) --end;
  bool is_text = std::all_of(bytes->begin(), end, [](uint8_t b) { return b >= ' ' && b <= '~'; });
  return is_text ? std::string(bytes->begin(), end) : std::string();
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
  registry.add({R"(
## Reads the argument of FTP's PORT command.
##
## Example: print parse_ftp_port("10,0,0,1,4,31");   # [h=10.0.0.1, p=1055/tcp, valid=T]
global parse_ftp_port: function(s: string): ftp_port;
)",
                [](NativeCall& call) -> Value {
                  return ftp_port(call, endpoint_of(host_port(call.text(0))));
                },
                kNoEffects});

  registry.add(
      {R"(
## Reads the argument of FTP's EPRT command (:rfc:`2428`).
##
## Example: print parse_eftp_port("|1|10.0.0.1|1055|");   # [h=10.0.0.1, p=1055/tcp, valid=T]
global parse_eftp_port: function(s: string): ftp_port;
)",
       [](NativeCall& call) -> Value { return ftp_port(call, extended_endpoint(call.text(0))); },
       kNoEffects});

  registry.add({R"zeek(
## Reads the reply to FTP's PASV command.
##
## Example: print parse_ftp_pasv("227 Entering Passive Mode (10,0,0,1,4,31)");   # [h=10.0.0.1, p=1055/tcp, valid=T]
global parse_ftp_pasv: function(str: string): ftp_port;
)zeek",
                [](NativeCall& call) -> Value {
                  return ftp_port(call, endpoint_of(host_port_within(call.text(0))));
                },
                kNoEffects});

  registry.add({R"zeek(
## Reads the reply to FTP's EPSV command (:rfc:`2428`). It names a port only.
##
## Example: print parse_ftp_epsv("229 Entering Extended Passive Mode (|||1055|)");   # [h=::, p=1055/tcp, valid=T]
global parse_ftp_epsv: function(str: string): ftp_port;
)zeek",
                [](NativeCall& call) -> Value {
                  return ftp_port(call, extended_endpoint(behind_bracket(call.text(0))));
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
