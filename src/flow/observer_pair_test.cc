#include "flow/observer_pair.h"

#include <gtest/gtest.h>

#include <fstream>
#include <initializer_list>
#include <set>
#include <string>

namespace avocet {
namespace {

// The functions that lines of a header declare behind one of these beginnings.
std::set<std::string> functions_in(const char* file,
                                   std::initializer_list<std::string> beginnings) {
  std::ifstream in(std::string(AVOCET_SOURCE_DIR) + "/src/flow/" + file);
  std::set<std::string> names;
  for (std::string line; std::getline(in, line);)
    for (const std::string& begin : beginnings)
      if (line.starts_with(begin) && line.find('(') != std::string::npos)
        names.insert(line.substr(begin.size(), line.find('(') - begin.size()));
  return names;
}

// A report that the pair does not hand on would be lost as soon as two listen.
TEST(FlowObserverPair, HandsOnEveryReport) {
  auto reports = functions_in("observer.h", {"  virtual void ", "  virtual bool "});
  auto handed_on = functions_in("observer_pair.h", {"  void ", "  bool "});
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
