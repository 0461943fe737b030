#include "capture/tcp_stream.h"

#include <fcntl.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <optional>
#include <string_view>

namespace avocet {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::string_view kScheme = "tcp://";
constexpr auto kPatience = std::chrono::seconds(10);
constexpr auto kStep = std::chrono::milliseconds(20);

struct HostAndPort {
  std::string host, port;
};

std::optional<HostAndPort> split(std::string_view name) {
  name.remove_prefix(kScheme.size());
  size_t colon = name.rfind(':');
  if (colon == std::string_view::npos || colon + 1 == name.size() || colon == 0)
    return std::nullopt;
  std::string_view host = name.substr(0, colon);
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return HostAndPort{std::string(host), std::string(name.substr(colon + 1))};
}

// The resolver takes what is left of such a number for a port.
bool is_beyond_ports(const std::string& port) {
  bool is_number =
      std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_number && (port.size() > 5 || std::stoi(port) > 65535);
}

}  // namespace

bool is_tcp_name(const std::string& name) { return name.starts_with(kScheme); }

Result<int> connect_tcp(const std::string& name, const Interrupt& interrupt) {
  auto parts = split(name);
  if (!parts) return Error{"can't read " + name + ": write it as tcp://host:port"};
  if (is_beyond_ports(parts->port)) return Error{"can't read " + name + ": ports end at 65535"};
  asio::io_context context(1);
  asio::ip::tcp::resolver resolver(context);
  asio::ip::tcp::socket socket(context);
  std::optional<error_code> outcome;
  auto connected = [&](const error_code& error, const asio::ip::tcp::endpoint&) {
    outcome = error;
  };
  resolver.async_resolve(parts->host, parts->port, [&](const error_code& error, const auto& found) {
    if (error)
      outcome = error;
    else
      asio::async_connect(socket, found, connected);
  });
  auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (!outcome && !interrupt.is_set() && std::chrono::steady_clock::now() < give_up)
    context.run_for(kStep);
  if (interrupt.is_set()) return Error{"can't read " + name + ": interrupted"};
  if (!outcome) return Error{"can't read " + name + ": no answer within 10 seconds"};
  if (*outcome) return Error{"can't read " + name + ": " + outcome->message()};
  error_code ignored;
  socket.non_blocking(false, ignored);
  int descriptor = socket.release();
  ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  return descriptor;
}

}  // namespace avocet
