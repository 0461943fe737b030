// Collecting metrics. What the engine itself counts becomes metrics at the moment that somebody
// collects.

#include "builtin/collected_metrics.h"

#include <fmt/format.h>
#include <fnmatch.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <unordered_map>

#include "builtin/entries.h"
#include "builtin/state.h"
#include "builtin/time_values.h"
#include "event/event_queue.h"
#include "event/run_control.h"
#include "flow/flow_table.h"
#include "logging/log_manager.h"

namespace avocet {

namespace {

// ---- What the engine counts -----------------------------------------------------------

// Sets one metric of the engine; `labels` are sorted by name.
class EngineFamily {
 public:
  EngineFamily(Metrics& metrics, MetricKind kind, MetricOptions options)
      : family_(metrics.family(kind, std::move(options))) {}
  void set(std::vector<std::string> values, double value) {
    // Null if a script took the name for something else.
    if (family_) family_->at(std::move(values)).value = value;
  }

 private:
  MetricFamily* family_;
};

// "Analyzer::Logging" of "Analyzer::Logging::LOG".
std::string module_of(const std::string& stream) { return stream.substr(0, stream.rfind("::")); }

void set_event_metrics(Machine& machine, Metrics& metrics) {
  auto* queue = machine.try_service<EventQueue>();
  if (!queue) return;
  EngineFamily handled(
      metrics, MetricKind::kCounter,
      {"zeek", "event_handler_invocations", "", "How often an event was handled", {"name"}});
  const auto& functions = machine.program().functions;
  for (FunctionId id = 0; id < functions.size(); ++id)
    if (uint64_t n = queue->handled(id); n > 0)
      handled.set({std::string(functions[id].name)}, double(n));
}

void set_log_metrics(Machine& machine, Metrics& metrics) {
  auto* logs = machine.try_service<LogManager>();
  if (!logs) return;
  EngineFamily written(metrics, MetricKind::kCounter,
                       {"zeek",
                        "log_stream_writes",
                        "",
                        "Records written to a stream of logs",
                        {"module", "stream"}});
  for (const auto& count : logs->stream_counts())
    if (count.writes > 0)
      written.set({module_of(count.stream), count.stream}, double(count.writes));
  auto of_logs = [&](std::string_view name, std::string_view help) {
    return EngineFamily(
        metrics, MetricKind::kCounter,
        {"zeek", name, "", help, {"filter_name", "module", "path", "stream", "writer"}});
  };
  EngineFamily rows = of_logs("log_writer_writes", "Rows of a log");
  EngineFamily discarded = of_logs("log_writer_discarded_writes", "Rows that a log could not take");
  EngineFamily containers = of_logs("log_writer_truncated_containers", "Containers cut off");
  EngineFamily strings = of_logs("log_writer_truncated_string_fields", "Strings cut off");
  for (const auto& count : logs->output_counts()) {
    std::vector<std::string> values = {count.filter, module_of(count.stream), count.path,
                                       count.stream, count.writer};
    rows.set(values, double(count.writes));
    discarded.set(values, double(count.discarded));
    containers.set(values, double(count.cut_containers));
    strings.set(values, double(count.cut_strings));
  }
}

void set_flow_metrics(Machine& machine, Metrics& metrics) {
  auto* flows = machine.try_service<FlowTable>();
  FlowStatistics now = flows ? flows->statistics() : FlowStatistics();
  EngineFamily ended(metrics, MetricKind::kCounter,
                     {"zeek", "ended_sessions", "", "Connections removed, by reason", {"reason"}});
  ended.set({"inactivity"}, double(now.silent));
  EngineFamily total(metrics, MetricKind::kCounter,
                     {"zeek", "total_sessions", "", "Connections so far", {"protocol"}});
  EngineFamily active(metrics, MetricKind::kGauge,
                      {"zeek", "active_sessions", "", "Connections there are", {"protocol"}});
  auto of_protocol = [&](const char* protocol, const FlowCounts& counts) {
    if (counts.cumulative == 0 && !metrics.all_protocols) return;
    total.set({protocol}, double(counts.cumulative));
    active.set({protocol}, double(counts.current));
  };
  of_protocol("icmp", now.icmp);
  of_protocol("udp", now.udp);
  of_protocol("tcp", now.tcp);
}

// ---- The process ----------------------------------------------------------------------

// Pages in all, and in memory.
std::pair<double, double> memory_pages() {
  std::ifstream in("/proc/self/statm");
  double total = 0, resident = 0;
  in >> total >> resident;
  return {total, resident};
}

double open_files() {
  std::error_code error;
  double n = 0;
  for (std::filesystem::directory_iterator at("/proc/self/fd", error), end; !error && at != end;
       at.increment(error))
    ++n;
  return n;
}

// Workers share the process: one tells of it.
void set_process_metrics(Machine& machine, Metrics& metrics) {
  auto* control = machine.try_service<RunControl>();
  if (control && control->worker > 1) return;
  auto set = [&](MetricKind kind, std::string_view name, std::string_view unit,
                 std::string_view help, double value) {
    EngineFamily(metrics, kind, {"process", name, unit, help, {}}).set({}, value);
  };
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  set(MetricKind::kCounter, "cpu_user", "seconds", "Processor time for the program itself",
      seconds(usage.ru_utime));
  set(MetricKind::kCounter, "cpu_system", "seconds", "Processor time for what it asked the system",
      seconds(usage.ru_stime));
  auto [total, resident] = memory_pages();
  double page = double(sysconf(_SC_PAGESIZE));
  set(MetricKind::kGauge, "resident_memory", "bytes", "Memory in use", resident * page);
  set(MetricKind::kGauge, "virtual_memory", "bytes", "Memory reserved", total * page);
  set(MetricKind::kGauge, "open_fds", "", "Open files", open_files());
  set(MetricKind::kGauge, "start_time", "seconds", "When the process began, since the epoch",
      control ? control->start_time : 0);
}

// ---- Collecting -----------------------------------------------------------------------

bool matches(std::string_view pattern, const std::string& text) {
  return fnmatch(std::string(pattern).c_str(), text.c_str(), 0) == 0;
}

bool is_asked_for(const MetricFamily& family, std::string_view prefix, std::string_view name) {
  if (!matches(prefix, family.prefix)) return false;
  return matches(name, family.name) || matches(name, family.full_name);
}

class MetricRecords {
 public:
  explicit MetricRecords(NativeCall& call) : call_(call), result_(call) {}

