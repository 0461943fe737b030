// Writer: what turns rows into something outside: a file, a database, nothing.
//
// A leaf below logging/writer/ implements one kind and registers it in a WriterRegistry under the
// label that scripts know it by ("Log::WRITER_ASCII"). Each log, that is each path of a filter, has
// a writer of its own. The manager calls all functions of a writer from the engine's thread, in the
// order below.
//
//   make -> open -> (write | flush | set_buffered | rotate)* -> finish -> destroyed
//
// A function that fails says so once, with one sentence. The manager reports it, and from then on
// calls nothing but the destructor.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "logging/cell.h"

namespace avocet {

class LogFile;

// One column.
struct LogField {
  std::string name;  // as the log shows it: "id.orig_h"
  std::string type;  // as the log shows it: "addr", "set[string]"
  bool optional = false;
  CellKind kind = CellKind::kUnset;       // of its cells when set
  CellKind item_kind = CellKind::kUnset;  // of the items of sets and vectors
  bool is_vector = false;
};

// What a script option or a filter's config says, as text.
using WriterConfig = std::map<std::string, std::string, std::less<>>;

struct WriterInfo {
  std::string path;      // of the filter: for files the name without folder and extension
  std::string folder;    // where files go; empty: the current one
  std::string filter;    // name of the filter
  double open_time = 0;  // seconds since the epoch
  double network_time = 0;
  double rotation_interval = 0;  // seconds; 0: never
  double rotation_base = 0;      // seconds after midnight
  std::string postprocessor;     // name of the script function for rotated files; may be empty
  // Where all logs go as one stream of JSON, each row with its path; null: every log by itself.
  std::shared_ptr<LogFile> stream;
  std::string database;  // a file that all logs go to as tables; empty: a file each
  WriterConfig options;  // the writer's own options, by name without module ("use_json")
  WriterConfig config;   // the filter's; wins over options of the same name
};

// What came of a rotation.
struct RotatedLog {
  std::string file;     // the full name of what was written; "": there was nothing, or it is gone
  std::string trouble;  // why it has not got the name that was asked for; "": it has
};

class LogWriter {
 public:
  virtual ~LogWriter() = default;

  // Fields stay what they are; the writer keeps a copy if it needs one.
  virtual Outcome open(const WriterInfo& info, std::span<const LogField> fields) = 0;
  // Precondition: as many cells as fields. Rows come in the order of their Log::write.
  virtual Outcome write(std::span<const Cell> row) = 0;
  // The same where the row, and what it borrows, stay as long as somebody holds `keeper`.
  virtual Outcome write_kept(std::span<const Cell> row, const std::shared_ptr<const void>&) {
    return write(row);
  }
  // Everything written so far leaves the process.
  virtual Outcome flush() = 0;
  // Off: every row leaves at once.
  virtual Outcome set_buffered(bool buffered) = 0;
  // What was written so far ends and gets the name `rotated`: with its folder, without extension.
  // The next row begins a fresh output, whatever came of the name: an error ends the log.
  virtual Result<RotatedLog> rotate(const std::string& rotated, double open, double close) = 0;
  // The last call: nothing may be lost after it.
  virtual Outcome finish(double close_time) = 0;
};

// A log that an earlier run did not rotate, renamed by now.
struct LeftoverLog {
  std::string file;  // its name now
  std::string path;
  std::string postprocessor;  // name of the script function; may be empty
  double open = 0;
  double close = 0;
  std::string trouble;  // instead of all that: why it stays as it is
};

// The kinds of writers a program has. Filled once, then only read.
class WriterRegistry {
 public:
  using Make = std::unique_ptr<LogWriter> (*)();
  struct Kind {
    std::string label;                 // of the enum Log::Writer
    std::string module;                // whose options configure it: "LogAscii"
    std::vector<std::string> options;  // their names in that module
    Make make = nullptr;
    // Renames what an earlier run left in a folder, where options want that. May be null.
    std::vector<LeftoverLog> (*take_leftovers)(const WriterInfo& info) = nullptr;
    // The key of a filter's config that names a part of what the path names: filters of different
    // parts do not disturb each other. Empty: there are no parts.
    std::string part;
    // Keys of a filter's config that are neither options nor the part. "*": it looks at any.
    std::vector<std::string> keys;

    // Whether a filter's config may say something under that key.
    bool looks_at(std::string_view key) const {
      auto among = [](const std::vector<std::string>& names, std::string_view name) {
        return std::find(names.begin(), names.end(), name) != names.end();
      };
      return key == part || among(options, key) || among(keys, key) || among(keys, "*");
    }
  };

  void add(Kind kind) { kinds_.push_back(std::move(kind)); }
  const std::vector<Kind>& kinds() const { return kinds_; }
  // Null if there is none of that label.
  const Kind* find(std::string_view label) const {
    for (const Kind& kind : kinds_)
      if (kind.label == label) return &kind;
    return nullptr;
  }

 private:
  std::vector<Kind> kinds_;
};

}  // namespace avocet
