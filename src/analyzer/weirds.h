// Weirds: counts weirds by name, and says which of them scripts hear of.
//
// A defect may come with every packet of a flood. Of each name the first ones are told, then one in
// so many, until some time has passed: the options Weird::sampling_... say how many and how long.
// Weirds of connections are counted for each connection, those of packets for each pair of hosts,
// all others for themselves. Names on Weird::sampling_whitelist are always told; those on
// Weird::sampling_global_list are counted for themselves wherever they occur.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/ip_address.h"
#include "vm/machine.h"

namespace avocet {

struct Flow;

// How often a weird of one name was seen, and the network time that its sampling counts from.
struct WeirdCount {
  uint64_t seen = 0;
  double since = 0;
};
using WeirdCounts = std::map<std::string, WeirdCount, std::less<>>;

class Weirds {
 public:
  // The machine outlives this.
  explicit Weirds(Machine& machine);

  // Each counts a weird, and is true if it is to be told.
  bool admit(std::string_view name);
  bool admit(std::string_view name, const IpAddress& source, const IpAddress& destination);
  bool admit(std::string_view name, Flow& flow);
  // Of a connection that is gone, by its uid.
  bool admit_ended(std::string_view name, std::string_view uid);

  // All weirds so far, told or not.
  uint64_t total() const { return total_; }
  // Those that sampling kept from being told.
  uint64_t withheld() const { return withheld_; }
  const std::map<std::string, uint64_t, std::less<>>& by_name() const { return by_name_; }

 private:
  // What is kept for a pair of hosts, or for a connection that is gone; no more than this many.
  struct Kept {
    double since;
    WeirdCounts counts;
  };
  static constexpr size_t kMaxKept = 1 << 16;

  bool count_and_exempt(std::string_view name);
  bool admit_kept(std::string_view name, std::string key);
  void forget_old(double now);
  bool sample(WeirdCount& count);
  bool is_listed(const Value* set, std::string_view name) const;
  double duration() const;

  Machine& machine_;
  // Options; null where the scripts have none.
  const Value* whitelist_;
  const Value* global_list_;
  const Value* threshold_;
  const Value* rate_;
  const Value* duration_;

  uint64_t total_ = 0, withheld_ = 0;
  std::map<std::string, uint64_t, std::less<>> by_name_;
  WeirdCounts alone_;
  std::unordered_map<std::string, Kept> kept_;
  std::deque<std::pair<double, std::string>> order_;  // of kept_, the oldest first
};

}  // namespace avocet
