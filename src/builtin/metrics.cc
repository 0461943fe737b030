#include "builtin/metrics.h"

#include <algorithm>
#include <limits>

namespace avocet {

double Metric::observations() const {
  double all = 0;
  for (uint64_t n : buckets) all += double(n);
  return all;
}

Metric& MetricFamily::at(std::vector<std::string> values) {
  auto [place, is_new] = by_values_.try_emplace(values, nullptr);
  if (is_new) {
    metrics_.push_back(std::make_unique<Metric>());
    place->second = metrics_.back().get();
    place->second->label_values = std::move(values);
    place->second->buckets.resize(bounds.size());
  }
  return *place->second;
}

void MetricFamily::observe(Metric& metric, double measurement) const {
  size_t bucket = 0;
  while (bucket + 1 < bounds.size() && measurement > bounds[bucket]) ++bucket;
  ++metric.buckets[bucket];
  metric.value += measurement;
}

MetricFamily* Metrics::family(MetricKind kind, MetricOptions options) {
  std::sort(options.labels.begin(), options.labels.end());
  std::string full_name = full_name_of(kind, options);
  for (const auto& known : families_)
    if (known->full_name == full_name)
      return known->kind == kind && known->labels == options.labels ? known.get() : nullptr;
  auto made = std::make_unique<MetricFamily>();
  made->kind = kind;
  made->prefix = options.prefix;
  made->name = options.name;
  made->full_name = std::move(full_name);
  made->help = options.help;
  made->labels = std::move(options.labels);
  if (kind == MetricKind::kHistogram) {
    made->bounds = std::move(options.bounds);
    made->bounds.push_back(std::numeric_limits<double>::infinity());
  }
  families_.push_back(std::move(made));
  return families_.back().get();
}

std::string exposed_name(std::string_view name) {
  std::string exposed;
  for (char c : name) {
    bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    exposed += fits ? c : '_';
  }
  if (exposed.empty() || (exposed[0] >= '0' && exposed[0] <= '9')) exposed.insert(0, "_");
  return exposed;
}

std::string Metrics::full_name_of(MetricKind kind, const MetricOptions& options) {
  std::string name = std::string(options.prefix) + "_" + std::string(options.name);
  if (!options.unit.empty() && options.unit != "1") name += "_" + std::string(options.unit);
  return exposed_name(kind == MetricKind::kCounter ? name + "_total" : name);
}

}  // namespace avocet
