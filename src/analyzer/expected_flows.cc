#include "analyzer/expected_flows.h"

#include "base/fresh_seed.h"
#include "base/hash.h"

namespace avocet {
namespace {

bool has_passed(const ExpectedFlows::Expected& expected, double now) {
  return expected.since + expected.timeout < now;
}

bool is_anybody(const IpAddress& address) {
  return address.is_v4() ? address.v4_bits() == 0 : address == IpAddress();
}

}  // namespace

ExpectedFlows::ExpectedFlows(size_t most) : most_(most), by_ends_(0, EndsHash{fresh_seed()}) {}

size_t ExpectedFlows::EndsHash::operator()(const Ends& ends) const {
  uint64_t hash = seed ^ ends.port.value().u;
  for (const IpAddress* address : {&ends.orig, &ends.resp})
    hash = mix64(mix64(hash ^ address->high()) ^ address->low());
  return hash;
}

ExpectedFlows::Ends ExpectedFlows::ends_of(const Expected& expected) {
  return {is_anybody(expected.orig) ? IpAddress() : expected.orig, expected.resp, expected.port};
}

void ExpectedFlows::add(const Expected& expected) {
  if (most_ > 0 && order_.size() >= most_) {
    ++limit_hits_;
    forget(order_.begin());
  }
  has_undated_ |= expected.since == 0;
  Alike& alike = by_ends_[ends_of(expected)];
  order_.push_back({expected, ++last_number_, {}});
  order_.back().place = alike.insert(alike.end(), std::prev(order_.end()));
}

std::optional<uint16_t> ExpectedFlows::take(const IpAddress& orig, const IpAddress& resp, Port port,
                                            double now) {
  if (has_undated_ && now > 0) date_all(now);
  while (!order_.empty() && has_passed(order_.front().expected, now)) forget(order_.begin());
  auto found = oldest({orig, resp, port}, now);
  auto anybodys = is_anybody(orig) ? found : oldest({IpAddress(), resp, port}, now);
  if (anybodys && (!found || (*anybodys)->number < (*found)->number)) found = anybodys;
  if (!found) return std::nullopt;
  uint16_t protocol = (*found)->expected.protocol;
  forget(*found);
  return protocol;
}

// Those before it have passed, and are forgotten.
std::optional<ExpectedFlows::Order::iterator> ExpectedFlows::oldest(const Ends& ends, double now) {
  auto alike = by_ends_.find(ends);
  if (alike == by_ends_.end()) return std::nullopt;
  for (size_t left = alike->second.size(); left > 0; --left) {
    Order::iterator first = alike->second.front();
    if (!has_passed(first->expected, now)) return first;
    forget(first);
  }
  return std::nullopt;
}

// What was announced while there was no time yet waits from the first packet on.
void ExpectedFlows::date_all(double now) {
  for (Entry& entry : order_)
    if (entry.expected.since == 0) entry.expected.since = now;
  has_undated_ = false;
}

void ExpectedFlows::forget(Order::iterator at) {
  auto alike = by_ends_.find(ends_of(at->expected));
  alike->second.erase(at->place);
  if (alike->second.empty()) by_ends_.erase(alike);
  order_.erase(at);
}

}  // namespace avocet
