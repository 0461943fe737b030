#include "engine/metrics_exchange.h"

#include <gtest/gtest.h>

#include <thread>

namespace avocet {
namespace {

ExposedFamily family(const std::string& name, const std::string& lines) {
  return {name, "# TYPE " + name + " counter\n", lines};
}

TEST(MetricsExchangeTest, HasAPageWithEachFamilyOnceWhenAllHaveTold) {
  MetricsExchange exchange(2);
  EXPECT_EQ(exchange.asked(), 0u);
  uint64_t question = exchange.ask();
  EXPECT_EQ(exchange.asked(), question);
  exchange.tell(0, question, {family("a", "a{n=\"1\"} 1\n"), family("b", "b 1\n")});
  EXPECT_FALSE(exchange.is_told(question));
  exchange.tell(1, question, {family("c", "c 2\n"), family("a", "a{n=\"2\"} 2\n")});
  EXPECT_TRUE(exchange.is_told(question));
  EXPECT_EQ(exchange.page(), "# TYPE a counter\na{n=\"1\"} 1\na{n=\"2\"} 2\n"
                             "# TYPE b counter\nb 1\n"
                             "# TYPE c counter\nc 2\n");
  EXPECT_FALSE(exchange.is_told(exchange.ask()));
}

TEST(MetricsExchangeTest, ServesTheLastNumbersOfThoseWhoLeft) {
  MetricsExchange exchange(2);
  exchange.leave(1, {family("a", "a 7\n")});
  uint64_t question = exchange.ask();
  EXPECT_FALSE(exchange.is_told(question));
  exchange.tell(0, question, {});
  EXPECT_TRUE(exchange.is_told(question));
  EXPECT_EQ(exchange.page(), "# TYPE a counter\na 7\n");
}

TEST(MetricsExchangeTest, IsForManyThreads) {
  MetricsExchange exchange(3);
  std::vector<std::thread> engines;
  for (uint32_t i = 0; i < 3; ++i)
    engines.emplace_back([&exchange, i] {
      for (uint64_t answered = 0; answered < 100;)
        if (uint64_t asked = exchange.asked(); asked > answered)
          exchange.tell(i, answered = asked, {family("a", std::to_string(asked) + "\n")});
    });
  std::string page;
  for (int n = 0; n < 100; ++n) {
    uint64_t question = exchange.ask();
    while (!exchange.is_told(question)) std::this_thread::yield();
    page = exchange.page();
  }
  for (std::thread& engine : engines) engine.join();
  EXPECT_EQ(page, "# TYPE a counter\n100\n100\n100\n");
}

}  // namespace
}  // namespace avocet
