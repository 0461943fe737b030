// LogManager: the streams of one script world, their filters, and the logs these write.
//
// Scripts reach it through Log::create_stream, Log::write and their kin. A record goes through the
// policy of all streams, then for each filter through its policy, becomes a row by the filter's
// plan, and is given to the writer of the filter's path before write() returns: the record may
// change afterwards. Rows of one log are in the order of their writes. A writer that fails is
// reported once; other logs go on.
//
// A writer exists from the first row of its path to finish(). Time is told by release_due() and
// rotate_due().
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "logging/plan.h"
#include "logging/writer.h"
#include "vm/machine.h"

namespace avocet {

using WriterFactory =
    std::function<std::unique_ptr<LogWriter>(const WriterRegistry::Kind&, const WriterInfo&)>;
// Makes writers of the kinds, each on a thread of its own as far as there are not too many.
WriterFactory threaded_writers();

struct LogOptions {
  std::string folder;        // of files, unless a script says otherwise; empty: the current one
  bool force_json = false;   // text logs are JSON, whatever scripts say
  bool json_stream = false;  // text logs go to standard output as one stream of JSON
  std::string database;  // text logs become tables of this SQLite file instead; empty: they do not
  double (*wall_clock)() = nullptr;  // for opening times while there is no network time ...
  // ... unless packets alone say what time it is: then this is when they begin.
  std::optional<double> begin_time;
  // Makes what stands behind a log: called once for each path that rows are written to. Empty: the
  // kind's own writer, on a thread of its own. Who runs several engines puts something in between
  // that marks the rows of each with where they belong (RowBatch keeps them) and hands them merged
  // to one writer; all calls come from the engine's thread.
  WriterFactory make_writer;
  // The same for rotation: told before logs are rotated of all that are due, with the time; says
  // of each since when it is open if it is this engine that rotates it. Empty: it rotates all that
  // have rows.
  using RotationTurns = std::vector<std::optional<double>>;
  std::function<RotationTurns(std::span<LogWriter* const>, double now)> share_rotation;
};

class LogManager : FieldReader {
 public:
  // All of them outlive the manager, which becomes a service of the machine.
  LogManager(Machine& machine, const WriterRegistry& writers, LogOptions options = {});
  ~LogManager() override;
  LogManager(const LogManager&) = delete;

  // What the functions of module Log do. A false answer was reported, if it is a mistake.
  bool create_stream(int64_t id, Record* stream);
  bool remove_stream(int64_t id);
  bool has_stream(int64_t id) { return find(id) != nullptr; }
  bool set_enabled(int64_t id, bool enabled);
  bool add_filter(int64_t id, Record* filter);
  bool remove_filter(int64_t id, std::string_view name);
  // `type` is the type of `record`: the stream's, or one with fields that fit it.
  bool write(int64_t id, const Type* type, Value record);
  bool set_buffered(int64_t id, bool buffered);
  bool flush(int64_t id);

  // ---- Records held back (logging/delay.cc) --------------------------------------------
  struct DelayedWrite;
  // Delays the record that is being written; null if it cannot be (reported). `callback` runs when
  // the delay is over.
  DelayedWrite* delay(int64_t id, Record* record, Function* callback);
  static uint64_t number_of(const DelayedWrite& write);
  bool finish_delay(int64_t id, Record* record, uint64_t number);
  bool set_max_delay_interval(int64_t id, double interval);
  bool set_max_delay_queue_size(int64_t id, uint64_t size);
  // -1: no such stream.
  int64_t delay_queue_size(int64_t id);

  // ---- Time -----------------------------------------------------------------------------
  // Whether release_due() or rotate_due() has something to do then.
  bool is_due(double now) const { return now >= next_delay_ || now >= next_rotation_; }
  // Network time is `now`: records that were held back long enough are written.
  void release_due(double now) {
    if (now >= next_delay_) expire_delays(now);
  }
  // When the record that release_due() is writing was to be released.
  double release_time() const { return release_time_; }
  // The same for logs: those whose interval is over are rotated.
  void rotate_due(double now) {
    if (now >= next_rotation_) rotate_all_due(now);
  }
  // Releases every record that is held back: the run ends.
  void release_delays();
  // Rotates what an earlier run left behind, where scripts ask for it.
  void rotate_leftovers();
  // Live, now and then: hands gathered rows to the writers.
  void flush_all();

  // Closes every log. Nothing can be written afterwards.
  void finish();
  // Whether a log could not be written, which was told.
  bool lost_rows() const { return lost_rows_; }

  // Rows written, of all logs.
  uint64_t rows() const { return rows_; }

  // What was counted of each stream that there is, and of each log that was opened.
  struct StreamCount {
    std::string stream;
    uint64_t writes;
  };
  struct OutputCount {
    std::string stream, filter, path, writer;
    uint64_t writes;
    uint64_t discarded;  // rows that the writer, or a limit, refused
    uint64_t cut_strings, cut_containers;
  };
  std::vector<StreamCount> stream_counts() const;
  std::vector<OutputCount> output_counts() const;

