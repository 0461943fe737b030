// LogManager: the streams of one script world, their filters, and the logs these write.
//
// Scripts reach it through Log::create_stream, Log::write and their kin. A record goes through the
// policy of all streams, then for each filter through its policy, becomes a row by the filter's
// plan, and is given to the writer of the filter's path before write() returns: the record may
// change afterwards. Rows of one log are in the order of their writes. A writer that fails is
// reported once; other logs go on.
//
// A writer exists from the first row of its path to finish().
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "logging/plan.h"
#include "logging/writer.h"
#include "vm/machine.h"

namespace avocet {

using WriterFactory =
    std::function<std::unique_ptr<LogWriter>(const WriterRegistry::Kind&, const WriterInfo&)>;
// The kind's own writer, on a thread of its own.
std::unique_ptr<LogWriter> make_threaded_writer(const WriterRegistry::Kind& kind,
                                                const WriterInfo& info);

struct LogOptions {
  std::string folder;       // of files, unless a script says otherwise; empty: the current one
  bool force_json = false;  // text logs are JSON, whatever scripts say
  double (*wall_clock)() = nullptr;  // for opening times while there is no network time
  // Makes what stands behind a log: called once for each path that rows are written to. Empty: the
  // kind's own writer, on a thread of its own. Who runs several engines puts something in between
  // that marks the rows of each with where they belong (RowBatch keeps them) and hands them merged
  // to one writer; all calls come from the engine's thread.
  WriterFactory make_writer;
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
  void flush_all();

  // Closes every log. Nothing can be written afterwards.
  void finish();

  // Rows written, of all logs.
  uint64_t rows() const { return rows_; }

 private:
  struct Output;
  struct Filter;
  struct Stream;

  // FieldReader.
  bool make_field(Record* record, uint32_t field, Value& value) override;

  Stream* find(int64_t id);
  std::string id_text(int64_t id) const;
  bool complain(std::string_view message);

  // Fields of records of module Log, by name; a managed one that is not set is null.
  bool has_field(Record* record, std::string_view name);
  Value field(Record* record, std::string_view name);
  std::string text_field(Record* record, std::string_view name);

  bool read_filter(Filter& filter, Stream& stream, Record* record);
  void build_plan(Filter& filter, Stream& stream);
  Value argument(const Type* parameter, const Type* type, Value v);
  bool passes(Function* hook, std::span<const Value> arguments);
  Record* coerced(const RecordType* to, const RecordType* from, Record* record, std::string& error);
  Value coerced_value(const Type* to, const Type* from, Value v, std::string& error);

  bool passes_stream_policies(Stream& stream, Record* record);
  void raise_event(Stream& stream, Record* record);
  void write_to(Stream& stream, Filter& filter, Record* record);
  bool passes_policy(Stream& stream, Filter& filter, Record* record);
  std::string path_for(Stream& stream, Filter& filter, Record* record);
  Output* output_for(Stream& stream, Filter& filter, const std::string& path);
  Output* open_output(Stream& stream, Filter& filter, const std::string& path);
  std::string free_path(int64_t writer, const std::string& path, const Filter& filter,
                        Output*& existing);
  void check(Output& output, const Outcome& outcome);
  void report_truncation(Stream& stream, const RowBuilder::Truncation& what);
  WriterInfo writer_info(const Filter& filter, const std::string& path,
                         const WriterRegistry::Kind& kind);
  std::string option_text(std::string_view name) const;
  double now() const;

  Machine& machine_;
  const WriterRegistry& writers_;
  LogOptions options_;
  RowBuilder builder_;
  const EnumType* ids_ = nullptr;
  std::vector<std::shared_ptr<Stream>> streams_;  // by id
  std::map<std::pair<int64_t, std::string>, std::unique_ptr<Output>>
      outputs_;                      // by writer and path
  FunctionId policy_ = kNoFunction;  // Log::log_stream_policy
  uint64_t rows_ = 0;
  bool building_ = false;  // a row is being made: nothing else may be
  bool finished_ = false;
};

}  // namespace avocet
