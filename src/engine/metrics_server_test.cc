#include "engine/metrics_server.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace avocet {
namespace {

// A descriptor that closes itself.
class Client {
 public:
  Client() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)) {}
  ~Client() { ::close(socket_); }
  void connect(uint16_t port) const {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::connect(socket_, reinterpret_cast<const sockaddr*>(&where), sizeof where);
  }
  std::string ask(MetricsServer& server, std::string_view request) const {
    std::string answer(65536, '\0');
    ssize_t size = -1;
    for (int i = 0; i < 1000 && size <= 0; ++i) {
      if (i == 0) (void)!::write(socket_, request.data(), request.size());
      server.poll();
      size = ::read(socket_, answer.data(), answer.size());
      if (size <= 0) ::usleep(1000);
    }
    answer.resize(size_t(std::max<ssize_t>(size, 0)));
    return answer;
  }
  // Sends all of a request whatever the server says meanwhile, and gives all of its answer; or what
  // came of the connection instead of an end.
  std::string exchange(MetricsServer& server, std::string_view request) const {
    std::string answer;
    for (int i = 0; i < 2000; ++i) {
      ssize_t sent = ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
      if (sent > 0) request.remove_prefix(size_t(sent));
      server.poll();
      char piece[4096];
      ssize_t size = request.empty() ? ::read(socket_, piece, sizeof piece) : -1;
      if (size == 0) return answer;
      if (size > 0) answer.append(piece, size_t(size));
      if (size < 0 && errno == ECONNRESET) return "reset";
      if (size < 0) ::usleep(1000);
    }
    return "no end: " + answer;
  }

 private:
  int socket_;
};

// The first line and the method that it allows, of what is answered to `request`.
std::string verdict_on(const std::string& request) {
  auto server =
      MetricsServer::open("127.0.0.1", 0, [](const MetricsServer::Give& give) { give("numbers"); });
  Client client;
  client.connect((*server)->port());
  std::string answer = client.exchange(**server, request);
  std::string line = answer.substr(0, answer.find("\r\n"));
  size_t allow = answer.find("Allow: ");
  if (allow != std::string::npos)
    line += "|" + answer.substr(allow, answer.find("\r\n", allow) - allow);
  return line;
}

// The lowest descriptor that is free, so that none is free below it.
int next_descriptor() {
  int descriptor = ::dup(0);
  ::close(descriptor);
  return descriptor;
}

TEST(MetricsServerTest, GoesOnWithoutDescriptorsAndAnswersLater) {
  auto server =
      MetricsServer::open("127.0.0.1", 0, [](const MetricsServer::Give& give) { give("numbers"); });
  ASSERT_TRUE(server.ok());
  const std::string request = "GET /metrics HTTP/1.0\r\n\r\n";
  {
    // What a sanitizer sees for the first time it looks at by descriptors of its own.
    Client early;
    early.connect((*server)->port());
    EXPECT_NE(early.ask(**server, request).find("numbers"), std::string::npos);
  }
  Client client;
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit none = before;
  none.rlim_cur = rlim_t(next_descriptor());
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  client.connect((*server)->port());
  for (int i = 0; i < 20; ++i) {
    (*server)->poll();
    ::usleep(1000);
  }
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  std::string answer = client.ask(**server, request);
  EXPECT_NE(answer.find("200 OK"), std::string::npos) << answer;
  EXPECT_NE(answer.find("numbers"), std::string::npos) << answer;
}

TEST(MetricsServerTest, TellsWhoAsksForSomethingElseWhatIsThere) {
  const std::string allowed = " 405 Method Not Allowed|Allow: GET, HEAD";
  const std::string head = "POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: ";
  EXPECT_EQ(verdict_on(head + "5\r\n\r\nhello"), "HTTP/1.1" + allowed);
  EXPECT_EQ(verdict_on(head + "300000\r\n\r\n" + std::string(300'000, 'x')), "HTTP/1.1" + allowed);
  EXPECT_EQ(verdict_on("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
            "HTTP/1.1" + allowed);
  EXPECT_EQ(verdict_on("DELETE /metrics HTTP/1.0\r\n\r\n"), "HTTP/1.0" + allowed);
  EXPECT_EQ(verdict_on("GET / HTTP/1.1\r\n\r\n"), "HTTP/1.1 404 Not Found");
  EXPECT_EQ(verdict_on("HEAD /metrics HTTP/1.1\r\n\r\n"), "HTTP/1.1 200 OK");
}

TEST(MetricsServerTest, RefusesWhatIsTooLongOrNoRequestSoThatItIsSeen) {
  const std::string get = "GET /metrics HTTP/1.1\r\n";
  EXPECT_EQ(verdict_on(get + "Content-Length: 5\r\n\r\nhello"), "HTTP/1.1 200 OK");
  EXPECT_EQ(verdict_on(get + "Content-Length: 70000\r\n\r\n" + std::string(70'000, 'x')),
            "HTTP/1.1 413 Payload Too Large");
  EXPECT_EQ(verdict_on(get + "X: " + std::string(200'000, 'x') + "\r\n\r\n"),
            "HTTP/1.1 431 Request Header Fields Too Large");
  EXPECT_EQ(verdict_on("GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\n\r\n"),
            "HTTP/1.1 431 Request Header Fields Too Large");
  EXPECT_EQ(verdict_on("hello there\r\n\r\n"), "HTTP/1.1 400 Bad Request");
}

}  // namespace
}  // namespace avocet
