#include "analyzer/weirds.h"

#include "analyzer/connection_record.h"
#include "value/table.h"

namespace avocet {

namespace {

WeirdCount& count_of(WeirdCounts& counts, std::string_view name, double now) {
  auto found = counts.find(name);
  if (found == counts.end()) found = counts.emplace(std::string(name), WeirdCount{0, now}).first;
  return found->second;
}

}  // namespace

Weirds::Weirds(Machine& machine)
    : machine_(machine), whitelist_(machine.find_global("Weird::sampling_whitelist")),
      global_list_(machine.find_global("Weird::sampling_global_list")),
      threshold_(machine.find_global("Weird::sampling_threshold")),
      rate_(machine.find_global("Weird::sampling_rate")),
      duration_(machine.find_global("Weird::sampling_duration")) {}

double Weirds::duration() const { return duration_ ? duration_->d : 600; }

bool Weirds::is_listed(const Value* set, std::string_view name) const {
  if (!set || set->is_null() || set->table()->size() == 0) return false;
  String* key = make_string(machine_.heap(), name);
  bool found = peek_string(set->table(), key) != nullptr;
  release(Value::of(key));
  return found;
}

bool Weirds::count_and_exempt(std::string_view name) {
  ++total_;
  auto found = by_name_.find(name);
  if (found == by_name_.end())
    by_name_.emplace(std::string(name), 1);
  else
    ++found->second;
  return is_listed(whitelist_, name);
}

bool Weirds::sample(WeirdCount& count) {
  uint64_t threshold = threshold_ ? threshold_->u : 25;
  uint64_t rate = rate_ ? rate_->u : 1000;
  if (++count.seen <= threshold) return true;
  bool is_told = rate != 0 && (count.seen - threshold) % rate == 0;
  if (!is_told) ++withheld_;
  return is_told;
}

bool Weirds::admit(std::string_view name) {
  if (count_and_exempt(name)) return true;
  double now = machine_.network_time();
  WeirdCount& count = count_of(alone_, name, now);
  if (now > count.since + duration()) count = {0, now};
  return sample(count);
}

bool Weirds::admit(std::string_view name, const IpAddress& source, const IpAddress& destination) {
  if (is_listed(global_list_, name)) return admit(name);
  auto from = source.bytes(), to = destination.bytes();
  std::string key(from.begin(), from.end());
  key.append(to.begin(), to.end());
  return admit_kept(name, std::move(key));
}

bool Weirds::admit_ended(std::string_view name, std::string_view uid) {
  if (is_listed(global_list_, name)) return admit(name);
  return admit_kept(name, std::string(uid));
}

bool Weirds::admit_kept(std::string_view name, std::string key) {
  double now = machine_.network_time();
  forget_old(now);
  auto found = kept_.find(key);
  if (found == kept_.end() && kept_.size() >= kMaxKept) return admit(name);
  if (count_and_exempt(name)) return true;
  if (found == kept_.end()) {
    order_.emplace_back(now, key);
    found = kept_.emplace(std::move(key), Kept{now, {}}).first;
  }
  return sample(count_of(found->second.counts, name, now));
}

void Weirds::forget_old(double now) {
  double wait = duration();
  while (!order_.empty() && now > order_.front().first + wait) {
    kept_.erase(order_.front().second);
    order_.pop_front();
  }
}

// The clock of a connection's weird starts when its threshold is passed.
bool Weirds::admit(std::string_view name, Flow& flow) {
  if (is_listed(global_list_, name)) return admit(name);
  if (count_and_exempt(name)) return true;
  FlowRecord& record = FlowRecord::ensure(flow);
  if (!record.weirds) record.weirds = std::make_unique<WeirdCounts>();
  double now = machine_.network_time();
  uint64_t threshold = threshold_ ? threshold_->u : 25;
  WeirdCount& count = count_of(*record.weirds, name, now);
  if (count.seen == threshold) count.since = now;
  if (count.seen > threshold && now > count.since + duration()) count = {0, now};
  return sample(count);
}

}  // namespace avocet
