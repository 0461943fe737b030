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

 private:
  int socket_;
};

// The lowest descriptor that is free, so that none is free below it.
int next_descriptor() {
  int descriptor = ::dup(0);
  ::close(descriptor);
  return descriptor;
}

TEST(MetricsServerTest, GoesOnWithoutDescriptorsAndAnswersLater) {
  auto server = MetricsServer::open("127.0.0.1", 0, [] { return std::string("numbers"); });
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

}  // namespace
}  // namespace avocet
