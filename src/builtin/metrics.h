// Metrics: named numbers that tell how a run goes, for those who collect them.
//
// A family has a name, a kind and labels; its metrics differ by the values of the labels. Scripts
// make families and change metrics; what the engine counts is brought up to date when somebody
// collects (collected_metrics.cc), so that counting costs nothing extra. Families are in the order
// they were made, metrics in the order of their first use.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace avocet {

enum class MetricKind : uint8_t { kCounter, kGauge, kHistogram };

struct Metric {
  std::vector<std::string> label_values;  // as MetricFamily::labels
  double value = 0;                       // of a histogram: the sum of what was observed
  std::vector<uint64_t> buckets;          // of histograms: as MetricFamily::bounds, not added up

  double observations() const {
    double all = 0;
    for (uint64_t n : buckets) all += double(n);
    return all;
  }
};

class MetricFamily {
 public:
  MetricKind kind;
  std::string prefix;
  std::string name;       // without prefix, unit and "_total"
  std::string full_name;  // with them
  std::string help;
  std::vector<std::string> labels;  // sorted
  std::vector<double> bounds;       // of histograms: the upper ends, the last one infinity

  const std::vector<std::unique_ptr<Metric>>& metrics() const { return metrics_; }

  // The metric of these values, which are in the order of `labels`.
  Metric& at(std::vector<std::string> values) {
    auto [place, is_new] = by_values_.try_emplace(values, nullptr);
    if (is_new) {
      metrics_.push_back(std::make_unique<Metric>());
      place->second = metrics_.back().get();
      place->second->label_values = std::move(values);
      place->second->buckets.resize(bounds.size());
    }
    return *place->second;
  }

  void observe(Metric& metric, double measurement) const {
    size_t bucket = 0;
    while (bucket + 1 < bounds.size() && measurement > bounds[bucket]) ++bucket;
    ++metric.buckets[bucket];
    metric.value += measurement;
  }

 private:
  std::vector<std::unique_ptr<Metric>> metrics_;
  std::map<std::vector<std::string>, Metric*> by_values_;
};

// What a family is made from.
struct MetricOptions {
  std::string_view prefix;
  std::string_view name;
  std::string_view unit;  // empty or "1": none
  std::string_view help;
  std::vector<std::string> labels;
  std::vector<double> bounds = {};  // of histograms: ascending
};

class Metrics {
 public:
  // Makes a family, or finds the one of that name; null if that is of another kind or has other
  // labels.
  MetricFamily* family(MetricKind kind, MetricOptions options) {
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

  const std::vector<std::unique_ptr<MetricFamily>>& families() const { return families_; }

  // What else is brought up to date when somebody collects, by whose it is. Each owner takes its
  // own off when it dies, which may be after the metrics themselves.
  using Refreshers = std::map<const void*, std::function<void(Metrics&)>>;
  std::shared_ptr<Refreshers> refreshers = std::make_shared<Refreshers>();

  // Telemetry::sync is running: metrics are being brought up to date.
  bool syncing = false;
  // Scripts asked for the numbers of connections: there are metrics of protocols not seen, too.
  bool all_protocols = false;

 private:
  static std::string full_name_of(MetricKind kind, const MetricOptions& options) {
    std::string name = std::string(options.prefix) + "_" + std::string(options.name);
    if (!options.unit.empty() && options.unit != "1") name += "_" + std::string(options.unit);
    return kind == MetricKind::kCounter ? name + "_total" : name;
  }

  std::vector<std::unique_ptr<MetricFamily>> families_;
};

}  // namespace avocet