 private:
  struct Output;
  struct Filter;
  struct Stream;
  struct ActiveWrite;
  struct Rotation;
  enum class Verdict : uint8_t { kPass, kVeto };
  enum class Ending : uint8_t { kGoesOn, kTerminating };

  // FieldReader.
  bool make_field(Record* record, uint32_t field, Value& value) override;

  Stream* find(int64_t id);
  std::string id_text(int64_t id) const;
  // Tells of what was put up with, and of what was not. False.
  bool complain(std::string_view message);
  bool no_stream(int64_t id);
  static size_t drop_filter(Stream& stream, std::string_view name);
  bool refuse(std::string_view message);

  // Fields of records of module Log, by name; a managed one that is not set is null.
  bool has_field(Record* record, std::string_view name);
  Value field(Record* record, std::string_view name);
  std::string text_field(Record* record, std::string_view name);

  bool read_filter(Filter& filter, Stream& stream, Record* record);
  void build_plan(Filter& filter, Stream& stream);
  // As a parameter of that type takes it; null: it cannot.
  Value argument(const Type* parameter, const Type* type, Value v);
  // Whether a function may be given records of a stream as its `index`-th argument; a mistake is
  // reported, `what` says of which function. Null takes everything.
  bool takes_records(const FunctionType* function, size_t index, const RecordType* columns,
                     std::string_view what);
  bool passes(Function* hook, std::span<const Value> arguments);
  Record* coerced(const RecordType* to, const RecordType* from, Record* record, std::string& error);
  Value coerced_value(const Type* to, const Type* from, Value v, std::string& error);

  bool passes_stream_policies(Stream& stream, Record* record);
  void raise_event(Stream& stream, Record* record);
  void write_to_filters(Stream& stream, Record* record, Verdict verdict);
  void write_to(Stream& stream, Filter& filter, Record* record, Verdict verdict);
  bool passes_policy(Stream& stream, Filter& filter, Record* record);
  std::string path_for(Stream& stream, Filter& filter, Record* record);
  Output* output_for(Stream& stream, Filter& filter, const std::string& path);
  Output* open_output(Stream& stream, Filter& filter, const std::string& path);
  std::string free_path(int64_t writer, const std::string& path, const Filter& filter,
                        Output*& existing);
  void check(Output& output, const Outcome& outcome);
  // Nothing more is written to a log. What is to be told of that.
  std::string give_up(Output& output, const Error& why);
  void report_truncation(Stream& stream, const RowBuilder::Truncation& what);
  void raise_weird(Stream& stream, std::string_view name);
  WriterInfo writer_info(const Filter& filter, const std::string& path,
                         const WriterRegistry::Kind& kind);
  WriterConfig kind_options(const WriterRegistry::Kind& kind) const;
  std::string log_folder() const;
  std::string option_text(std::string_view name) const;
  double now() const;
  using Outputs = std::vector<std::shared_ptr<Output>>;
  void end_outputs(const Outputs& ending);

  void enqueue_delay(DelayedWrite& write);
  static void leave_queue(DelayedWrite& write);
  void expire_delay(Stream& stream);
  void trim_delays(Stream& stream);
  void expire_delays(double now);
  void release_write(DelayedWrite& write);
  void forget_delay(DelayedWrite& write);
  bool run_callback(const Owned& callback, Stream& stream, Record* record);

  void read_rotation_base();
  void plan_rotation(Output& output);
  void rotate_all_due(double now);
  void rotate_each(const Outputs& outputs, Ending ending);
  void rotate(Output& output, Ending ending, double open);
  Record* rotation_record(std::string_view type, const Rotation& rotation);
  std::string rotated_name(const Rotation& rotation, Function* postprocessor);
  void postprocess(const Rotation& rotation, Function* postprocessor);
  void note_failed_postprocessor(const Rotation& rotation, bool ran, Value result);
  bool run_named(std::string_view name, std::span<const Value> arguments, Returned* result);

  Machine& machine_;
  const WriterRegistry& writers_;
  LogOptions options_;
  std::shared_ptr<LogFile> stream_;  // of all logs, if they share one
  RowBuilder builder_;
  const EnumType* ids_ = nullptr;
  std::vector<std::shared_ptr<Stream>> streams_;  // by id
  std::map<std::pair<int64_t, std::string>, std::shared_ptr<Output>>
      outputs_;                       // by writer and path
  FunctionId policy_ = kNoFunction;   // Log::log_stream_policy
  std::vector<ActiveWrite*> active_;  // whose policy hooks and callbacks are running; null: filters
  std::unordered_map<uint64_t, std::shared_ptr<DelayedWrite>> delays_;
  uint64_t delay_number_ = 0;
  double next_delay_;  // when a record must be released; infinity: never
  double release_time_ = 0;
  bool lost_rows_ = false;
  double next_rotation_;  // the same for the rotation of a log
  double rotation_base_ = 0;
  bool told_base_ = false;  // that it could not be read
  uint64_t rows_ = 0;
  uint64_t max_row_ = UINT64_MAX;  // bytes: Log::max_log_record_size
  bool building_ = false;          // a row is being made: nothing else may be
  bool finished_ = false;
};

}  // namespace avocet
