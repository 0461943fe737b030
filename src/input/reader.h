// Reader: what turns something outside (a file, a command, a database) into rows of text.
//
// A leaf below input/reader/ implements one kind and registers it in a ReaderRegistry under the
// label that scripts know it by ("Input::READER_ASCII"). Each stream has a reader of its own.
//
//   make -> open -> (read | changed)* -> destroyed
//
// All calls come from the engine's thread, and none waits for anything: what is not there yet is
// read by a later call. A reader knows nothing of tables and events; it hands rows to a RowSink,
// which makes values of them.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "type/type.h"

namespace avocet {

// One column that a script wants.
struct InputField {
  std::string name;  // "id.orig_h" where records are nested
  const Type* type = nullptr;
  bool optional = false;    // may be missing
  std::string type_column;  // of a port: the column that names its protocol; empty: none
};

// A value as the source has it. Borrowed for the length of a call.
struct InputCell {
  std::string_view text;
  bool is_set = true;
  std::string_view protocol;  // of a port: what the column of its protocol says
};

// How text stands for values.
struct TextFormat {
  std::string set_separator = ",";
  std::string empty_field = "(empty)";
  std::string unset_field = "-";
  bool escapes = true;  // \x09 is a tab
};

using ReaderConfig = std::map<std::string, std::string, std::less<>>;

enum class InputMode : uint8_t { kManual, kReread, kStream };

struct ReaderInfo {
  std::string name;    // of the stream
  std::string source;  // what the script says
  InputMode mode = InputMode::kManual;
  ReaderConfig options;  // the reader's own options, by name without module
  ReaderConfig config;   // the stream's; wins over options of the same name
  const class Environment* environment = nullptr;  // of programs it starts; null: the process's
  class BackgroundPrograms* programs = nullptr;  // takes those that nobody reads any more; or null
  class WakeSet* wakes = nullptr;  // gets what shows that there is something to read; may be null

  const std::string* find(std::string_view option) const {
    auto own = config.find(option);
    if (own != config.end()) return &own->second;
    auto general = options.find(option);
    return general == options.end() ? nullptr : &general->second;
  }
  std::string text(std::string_view option, std::string_view otherwise = {}) const {
    const std::string* found = find(option);
    return found ? *found : std::string(otherwise);
  }
  bool flag(std::string_view option) const {
    const std::string* found = find(option);
    return found && (*found == "T" || *found == "1" || *found == "true");
  }
};

// Who takes what a reader finds.
class RowSink {
 public:
  virtual ~RowSink() = default;
  // A row, in the order of the fields; `line` says where, 0 if there are no lines. False: it was
  // no good (a warning was given).
  virtual bool row(std::span<const InputCell> cells, size_t line) = 0;
  // Nobody wants more rows: stop reading.
  virtual bool is_closed() const = 0;
  // Something is wrong with what is read; reading goes on.
  virtual void warn(std::string_view message, size_t line) = 0;
  // Something is odd that costs nothing: no error, and told as none.
  virtual void remark(std::string_view message, size_t line) = 0;

  // For readers that tell of more than rows. The text in `line` as a value of the option `id`, with
  // an event InputConfig::new_value; false if it is none (a warning was given).
  virtual bool option_value(std::string_view id, std::string_view text, const TextFormat& format,
                            size_t line) = 0;
  // A command has ended: InputRaw::process_finished.
  virtual void process_finished(int exit_code, bool by_signal) = 0;
  // Bytes of a file to analyse; nothing if nobody does.
  virtual void file_bytes(std::string_view bytes) = 0;
};

// What a call of read() came to.
enum class ReadState : uint8_t {
  kDone,     // all of it was read
  kMore,     // there may be more later
  kMissing,  // there was nothing to read
};

class InputReader {
 public:
  virtual ~InputReader() = default;
  // Fields stay what they are; the reader keeps a copy if it needs one.
  virtual Outcome open(const ReaderInfo& info, std::span<const InputField> fields) = 0;
  virtual const TextFormat& format() const = 0;
  // Hands over what there is: all of it, or in mode stream what is new. An error ends the stream.
  virtual Result<ReadState> read(RowSink& sink) = 0;
  // Where the last error of read() is, 0 if that is no line.
  virtual size_t error_line() const { return 0; }
  // Whether the source is another than it was at the last read().
  virtual bool changed() { return false; }
};

// The kinds of readers a program has. Filled once, then only read.
class ReaderRegistry {
 public:
  using Make = std::unique_ptr<InputReader> (*)();
  struct Kind {
    std::string label;                 // of the enum Input::Reader
    std::string module;                // whose options configure it: "InputAscii"
    std::vector<std::string> options;  // their names in that module
    Make make;
  };

  void add(Kind kind) { kinds_.push_back(std::move(kind)); }
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
