// Metrics of scripts: families of counters, gauges and histograms. Collecting them is
// collected_metrics.cc's business.

#include <algorithm>

#include "builtin/entries.h"
#include "builtin/sketch.h"
#include "builtin/state.h"
#include "event/run_control.h"

namespace avocet {

namespace {

// What scripts hold. The registry outlives every call, not every value.
struct FamilyHandle : Opaque {
  MetricFamily* family;
  FamilyHandle(const OpaqueType* of, MetricFamily* f) : Opaque(of), family(f) {}
  size_t byte_size() const override { return sizeof *this; }
  Opaque* clone(Heap& heap) const override { return make_object<FamilyHandle>(heap, type, family); }
};

struct MetricHandle : Opaque {
  MetricFamily* family;
  Metric* metric;
  MetricHandle(const OpaqueType* of, MetricFamily* f, Metric* m)
      : Opaque(of), family(f), metric(m) {}
  size_t byte_size() const override { return sizeof *this; }
  Opaque* clone(Heap& heap) const override {
    return make_object<MetricHandle>(heap, type, family, metric);
  }
};

std::vector<std::string> texts_in(Vector* vec) {
  std::vector<std::string> texts;
  for (uint32_t i = 0; i < vec->size; ++i)
    if (vec->is_set(i)) texts.emplace_back(vec->items[i].string()->view());
  return texts;
}

Value make_family(NativeCall& call, MetricKind kind) {
  bool histogram = kind == MetricKind::kHistogram;
  MetricOptions options{call.text(0), call.text(1), call.text(histogram ? 5 : 4),
                        call.text(histogram ? 4 : 3), texts_in(call.vector(2))};
  if (histogram)
    for (uint32_t i = 0; i < call.vector(3)->size; ++i)
      if (call.vector(3)->is_set(i)) options.bounds.push_back(call.vector(3)->items[i].d);
  if (!std::is_sorted(options.bounds.begin(), options.bounds.end()))
    return call.fail("the bounds of a histogram must be in order");
  std::string name = std::string(options.prefix) + "_" + std::string(options.name);
  MetricFamily* family = state_of(call).metrics.family(kind, std::move(options));
  if (!family) return call.fail("there are metrics '" + name + "' of another kind or other labels");
  return Value::of(make_object<FamilyHandle>(call.heap(), opaque_result(call), family));
}

Value get_metric(NativeCall& call) {
  MetricFamily* family = opaque<FamilyHandle>(call, 0)->family;
  Table* given = call.table(1);
  std::vector<std::string> values;
  for (const std::string& label : family->labels) {
    Owned key(Value::of(make_string(call.heap(), label)));
    Value* value = peek_string(given, key.get().string());
    if (!value)
      return call.fail("metrics '" + family->full_name + "' need a value of label '" + label + "'");
    values.emplace_back(value->string()->view());
  }
  if (given->size() != values.size())
    return call.fail("metrics '" + family->full_name + "' have fewer labels");
  Metric& metric = family->at(std::move(values));
  return Value::of(make_object<MetricHandle>(call.heap(), opaque_result(call), family, &metric));
}

// A counter only grows.
Value counter_inc(NativeCall& call) {
  if (!(call.real(1) >= 0))
    return complain(call, "a counter cannot be decremented", Value::of_bool(false));
  opaque<MetricHandle>(call, 0)->metric->value += call.real(1);
  return Value::of_bool(true);
}

Value metric_value(NativeCall& call) {
  return Value::of_double(opaque<MetricHandle>(call, 0)->metric->value);
}

}  // namespace

void register_telemetry(NativeRegistry& registry) {
  registry.add({R"(
## Who tells numbers of an engine in a log: :zeek:id:`peer_description`, and where several workers share a run, the number of
## the one, from 1 on, behind it.
##
## Example: print Telemetry::__peer() == peer_description;   # T
global Telemetry::__peer: function(): string;
)",
                [](NativeCall& call) -> Value {
                  const Value* name = call.machine.find_global("peer_description");
                  auto* control = call.machine.try_service<RunControl>();
                  std::string peer(name && !name->is_null() ? name->string()->view() : "");
                  if (control && control->worker > 0) peer += "-" + std::to_string(control->worker);
                  return call.make_string(peer);
                },
                kNoEffects});

