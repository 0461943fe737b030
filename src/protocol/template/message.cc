#include "protocol/template/message.h"

#include <charconv>

#include "base/text.h"

namespace avocet {

namespace {

std::optional<uint16_t> parse_port(std::string_view text) {
  text = trimmed(text);
  uint16_t port = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

// What stands before the separator; the text goes on behind it. The whole text if there is none.
std::string_view cut(std::string_view& text, char separator) {
  size_t at = text.find(separator);
  std::string_view part = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return part;
}

}  // namespace

std::optional<IdentPorts> parse_ident_request(std::string_view line) {
  auto local = parse_port(cut(line, ','));
  auto remote = parse_port(line);
  if (!local || !remote) return std::nullopt;
  return IdentPorts{*local, *remote};
}

std::optional<IdentReply> parse_ident_reply(std::string_view line) {
  auto ports = parse_ident_request(cut(line, ':'));
  if (!ports) return std::nullopt;
  IdentReply reply;
  reply.ports = *ports;
  std::string_view kind = trimmed(cut(line, ':'));
  if (kind == "ERROR") {
    reply.is_error = true;
    reply.text = trimmed(line);
    return reply;
  }
  if (kind != "USERID" || line.find(':') == std::string_view::npos) return std::nullopt;
  reply.system = trimmed(cut(line, ':'));
  // Blanks may be part of a user's name; the one behind the colon is not.
  if (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  reply.text = line;
  return reply;
}

}  // namespace avocet
