#include "engine/metrics_server.h"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <optional>

#include "builtin/collected_metrics.h"

namespace avocet {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kPatience = std::chrono::seconds(5);
constexpr size_t kLongestHead = 8192;
constexpr uint64_t kLongestBody = 64 * 1024;
constexpr size_t kMostDrained = 1 << 20;
constexpr size_t kMostClients = 16;

// Without the host that the absolute form of a target has in front (RFC 9112, section 3.2.2), and
// without what is asked of the page: there is but one.
std::string_view path_of(std::string_view target) {
  constexpr std::string_view kScheme = "http://";
  if (target.starts_with(kScheme)) {
    size_t path = target.find('/', kScheme.size());
    target = path == std::string_view::npos ? "/" : target.substr(path);
  }
  return target.substr(0, target.find('?'));
}

// What becomes of a request; `parser` knows its head.
http::status verdict_on(const http::request_parser<http::empty_body>& parser) {
  const auto& request = parser.get();
  bool reads = request.method() == http::verb::get || request.method() == http::verb::head;
  if (!reads) return http::status::method_not_allowed;
  if (parser.content_length().value_or(0) > kLongestBody) return http::status::payload_too_large;
  bool is_known = path_of({request.target().data(), request.target().size()}) == "/metrics";
  return is_known ? http::status::ok : http::status::not_found;
}

// The same of one whose head could not be read; absent: nobody waits for an answer.
std::optional<http::status> verdict_on(const error_code& error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow)
    return http::status::request_header_fields_too_large;
  bool is_gone = error == http::error::end_of_stream || error == http::error::partial_message;
  bool is_of_http = error.category() == make_error_code(http::error::bad_method).category();
  if (is_gone || !is_of_http) return std::nullopt;
  return http::status::bad_request;
}

// One request and its answer; then the connection is closed.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, const MetricsServer::Render& render, size_t& clients)
      : stream_(std::move(socket)), buffer_(kLongestHead), render_(render), clients_(clients) {
    ++clients_;
    parser_.header_limit(kLongestHead);
    parser_.body_limit(boost::none);
  }
  ~Session() { --clients_; }

  void run() {
    stream_.expires_after(kPatience);
    http::async_read_header(stream_, buffer_, parser_,
                            [self = shared_from_this()](const error_code& error, size_t) {
                              std::optional<http::status> status =
                                  error ? verdict_on(error) : verdict_on(self->parser_);
                              if (status) self->answer(*status);
                            });
  }

 private:
  void answer(http::status status) {
    const auto& request = parser_.get();
    bool is_good = status == http::status::ok;
    if (parser_.is_header_done()) response_.version(request.version());
    response_.result(status);
    response_.set(http::field::content_type, is_good ? "text/plain; version=0.0.4; charset=utf-8"
                                                     : "text/plain; charset=utf-8");
    if (status == http::status::method_not_allowed) response_.set(http::field::allow, "GET, HEAD");
    response_.keep_alive(false);
    if (!is_good)
      return send(std::string(http::obsolete_reason(status)) + ": only GET /metrics is here\n");
    render_([self = shared_from_this()](std::string page) { self->send(std::move(page)); });
  }

  void send(std::string body) {
    response_.body() = std::move(body);
    response_.prepare_payload();
    if (parser_.get().method() == http::verb::head) response_.body().clear();
    stream_.expires_after(kPatience);
    http::async_write(stream_, response_, [self = shared_from_this()](const error_code&, size_t) {
      error_code ignored;
      self->stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
      if (!self->parser_.is_done()) self->drain();
    });
  }

  // What the client still sends is read and dropped for a while: closing a connection with bytes
  // that nobody has read would take the answer away from it.
  void drain() {
    stream_.async_read_some(asio::buffer(dropped_),
                            [self = shared_from_this()](const error_code& error, size_t size) {
                              self->drained_ += size;
                              if (!error && self->drained_ < kMostDrained) self->drain();
                            });
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  http::request_parser<http::empty_body> parser_;
  http::response<http::string_body> response_;
  std::array<char, 4096> dropped_;
  size_t drained_ = 0;
  const MetricsServer::Render& render_;
  size_t& clients_;
};