  void add(const MetricFamily& family, const Metric& metric) {
    bool histogram = family.kind == MetricKind::kHistogram;
    RecordResult record(call_, histogram ? "Telemetry::HistogramMetric" : "Telemetry::Metric");
    record.set("opts", options(family));
    record.set("label_names", texts(family.labels)).set("label_values", texts(metric.label_values));
    if (histogram) {
      std::vector<double> counts(metric.buckets.begin(), metric.buckets.end());
      record.set("values", numbers(counts)).real("sum", metric.value);
      record.real("observations", metric.observations());
    } else {
      record.real("value", metric.value);
    }
    result_.add(record.take());
  }
  Value take() { return result_.take(); }

 private:
  Value options(const MetricFamily& family) {
    RecordResult opts(call_, "Telemetry::MetricOpts");
    opts.set("prefix", family.prefix).set("name", family.full_name);
    opts.set("help_text", family.help);
    opts.flag("is_total", family.kind == MetricKind::kCounter);
    if (family.kind == MetricKind::kHistogram) opts.set("bounds", numbers(family.bounds));
    // The kinds are in the order of Telemetry::MetricType.
    opts.set("metric_type", Value::of_int(int64_t(family.kind)));
    return opts.take();
  }
  Vector* make(std::string_view type) {
    return make_vector(call_.heap(), as_vector(call_.named_type(type)));
  }
  Value texts(const std::vector<std::string>& of) {
    Vector* vec = make("string_vec");
    for (const std::string& text : of)
      push(call_.heap(), vec, Value::of(make_string(call_.heap(), text)));
    return Value::of(vec);
  }
  Value numbers(const std::vector<double>& of) {
    Vector* vec = make("double_vec");
    for (double number : of) push(call_.heap(), vec, Value::of_double(number));
    return Value::of(vec);
  }

  NativeCall& call_;
  VectorResult result_;
};

Value collect(NativeCall& call, std::initializer_list<MetricKind> kinds) {
  Metrics& metrics = state_of(call).metrics;
  bring_up_to_date(call.machine, metrics);
  MetricRecords records(call);
  for (MetricKind kind : kinds)
    for (const auto& family : metrics.families())
      if (family->kind == kind && is_asked_for(*family, call.text(0), call.text(1)))
        for (const auto& metric : family->metrics()) records.add(*family, *metric);
  return records.take();
}

// ---- As text --------------------------------------------------------------------------

// As the value of a label, or, where quotes stay what they are, as what is said of a metric.
std::string escaped(std::string_view text, std::string_view special = "\\\"") {
  std::string out;
  for (char c : text) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' ? "\\n" : std::string(1, c);
  }
  return out;
}

std::string number_text(double number) {
  if (std::isinf(number)) return number > 0 ? "+Inf" : "-Inf";
  return std::isnan(number) ? "NaN" : fmt::format("{}", number);
}

class PrometheusText {
 public:
  explicit PrometheusText(Machine& machine)
      : own_label_(global_text(machine, "Telemetry::metrics_endpoint_label")),
        own_value_(global_text(machine, "Telemetry::metrics_endpoint_name")) {
    auto* control = machine.try_service<RunControl>();
    if (!control || control->worker == 0) return;
    // Without a name of its own, a worker's lines would be those of the others.
    is_one_of_several_ = true;
    if (own_label_.empty()) own_label_ = "node";
    if (own_value_.empty()) own_value_ = global_text(machine, "peer_description");
    own_value_ += "-" + std::to_string(control->worker);
  }

