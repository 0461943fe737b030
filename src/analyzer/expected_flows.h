// ExpectedFlows: flows that were announced, as the data channel of FTP is, until they come.
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <unordered_map>

#include "base/ip_address.h"
#include "value/value.h"

namespace avocet {

class ExpectedFlows {
 public:
  struct Expected {
    IpAddress orig;  // unspecified: anybody
    IpAddress resp;
    Port port;
    uint16_t protocol;  // that the flow will speak
    double since;       // in seconds; 0: before the first packet
    double timeout;     // how long it is waited for
  };

  bool empty() const { return order_.empty(); }
  // Of very many that never come, the oldest are forgotten.
  void add(const Expected& expected);
  // What a flow was announced to speak, by the oldest announcement that fits it, which has come
  // true with that.
  std::optional<uint16_t> take(const IpAddress& orig, const IpAddress& resp, Port port, double now);

 private:
  struct Entry {
    Expected expected;
    uint64_t number;
  };
  using Order = std::list<Entry>;  // oldest first

  static uint64_t hash_of(const IpAddress& resp, Port port);
  void date_all(double now);
  void forget(Order::iterator at);

  Order order_;
  std::unordered_multimap<uint64_t, Order::iterator> by_end_;
  uint64_t last_number_ = 0;
  bool has_undated_ = false;
};

}  // namespace avocet