// Programs that scripts start would hold the port, and connections, beyond the end of the run.
void keep_from_programs(auto& socket) { ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC); }

std::string without_brackets(std::string address) {
  if (address.size() > 2 && address.front() == '[' && address.back() == ']')
    return address.substr(1, address.size() - 2);
  return address;
}

}  // namespace

// The context dies first: sessions that it holds count themselves.
struct MetricsServer::Parts {
  Render render;
  size_t clients = 0;
  bool is_accepting = false;
  asio::io_context context{1};
  tcp::acceptor acceptor{context};

  void accept() {
    is_accepting = true;
    acceptor.async_accept([this](const error_code& error, tcp::socket socket) {
      is_accepting = false;
      // Without descriptors it fails at once, again and again: the next call of poll() tries again.
      if (error) return;
      keep_from_programs(socket);
      // Whoever is one too many is turned away.
      if (clients < kMostClients)
        std::make_shared<Session>(std::move(socket), render, clients)->run();
      accept();
    });
  }
};

MetricsServer::MetricsServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
MetricsServer::~MetricsServer() = default;

Result<std::unique_ptr<MetricsServer>> MetricsServer::open(const std::string& address,
                                                           uint16_t port, Render render) {
  auto parts = std::make_unique<Parts>();
  parts->render = std::move(render);
  error_code error;
  auto where = address.empty() ? asio::ip::address(asio::ip::address_v4::any())
                               : asio::ip::make_address(without_brackets(address), error);
  tcp::endpoint endpoint(where, port);
  tcp::acceptor& acceptor = parts->acceptor;
  if (!error) acceptor.open(endpoint.protocol(), error);
  if (!error) keep_from_programs(acceptor);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    return Error{"cannot serve metrics at " + address + ":" + std::to_string(port) + ": " +
                 error.message()};
  parts->accept();
  return std::make_unique<MetricsServer>(std::move(parts));
}

uint16_t MetricsServer::port() const {
  error_code ignored;
  return parts_->acceptor.local_endpoint(ignored).port();
}

void MetricsEndpoint::offer(RunControl& control) {
  control.serve_metrics = [this](const std::string& address, uint16_t port) {
    return serve(address, port);
  };
}

bool MetricsEndpoint::serve(const std::string& address, uint16_t port) {
  is_wanted_ = true;
  if (exchange_ && index_ > 0) return true;
  auto server = MetricsServer::open(address, port,
                                    [this](MetricsServer::Give give) { answer(std::move(give)); });
  waiting_.clear();
  if (server) server_ = std::move(server).value();
  if (!server) output_.message(Severity::kError, server.error().message);
  return server.ok();
}

void MetricsEndpoint::answer(MetricsServer::Give give) {
  if (exchange_) {
    waiting_.push_back({exchange_->ask(), std::move(give)});
  } else {
    ExposedMetrics own = expose(machine_, metrics_);
    give(prometheus_text({&own, 1}));
  }
}

void MetricsEndpoint::poll() {
  if (server_) server_->poll();
  if (!exchange_) return;
  if (uint64_t asked = exchange_->asked(); asked > answered_) {
    answered_ = asked;
    exchange_->tell(index_, asked, expose(machine_, metrics_));
  }
  give_what_is_told();
}

void MetricsEndpoint::finish() {
  if (!exchange_) return;
  if (server_) server_->poll();
  if (is_wanted_) exchange_->leave(index_, expose(machine_, metrics_));
  give_what_is_told();
  if (server_) server_->poll();
}

void MetricsEndpoint::give_what_is_told() {
  if (waiting_.empty()) return;
  auto is_told = [this](const Waiting& one) { return exchange_->is_told(one.question); };
  auto told = std::stable_partition(waiting_.begin(), waiting_.end(), std::not_fn(is_told));
  for (auto one = told; one != waiting_.end(); ++one) one->give(exchange_->page());
  waiting_.erase(told, waiting_.end());
}

void MetricsServer::poll() {
  if (!parts_->is_accepting) parts_->accept();
  parts_->context.restart();
  parts_->context.poll();
}

}  // namespace avocet