  ExposedFamily expose(const MetricFamily& family) {
    static constexpr const char* kKinds[] = {"counter", "gauge", "histogram"};
    const std::string& name = family.full_name;
    std::string head = fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, escaped(family.help, "\\"),
                                   name, kKinds[size_t(family.kind)]);
    out_.clear();
    for (const auto& metric : family.metrics()) {
      std::string labels = labels_of(family, *metric);
      if (family.kind == MetricKind::kHistogram)
        add_histogram(family, *metric, labels);
      else
        add_line(name, labels, metric->value);
    }
    return {name, std::move(head), std::move(out_)};
  }

 private:
  void add_line(const std::string& name, const std::string& labels, double value) {
    std::string shown = labels.empty() ? "" : "{" + labels + "}";
    out_ += name + shown + " " + number_text(value) + "\n";
  }
  void add_histogram(const MetricFamily& family, const Metric& metric, const std::string& labels) {
    double below = 0;
    for (size_t i = 0; i < family.bounds.size(); ++i) {
      below += double(metric.buckets[i]);
      std::string bound = "le=\"" + number_text(family.bounds[i]) + "\"";
      add_line(family.full_name + "_bucket", labels.empty() ? bound : labels + "," + bound, below);
    }
    add_line(family.full_name + "_sum", labels, metric.value);
    add_line(family.full_name + "_count", labels, below);
  }
  std::string labels_of(const MetricFamily& family, const Metric& metric) const {
    std::map<std::string, std::string> labels;
    for (size_t i = 0; i < family.labels.size(); ++i)
      labels[label_of(exposed_name(family.labels[i]))] = metric.label_values[i];
    if (!own_label_.empty() && !own_value_.empty()) labels.emplace(own_label_, own_value_);
    std::string text;
    for (const auto& [name, value] : labels)
      text += (text.empty() ? "" : ",") + name + "=\"" + escaped(value) + "\"";
    return text;
  }

  // As Prometheus renames a label that would stand in the place of one that tells sources apart.
  std::string label_of(std::string label) const {
    return is_one_of_several_ && label == own_label_ ? "exported_" + label : label;
  }

  std::string own_label_, own_value_;
  bool is_one_of_several_ = false;
  std::string out_;  // lines of the family at hand
};

}  // namespace

ExposedMetrics expose(Machine& machine, Metrics& metrics) {
  bring_up_to_date(machine, metrics);
  PrometheusText text(machine);
  ExposedMetrics exposed;
  for (const auto& family : metrics.families())
    if (!family->metrics().empty()) exposed.push_back(text.expose(*family));
  return exposed;
}

std::string prometheus_text(std::span<const ExposedMetrics> engines) {
  std::vector<std::string> pieces;
  std::unordered_map<std::string_view, size_t> known;  // places in `pieces`
  for (const ExposedMetrics& engine : engines)
    for (const ExposedFamily& family : engine) {
      auto [place, is_new] = known.try_emplace(family.name, pieces.size());
      if (is_new) pieces.push_back(family.head);
      pieces[place->second] += family.lines;
    }
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  return text;
}

void bring_up_to_date(Machine& machine, Metrics& metrics) {
  auto warn = [&](std::string_view message) {
    std::vector<StackEntry> stack = machine.call_stack();
    machine.host().warn(stack.empty() ? Span{} : stack.front().span, message);
  };
  if (metrics.syncing) return warn("Telemetry::sync collects metrics, which would call it again");
  FunctionId sync = machine.program().find_function("Telemetry::sync");
  if (sync != kNoFunction && !machine.program().functions[sync].bodies.empty()) {
    metrics.syncing = true;
    if (!machine.run_hook(sync, {}))
      warn("a handler of Telemetry::sync broke off: the others did not run");
    metrics.syncing = false;
  }
  for (const auto& [owner, refresh] : *metrics.refreshers) refresh(metrics);
  set_event_metrics(machine, metrics);
  set_log_metrics(machine, metrics);
  set_flow_metrics(machine, metrics);
  set_process_metrics(machine, metrics);
}

void register_collected_metrics(NativeRegistry& registry) {
  // Declared where the records are: base/init/cluster.
  registry.add_body(
      "Telemetry::__collect_metrics",
      [](NativeCall& call) {
        return collect(call, {MetricKind::kCounter, MetricKind::kGauge});
      },
      kCallsScripts);
  registry.add_body(
      "Telemetry::__collect_histogram_metrics",
      [](NativeCall& call) { return collect(call, {MetricKind::kHistogram}); }, kCallsScripts);
  registry.add({R"(
## Serves all metrics by HTTP, in the text format of Prometheus, under the path `/metrics`.
##
## listen_addr: The address; empty: all of them.
##
## expose_services_json: Also tells where other processes of a cluster serve theirs. This process knows of none.
##
## Returns: F, and an error is reported, if it cannot.
global Telemetry::listen_prometheus: function(listen_addr: string, metrics_port: port, expose_services_json: bool): bool;
)",
                [](NativeCall& call) -> Value {
                  auto* control = call.machine.try_service<RunControl>();
                  bool able = control && control->serve_metrics;
                  return Value::of_bool(
                      able && control->serve_metrics(system_text(call, 0), call.port(1).number));
                }});
}

}  // namespace avocet
