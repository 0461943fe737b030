// Metrics: named numbers that tell how a run goes, for those who collect them.
//
// A family has a name, a kind and labels; its metrics differ by the values of the labels. Scripts
// make families and change metrics; what the engine counts is brought up to date when somebody
// collects (collected_metrics.cc), so that counting costs nothing extra. Families are in the order
// they were made, metrics in the order of their first use.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace avocet {

// As whoever reads the text format of Prometheus takes it: with `_` for bytes that no name of a
// metric or label may have.
std::string exposed_name(std::string_view name);

enum class MetricKind : uint8_t { kCounter, kGauge, kHistogram };

struct Metric {
  std::vector<std::string> label_values;  // as MetricFamily::labels
  double value = 0;                       // of a histogram: the sum of what was observed
  std::vector<uint64_t> buckets;          // of histograms: as MetricFamily::bounds, not added up

  double observations() const;
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
  Metric& at(std::vector<std::string> values);

  void observe(Metric& metric, double measurement) const;

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
  MetricFamily* family(MetricKind kind, MetricOptions options);

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
  static std::string full_name_of(MetricKind kind, const MetricOptions& options);

  std::vector<std::unique_ptr<MetricFamily>> families_;
};

}  // namespace avocet
