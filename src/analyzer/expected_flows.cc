#include "analyzer/expected_flows.h"

#include "base/hash.h"

namespace avocet {
namespace {

constexpr size_t kMost = 10'000;

bool has_passed(const ExpectedFlows::Expected& expected, double now) {
  return expected.since + expected.timeout < now;
}

bool is_anybody(const IpAddress& address) {
  return address.is_v4() ? address.v4_bits() == 0 : address == IpAddress();
}

}  // namespace

uint64_t ExpectedFlows::hash_of(const IpAddress& resp, Port port) {
  return hash_combine(resp.hash(), port.value().u);
}

void ExpectedFlows::add(const Expected& expected) {
  if (order_.size() >= kMost) forget(order_.begin());
  has_undated_ |= expected.since == 0;
  order_.push_back({expected, ++last_number_});
  by_end_.emplace(hash_of(expected.resp, expected.port), std::prev(order_.end()));
}

std::optional<uint16_t> ExpectedFlows::take(const IpAddress& orig, const IpAddress& resp, Port port,
                                            double now) {
  if (has_undated_) date_all(now);
  while (!order_.empty() && has_passed(order_.front().expected, now)) forget(order_.begin());
  auto [at, end] = by_end_.equal_range(hash_of(resp, port));
  std::optional<Order::iterator> oldest;
  for (; at != end; ++at) {
    const auto& [expected, number] = *at->second;
    bool fits = expected.port == port && expected.resp == resp && !has_passed(expected, now) &&
                (is_anybody(expected.orig) || expected.orig == orig);
    if (fits && (!oldest || number < (*oldest)->number)) oldest = at->second;
  }
  if (!oldest) return std::nullopt;
  uint16_t protocol = (*oldest)->expected.protocol;
  forget(*oldest);
  return protocol;
}

// What was announced while there was no time yet waits from the first packet on.
void ExpectedFlows::date_all(double now) {
  for (Entry& entry : order_)
    if (entry.expected.since == 0) entry.expected.since = now;
  has_undated_ = false;
}

void ExpectedFlows::forget(Order::iterator at) {
  auto [place, end] = by_end_.equal_range(hash_of(at->expected.resp, at->expected.port));
  while (place != end && place->second != at) ++place;
  if (place != end) by_end_.erase(place);
  order_.erase(at);
}

}  // namespace avocet
