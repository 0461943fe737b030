// The manager's streams, filters and logs: private to the room.
#pragma once

#include <list>
#include <memory>
#include <string>
#include <vector>

#include "logging/log_manager.h"

namespace avocet {

// A log: one path of one writer. Outlives filters that come and go.
struct LogManager::Output {
  int64_t stream = 0;
  std::string filter;  // the name of the one that opened it
  std::string path;
  std::vector<LogField> fields;
  std::unique_ptr<LogWriter> writer;
  bool failed = false;    // reported; nothing more is written
  int64_t writer_id = 0;  // a value of Log::Writer
  double open_time = 0;
  double rotation_interval = 0;  // 0: never
  double next_rotation = 0;      // 0: not known before the first packet
  Owned postprocessor;           // null: the usual one
  bool has_rows = false;         // since it was opened or rotated
  bool gathered = false;         // rows since the last flush_all()
  bool is_rotating = false;      // a script that may remove its stream is asked for the name
  bool is_over = false;          // its stream was removed, or the run ends
  uint64_t writes = 0;
  uint64_t discarded = 0;
  RowBuilder::Truncation truncation;  // of all rows

  bool same_fields(const Filter& of) const;
};

struct LogManager::Filter {
  std::string name;
  int64_t stream = 0;
  int64_t writer = 0;  // a value of Log::Writer
  const WriterRegistry::Kind* kind = nullptr;
  std::string path;  // may be empty while path_func has not been asked
  bool log_local = true;
  Owned record;     // the script's own, for policies
  Owned policy;     // null: the stream's
  Owned path_func;  // null: path stays
  Owned ext_func;
  Owned postprocessor;
  double rotation_interval = 0;
  bool extension = false;  // ext_func adds columns
  WriterConfig config;
  std::string part;  // behind the path, where several logs may share one
  RowPlan ext_plan;
  RowPlan plan;
  Output* output = nullptr;  // the last one written to
  std::string output_path;   // the path asked for then
  bool removed = false;
  bool lacks_path = false;     // told
  bool path_is_fixed = false;  // output is right for every record
};

struct LogManager::Stream {
  int64_t id = 0;
  const RecordType* columns = nullptr;
  FunctionId event = kNoFunction;
  Owned policy;
  RowLimits limits;
  uint64_t writes = 0;  // records, whatever becomes of them
  bool enabled = true;
  bool buffered = true;
  bool removed = false;
  double max_delay = 0;
  uint64_t max_delayed = 0;
  std::list<DelayedWrite*> delayed;  // by deadline
  // In the order they were added. A policy may remove the one that it is asked by.
  std::vector<std::shared_ptr<Filter>> filters;
};

}  // namespace avocet