  registry.add({R"(
## Makes, or finds, counters that differ by the values of their labels.
##
## unit: What is counted; becomes part of the name, unless it is empty or 1.
##
## Example: print |Telemetry::__collect_metrics("none", "*")|;   # 0
global Telemetry::__counter_family: function(prefix: string, name: string, labels: string_vec, helptext: string &default="Zeek Script Metric", unit: string &default=""): opaque of counter_metric_family;
)",
                [](NativeCall& call) { return make_family(call, MetricKind::kCounter); }});
  registry.add({R"(
## The counter of these values of all labels.
global Telemetry::__counter_metric_get_or_add: function(family: opaque of counter_metric_family, labels: table_string_of_string): opaque of counter_metric;
)",
                get_metric});
  registry.add({R"(
## Adds to a counter.
##
## Returns: F, and an error is reported, if the amount is negative.
global Telemetry::__counter_inc: function(val: opaque of counter_metric, amount: double &default=1.0): bool;
)",
                counter_inc});
  registry.add({R"(
## What a counter has come to.
global Telemetry::__counter_value: function(val: opaque of counter_metric): double;
)",
                metric_value, kNoEffects});

  registry.add({R"(
## Makes, or finds, gauges that differ by the values of their labels.
global Telemetry::__gauge_family: function(prefix: string, name: string, labels: string_vec, helptext: string &default="Zeek Script Metric", unit: string &default=""): opaque of gauge_metric_family;
)",
                [](NativeCall& call) { return make_family(call, MetricKind::kGauge); }});
  registry.add({R"(
## The gauge of these values of all labels.
global Telemetry::__gauge_metric_get_or_add: function(family: opaque of gauge_metric_family, labels: table_string_of_string): opaque of gauge_metric;
)",
                get_metric});
  registry.add({R"(
## Adds to a gauge.
global Telemetry::__gauge_inc: function(val: opaque of gauge_metric, amount: double &default=1.0): bool;
)",
                [](NativeCall& call) -> Value {
                  opaque<MetricHandle>(call, 0)->metric->value += call.real(1);
                  return Value::of_bool(true);
                }});
  registry.add({R"(
## Takes from a gauge.
global Telemetry::__gauge_dec: function(val: opaque of gauge_metric, amount: double &default=1.0): bool;
)",
                [](NativeCall& call) -> Value {
                  opaque<MetricHandle>(call, 0)->metric->value -= call.real(1);
                  return Value::of_bool(true);
                }});
  registry.add({R"(
## What a gauge shows.
global Telemetry::__gauge_value: function(val: opaque of gauge_metric): double;
)",
                metric_value, kNoEffects});

  registry.add({R"(
## Makes, or finds, histograms that differ by the values of their labels.
##
## bounds: The upper ends of the ranges, ascending; one more range has no end.
global Telemetry::__histogram_family: function(prefix: string, name: string, labels: string_vec, bounds: double_vec, helptext: string &default="Zeek Script Metric", unit: string &default=""): opaque of histogram_metric_family;
)",
                [](NativeCall& call) { return make_family(call, MetricKind::kHistogram); }});
  registry.add({R"(
## The histogram of these values of all labels.
global Telemetry::__histogram_metric_get_or_add: function(family: opaque of histogram_metric_family, labels: table_string_of_string): opaque of histogram_metric;
)",
                get_metric});
  registry.add({R"(
## Counts a measurement in its range.
global Telemetry::__histogram_observe: function(val: opaque of histogram_metric, measurement: double): bool;
)",
                [](NativeCall& call) -> Value {
                  auto* handle = opaque<MetricHandle>(call, 0);
                  handle->family->observe(*handle->metric, call.real(1));
                  return Value::of_bool(true);
                }});
  registry.add({R"(
## The sum of all measurements.
global Telemetry::__histogram_sum: function(val: opaque of histogram_metric): double;
)",
                metric_value, kNoEffects});
}

}  // namespace avocet
