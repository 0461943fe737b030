#include "flow/observer_pair.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace avocet {
namespace {

std::set<std::string> functions_in(const char* file, const char* expression) {
  std::ifstream in(std::string(AVOCET_SOURCE_DIR) + "/src/flow/" + file);
  std::stringstream text;
  text << in.rdbuf();
  std::string all = text.str();
  std::regex function(expression);
  std::set<std::string> names;
  for (std::sregex_iterator at(all.begin(), all.end(), function), end; at != end; ++at)
    names.insert((*at)[1]);
  return names;
}

// A report that the pair does not hand on would be lost as soon as two listen.
TEST(FlowObserverPair, HandsOnEveryReport) {
  auto reports = functions_in("observer.h", R"(virtual (?:void|bool) (\w+)\()");
  auto handed_on = functions_in("observer_pair.h", R"(\n  (?:void|bool) (\w+)\()");
  EXPECT_GT(reports.size(), 20u);
  EXPECT_EQ(reports, handed_on);
}

struct Listener final : FlowObserver {
  explicit Listener(std::string& notes, char name, bool keeps)
      : notes(notes), name(name), keeps(keeps) {}
  void flow_event(FlowEvent, Flow&) override { notes += name; }
  void settle() override { notes += name; }
  bool keeps_silent_flow(Flow&) override { return keeps; }
  std::string& notes;
  char name;
  bool keeps;
};

TEST(FlowObserverPair, TheSecondHearsOfTheEndFirst) {
  std::string notes;
  Listener a(notes, 'a', false), b(notes, 'b', true);
  FlowObserverPair pair(a, b);
  Flow flow;
  pair.flow_event(FlowEvent::kNewConnection, flow);
  pair.settle();
  pair.flow_event(FlowEvent::kConnectionStateRemove, flow);
  EXPECT_EQ(notes, "ababba");
  EXPECT_TRUE(pair.keeps_silent_flow(flow));
}

}  // namespace
}  // namespace avocet
