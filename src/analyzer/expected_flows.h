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

  // Of more than `most` that never come, the oldest are forgotten; zero: any number.
  explicit ExpectedFlows(size_t most);

  bool empty() const { return order_.empty(); }
  void add(const Expected& expected);
  // What a flow was announced to speak, by the oldest announcement that fits it, which has come
  // true with that.
  std::optional<uint16_t> take(const IpAddress& orig, const IpAddress& resp, Port port, double now);

  // Those forgotten because there were too many.
  uint64_t limit_hits() const { return limit_hits_; }

 private:
  struct Entry;
  using Order = std::list<Entry>;            // oldest first
  using Alike = std::list<Order::iterator>;  // the same
  struct Entry {
    Expected expected;
    uint64_t number;
    Alike::iterator place;
  };
  // Whose flow it is. There may be very many for one address and port, each for somebody else.
  struct Ends {
    IpAddress orig, resp;
    Port port;
    friend bool operator==(const Ends&, const Ends&) = default;
  };
  // With a secret: whoever announces chooses the addresses, and could have all of them hash alike.
  struct EndsHash {
    uint64_t seed;
    size_t operator()(const Ends& ends) const;
  };

  static Ends ends_of(const Expected& expected);
  std::optional<Order::iterator> oldest(const Ends& ends, double now);
  void date_all(double now);
  void forget(Order::iterator at);

  size_t most_;
  Order order_;
  std::unordered_map<Ends, Alike, EndsHash> by_ends_;
  uint64_t last_number_ = 0;
  uint64_t limit_hits_ = 0;
  bool has_undated_ = false;
};

}  // namespace avocet
